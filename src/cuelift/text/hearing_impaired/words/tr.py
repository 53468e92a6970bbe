"""Turkish."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    dalgalanır
    düdük düdüğü zılgıt duraksar tereddüt
    gül* kahkah* kıkır* sırıt* ağla* hıçkır* inle* iniltı* inilti* sızlan* iç çeker iççek* ofla*
    solu* nefes* burnunu öksür* hapşır* geğir* esne* horla* yutkun* höpürd* şapır* tükür* kus*
    öğür* boğaz* fısıl* mırıl* homurdan* homurt* söylen* konuş* kekele* bağır* bağrış* çığlık*
    haykır* feryat* ulu* kükre* tezahürat* alkış* ıslık* yuhala* şarkı* söyler söylüyor anlaşılma*
    belirsiz duyulmaz boğuk kısık alçak yüksek alaycı* havla* hırla* miyav* mırla* kişne* möö mele*
    gıdak* öter ötüş* öten vakla* cıvıl* vızıl* kanat* çırp* dörtnal* nal gıcır* çatır* çıtır*
    patla* silah* ateş* kurşun* gümbür* gürle* gürültü* gürüldeme şimşek* yıldırım* çarp* kapan*
    açıl* vur* tıkır* tıkla* tık tak takır* şıngır* şıkır* çıngır* çınla* çal* zil* çan* düdük*
    korna* siren* alarm* fren* lastik motor* hırıl* hışır* foş* şırıl* damla* fokur* cızır* kaynar
    sıçra* yırt* tırmala* kazı* düş* kırıl* parçalan* devril* adım* ayak sesi sesler* ses yaklaş*
    uzaklaş* koş* yürü* sessiz* duraksa* duraklama yankı* sus* kesilir artar azalır devam titre*
    bip bipler* parazit* hoparlör anons* yazar tuş* daktilo* öpücük* öper öpme* tokat* yumruk*
    çiğne* yala* başını başıyla korkuyla neşeyle öfkeyle sinirle uğultu* uğulda* eser eserler
    savrul* pat güm çat küt girdap* uçuş* hep ağızdan sifon baykuş çakmak* kibrit* taklit fermuar*
    bildirim* cırcır kırbaç* şıklat* telesekreter kadeh* makineli tüfek seslen* gurulda* gurultu*
    höpürtü* hüpürt* cıyak* viyak* aksır* of ah oh vınla* zonkla* patır* paldır küldür tangır*
    tıngır* lıkır* dökülür döker kopar koparır sürtün* sürüklen* sürükler zıplar hopla* sarhoş*
    peltek* çatallı tiz atış* atım* vırak* çiğni* ağlı* inli* ıslı* ısl* agula* şakır* böğür* esni*
    gevele* aksan* telsiz* megafon* kikir* sızlı* mızı* mızmız* oflu* puflu* homurda* bağrı* çığrı*
    horul* horlu* yutku* höpürt* yuh* havl* böğürü* anır* ciyak* cırcır* uğuld* uğult* fışırt*
    şıpırt* gurul* gürül* gürüld* şangır* çınl* zırıl* zırla* dırdır* patl* tokmak* tekme* damlı*
    damlıyor tısl* gaklı* ötme* böğürme* sürükl* tepin* zıpl* çakılıyor kusuyor kusma kusar alayla
    uluyor ulur vuruluyor vurur inliyor inler ötüyor irkil* çisele* anlatıcı
    bayılır bayılıyor tökezle* sendele* topalla* eğilir* diz-çök* sarılır* ürper* yanıp
    söner sönüyor söndü
    sönme* kırpış* dırlan* gurk* gulu ü-ürü-ü gaklar vak esiyor yağar yağıyor kaynıyor
    kaynayan köpür* fışkır* kıvılcım* infilak* yıkıl* çök* tosla* tokuş* gümler buruş* karala*
    cızıktır* sürter ovala* fırçala* süpür* rendele* testerele* del-iyor çekiçle* döver tıksır*
    kemir* ısır* iç-çek poflar tempo slogan sekme seker sekti mermi* namlu kurulur kılıç-çek sürgü
    kilit* kilitle* tekler tekliyor ding dong tik pat-pat güm-güm tak-tak şrak şlap şıp pıt fıs
    fıss vın cız
    parçalanır parçalanıyor çatlar çatlıyor
    """,
    manners="""
    genizden tekdüze nazikçe utangaç* çekinerek ciddiyetle kasvetli üzgün üzgünce kederli
    rahatlamış rahatlayarak korkmuş korkarak dehşet* panik* panikle heyecan* heyecanla coşku*
    coşkuyla kızgın* kızarak öfkeli gücenmiş alınmış sinirli sabırsız* tehditkâr* tehditkar*
    yalvar* uykulu sersem* şaşkın* şaşır* hayretle şaşkınlıkla duygulan* teatral küçümse* gururla
    zaferle tereddüt* çekingen eğlen* çaresiz* umutsuz* bıkkın* usulca ağzı dişleri
    """,
    source="""
    ağzı ince kapı kapısı pencere telefon saat çalar motoru araba arabalar araç kamyon tren uçak
    helikopter rüzgâr rüzgar fırtına yağmur su dalga dalgalar deniz ateşi köpek köpekler kedi
    kediler kuş kuşlar güvercin* martı* at atlar inek koyun horoz tavuk bebek çocuk çocuklar adam
    kadın erkek kız kalabalık seyirci seyirciler herkes ikisi birlikte sesleri radyo televizyon
    bilgisayar klavye anahtar* bardak bardağı şişe tabak tencere kaşık metal tahta sandalye
    merdiven* kâğıt kağıt yaprak yapraklar dal bıçak kılıç bomba çizme topuk kalp kalbi karnı uzak*
    uzakta uzaktan arka plan derin ağır elektronik ritmik gergin kahkaha zincir defter tespih gök
    birden usulca asansör duş sifon musluk kurt baykuş kurbağa arı sinek dallar buz dolu kar
    tabaklar çatal testere matkap süpürge asker askerler perde tramvay vapur gemi çıpa çaydanlık
    kemik menteşe mantar pervane makas
    lamba ampul floresan fener mum mumlar kazan kapağı buzdolabı tost çamaşır makinesi kurutma
    değirmen fincan fincanlar çekmece yaylar vinç kepçe zincirler dişli köprü roket tebeşir zımba
    jilet toka zar zarlar rulet tekerlek tekerlekler bisiklet motosiklet traktör lokomotif feribot
    kürek kürekler yelken eşek öküz buzağı kuzu kuzular keçi keçiler domuz ördek ördekler kaz
    kazlar hindi tavuklar civciv civcivler serçe bülbül ağaçkakan guguk karga kargalar kuzgun şahin
    kartal leylek kuğu papağan tilki geyik aslan kaplan fil maymun maymunlar deve balina yunus fok
    kurbağalar cırcır böceği arılar eşekarısı sinekler böcek fare fareler sıçan kirpi sincap
    kurtlar kızak paten ayakkabı sandalet terlik takunya döşeme menteşeler panjur örs körük tezgâh
    çıkrık daktilo kapısının sürahi tango polka samba salsa disko
    yuvarlanır yuvarlanıyor
    """,
    music="""
    havası
    müzik* müziği melodi* ezgi* şarkı* türkü* koro* orkestra* piyano* gitar* keman* viyolonsel*
    org* akordeon* flüt* trompet* davul* zurna* saksafon* klarnet* arp* mızıka* bağlama saz ney
    kanun ud vals marş* caz* rock rap arabesk* opera* senfoni* ilahi* ninni* fanfar* jenerik*
    enstrümantal* neşeli gerilim* hüzünlü duygusal dramatik hareketli sakin romantik yaylılar gayda
    ilâhi koral kanon arya düet uvertür noktürn ksilofon metalofon tef timpani ziller kastanyet
    korno tuba trombon* obua fagot kaval blokflüt lavta mandolin* klavsen* laterna nakarat akor
    kontrbas viyola kemençe tulum sipsi darbuka kudüm rebap cura horon halay zeybek mehter
    """,
    roles="""
    adam kadın erkek kız oğlan çocuk çocuklar bebek herkes ikisi hepsi hep birlikte erkekler
    kadınlar kalabalık seyirci halk koro anlatıcı dış ses sunucu spiker muhabir gazeteci yorumcu
    polis memur komiser müfettiş bekçi güvenlik asker askerler subay yüzbaşı general albay çavuş
    pilot doktor hemşire hasta öğretmen öğrenci profesör hâkim hakim yargıç avukat savcı tanık imam
    rahip baba anne dede nine büyükanne babaanne anneanne oğul oğlu kızı ağabey abi abla kardeş
    amca dayı teyze hala yenge kuzen koca karı gelin damat kral kraliçe prens prenses padişah
    sultan başkan bakan muhtar garson barmen aşçı şoför sürücü kondüktör postacı müşteri satıcı
    bakkal kasap patron müdür işçi köylü çiftçi balıkçı denizci yabancı komşu arkadaş yönetici
    bilgisayar robot radyo televizyon hoparlör çevirmen tercüman yönetmen şarkıcı hırsız hayalet
    cadı ejderha uzaylı torun uzman tarihçi
    mübaşir sağdıç nedime biletçi tesisatçı fırıncı berber kuaför bahçıvan dadı kiracı hostes kapıcı
    yolcu turist cankurtaran itfaiyeci rahibe keşiş piskopos papa haham dük düşes kont kontes
    şövalye demirci tüccar hancı yeğen dul meslektaş aday yarışmacı hakem antrenör psikolog dişçi
    veteriner eczacı ebe palyaço kayıkçı taksici korsan haydut kocası karısı annesi babası ablası
    abisi kardeşi dedesi ninesi teyzesi amcası dayısı halası
    """,
    tongues="""
    ingilizce fransızca almanca ispanyolca italyanca portekizce rusça çince japonca korece arapça
    ibranice türkçe yunanca rumca latince lehçe macarca isveççe kürtçe farsça ermenice dilinde dil
    şive
    moğolca izlandaca havaice tibetçe gürcüce baskça katalanca arnavutça sırpça hırvatça
    boşnakça bulgarca rumence slovakça slovence estonca letonca litvanca fince vietnamca tayca
    endonezce hintçe bengalce zazaca svahili flamanca galce esperanto klingonca romanca maori
    nepalce norveççe danca ukraynaca azerice kazakça özbekçe tatarca lazca çerkesçe uygurca
    peştuca
    """,
    speech="""
    ben sen biz siz bana sana bize size beni seni bizi sizi benim senin bizim sizin değil yok var
    vardı idi çünkü ama fakat eğer ki niye neden ne kim nerede nasıl asla hiç belki aslında mi mı
    mu mü maşallah
    """,
    pronouns="o onlar herkes ikisi",
    stops="""
    dikkat not uyarı soru cevap yanıt örnek unutma yani ve veya ama hayır evet tamam kural bölüm
    kısım numara no plan adım tarih saat adres kaynak konu kimden kime mesaj bugün yarın dün sonuç
    skor madde ayet durum sonuç öneri fiyat toplam menü şifre ad isim yaş başlık yer zaman not dn
    ç.n ps nb oran sorun gerçek fikir sebep dinle bak sıradaki tehlike yönetmelik
    """,
    verbs="demek demektir dir olur oldu",
)
