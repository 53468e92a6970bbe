"""Polish."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    łopocze łopoczą
    gong gongu gongi owacja owacje zawieja zamieć zawierucha waha
    odkaszl* odchrząk* pochrząk*
    śmie* chichot* chichocz* rechot* parsk* płacz* łka* szloch* jęcz* jęk* stęk* wzdych* westch*
    sap* dysz* oddech* oddycha* zadysz* zdysz* pociąga chlip* kaszl* kaszel chrząk* odchrząk* kich*
    czka* beka* beknię* ziew* chrap* przełyk* siorb* mlask* splu* pluje wymiot* krztus* dław*
    szept* szepcz* mamrocz* mrucz* mruk* pomruk* burcz* bełkot* bełkocz* mówi mówią mówiąc rozmaw*
    rozmow* gada* jąka* krzyk* krzycz* wrzask* wrzeszcz* pisk* piszcz* wyje wyją wyci* ryk* ryczy
    wiwat* okrzyk* skand* buczy buczen* gwizd* gwiżdż* oklask* brawa aplauz klaszcz* klask* śpiew*
    nuci* zawodz* niewyraźn* niezrozumia* stłumion* cich* ciszej głośno głośniej ironiczn* drwiąc*
    szcze* skowy* skoml* warcz* miaucz* miauk* muczy mucze* becz* rży rżen* gdacz* gdak* pieje
    kwacz* kwak* rechocz* ćwierk* ćwir* świergot* brzęcz* brzęk* bzycz* furkot* trzepot* łopot*
    tętent* galop* stuk* puk* łomot* łomocz* wal* huk* huczy grzmot* grzmi* piorun* trzask*
    zatrzask* skrzyp* zgrzyt* szczęk* chrzęst* chrup* szelest* szeleśc* szum* szmer* szura* plusk*
    chlup* chlust* kapan* kapie ciekn* syk* sycz* skwier* dzwon* budzik brzdęk* brzdąk* dźwięk*
    odgłos* hałas* zgiełk* wrzawa* gwar* harmider rumor* tumult zamiesz* cisza* ciszy milcz* milkn*
    pauza* echo* rozbrzmi* rozleg* zagłusza* narasta* ucicha* ustaje urywa* krok* stąpan* tup*
    zbliża* oddala* otwier* zamyka* spada spadaj* upad* pęka* rozbij* tłucz* rozbit* rozdzier*
    dart* drapan* drapie skrob* klik* pstryk* klawiatur* pisan* tyka* wibr* alarm* syren* klakson*
    trąbi* trąben* hamul* rusza* terkot* silnik eksplo* wybuch* detonac* strzał* strzel* wystrzał*
    kanonad* serie pik* bip* zakłóc* sygnał* komunikat całuj* pocał* cmok* żuj* przeżuw* kiwa kręci
    drży drżąc* łami* węszy łyżka bicie podryguj* wstrzymuj* głosem chór* dmucha* uderz* pyk* plum
    bul* spłuczka pohukiwan* pohukuje pianie zapalniczka zapałka łama* mucha naśladuj* łańcuchy
    pisze powiadomienie świerszcze mewy sekretarka prycha* prychn* woła wołan* wołają wołając
    nawołuj* charcz* rzęz* kląska klekot* kracz* krakan* gruch* kwil* ujadan* ujada wark*
    trzaśnięcie łupn* łup bęc pluśn* chlapan* chlapie ciurka leje nalewa dolewa wsypuje człap*
    biegn* dźwięczy bębni bębnienie werbel sarkast* ironia zachrypn* ochrypł* seplen* pijack*
    pijany zasapany maszeruj* marsz cykani* cyka policzk* policzek przelat* gaworz* wydych*
    spuszcz* wdech* wydech* wydmuch* oddych* bek* połyk* mamro* bełko* wrzas* woła* braw* mucz*
    kwicz* kwik* gęga* kuka* szele* ciurk* łoskot* hucz* dudn* cykan* sygna* trąb* strza* wystrza*
    świst* świszcz* trzepo* drap* szur* cisn* wycie kapanie seria plucie spluwa kumkanie sapie
    sapanie buczenie beczy beczenie rżenie krzyczy krzyczą łka łkanie bije kapią odryw* fajerwerk*
    oblizuj* mżawk* odrzutow* cios ciosy wypuszcz* przejeżdż* przerwan* błyskawic* leci lecą krople
    kropli wzdryg* przekrzyk* skrzek* wysił*
    mdle* omdle* mdleje zemdle* potyka* potkn* zatacza* chwiej* słania* kuleje utyka klęka* kłania*
    obejmuj* przytula* dygoc* drga drgaj* miga migocz* migota* gaśnie gasną gaśni* płoni* zrzędz*
    gdera* mamla* mlaszc* bełta* chrypi* świergoc* kląska* gulgocz* kukuryku kumka* bzyka* jazgot*
    skamle skamla* pomiauk* ryczą meczy meczą krakać pohuk* trel* dmie dmą wieje wieją wiatr-wyje
    zawiewa zacina leje-się pluszcze ciapk* kipi kipią gotuje wrze wrzą paruje trzeszcz* iskrz*
    kruszy kruszen* miażdż* roztrzask* zderz* przewrac* wywrac* runą* runęł* łupie grzmoc* młóci
    młotk* kołacz* kołata* bębn* drepcz* drepta* kłus* kłusuj* dzyń* biją tyka tykają cyka* chrzęści
    chrzęszc* szemr* gniecie gnieci* drze darcie rwie rozrywa* bazgrz* pociera* szoruj* zamiata*
    szlifuj* piłuj* wierci wierci heblu* kuje kucie klepie klepan* ostrzy rygiel rygl* odrygl*
    przekręca* zasuw* odsuw* przesuw* silnika pyrka* pyrkocz* gaśnie-silnik hamuje ding-dong
    bim-bam bum trach łubu-du tik-tak klap plask* ciach pif-paf odbezpiecza* przeładow* dobywa*
    zanosi-się pochlip* kwęka* zipie ziaja* zieje siąka* siąkn* chłepcz* żłopi ciamka* gryzie gryzą
    obgryza* podśpiew* buczą dopingu* jodłu*
    roztrzaskuje pęka pęknięcie
    """,
    manners="""
    tchu ochryple chrypliwie chrypi nosowo monotonnie sucho chłodno czule nieśmiało
    uroczyście ponuro żałośnie przestraszon* przerażon* przerażeni* panicz* panik* podekscytow*
    entuzjasty* oburzon* oburzeni* urażon* wściekl* wściekł* gniewn* złoś* rozzłoszcz* zirytow*
    irytac* niecierpliw* groźn* prosząc* senn* zaspan* pijan* zdezorient* zmieszan* zdziwi*
    zdumi* zaskoczon* wzruszon* wzruszen* teatraln* szyderc* kpiąc* drwin* dumn* triumf* pogardl*
    wahaj* wahani* cienko rozbawion* histery* zrozpacz* rozpacz* zrezygn* kwaśno poważnie surowo
    łagodnie pełnymi pełnym zębami zęby usta szorstko obojętn* zalotn* figlarn*
    """,
    source="""
    ustami zamek drzwi drzwiami okno telefon telefonu komórka zegar zegara silnika samochód
    samochody auto pociąg tramwaj* samolot helikopter śmigłowiec wiatr wiatru burza deszcz deszczu
    woda wody fale morze ogień ognia pies psy psów kot kota koty ptak ptaki ptaków koń konie koni
    krowa krowy owce kogut kura kury dziecko dzieci niemowlę mężczyzna kobieta mężczyźni kobiety
    chłopiec dziewczyna dziewczynka tłum tłumu publiczność widzowie ludzie wszyscy oboje obaj obie
    głosy głos radio radia telewizor komputer klucze szkło szkła szklanki butelka naczynia sztućce
    metal* drewn* krzesło schody schodach papier* liści gałęzi gałązki broń pistolet karabin miecz
    bomba buty butów obcasy gardło serca serce żołądek oddali daleka tle ciężk* głębok*
    elektroniczn* rytmiczn* histeryczn* nerwow* windy wózka kopyt kosiarka koła budzik zakręcie
    podłodze wagonie pasażer* działkowców żołnierze nos wodę wilk sowa żaby świerszcze pszczoły
    muchy gałęzie liście żwir lód grad śnieg talerze kran prysznic piła wiertarka odkurzacz łańcuch
    zasłona winda brama autobus łódź kotwica czajnik ciężarówka metro klucz zamku mikser papugi
    temperówka połączenie palce powietrze rzep
    lampa lampy latarnia żarówka świetlówka świeca świece piec bojler kocioł garnek pokrywka
    lodówka toster pralka suszarka młynek ekspres filiżanka filiżanki kubek talerz szuflada materac
    sprężyny sprężyna dźwig koparka świder łańcuchowa taśmociąg kołowrót zębate krata właz śluza
    rakieta kreda zszywacz nożyczki brzytwa klamra moneta monety ruletka automat kasa koło opony
    rower motorower motocykl motor traktor lokomotywa parowóz prom wiosła żagiel osioł wół cielę
    jagnię koza kozy świnia świnie kaczka kaczki gęś gęsi indyk kurczak kurczęta gołąb gołębie
    wróbel słowik dzięcioł kukułka kruk kruki wrona wrony jastrząb orzeł bocian łabędź papuga lis
    jeleń dzik niedźwiedź lew tygrys słoń małpa małpy wielbłąd wieloryb delfin foka ropucha żaba
    pszczoła osa osy trzmiel mucha chrząszcz szczur szczury mysz myszy jeż wiewiórka chomik wilki
    sanie łyżwy chodaki sandały kapcie podłoga deski zawias zawiasy klamka roleta kowadło miech
    krosno maszyna kołowrotek silnik silniki drzwiczki furtka furtki tango polka samba salsa disco
    funk gospel
    toczy turla
    """,
    music="""
    muzyk* muzyka melodi* piosenk* pieśń pieśni śpiew* chór* orkiestr* fortepian* pianin* gitar*
    skrzypc* wiolonczel* organ* akordeon* flet* trąbk* trąby bęben* bębny werbel werble perkusj*
    saksofon* klarnet* harf* harmonijk* katarynk* walc* walczyk* marsz* jazz* rock* hip-hop techno
    oper* symfoni* hymn* kołysank* ballad* fanfar* dżingiel czołówka instrumental* gra grają
    niepokoj* wesoł* smutn* dramatyczn* spokojn* tajemnicz* skoczn* romantyczn* dęta dudy smyczk*
    rap kobza
    gregoriańsk* chorał kanon aria duet kwartet uwertura nokturn polonez mazurek oberek krakowiak
    ksylofon tamburyn kastaniety tuba puzon* obój fagot fujarka lutnia mandolina klawesyn szpinet
    pozytywka bandoneon refren akord akordy kontrabas altówka cymbały ligawka
    """,
    roles="""
    mężczyzna kobieta chłopiec chłopak dziewczyna dziewczynka dziecko dzieci niemowlę wszyscy oboje
    obaj obie razem mężczyźni kobiety ludzie tłum publiczność chór lektor lektorka narrator
    narratorka głos głosy spiker spikerka prezenter prezenterka reporter reporterka dziennikarz
    dziennikarka komentator policjant policjantka komisarz inspektor strażnik żołnierz żołnierze
    oficer kapitan generał pułkownik sierżant pilot lekarz lekarka doktor pielęgniarka pielęgniarz
    pacjent nauczyciel nauczycielka uczeń uczennica profesor sędzia adwokat prokurator świadek
    ksiądz ojciec matka tata mama dziadek babcia syn córka brat siostra wujek ciocia kuzyn mąż żona
    pan pani panna król królowa książę księżniczka prezydent minister burmistrz prezes kelner
    kelnerka barman kucharz kierowca motorniczy konduktor kontroler listonosz klient klientka
    sprzedawca sprzedawczyni szef szefowa robotnik rolnik rybak marynarz nieznajomy sąsiad sąsiadka
    przyjaciel staruszek staruszka wnuk wnuczka komputer robot radio telewizor megafon tłumacz
    tłumaczka reżyser piosenkarz śpiewak złodziej duch wiedźma smok mistrz ekspert historyk śpiący
    woźny druhna drużba wodzirej konduktorka listonoszka hydraulik piekarz rzeźnik fryzjer fryzjerka
    ogrodnik niania gospodyni gospodarz portier dozorca podróżny turysta turystka ratownik strażak
    zakonnica mnich biskup papież rabin księżna hrabia hrabina rycerz giermek kowal kupiec karczmarz
    karczmarka siostrzeniec bratanek wdowa wdowiec kolega koleżanka kandydat kandydatka trener
    trenerka psycholog dentysta weterynarz aptekarz położna klaun przewoźnik taksówkarz pirat
    bandyta kierownik
    """,
    tongues="""
    angielsk* francusk* niemieck* hiszpańsk* włosk* portugalsk* rosyjsk* chińsk* japońsk* koreańsk*
    arabsk* hebrajsk* tureck* greck* łacin* polsk* czesk* węgiersk* szwedzk* norwesk* duńsk*
    niderlandzk* ukraińsk* jidysz śląsk* języku język dialekt gwarą
    mongolsku islandzku hawajsku tybetańsku ormiańsku gruzińsku baskijsku katalońsku albańsku
    serbsku chorwacku bułgarsku rumuńsku słowacku słoweńsku estońsku łotewsku litewsku fińsku
    wietnamsku tajsku indonezyjsku kurdyjsku flamandzku fryzyjsku bretońsku walijsku irlandzku
    śląsku kaszubsku góralsku romsku maorysku nepalsku
    """,
    speech="""
    ja ty my wy mnie mi ciebie ci nas mój moja moje twój twoja twoje nasz nasza jestem jesteś jest
    są był była było były byłem mam masz ma mieliśmy myślałem wiem wiesz bo ponieważ że jeśli gdy
    ale lecz nie nigdy co kto gdzie dlaczego może zawsze też już chyba naprawdę czy
    byli mają
    """,
    pronouns="on ona oni one wszyscy oboje obaj",
    stops="""
    uwaga notatka pytanie odpowiedź przykład pamiętaj więc i lub albo ale nie tak dobrze zasada
    rozdział odcinek część numer nr plan krok data godzina adres źródło temat od do wiadomość dziś
    dzisiaj jutro wczoraj wynik artykuł werset przypadek wniosek rada cena razem menu hasło imię
    nazwisko wiek tytuł miejsce czas ps p.s nb p.t przepis regulamin problem prawda pomysł powód
    słuchaj patrz następny ostrzeżenie niebezpieczeństwo czyli
    """,
    verbs="jest był była było są były ma znaczy oznacza będzie może",
)
