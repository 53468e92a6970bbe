"""Polish."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    śmie* śmiech* śmieje śmieją chichot* chichocz* rechot* parska* parsk* płacz* płacze płaczą
    łka* szloch* jęcz* jęk* jęki stęk* wzdych* wzdycha westch* sap* sapie dysz* dyszy oddech*
    oddycha* zadysz* zdysz* pociąga chlip* kaszl* kaszel kaszle chrząk* odchrząk* kicha* kich*
    czka* beka* beknię* ziewa* ziew* chrap* przełyk* siorb* mlask* mlaska* splu* pluje wymiot*
    krztus* dław* szept* szepcz* szepta* mamrocz* mrucz* mruk* pomruk* pomruki burcz* bełkot*
    bełkocz* mówi mówią mówiąc rozmaw* rozmow* gada* jąka* krzyk* krzycz* krzyki wrzask* wrzeszcz*
    wrzask pisk* piszcz* wyje wyją wyci* ryk* ryczy wiwat* okrzyk* skand* buczy buczen* gwizd*
    gwiżdż* oklask* brawa aplauz klaszcz* klask* śpiew* śpiewa* nuci* zawodz* niewyraźn*
    niezrozumia* stłumion* cich* cicho ciszej głośno głośniej ironiczn* drwiąc* szcze* szczek*
    skowy* skoml* warcz* warczy miaucz* miauk* mruczy muczy mucze* becz* rży rżen* rżenie gdacz*
    gdak* pieje kwacz* kwak* rechocz* ćwierk* ćwir* świergot* brzęcz* brzęk* bzycz* furkot*
    trzepot* łopot* tętent* galop* stukot* stuk* stuka* puk* puka* pukan* łomot* łomocz* wal* huk*
    huczy grzmot* grzmi* piorun* trzask* trzaska* zatrzask* skrzyp* skrzypi* zgrzyt* szczęk*
    chrzęst* chrup* szelest* szeleśc* szum* szumi* szmer* szuran* szura* plusk* chlup* chlust*
    bulgo* bulgot* kapan* kapie ciekn* syk* sycz* skwier* dzwon* dzwoni* dzwonek dzwonk* budzik
    brzdęk* brzdąk* dźwięk* odgłos* hałas* zgiełk* wrzawa* gwar* harmider rumor* tumult zamiesz*
    cisza* ciszy milcz* milkn* milknie cichnie cichną pauza* echo* rozbrzmi* rozleg* zagłusza*
    narasta* ucicha* ustaje urywa* kroki kroków krok* stąpan* tupot* tup* zbliża* oddala* otwier*
    zamyka* spada spadaj* upad* pęka* rozbij* tłucz* tłucze* rozbit* rozdzier* dart* drapan*
    drapie skrob* klik* klika* pstryk* klawiatur* pisan* tyka* tykan* wibr* wibruj* alarm* syren*
    klakson* trąbi* trąben* pisk* hamul* rusza* warkot* terkot* silnik eksplo* wybuch* detonac*
    strzał* strzel* wystrzał* kanonad* serie piknięcie pika* pik* bip* zakłóc* trzaski sygnał*
    komunikat krztusi całuj* pocał* cmok* żuj* żuje przeżuw* kiwa kręci drży drżąc* łami* węszy
    nuci gwar łyżka bicie podryguj* wstrzymuj* głosem szeptem krzycząc śmiejąc płacząc chór*
    dmucha* mlaskan* uderz* buczenie pyk* plum bul*
    """,
    source="""
    drzwi drzwiami okno telefon telefonu komórka zegar zegara silnika samochód samochody auto
    pociąg tramwaj* samolot helikopter śmigłowiec wiatr wiatru burza deszcz deszczu woda wody fale
    morze ogień ognia pies psy psów kot kota koty ptak ptaki ptaków koń konie koni krowa krowy
    owce kogut kura kury dziecko dzieci niemowlę mężczyzna kobieta mężczyźni kobiety chłopiec
    dziewczyna dziewczynka tłum tłumu publiczność widzowie ludzie wszyscy oboje obaj obie głosy
    głos radio radia telewizor komputer klucze szkło szkła szklanki butelka naczynia sztućce
    metal* drewn* krzesło schody schodach papier* liści gałęzi gałązki broń pistolet karabin miecz
    bomba buty butów obcasy gardło serca serce żołądek oddali daleka tle ciężk* głębok*
    elektroniczn* rytmiczn* histeryczn* nerwow* windy wózka kopyt kosiarka koła budzik zakręcie
    podłodze wagonie pasażer* działkowców
    """,
    music="""
    muzyk* muzyka melodi* piosenk* pieśń pieśni śpiew* chór* orkiestr* fortepian* pianin* gitar*
    skrzypc* wiolonczel* organ* akordeon* flet* trąbk* trąby bęben* bębny werbel werble perkusj*
    saksofon* klarnet* harf* harmonijk* katarynk* walc* walczyk* marsz* jazz* rock* hip-hop techno
    oper* symfoni* hymn* kołysank* ballad* fanfar* dżingiel czołówka instrumental* gra grają
    niepokoj* wesoł* smutn* dramatyczn* spokojn* tajemnicz* skoczn* romantyczn* dęta
    """,
    roles="""
    mężczyzna kobieta chłopiec chłopak dziewczyna dziewczynka dziecko dzieci niemowlę wszyscy
    oboje obaj obie razem mężczyźni kobiety ludzie tłum publiczność chór lektor lektorka narrator
    narratorka głos głosy spiker spikerka prezenter prezenterka reporter reporterka dziennikarz
    dziennikarka komentator policjant policjantka komisarz inspektor strażnik żołnierz żołnierze
    oficer kapitan generał pułkownik sierżant pilot lekarz lekarka doktor pielęgniarka pielęgniarz
    pacjent nauczyciel nauczycielka uczeń uczennica profesor sędzia adwokat prokurator świadek
    ksiądz ojciec matka tata mama dziadek babcia syn córka brat siostra wujek ciocia kuzyn mąż
    żona pan pani panna król królowa książę księżniczka prezydent minister burmistrz prezes kelner
    kelnerka barman kucharz kierowca motorniczy konduktor kontroler listonosz klient klientka
    sprzedawca sprzedawczyni szef szefowa robotnik rolnik rybak marynarz nieznajomy sąsiad
    sąsiadka przyjaciel staruszek staruszka wnuk wnuczka komputer robot radio telewizor megafon
    tłumacz tłumaczka reżyser piosenkarz śpiewak złodziej duch wiedźma smok mistrz ekspert
    historyk śpiący
    """,
    tongues="""
    angielsk* francusk* niemieck* hiszpańsk* włosk* portugalsk* rosyjsk* chińsk* japońsk*
    koreańsk* arabsk* hebrajsk* tureck* greck* łacin* polsk* czesk* węgiersk* szwedzk* norwesk*
    duńsk* niderlandzk* ukraińsk* jidysz śląsk* języku język dialekt gwarą
    """,
    speech="""
    ja ty my wy mnie mi ciebie ci nas mój moja moje twój twoja twoje nasz nasza jestem jesteś jest
    są był była było były byłem mam masz ma mieliśmy myślałem wiem wiesz bo ponieważ że jeśli gdy
    ale lecz nie nigdy co kto gdzie dlaczego może zawsze też już chyba naprawdę czy
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
