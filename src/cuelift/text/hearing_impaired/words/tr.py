"""Turkish."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    gül* güler gülüş* gülerek gülüm* kahkah* kıkır* kıkırda* sırıt* ağla* ağlar ağlam* hıçkır*
    inle* iniltı* inilti* sızlan* iç çeker iççek* ofla* oflar solu* soluk* soluklan* nefes* soluğa
    burnunu öksür* öksürük hapşır* geğir* esne* horla* yutkun* höpürd* şapır* tükür* kus* kusma*
    öğür* boğaz* boğazını fısıl* fısılda* fısıltı* mırıl* mırıldan* mırıltı* homurdan* homurt*
    söylen* konuş* konuşma* kekele* bağır* bağırış* bağrış* çığlık* haykır* feryat* uluma* ulu*
    kükre* kükrer tezahürat* alkış* alkışla* ıslık* ıslıkla* yuhala* şarkı* söyler söylüyor
    mırıldanır anlaşılma* belirsiz duyulmaz boğuk kısık alçak yüksek alaycı* havla* havlar hırla*
    miyav* miyavla* mırla* kişne* möö mele* meler gıdak* öter ötüş* öten vakla* cıvıl* cıvıltı*
    vızıl* vızıltı* kanat* çırp* dörtnal* nal gıcır* gıcırda* gıcırtı* çatır* çatırtı* çıtır*
    çıtırtı* patla* patlama* patlar silah* ateş* kurşun* gümbür* gümbürtü* gürle* gürler gürültü*
    gürüldeme şimşek* yıldırım* çarp* çarpar çarpma* kapanır açılır kapan* açıl* vur* vurur vurul*
    tıkır* tıkırda* tıkırtı* tıkla* tık tıklama* tak takırtı* takır* şıngır* şıngırda* şıngırtı*
    şıkır* şıkırtı* çıngır* çınla* çınlama* çal* çalar çalıyor zil* zili zil çan* düdük* korna*
    siren* sirenler* alarm* fren* lastik motor* hırıltı* hırıl* hışır* hışırtı* hışırda* foş*
    şırıl* şırıltı* damla* damlama* damlalar* fokur* fokurda* cızır* cızırtı* cızırda* kaynar
    sıçra* sıçrar yırt* yırtıl* tırmala* kazı* düş* düşer düşme* kırıl* kırılma* parçalan* devril*
    adım* ayak sesi sesler* sesleri ses yaklaş* uzaklaş* koş* yürü* sessiz* sessizlik* suskun*
    duraksa* duraklama yankı* yankılan* susar sus* kesilir artar azalır devam titre* titreşim* bip
    bipler* parazit* hoparlör anons* yazar tuş* tuşlar daktilo* öpücük* öper öpme* tokat* yumruk*
    çiğne* yala* başını başıyla titrer* korkuyla ağlamaklı neşeyle öfkeyle sinirle fısıldayarak
    bağırarak gülüşmeler* uğultu* uğulda* eser eserler savrul* pat güm çat küt girdap* uçuş* hep
    ağızdan
    """,
    source="""
    kapı kapısı pencere telefon saat çalar motoru araba arabalar araç kamyon tren uçak helikopter
    rüzgâr rüzgar fırtına yağmur su dalga dalgalar deniz ateşi köpek köpekler kedi kediler kuş
    kuşlar güvercin* martı* at atlar inek koyun horoz tavuk bebek çocuk çocuklar adam kadın erkek
    kız kalabalık seyirci seyirciler herkes ikisi birlikte sesleri radyo televizyon bilgisayar
    klavye anahtar* bardak bardağı şişe tabak tencere kaşık metal tahta sandalye merdiven* kâğıt
    kağıt yaprak yapraklar dal bıçak kılıç bomba çizme topuk kalp kalbi karnı uzak* uzakta uzaktan
    arka plan derin ağır elektronik ritmik gergin kahkaha zincir defter tespih gök birden usulca
    """,
    music="""
    müzik* müziği melodi* ezgi* şarkı* türkü* koro* orkestra* piyano* gitar* keman* viyolonsel*
    org* akordeon* flüt* trompet* davul* zurna* saksafon* klarnet* arp* mızıka* bağlama saz ney
    kanun ud vals marş* caz* rock rap arabesk* opera* senfoni* ilahi* ninni* fanfar* jenerik*
    enstrümantal* neşeli gerilim* hüzünlü duygusal dramatik hareketli sakin romantik
    """,
    roles="""
    adam kadın erkek kız oğlan çocuk çocuklar bebek herkes ikisi hepsi hep birlikte erkekler
    kadınlar kalabalık seyirci halk koro anlatıcı dış ses sunucu spiker muhabir gazeteci yorumcu
    polis memur komiser müfettiş bekçi güvenlik asker askerler subay yüzbaşı general albay çavuş
    pilot doktor hemşire hasta öğretmen öğrenci profesör hâkim hakim yargıç avukat savcı tanık
    imam rahip baba anne dede nine büyükanne babaanne anneanne oğul oğlu kızı ağabey abi abla
    kardeş amca dayı teyze hala yenge kuzen koca karı gelin damat kral kraliçe prens prenses
    padişah sultan başkan bakan muhtar garson barmen aşçı şoför sürücü kondüktör postacı müşteri
    satıcı bakkal kasap patron müdür işçi köylü çiftçi balıkçı denizci yabancı komşu arkadaş
    yönetici bilgisayar robot radyo televizyon hoparlör çevirmen tercüman yönetmen şarkıcı hırsız
    hayalet cadı ejderha uzaylı torun uzman tarihçi
    """,
    tongues="""
    ingilizce fransızca almanca ispanyolca italyanca portekizce rusça çince japonca korece arapça
    ibranice türkçe yunanca rumca latince lehçe macarca isveççe kürtçe farsça ermenice dilinde dil
    şive
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
