"""Dutch."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    stort instort
    aarzelt
    schuif* schuiv*
    *gelui *gerinkel *gerammel *geblaf *gejank *geschreeuw *gejuich
    lach lacht lachen lachend* gelach *gelach grinnik* gegrinnik gieche* gegiechel proest* schater*
    huil* gehuil snik* gesnik snott* jammer* kreun* gekreun kerm* zucht* gezucht hijg* gehijg pant
    puf puft blaas* adem* snuif* hoest* gehoest kuch* gekuch nies* gesnuif hik hikt boer* gaap*
    snurk* gesnurk slik* slurp* smak* gesmak spuug* kokhals* schraap* fluister* gefluister mompel*
    gemompel murmel* prevel* gepraat praat praten pratend stotter* stamel* roep* geroep gil gilt
    gillen gegil schreeuw* geschreeuw krijs* gekrijs brul* gebrul joel* gejoel juich* gejuich
    boegeroep fluit* gefluit applaus* applaudis* klap klapt klappen geklap handgeklap zing* gezang
    neurie* spreekt spreken onverstaanba* onduidelijk* gedempt* zacht zachtjes hard luid* ironisch*
    spottend* blaf* geblaf jank* gejank miauw* gemiauw spin* gespin loei* geloei geblaat hinnik*
    gehinnik kakel* gekakel kraai* gekraai kwaak* gekwaak piep* gepiep sjirp* getjilp tjilp* zoem*
    gezoem brom* gebrom grom* gegrom knor* geknor fladder* gefladder gesis sis* gesiss* kraak*
    gekraak krak* knars* geknars knetter* geknetter knapper* geknapper knal* geknal schot schoten
    *schot *schoten explo* ontplof* *explosie donder* gedonder *donder rommel* gerommel dreun*
    gedreun bonk* gebonk bons* gebons plof* geplof plons* geplons klots* spat* spetter* gespetter
    druppel* gedruppel borrel* gorgel* pruttel* sputter* ruis* geruis geritsel kletter* gekletter
    rinkel* gerinkel rammel* gerammel ratel* geratel tik tikt getik tikken *getik klik* geklik
    klop* geklop gestommel stommel* geschuifel schuifel* voetstap* stappen *stappen gestamp stamp*
    hoefgetrappel getrappel galop* slaat slaan *slag gelui klok belt gaat overgaat alarm* *alarm
    sirene* *sirene *sirenes toeter* getoeter claxon* *hoorn gier* remt remmen *geluid *geluiden
    geluid* gerucht rumoer *rumoer geroezemoes roezemoes* lawaai *lawaai kabaal herrie tumult
    stilte *stilte stil pauze zwijg* echo* galmt weerklinkt klinkt klinken sterft nadert naderen
    naderend* verwijder* opent sluit opengetrapt dichtgeslagen valt vallen breekt brekend* scheur*
    kras* gekras trilt trillen start stopt hapert smeekt gemopper mopper* schrik* verstijf* knikt
    hangt hang ophangt wijst kust kauwt typt typen toets* *toon bliep* statisch* storing zoent
    speelt opname doorgespoeld spoelt uil aansteker lucifer *ruis radioruis onweer* *vlagen
    windvlagen *stem nadoet kus kettingen *slagen hamer* rits* melding krekels knip* klappertand*
    antwoordapparaat *klokken mitrailleur snauw* snuff* geschater gegniffel gniffel* giebel*
    ginnegap* kir* koert kwetter* snater* blaat* walst zoef* suizen suis* wapper* flapper* schud*
    schuurt schurend schrap* gesnotter gesnater geklets kletst gejammer getokkel tokkel* getrommel
    trommelt gegorgel gerochel rochel* gesmoord hees schor bibber* beverig* trillend pingel*
    stroomt tinkel* kwaken knerp* dender* *zang koorzang *song popsong getyp snort snorren geeuw*
    klakt klak* *geblaf snuit gesnuit knap knapt knappen marcheer* vliegt imiteer* vervorm*
    megafoon gefezel fezel* lispel* hakkel* bulder* gebulder gegier jodel* kef* gekef mekker*
    gemekker gak* kwek* roekoe* koer* gekoer tsjirp* getsjirp tsjilp* tingel* getingel bimbam
    beier* gebeier tjingel* klingel* plens* gutst sijpel* druip* gedruip klater* geklater kabbel*
    gekabbel bruis* gebruis knisper* geknisper dof doffe *gebons kwak* slenter* sleept slepen
    sleep* geschraap zaag* gezaag gehamer timmer* getimmer veeg* zwiep* zweep* getoet toet* slippen
    gil* omroep* knappend* trapt schopt boort plast ringtoon stamelt stampt raast razen straaljager
    likt roert vuurwerk schorre *vuur verbroken *regen *druppels bliksem* braakt balk* klepper*
    barst* lachje vreugdekret* plonzen elkaar bezettoon *bel fietsbel rijdt
    flikker* flakker* dooft doven wankel* struikel* valt-flauw flauwvalt strompel* hinkt hinken
    mank knielt buigt omhels* rilt rillen sidder* kukelt kukeleku ganzen kwinkel* briest briesen
    snuivend iaat hoe-hoe oehoe tjirp* gonst gonzen kookt stoomt waait gutsen hagelt sluit-af
    ontgrendel* vergrendel* grendel* toost proost slobber* knaagt knagen knabbel* kauwend verslik*
    stikt hikken zwoegt trillert kweelt kwelen scandeer* boe tatert tettert tuut tuft puffen ronkt
    ronken geronk gesnor slipt slippende *klap *klik *knal *kreet kreet kreten slaakt *plons
    *gekraak *geratel *gezoem *geroep *gehuil *gefluister *muziekje schieten vuurt kogel kogels
    ricochet vonk* plop poef pats boem klets ploep klonk tok-tok tik-tak tiktak dingdong weergalm*
    weerkaats* frommel* verfrommel* verscheur* bladert krabbel* kribbel* krabt krabben wrijft
    wrijven dweilt schrobt klapwiek* wiekt suizend
    kerkklok* deurbel schoolbel versplinter* splintert
    """,
    manners="""
    rauw nasaal toonloos koel kil teder zoetjes verlegen schuchter bedeesd plechtig somber droevig
    treurig bedroefd verdrietig opgelucht angstig bang paniekerig paniek nerveus zenuwachtig
    opgewonden enthousiast verontwaardigd beledigd woedend kwaad boos geïrriteerd ongeduldig
    dreigend smekend smekende slaperig slaapdronken dronken verward verbaasd verbluft verrast
    geschrokken ontroerd klagend theatraal schamper sarcastisch triomfantelijk honend minachtend
    bevend aarzelend aarzelende weifelend tanden knauwend zangerig lijzig temend geamuseerd
    opgetogen hysterisch wanhopig gelaten binnensmonds
    """,
    source="""
    bel na deur deuren *deur raam telefoon mobiel wekker klok *bel motor auto auto's trein
    vliegtuig helikopter wind storm regen water golven zee vuur hond honden kat katten vogel vogels
    meeuw meeuwen *meeuwen paard paarden koe koeien schaap schapen haan kip baby kind kinderen man
    vrouw mannen vrouwen jongen meisje menigte publiek iedereen allen allemaal beiden beide stemmen
    stem radio *radio tv televisie computer toetsenbord sleutels glas glazen fles servies bestek
    metaal hout* stoel stoelen trap papier bladeren takken wapen pistool geweer zwaard bom laarzen
    hakken keel maag hart verte ver afstand achtergrond zwaar zware diep elektronisch* ritmisch*
    hysterisch* dreigend* camera friteuse krokant vrolijk* aarzelend morsecode rad tandjes
    heldhaftig* kleinzoon lift propeller douche kikkers krekels bijen vliegen wolf uil grind ijs
    ijsblokjes hagel sneeuw borden kraan wc zaag boor stofzuiger soldaten ketting gordijn rits
    poort hek bus tram boot schip anker metro sleutel slot lepel roeispanen spiegel hoeven ezel
    vrachtwagen verbinding puntenslijper doedelzak
    lamp *lamp tl-buis *buis lantaarn gloeilamp kaars *kaars kachel ketel *ketel deksel koelkast
    *kast broodrooster wasmachine *machine droger molen koffiemolen kopje kopjes lade *lade la
    kassalade matras veren *ketting hijskraan graafmachine drilboor kettingzaag lopende tandwielen
    valhek ophaalbrug *brug luik sluis raket krijt nietmachine schaar scheerapparaat föhn gesp munt
    munten dobbelstenen roulette gokkast automaat wiel wielen fiets brommer scooter motorfiets
    tractor locomotief veerboot veerpont pont roeiboot zeil kalf kalveren lam lammeren geit geiten
    varken varkens eend eenden gans kalkoen kippen kuiken kuikens duif duiven mus nachtegaal specht
    koekoek kraai kraaien raaf valk arend ooievaar zwaan papegaai vos hert zwijn beer beren leeuw
    tijger olifant aap apen kameel walvis dolfijn zeehond kikker krekel wesp wespen hommel vlieg
    kever rat ratten muis muizen egel eekhoorn hamster wolven kerktoren klokje slee schaatsen
    schoenen sandalen pantoffels klompen vloer planken scharnier klink jaloezie rolluik roltrap
    aambeeld blaasbalg weefgetouw naaimachine spinnewiel schrijfmachine kassa *trein *wagen *motor
    *klok *klokje *deurtje tango polka samba salsa disco funk gospel
    stort storten instort
    """,
    music="""
    pizzicato staccato
    muziek *muziek muzikaal melodie *melodie lied *lied liedje zang koor *koor orkest *orkest
    piano* gitaar* *gitaar viool* cello orgel* *orgel accordeon* fluit trompet* trombone trommel*
    tromgeroffel drum* slagwerk saxofoon klarinet harp* mondharmonica wals mars jazz* rock pop
    techno klassiek* jingle herkenningsmelodie fanfare* strijkers instrumenta* dreigende vrolijke
    rustige spannende droevige sombere romantische aftiteling* speelt pianotoon doedelzak*
    gregoriaans* koraal aria duet kwartet ouverture nocturne smartlap xylofoon marimba klokkenspel
    carillon tamboerijn pauk pauken bekkens castagnetten hoorn tuba hobo fagot blokfluit panfluit
    luit mandoline klavecimbel spinet muziekdoos trekharmonica trekzak refrein akkoord akkoorden
    contrabas altviool hoempa hoempapa
    """,
    roles="""
    man vrouw jongen meisje kind kinderen baby allen iedereen allemaal beiden beide mannen vrouwen
    mensen menigte publiek koor alle verteller vertelster voice-over stem stemmen presentator
    presentatrice nieuwslezer nieuwslezeres verslaggever verslaggeefster reporter commentator
    omroeper politieagent agent agente inspecteur commissaris rechercheur bewaker soldaat soldaten
    officier kapitein generaal kolonel sergeant piloot dokter arts wetsdokter verpleger
    verpleegster zuster patiënt leraar lerares juf meester leerling professor rechter advocaat
    advocate getuige notaris priester pastoor dominee vader moeder papa mama opa oma grootvader
    grootmoeder zoon dochter broer oom tante neef nicht bruidegom bruid kleinzoon kleindochter
    koning koningin prins prinses president minister burgemeester ober serveerster uitbater kok
    chauffeur bestuurder conducteur postbode klant verkoper verkoopster baas arbeider boer boerin
    visser schipper matroos vreemdeling buurman buurvrouw vriend vriendin computer boordcomputer
    robot radio televisie omroepster tolk vertaler regisseur zanger zangeres dief geest heks draak
    deskundige historicus
    bode conductrice loodgieter bakker slager kapper kapster tuinman oppas huisbaas steward
    stewardess portier conciërge reiziger reizigster toerist badmeester brandweerman non monnik
    bisschop paus rabbijn hertog hertogin graaf gravin ridder schildknaap smid koopman herbergier
    weduwe weduwnaar collega kandidaat scheidsrechter trainer psycholoog tandarts dierenarts
    apotheker vroedvrouw clown veerman taxichauffeur piraat bandiet detective receptioniste
    receptionist papegaai
    """,
    tongues="""
    engels* frans* duits* spaans* italiaans* portugees* russisch* chinees* japans* koreaans*
    arabisch* hebreeuws* jiddisch turks* grieks* latijn pools* tsjechisch* hongaars* zweeds* noors*
    deens* nederlands* vlaams* fries* oekraïens* dialect taal
    mongools ijslands hawaïaans tibetaans armeens georgisch baskisch catalaans albanees
    servisch kroatisch bulgaars roemeens slowaaks sloveens litouws vietnamees indonesisch hindi
    bengaals koerdisch swahili zoeloe afrikaans bretons gaelisch welsh esperanto klingon maori
    noors deens oekraïens perzisch limburgs brabants papiaments sranan berbers maleis
    """,
    speech="""
    ik jij je jullie wij we ons onze mij me mijn jouw uw u ben bent is was waren had hadden heb
    hebt heeft hebben omdat dat maar niet nooit nee wat wie waar waarom hoe kan kon moet zou zal
    wil altijd misschien ook toch dus want hoor geen
    deed
    """,
    pronouns="hij zij ze iedereen allen",
    stops="""
    let opgelet noot opmerking vraag antwoord voorbeeld onthoud dus en of maar nee ja goed regel
    hoofdstuk aflevering deel nummer nr plan stap datum tijd adres bron onderwerp van aan bericht
    vandaag morgen gisteren resultaat stand artikel vers geval conclusie tip prijs totaal menu
    wachtwoord naam leeftijd titel plaats ps p.s nb vert verhouding probleem waarheid idee reden
    luister kijk volgende gevaar waarschuwing let-op
    """,
    verbs="is was zijn waren heeft had betekent wordt staat stond kan",
)
