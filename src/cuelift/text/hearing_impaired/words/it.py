"""Italian."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    chiamate
    sottofondo
    cucù esita
    ride ridono risa risata risate risatin* ridacchi* sghignazz* ridendo piang* pianto pianti
    singhiozz* singulto lament* mugol* mugugn* piagnucol* sospir* sbuff* ansim* respir* inspir*
    espir* fiato tossisce tosse tossicchi* tossendo starnut* rutt* sbadigli* russa* deglut*
    inghiott* sput* vomit* conat* schiarisc* schiarit* borbott* mormor* bisbigli* sussurr*
    farfugli* balbett* grid* urla* urlo urli strill* strid* sbrait* esclam* fischi* applau*
    ovazion* acclam* esult* boato boati vociare vocio brusio* chiacchier* canta cantano canto
    cantando canticchi* parla parlano parlando imita* incomprensibil* indistint* inaudibil*
    soffocat* sottovoce piano ironic* beffard* abbai* latrat* guai* ulul* miagol* miao fusa nitri*
    mugg* raglio raglia chiocci* gracid* gracchi* cinguett* pigol* tub* ronz* frull* batti* galopp*
    zoccol* cigol* scricchiol* crepit* scoppi* esplo* detonazion* spar* colp* tonfo tonfi schiant*
    fragor* frastuono trambusto baccano chiasso rumor* suon* squill* trill* campan* rintocc*
    tintinn* allarm* sirene clacson frena* sgomm* rombo romba rombi accelera* parte tuon* rimbomb*
    eco riecheggi* scrosci* goccio* sgocciol* gorgogli* bollore bolle ribolle sfrigol* friggere
    frusci* strapp* graff* gratt* sfreg* strusci* cad* romp* rotto infrang* frantum* clic click
    scatt* digita* ticchett* batte battono bussa* pass* pestan* avvicin* allontan* apre aprono
    chiud* sbatt* silenzi* pausa continua* cessa cessano aumenta diminuisce vibra* interferenz*
    disturb* statica brontol* stomaco pugni pugno schiaffo bacio bacia mastic* lecca annuisce
    sussult* trema* trattiene trattengono tira asciuga naso lacrime sforz* bip bzzz pum plof sbam
    tum sirena* cola stapp* brindisi clamore fruga soffia gufo accendino* fiammifero* mosca
    spezzato spezza freni catene martell* cerniera notifica* grilli gabbiani frust* schiocc*
    segreteria ruggi* mitragliatric* ansito grugn* ringhi* annusa sgranocchi* soffio soffi cicala
    cicale digrigna sibil* sciabord* calpest* scalpicc* trepest* zittisce zittire sarcas* ironia
    tremolante roca rauca spezzata stonato biascic* ubriaco schiamazz* vocii sciacqu* travasa versa
    versato petardo scintille sfrecci* rullio clangor* annuncio infrant* sorsegg* scarich* vagit*
    vagisc* aspirapolvere elicotter* battent* annus* toss* singult* sbadigl* sorseg* ingoi* lecc*
    latra* ragli* starnazz* frinir* frinisc* scocc* scampan* boat* tonf* frastuon* brusi* vociar*
    bisbigl* farfugl* strepit* risa* risat* rantol* picchi* schiaff* pugn* scalpit* trott* ribolli*
    spruzz* stormi* sfrig* deton* raffic* megafon* bela belano belati tubano tuba colpo colpi urla
    urlano urlando ansima ansimano bussano bussare gemito gemiti geme gemono gemendo segnale suona
    suonano suoneria suono suoni stridono trillo trilli vibra vibrazion* espira espirano russa
    russano russare rotta sobbalz* gocce goccia cannonat* pioggerell* lampo fuochi trascin* scorre
    scorrono spalanca spalancano sovrapposte cori jet crepa
    sviene svengono vacilla barcolla* inciampa* crolla crollano crollo accascia* inginocchia
    inchina abbraccia* rabbrividi* brivido brividi tremola* bofonchia* coccodè chicchirichì
    barrisce barrito uggiol* bollono schizza schizzi folata folate risuona* fracasso lacera*
    strofin* raschi* botto botti urto sbanda* strombazz* chiavistello clac bum tac toc-toc din-don
    sfarfall* lampeggia* tremolio affanno ansit* raschia schiari* trangugi* rosicchi* morde frign*
    lagn* uggiola soffiano belato frini* squitti* barrisce barriscono borbogli* zampill*
    stropicci* rombano
    tamburell* inchiod* derap* strattona* sguain* armeggi* vibr* gorgheggi* sogghign* ghign*
    frantuma* scheggia
    """,
    manners="""
    ansante affannat* rauc* roc* strozzat* nasale monotono monotona seccamente freddamente
    teneramente timidamente gravemente allegramente tristemente imbarazzat* impaurit* spaventat*
    terrorizzat* sollevat* commoss* offes* furios* infastidit* nervos* emozionat* supplichevol*
    minaccios* impazient* irritat* indignat* divertit* assonnat* ubriac* stordit* confus* perpless*
    sorpres* sbalordit* lacrimos* teatral* solenn* mellifl* tremul* esitant* titubant* entusiast*
    orgoglios* trionfant* isteric* disperat* rassegnat* sconsolat* concitat* agitat* stizzit*
    stupit* acut* bocca denti dolcemente malizios*
    """,
    source="""
    bocca segnale porta porte finestra cancello telefono cellulare sveglia orologio motore auto
    macchina camion treno aereo elicottero vento tempesta pioggia acqua onde mare fuoco cane cani
    gatto gatti uccello uccelli cavallo cavalli mucca gallo galline bambino bambina bambini neonato
    uomo donna uomini donne folla pubblico gente tutti entrambi voci voce radio televisione
    computer tastiera chiavi vetro bicchiere bicchieri bottiglia piatti metallo metallic* legno
    sedia sedie scale carta pagine foglie rami arma pistola fucile spada spade bomba stivali tacchi
    gola cuore lontan* lontananza distanza sottofondo forte forti sord* acut* leggero elettronic*
    ritmic* nervos* imbarazzat* dialetto cassetti carrozza ruote candela ascensore chiostro frati
    tartaruga lentamente epoca vetri aspirapolvere soldati lupo gufo rane grilli cicale api mosche
    posate ghiaccio rubinetto doccia sega trapano neve grandine ghiaia catene elica tenda chiave
    serratura zanzara tergicristalli temperamatite specchio stadio
    motorino lampada lampadina lanterna candele caldaia pentola coperchio frigo frigorifero
    tostapane asciugacapelli macinino moka tazza tazze cassetto armadio materasso molle catena gru
    scavatrice motosega argano ingranaggi botola razzo spillatrice forbici rasoio moneta monete
    dadi roulette ruota pneumatici bicicletta motocicletta trattore locomotiva traghetto barca remi
    asino bue vitello agnello agnelli capra capre maiale maiali anatra anatre oca oche tacchino
    gallina pulcino pulcini piccione piccioni usignolo cuculo civetta corvo corvi cornacchia falco
    aquila cigno pappagallo volpe cervo cinghiale orso leone tigre elefante scimmia scimmie
    cammello balena delfino foca rana rospo grillo cicala vespa vespe topo topi ratto lupi
    pavimento tapparella persiana scarpe sandali pantofole incudine mantice telaio cardini cardine
    catenaccio maniglia campanello sonaglio sonagli pendola zoccoli spegne spengono accende tango
    polka samba salsa disco funk gospel
    rotola rotolano
    """,
    music="""
    valzer walzer pizzicato
    musica* musicale melodia* canzone* canto tema sigla jingle orchestra pianoforte piano chitarra*
    violino* violoncello organo fisarmonica flauto tromba* trombe tamburo* tamburi rullo batteria
    sassofono clarinetto arpa armonica mandolino banda coro fanfara valzer jazz rock rap opera
    sinfonia inno ninnananna ballata marcia percussioni archi carillon gregoriano tarantella
    strumentale allegra solenne drammatica triste tesa inquietante dolce romantica cornamusa
    zampogna
    clavicembalo spinetta organetto xilofono tamburello maracas nacchere timpani corno corni
    trombone oboe fagotto ottavino ocarina liuto ritornello arpeggio filastrocca duetto quartetto
    ouverture notturno mazurca liscio contrabbasso pianola
    """,
    roles="""
    uomo donna ragazzo ragazza bambino bambina bambini neonato tutti entrambi tutte insieme uomini
    donne folla pubblico coro narratore narratrice voce voci narrante annunciatore annunciatrice
    conduttore conduttrice presentatore presentatrice giornalista cronista poliziotto poliziotta
    agente ispettore ispettrice commissario carabiniere guardia soldato soldati ufficiale capitano
    generale colonnello sergente maresciallo pilota medico dottore dottoressa infermiere infermiera
    paziente professore professoressa maestro maestra alunno alunna giudice avvocato avvocatessa
    testimone notaio prete padre madre papà mamma nonno nonna figlio figlia fratello sorella zio
    zia cugino cugina marito moglie sposo sposa re regina principe principessa presidente ministro
    sindaco cameriere cameriera barista cuoco autista conducente postino portiere cliente venditore
    venditrice capo operaio contadino pescatore marinaio straniero vicino vicina amico amica
    signore signora signorina ragioniere computer robot radio televisione altoparlante interprete
    traduttore regista cantante ladro fantasma strega drago alieno novizio esperto esperta storico
    storica speleologa
    usciere controllore postina idraulico panettiere fornaio macellaio barbiere parrucchiera
    giardiniere balia tata padrona padrone portinaia viaggiatore viaggiatrice turista bagnino
    pompiere suora monaco vescovo papa rabbino duca duchessa conte contessa cavaliere scudiero
    fabbro mercante oste ostessa nipote vedova vedovo collega candidato candidata concorrente
    arbitro allenatore psicologo psicologa dentista veterinario farmacista levatrice pagliaccio
    barcaiolo tassista camionista pirata bandito fidanzata fidanzato capotreno
    """,
    tongues="""
    inglese francese tedesco spagnolo italiano portoghese russo cinese mandarino giapponese coreano
    arabo ebraico turco greco latino polacco ceco ungherese svedese norvegese danese olandese
    siciliano napoletano veneto dialetto lingua accento straniera
    mongolo islandese hawaiano tibetano armeno georgiano basco catalano albanese serbo croato
    bulgaro rumeno romeno slovacco sloveno estone lettone lituano finlandese vietnamita
    thailandese indonesiano hindi bengalese curdo swahili zulu afrikaans fiammingo bretone
    gaelico gallese esperanto klingon maori ucraino persiano veneziano milanese romanesco
    ladino tamil
    """,
    speech="""
    io tu noi voi mio mia miei mie tuo tua nostro nostra vostro vostra mi ti vi sono sei siamo
    siete è era erano fu ho hai abbiamo avete aveva sapevo dovevo perché se quando cosa chi dove ma
    non mai forse sempre anche già né o oppure proprio quando ahimè
    stava hanno
    """,
    pronouns="egli ella lui lei loro essi tutti entrambi",
    stops="""
    nota note attenzione avviso avvertenza domanda risposta esempio ricorda bene allora dunque e o
    ma no sì regola capitolo episodio parte numero piano passo data ora indirizzo fonte oggetto da
    per messaggio oggi domani ieri risultato punteggio articolo versetto caso opzione conclusione
    consiglio prezzo totale menu menù nome età titolo luogo tempo ps p.s nb ndt presto senta senti
    guarda profondità scala problema verità idea ragione ascolta prossimo pericolo calma
    """,
    verbs="è era sono erano fu significa vuol ha può sarà",
)
