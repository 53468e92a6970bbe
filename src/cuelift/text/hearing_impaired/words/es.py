"""Spanish."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    ondea ondean
    titubea vacila
    ríe* risa risas risita* carcajad* riendo riéndose ríase llora lloran llanto* lloro* llorando
    lloriqu* solloz* gim* quej* suspir* resopl* bufa* bufid* jade* respir* inspir* exhal* inhal*
    aspira* tose tosen tos tosiendo toses carrasp* estornud* hipo hipa* eruct* bostez* ronc*
    ronquid* sorb* trag* escup* vomit* arcada* atragant* murmur* murmull* susurr* cuchiche*
    mascull* balbuc* tartamud* farfull* grit* chill* aúll* aull* brama* ruge* rugid* vocifer*
    exclam* abuche* vitor* vítor* ovación* aplau* palmad* palmas silb* pita pitid* pitan canta
    cantan canto cantando tarare* canturre* habla hablan hablando imita* inaudible* ininteligible*
    indistint* ahogad* suave* débil* irónic* burlón* burlona ladr* maúll* maull* ronrone* relinch*
    muge mugid* bala* balid* cacare* croa* grazn* gorje* trina* trino* pía pían piar zumb* alete*
    galop* cascos cruj* rechin* chirri* golpe* porrazo* portazo* estruendo* estrépito* alborot*
    bullicio* barullo* algarabía* jaleo clamor* tumulto* rumor* ruido* sonido* suena suenan sonando
    timbrazo* timbres campan* repic* tintine* tañ* alarma* sirena* bocin* claxon* pitazo* frena*
    derrap* arranca* acelera* motor explot* explosi* estall* deton* dispar* tiro tiros tiroteo*
    ráfaga* truen* relámpago* retumb* reson* eco chapote* chapuzón salpic* gote* burbuje* hierve
    hirviendo chisporrot* crepit* sise* rasg* desgarr* arañ* rasc* roce* roza* cae caen caída rompe
    rompen rotura quiebra* cristales clic clics chasqu* tecle* marca* cuelga descuelga vibra* pasos
    pisad* acercan acerca aleja alejan abre abren cierra cierran tocan llaman llama silencio
    silencios pausa continú* cesa cesan sigue aumenta disminuye interferencia* estática acople
    matasell* notificación* beso besa* bofetada* cachetada* puñetazo* mastic* lame* muerde asiente
    niega encoge señal* tiembla* temblando forceje* esfuerz* entrecortad* voz bip* pum cuac plof
    zas hondo olfate* tictac tic-tac latid* guiña cisterna ulul* encendedor* cerilla* mosca frenos
    cadenas martill* cremallera grillos gaviotas latigazo* castañete* contestador ametralladora
    resuell* chist* arrull* chapalea vocerío arrastra* picotea gruñ* olisquea husmea sacude
    gargajea gárgaras hipea sarcás* sarcasm* enfad* apagad* distorsion* entona entusiasm* estremec*
    risotada* pedo ventosea trompetilla descorcha vierte líquido pulsa chispas petardo* fuegos
    estampida pisoteo tacone* chancl* zapate* gemid* timbre* timbra oleaje sollo* lloriq* llor*
    tosi* ronqu* arcad* rebuzn* trin* chasc* repiq* taner redobl* estruend* aporre* palmot* bofet*
    puñet* portaz* trote gorgote* borbot* burbuj* masull* alarid* ovac* aclam* algarab* bullic*
    barull* gentío risa* carcaj* risot* fren* petarde* explo* interferenc* estátic* brind* megáfon*
    balido* balan hipan rugido* ruge rugen mugido* mugen pitido* tiroteo llanto ronca roncan
    ronquido* tono gañid* cañonazo* rota roto gotas fluye chupa sobresalt* llovizna cántico* runrún
    superpuest* suelta corta tirita reacción musita*
    parpade* titila titilan desmaya desmayo tropieza tropiezo tropezón tambalea* desploma desploman
    derrumb* arrodilla abraza abrazan tiritan refunfuñ* rezong* cecea quiquiriquí kikirikí barrita
    barritan barrito hervor sopla soplan soplando soplido vendaval frota frotan raspa raspan choca
    chocan choque cerrojo clac bum plaf crac toc toc-toc ding-dong pisote* trota trotan moquea
    degluti* parpadeo pío cloquea husme* relame mordisque* regüeld* chifl* chorre* patale*
    traquete* revolote* escarb* arrastr* desliza deslizan sacud* zarande* tirote* desenvain*
    amartilla patea patean pataleo
    """,
    manners="""
    afónic* nasal monóton* secamente fríamente tiernamente tímidamente gravemente alegremente
    tristemente avergonzad* apenad* aterrad* asustad* aliviad* emocionad* ofendid* furios* nervios*
    solemne* suplicante* amenazante* amenazador* impaciente* irritad* indignad* divertid* encantad*
    adormilad* somnolient* borrach* ebri* aturdid* confundid* perplej* sorprendid* atónit*
    conmovid* plañider* teatral* meloso melosa quebrada trémul* tembloros* agitad* boca dientes
    agud* gangos* titubeante* dubitativ* vacilante* eufóric* orgullos* triunfal* histéric*
    desesperad* agobiad* fastidiad* resignad*
    """,
    source="""
    turbina turbinas carrera carreras uñas ruedas
    timbre toca entre llena tono puerta puertas ventana teléfono móvil celular reloj despertador
    motor coche coches carro camión tren avión helicóptero viento tormenta lluvia agua olas mar
    fuego perro perros gato gatos pájaro pájaros loro caballo caballos vaca gallo gallina gallinas
    bebé niño niña niños hombre mujer hombres mujeres multitud público gente todos ambos voces
    radio televisión tele ordenador computadora teclado llaves cristal copa vaso vasos botella
    botellas platos vajilla metal metálic* madera silla sillas escalera papel hojas ramas arma
    pistola rifle espada espadas bomba botas tacones garganta estómago corazón lejos lejan*
    distancia fondo fuerte fuertes sord* agud* grave electrónic* rítmic* nervios* malicia baja alta
    insistentemente lentamente mercado mostrador interruptor micro moneda anemómetro ascensor
    soldados oveja ovejas lobo búho ranas grillos cigarras abejas moscas cubiertos hielo grifo
    ducha tubería sierra taladro aspiradora granizo nieve grava cadenas hélice cortina batidora
    cuello metro llave cerradura verja gaita sacapuntas limpiaparabrisas llamada
    lámpara bombilla farol caldera olla cazuela nevera tostadora licuadora secador molinillo taza
    tazas cajón armario colchón muelles cadena grúa excavadora motosierra engranajes compuerta
    escotilla cohete tiza grapadora tijeras navaja monedas dados ruleta rueda ruedas bicicleta
    motocicleta tractor locomotora tranvía barco remos mástil burro asno buey ternero cordero
    corderos cabra cabras cerdo cerdos pato patos ganso gansos pavo pollo pollitos paloma palomas
    gorrión gorriones ruiseñor cuco lechuza cuervo cuervos halcón águila cigüeña cisne zorro ciervo
    jabalí oso león tigre elefante mono monos camello ballena delfín foca rana sapo grillo cigarra
    abeja avispa avispas rata ratas ratón ratones lobos tablas persiana zapatos sandalias
    zapatillas yunque fuelle telar rueca bisagra bisagras pestillo cascabel cascabeles cascos vagón
    furgón muchedumbre apaga apagan enciende encienden tango polka samba salsa disco funk gospel
    volando vuela vuelan uñas
    """,
    music="""
    música* musical melodía* canción* canto tema sintonía jingle orquesta piano guitarra* violín*
    violonchelo órgano acordeón flauta trompeta* tambor* redoble batería saxofón clarinete arpa
    armónica banda coro fanfarria vals jazz rock rap ópera sinfonía himno nana balada marcha
    percusión cuerdas corrido tango zarzuela bolero ranchera cumbia salsa flamenco mariachi
    instrumental suena intro animada dramática alegre triste tensa suave inquietante solemne
    misteriosa romántica gaita gaitas
    clavecín clavicordio bandoneón xilófono marimba pandereta maracas castañuelas timbales
    platillos corneta clarín tuba trombón oboe fagot ocarina laúd mandolina charango quena zampoña
    dulzaina estribillo arpegio acorde acordes gregoriano villancico cuarteto pasodoble charanga
    contrabajo organillo pianola fado jota sevillanas
    """,
    roles="""
    réferi
    hombre mujer chico chica niño niña niños bebé todos ambos todas hombres mujeres multitud
    público coro dos narrador narradora voz voces locutor locutora presentador presentadora
    periodista reportero reportera comentarista policía agente inspector inspectora comisario
    guardia soldado soldados oficial capitán general coronel sargento piloto médico doctor doctora
    enfermero enfermera paciente profesor profesora maestro maestra alumno alumna juez jueza
    abogado abogada fiscal testigo notario cura padre madre papá mamá abuelo abuela hijo hija
    hermano hermana tío tía primo prima marido esposa novio novia rey reina príncipe princesa
    presidente presidenta ministro alcalde alcaldesa camarero camarera mesero mesera cocinero
    chófer chofer conductor cartero cliente clienta vendedor vendedora jefe jefa obrero granjero
    pescador marinero vaquero forastero extraño vecino vecina amigo amiga señor señora ordenador
    computadora robot radio televisión megafonía altavoz intérprete traductor traductora director
    cantante ladrón fantasma bruja dragón asistente ayudante experto historiador historiadora loro
    ujier padrino madrina revisor revisora cartera fontanero panadero panadera carnicero peluquero
    peluquera jardinero niñera casero casera azafata portero portera conserje viajero viajera
    turista socorrista bombero monja monje obispo papa rabino imán duque duquesa conde condesa
    caballero escudero herrero mercader posadero posadera sobrino sobrina viuda viudo colega
    candidato candidata concursante árbitro entrenador entrenadora psicólogo psicóloga dentista
    veterinario veterinaria farmacéutico comadrona payaso barquero taxista camionero pirata bandido
    """,
    tongues="""
    inglés francés alemán español castellano italiano portugués ruso chino mandarín japonés coreano
    árabe hebreo turco griego latín polaco checo húngaro sueco noruego danés holandés neerlandés
    catalán gallego euskera vasco quechua náhuatl tehuelche guaraní idioma dialecto acento lengua
    mongol islandés hawaiano tibetano armenio georgiano albanés serbio croata búlgaro rumano
    eslovaco esloveno estonio letón lituano finés finlandés vietnamita tailandés indonesio
    hindi bengalí kurdo suajili zulú afrikáans bretón gaélico galés esperanto klingon romaní
    maorí nepalí ucraniano persa criollo tamil
    """,
    speech="""
    yo tú usted ustedes nosotros vosotros mi mis tu tus nuestro nuestra me te nos os soy eres somos
    estoy estás está están es era eran fue fueron había he has hemos sabía dije dijo porque aunque
    pero si cuando qué quién dónde cómo no nunca jamás quizá quizás tal siempre también ya o tuvo
    estaba estaban tenía tienen
    """,
    pronouns="él ella ellos ellas todos ambos",
    stops="""
    nota notas atención aviso advertencia pregunta respuesta ejemplo recuerda recuerde bueno pues
    entonces y o pero no sí regla capítulo episodio parte número plan paso fecha hora dirección
    fuente asunto de para mensaje hoy mañana ayer resultado marcador artículo versículo caso opción
    conclusión consejo precio total menú nombre edad título lugar tiempo pd p.d posdata nb
    corrección prueba ventanilla remite destino dona nivel problema verdad idea razón mira mire oye
    oiga escucha próximo peligro
    """,
    verbs="es era son eran fue significa será está quiere puede",
)
