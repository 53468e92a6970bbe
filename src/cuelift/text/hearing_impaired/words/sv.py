"""Swedish."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    puffar springande pekar vinkar
    stegen tvekar
    läser
    *tjut *skall *smäll *gny *sorl *ringning
    skratt* *skratt fniss* fnittr* fnitter kluck* gapskratt* flina* gråt* *gråt snyft* hulk* kvid*
    jämr* stön* stånk* suck* pust* flås* flämt* andas andning* *andning andetag frust* fnys*
    snörvl* snor* host* *hosta harkl* nys nyser nysning* hick* gäsp* snark* *snarkning* svälj*
    sörpl* smask* spott* kräk* visk* *viskning* mumla* *mummel mummel murmur* sorl* *sorl muttra*
    pratar pratas prat talar skrik* *skrik vrål* ropar rop *rop tjut* yl* gallskrik* jubel* jubl*
    *jubel bua* burop applåd* klapp* handklapp* vissl* *vissling* sjung* sång* *sång nynn* gnol*
    stamm* ohörbar* otydlig* dämpad* dov* svag* låg låga hånfull* skäll* skall *skall gläf* morr*
    fräs* jama* spinn* råm* bräk* gnägg* gal gala kackl* kväk* kvitt* *kvitter surr* *surr brumm*
    bröl* grymt* tvitter fladdr* fladder gnissl* *gnissel knarr* knak* knast* spraka* knäpp* knäck*
    knall* *knall skott* *skott avfyr* explo* *explosion smäll* *smäll detona* åsk* mullr* *muller
    dån* dundr* dunder* duns* dunk* bank* bult* knack* *knackning* skrap* krafs* riv* prassl*
    prassel *prassel skraml* skrammel* slamr* slammer* klirr* *klirr klinga* pling* pingl*
    *ringning* signal* *signal *signaler klang* *klang klockring* tick* *tickande dropp* plask*
    *plask porl* bubbl* sus* *sus brus* *brus larm* *larm siren* *siren *sirener tut* *tut bromsar
    *broms start* stannar stopp* klick* *klick knapp* knattr* knatter* skriver vibrera* ljud* *ljud
    *ljudet oljud buller* *buller oväsen tumult tystnad* *tystnad tyst tystnar paus* eko* ekar
    genljud* fotsteg* *steg stegen stampa* klamp* springer närma* avlägsna* öppnas öppnar stängs
    stänger slår slås *slag faller ramlar går krossas krasch* *krasch spricker brister hovar trav*
    galopp* nickar skakar ryser rodnar kyss* *kyss smackar tuggar rasp* rasslar rassel* kramas
    *prutt* prutt* gurglar pip* *pip skakig* darr* svordom* spelas spelar mobilljud plopp* pys*
    knorr* vrider lägger stöter ton toaletten spolar spolas uggla hoar hoande tändare tändsticka
    eftertexter *röst robotröst härmar dragkedja notis syrsor pisk* tänder skallra* telefonsvarare
    ryt* kyrkklockor kulspruta krax* gastar gastande skrockar skrockande snyter sniffar nosar
    slafs* tuggande gurglande kväljning* ulkar dreglar svisch* smattr* smatter* trummande trummar
    hamrar sågar borrar skruv* fras* knyckl* pladder pladdrar tjatter tjattrar snattr* skrän* hojt*
    nervös* ironi* sarkas* hes hest sluddr* berusad* ringsignal ringande väckarklock* ringer gnyr
    gny kurrar kurr* kopplingston örfil* kväljs kvälj* *skvalp vågskvalp marscher* busvissl* fnitt*
    flin* skrock* asgarv* snufs* nys* klunk* slick* muml* muttr* lall* tjoar trall* jam* dund*
    brak* skräll* kling* rassl* knark* gniss* gnek* skav* traskar trampa* skvalp* väs* blåser gasar
    skjut* signalton rapar rapning viner tutar tutande bankar bankande bankning* rinner frasar
    susar busvissling* hostar hosta hostning* smäller buar lågt ylar ylande mullrar muller
    mullrande sprakar vinande regndropp* kuttr* upptagetton skriar släpas släpar jetplan passerar
    fyrverkeri* rycker bryts blixt* gevärs* *eld duggregn hagelskur flyger
    flimr* slocknar svimmar snubbl* vacklar stapplar haltar knäböjer bugar kramar huttr* skälver
    ryggar galer kuckeliku tjirpar tjirp* drillar drillar sirpar muar bölar bölar knotar
    sjuder kokar
    puttrar forsar* strilar stänker sprutar sprutar klämtar klämt* spikar filar hyvlar låser låses
    haspar skålar slurpar gnager gnag* knaprar joddl* skanderar läspar* läspar läspande
    skorrar bromsande
    *gnäll gnäll* *skrammel *slammer *fniss *snyft *knatter *smatter *duns *knarr
    avlossas rikoschett* gnistr* puff pang bom bång klafs* klaf trippar tassar* tassa smyger lunkar
    skuttar hoppar skuttande ritsch skrynkl* bläddr* klottr* kliar gnider gnuggar sopar skurar
    flaxar* kvack kvackar* ekande flaxar flaxande
    splittr* kyrkklocka kyrkklockan dörrklocka dörrklockan väckarklocka väckarklockan rämnar
    brakar spräcks klyvs splitter*
    """,
    manners="""
    andfådd* andlös* skrovlig* nasal* entonig* monoton* torrt kyligt ömt blygt skyggt
    högtidligt dystert sorgset lättad* rädd skräckslagen* panik* upphetsad* ivrigt entusiastisk*
    upprör* förnärm* kränkt ilsk* argt rasande irriter* otålig* hotfullt bedjande vädjande sömnig*
    yrvak* berusat förvirr* förvån* häpe* häpna* överrask* teatralisk* hånful* spydig* stolt
    triumferande föraktfull* skakande tveksam* tvekande mun munnen tänderna gäll gällt släpig*
    hysterisk* förtvivl* uppgiv* gravallvarlig* syrlig* snipig* grötig* rörd rörda
    """,
    source="""
    steg springande
    mun dörr dörren dörrar *dörr fönster telefon telefonen mobil mobilen klocka klockan klockor
    motor motorn bil bilen bilar *bil tåg tåget flygplan helikopter vind vinden vindar storm regn
    vatten våg vågor hav eld hund hunden hundar katt katten fågel fåglar fisk mås* fiskmås måsar
    häst hästen hästar ko kor får tupp höna bebis baby barn man mannen kvinna kvinnor män pojke
    flicka folk publik publiken folkmassa alla båda röst röster radio radion tv dator tangentbord
    nycklar glas flaska porslin bestick metall* trä stol stolar trappa papper löv grenar vapen
    pistol gevär svärd bomb stövlar klackar hals mage hjärta hjärtslag avstånd fjärran bakgrund*
    tung tunga djup* djupt elektronisk* rytmisk* hysterisk* hotfull* skoter* ren renen älg älgen
    bjällra* spade grind grinden myggor korkar pennor plåttak andlös motorbåt magen soldater
    duschen grodor syrsor bin flugor varg uggla kvistar grus is hagel snö tallrikar kran toalett
    såg borr dammsugare kedja gardin dragkedja buss båt ankare hissen linjen nyckel lås åsna duvor
    kedjor tunnelbanetåg säckpipa pennvässare
    lampa lampan *lampa lykta lyktan glödlampa *rör lysrör ljuset panna kittel kitteln gryta
    kylskåp *skåp brödrost tvättmaskin *maskin *maskinen torktumlare kvarn kopp koppar tallrik låda
    lådan madrass fjäder fjädrar kätting *kedja lyftkran grävmaskin tryckluftsborr motorsåg vinsch
    kugghjul fallgaller vindbrygga lucka luckan *lucka sluss raket krita kritan häftapparat sax
    rakapparat hårtork spänne mynt tärningar roulett spelautomat kassa kassan hjul däck cykel
    cykeln moped motorcykel traktor lok färja roddbåt segel oxe kalv kalvar lamm getter gris grisar
    anka ankor änder gås gäss kalkon höns kyckling kycklingar duva sparv näktergal hackspett gök
    göken kråka kråkor korp korpar falk örn stork svan papegoja räv rådjur hjort vildsvin björn
    björnar lejon tiger elefant apa apor kamel delfin säl groda padda syrsa geting getingar humla
    fluga skalbagge råtta råttor mus möss igelkott ekorre hamster vargar kyrktorn släde skridskor
    skor sandaler tofflor träskor golvet golvplankor gångjärn handtag jalusi persienn rulltrappa
    städ blåsbälg vävstol symaskin spinnrock skrivmaskin *klocka *motor *fönster *båt *tåg tango
    polka samba salsa disco funk gospel
    rullar rasar
    """,
    music="""
    musik *musik musiken melodi *melodi sång* *sång låt *låt visa kör *kör orkester *orkester
    piano* *piano gitarr* *gitarr fiol* cello* orgel* *orgel dragspel* *dragspel flöjt* trumpet*
    trombon trumm* trumma* trumvirvel slagverk saxofon klarinett harpa* munspel vals marsch jazz*
    rock* pop techno klassisk* jingel signaturmelodi vinjett* fanfar* stråk* instrumental* jojk*
    psalm* hymn* stämningsfull* lugn glad sorgsen dramatisk* spännande hotfull drömsk säckpip*
    blåsorkester
    gregoriansk* koral kanon aria duett kvartett uvertyr nocturne hambo schottis schlager xylofon
    marimba klockspel tamburin puka pukor cymbal cymbaler kastanjetter vallhorn kornett tuba oboe
    fagott blockflöjt panflöjt luta mandolin cembalo spinett speldosa nyckelharpa mungiga refräng
    ackord kontrabas altfiol klaviatur
    """,
    roles="""
    gubbe gumma tant farbror
    man kvinna pojke flicka barn bebis alla båda män kvinnor folk folkmassa publik publiken kör
    berättare berättarröst berättaren speaker speakerröst röst röster programledare programledaren
    reporter reportern nyhetsuppläsare hallåa kommentator polis polisen poliser kommissarie
    kommissarien inspektör vakt vakten soldat soldater officer kapten general överste sergeant
    pilot läkare läkaren doktor sköterska patient lärare läraren elev rektor rektorn professor
    domare domaren advokat åklagare vittne präst prästen far mor pappa mamma morfar farfar mormor
    farmor son dotter bror syster farbror morbror moster faster kusin brudgum brud kung kungen
    drottning prins prinsessa president minister borgmästare servitör servitris kock förare föraren
    chaufför konduktör brevbärare kund kunden säljare chef chefen arbetare bonde fiskare sjöman
    främling granne grannen vän dator datorn robot radio tv högtalare tolk tolken översättare
    regissör sångare sångerska tjuv spöke häxa drake tekniker teknikern fröken klassen auktionisten
    expert historiker
    vaktmästare tärna rörmokare bagare slaktare frisör trädgårdsmästare barnflicka hyresvärd
    hyresvärdinna portier resenär turist badvakt brandman nunna munk biskop påve rabbin hertig
    hertiginna greve grevinna riddare väpnare smed köpman värdshusvärd brorson systerdotter änka
    änkling kollega kandidat tränare psykolog tandläkare veterinär apotekare barnmorska clown
    färjkarl taxichaufför pirat bandit detektiv
    """,
    tongues="""
    engelska franska tyska spanska italienska portugisiska ryska kinesiska japanska koreanska
    arabiska hebreiska jiddisch turkiska grekiska latin polska tjeckiska ungerska svenska norska
    danska finska nederländska samiska ukrainska dialekt språk
    mongoliska isländska hawaiiska tibetanska armeniska georgiska baskiska katalanska albanska
    serbiska kroatiska bulgariska rumänska slovakiska slovenska estniska lettiska litauiska
    vietnamesiska thailändska indonesiska hindi bengali kurdiska swahili zulu flamländska
    frisiska bretonska gaeliska kymriska esperanto klingonska romani maori nepali skånska
    gutniska persiska dari pashto
    """,
    speech="""
    jag du vi ni mig dig oss er min mitt mina din ditt dina vår vårt era är var har hade blev
    skulle kunde kan måste ska vill eftersom om att men inte aldrig nej vad vem var varför hur
    kanske alltid också ju väl så utan
    """,
    pronouns="han hon de dom alla båda",
    stops="""
    obs observera not anm anmärkning fråga svar exempel kom alltså och eller men nej ja bra regel
    kapitel avsnitt del nummer nr plan steg datum tid adress källa ämne från till meddelande idag
    imorgon igår resultat artikel vers fall slutsats tips pris summa meny lösenord namn ålder titel
    plats ps p.s nb ö.a dagens nästa utrop klockan problem sanning idé skäl lyssna titta varning
    fara nubbe
    """,
    verbs="är var har hade betyder blir stod står kan ska",
)
