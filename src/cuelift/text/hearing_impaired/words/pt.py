"""Portuguese."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    arrebenta arrebentam
    esvoaça esvoaçam
    correria tropel hesita
    ri riem risos riso risad* risinh* gargalh* rindo rir-se chora* choro soluç* lament* resmung*
    suspir* bufa* ofeg* arfa* respir* inspir* expir* fung* tosse tossem tossindo pigarr* espirr*
    arrot* boceja* ronc* engol* cosp* vomit* engasg* sussurr* cochich* murmur* burbur* balbuc*
    gaguej* grit* berr* urr* uiv* exclam* vaia* aplau* palmas ovaç* aclam* assobi* assovi* apit*
    canta* canto fala* imit* inaudível indistint* ininteligí* incompreens* abafad* baixinho irônic*
    irónic* ironia debochad* lat* ladr* rosn* mia* ronron* relinch* mug* bali* cacarej* coaxa*
    grasn* pia piam gorjei* chilrei* zumb* bater batid* bate batem batendo galop* casco* rang*
    estal* crepit* chia* explo* estrond* estour* detona* dispar* tiro tiros tiroteio* trov*
    relâmpago* ribomb* eco* baque* pancad* batuc* estrépito* barulho* algazarra* alvoroço* tumulto*
    clamor* ruído* som sons soa* toca* toque* campainh* sino* badal* tilint* tinid* alarme* sirene*
    buzin* freia* freada* travagem derrapa* acelera* goteja* pinga* pingos respinga* chapinha*
    mergulh* borbulh* ferv* frit* chuvisc* farfalh* rasg* arranh* arrast* risca* roça* amass* cai
    caem queda quebr* parte-se estilhaç* clique* clic digita* tecl* disca* desliga vibra* passo*
    pisad* aproxim* afast* abre* fecha* silênc* pausa* continu* cessa* aumenta* diminui*
    interferênc* estática microfoni* emperra* beij* bofetad* tapa soco* mastig* lambe* assoa*
    assente acena* aponta* treme* prende* segura* gira* embargad* notific* bip bipe* fogos vinheta
    intervalo tic-tac silvo* tropeç* descarga isqueiro* mosca tique-taque freios correntes martel*
    zíper grilos chicot* murmúrios murmúrio ruge rugid* metralhadora farej* grunh* chirri* sibil*
    crocit* cocoricó esguich* derrama despeja deságue tinindo sapate* pisote* trote faísc* foguete*
    rojão artifício rebent* bombard* tombo chocalh* sarcas* sarcástico trêmula trémula rouca
    roufenha bêbado embriag* solta bocejo vozerio conversas* conversa conversação aspirador* ânsia*
    chuveir* batiment* debocha* megafone chor* arf* toss* bocej* lamb* zurr* gorje* coax* cricrila*
    tini* retini* repic* ressoa* retumb* baqu* trot* chapinh* gotej* gorgolej* gagu* guinch* ovac*
    vozer* algazarr* tumult* frea* derrap* aceler* deton* tiro* rajad* digit* clic* cliqu* vibr*
    bip* estátic* vaia vaias risada* risadinha* miado* late latem latido* latidos pinga balido*
    rugido* muge mugido* gemido* geme gemem gemendo soluço* soluça* sorve tapas pio bipe bipes
    arquej* arrulh* ganid* esforço garoa gotas cântico* assusta sobrepost* sinal
    desmaia desmaiam desmaio cambaleia* desmorona* ajoelha* abraça* estremec* arrepi* tirita*
    rezinga* tartamud* cicia* cocoric* cucurucu bale balem rugem barrem gane ganem cricri* pipila*
    sopra sopram soprando sopro ventania gargareja* escorre escorrem jorra* salpica* pisca piscam
    tremula* apaga-se tine tinem racha rachando fratura* esmaga* tomba tombam capota* colide
    colisão chocam choque embate fura-se raspa raspam esfrega* coça coçam amarrota* rabisca*
    folheia* bate-boca estapeia* socam esmurra* chuta chutam desliza* cavalga* marcha-se atira
    atiram ricochete* desembainha* engatilha* destranca* tranca trancam ferrolho clac pum bum plof
    tum toc toc-toc zás ding-dong blém tchibum espreguiça* geme ri-se riem-se ulula* apupa* apupo*
    brada* trauteia* sorve sorvem suga mordisca* roe rói babuja* fanhos* desaba desabam
    """,
    manners="""
    rouco roucas nasal monótono monótona secamente friamente ternamente timidamente gravemente
    alegremente tristemente envergonhad* assustad* aterrorizad* aliviad* emocionad* comovid*
    ofendid* furios* irritad* nervosamente trocista zombeteir* sarcástic* solenemente suplicante*
    ameaçador* impaciente* indignad* divertid* encantad* sonolent* bêbad* atordoad* confus*
    perplex* surpres* atônit* atónit* lamuriant* lamurient* teatral* melos* trêmul* trémul*
    hesitante* titubeante* entusiasmad* eufóric* orgulhos* triunfante* histéric* desesperad*
    resignad* boca dentes esganiçad* agudo aguda
    """,
    source="""
    turbina turbinas
    porta portas janela portão telefone celular telemóvel relógio despertador motor carro carros
    caminhão camião trem comboio avião helicóptero vento ventania tempestade chuva água onda* ondas
    mar fogo cão cães cachorro cachorros gato gatos pássaro pássaros gaivota* cavalo cavalos vaca
    galo galinha* bebê bebé criança crianças homem mulher homens mulheres menino menina multidão
    público plateia gente todos ambos vozes voz rádio televisão computador teclado chave* vidro
    copo copos garrafa garrafas pratos louça metal metálic* madeira cadeira cadeiras escada* papel
    folhas galhos arma pistola rifle espada* bomba botas saltos garganta nariz coração longe
    distância distante fundo forte fortes alto agud* grave eletrônic* eletrónic* rítmic* nervos*
    abafado impressora cafeteira chaleira chinelos frigideira fósforo mesa navio coro boca
    constrangedor capivara telejornal chuveiro aspirador soldados lobo coruja sapos grilos cigarras
    abelhas moscas talheres gelo torneira serra furadeira neve granizo cascalho correntes hélice
    cortina metrô remos cascos liquidificador sinal
    lâmpada lâmpadas lampião lanterna caldeira panela geladeira frigorífico torradeira secador
    moedor xícara xícaras chávena gaveta armário colchão molas corrente guindaste escavadora
    escavadeira britadeira motosserra motoserra guincho engrenagens alçapão escotilha foguetão giz
    grampeador agrafador tesoura navalha fivela moeda moedas dados roleta roda rodas bicicleta mota
    moto motocicleta trator locomotiva elétrico bonde barco barcos vela-mestra burro asno boi bois
    bezerro cordeiro cordeiros cabra cabras porco porcos pato patos ganso gansos pintinho
    pintainhos pombo pombos pombas pardal rouxinol cuco corvo corvos falcão águia cegonha cisne
    papagaio arara raposa veado javali urso leão tigre elefante macaco macacos camelo baleia
    golfinho foca rã rãs sapo grilo cigarra abelha vespa vespas mosca rato ratos rata lobos tábuas
    assoalho soalho persiana sapatos sandálias tamancos bigorna fole tear roca dobradiça dobradiças
    trinco fechadura maçaneta guizo guizos pêndulo elevador apaga acende tango polka samba salsa
    disco funk gospel
    rola rolam rolando
    """,
    music="""
    música* musical melodia* canção* canto tema trilha jingle orquestra piano violão guitarra*
    violino* violoncelo órgão acordeão sanfona flauta trompete* tambor* tambores bateria saxofone
    clarinete harpa gaita banda coro fanfarra valsa jazz rock rap ópera sinfonia hino balada marcha
    percussão cordas samba fado forró choro bossa pagode berimbau instrumental animada animado
    dramática alegre triste tensa tenso suspense suave sinistra solene romântica encerramento
    abertura
    espineta realejo concertina xilofone marimba pandeiro maracas castanholas tímpanos címbalos
    corneta clarim tuba trombone oboé fagote ocarina alaúde bandolim cavaquinho cuíca refrão arpejo
    gregoriano ária dueto quarteto noturno bolero contrabaixo viola
    """,
    roles="""
    homem mulher rapaz rapariga moço moça menino menina criança crianças bebê bebé todos ambos
    todas homens mulheres multidão público plateia coro narrador narradora voz vozes locutor
    locutora apresentador apresentadora âncora jornalista repórter comentarista policial polícia
    agente inspetor inspetora delegado delegada guarda soldado soldados oficial capitão general
    coronel sargento piloto médico médica doutor doutora enfermeiro enfermeira paciente professor
    professora aluno aluna juiz juíza advogado advogada promotor testemunha padre pai mãe papai
    mamãe avô avó vovô vovó filho filha irmão irmã tio tia primo prima marido esposa noivo noiva
    rei rainha príncipe princesa presidente ministro prefeito prefeita vereador vereadora garçom
    garçonete cozinheiro motorista carteiro faroleiro síndico porteiro cliente vendedor vendedora
    chefe patrão operário fazendeiro pescador marinheiro estranho vizinho vizinha amigo amiga
    senhor senhora colega computador robô radio rádio televisão alto-falante intérprete tradutor
    diretor cantor cantora ladrão fantasma bruxa dragão especialista historiador historiadora
    madrinha padrinho revisor canalizador encanador padeiro padeira açougueiro talhante cabeleireiro
    cabeleireira jardineiro babá senhoria senhorio porteira zelador viajante turista salva-vidas
    bombeiro freira monge bispo papa rabino duque duquesa conde condessa cavaleiro escudeiro
    ferreiro mercador estalajadeiro sobrinho sobrinha viúva viúvo candidato candidata concorrente
    árbitro treinador treinadora psicólogo psicóloga dentista veterinário veterinária farmacêutico
    parteira palhaço barqueiro taxista caminhoneiro pirata bandido
    """,
    tongues="""
    inglês francês alemão espanhol italiano português russo chinês mandarim japonês coreano árabe
    hebraico turco grego latim polonês polaco tcheco checo húngaro sueco norueguês dinamarquês
    holandês tupi guarani idioma dialeto sotaque língua
    mongol islandês havaiano tibetano armênio arménio georgiano basco catalão galego albanês
    sérvio croata búlgaro romeno eslovaco esloveno estoniano letão lituano finlandês vietnamita
    tailandês indonésio hindi bengali curdo suaíli zulu africâner bretão gaélico galês
    esperanto klingon romani maori ucraniano persa quimbundo crioulo mirandês tâmil
    """,
    speech="""
    eu tu você vocês nós vós meu minha meus minhas teu tua nosso nossa me te nos sou és somos estou
    está estão é era eram foi foram tinha havia tenho temos tem sabia disse porque embora mas
    quando quê quem onde não nunca jamais talvez sempre também já ou isso
    estava estavam têm
    """,
    pronouns="ele ela eles elas todos ambos",
    stops="""
    nota notas atenção aviso pergunta resposta exemplo lembre bom então e ou mas não sim regra
    capítulo episódio parte número plano passo data hora endereço fonte assunto de para mensagem
    hoje amanhã ontem resultado placar artigo versículo caso opção conclusão dica preço total menu
    nome idade título lugar tempo ps p.s nb t/n n/t repare veja olha olhe ouça proporção questão
    problema verdade ideia razão próximo perigo
    """,
    verbs="é era são eram foi significa será está quer pode",
)
