"""French."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    hésite
    stupeur stupéfaction stupéfait*
    rire rires rit rient ricane* glouss* pouffe* s'esclaffe* hilarité pleur* sanglot* gémi* geint
    geignement* plainte* soupir* souffl* respir* halèt* haletant* essoufflé* inspire expire
    renifle* tousse* toux toussote* éternu* hoquet* hoquète* rot rote bâill* ronfl* racle* raclant
    grogn* grommel* marmonn* murmur* chuchot* crie crient cri cris hurl* beugl* vocifèr* rugi*
    acclam* ovation* hué* siffl* applaudi* chant chante chantent chantonn* fredonn* parle parlent
    baragouin* bégai* bafouill* balbuti* bredouill* imit* inaudible* indistinct* incompréhensible*
    étouffé* doucement faiblement fort ironique* moqueu* aboi* jappe* miaul* ronronn* feul* crach*
    hennis* meugl* bêl* caquèt* coasse* croasse* gazouill* pépi* roucoul* hulul* bourdonn* stridul*
    batteme* claqu* grinc* craqu* crépit* grésill* bruit bruits bruissement* brouhaha vacarme
    fracas tumulte clameur* rumeur* chahut boucan explosion* explose* détonation* déflagration
    coups tir tirs fusillade rafale* gronde* tonnerre tonne foudre orage sirène* alarme* alerte
    klaxon* vrombi* pétarad* crisse* freinage sonne sonnent sonnerie* tinte* carillon* cloche
    cloches glas signal vibre* vibration* clic clics cliquet* déclic frapp* toque* toc pas piétin*
    galop* cavalcade course trot bris brise* fracass* éclat* déchir* froiss* frott* gratt* ruissel*
    goutte* gargouill* glouglou plouf bouillonn* bulles bullement tombe tombent silence silences
    pause temps écho réson* retenti* s'ouvre s'ouvrent s'ferme ferme ferment s'approche
    s'approchent s'éloigne s'éloignent démarr* s'arrête s'arrêtent déglutit avale mâche mastiqu*
    embrasse baiser gifle sursaute tremble tremblement* s'étouffe suffoque ahane* effort efforts
    tape tapent tapote* raccroche décroche compose grelot* sonnette larsen interférence* parasites
    friture déferl* continue s'intensifie cesse cessent diminue faiblit floc plaf boum clap
    cliquètement vagissement* gargarisme tourne cogne* roulement acquiesce éclabouss* essuie mouche
    s'éclaircit éclaircit tonalité briquet* allumette* bouchon* vitre brisée tic-tac freins chaînes
    notification* grillons répondeur ulul* clapot* barbot* tintamarre croque* croquant lape
    lapement renâcl* frémi* tressaill* suffocation étrangl* geignard* éructation* pet prout
    trépign* trottin* tambourin* tonitruant* ronchonn* maugré* bougonn* ironie sarcas* solennel*
    enroué* voilée saccadée chevrot* zézai* mouettes vagues chuint* friss* pétill* bip* ressac
    mastication chœur chœurs hélicoptère* haut-le-cœur détone tapage bégay* pouff* esclaff* geign*
    inspir* expir* renifl* touss* mâch* déglut* sirot* lèch* vomi* mugi* henni* brai* couin* glapi*
    caquet* piaill* croass* coass* vromb* criss* couine tint* sonn* toqu* martel* percut* goutt*
    froufrou* bruiss* déclic* vibr* parasite* brouill* explos* ivre entraînant* mégaphone
    hors-champ démarrage râle râles artifice mixeur écoulement éraill* éclair éclairs bruine jet
    réaction canon arrach* entrechoqu* fendre fend ronron essuie-glaces taille-crayon feux
    vacill* clignot* s'éteint s'évanouit évanouit trébuch* titub* chancel* s'effondr* s'écroul*
    s'agenouill* agenouill* s'inclin* enlac* étrein* sursaut* trembl* râlement susurr* essouffl*
    coquerico cocorico grouine grouin* barrit barrissement japp* mijot* bouillir glouglout*
    dégoulin* bourrasque* strident* racl* tapot* martèl* heurt* choc chocs dérap* freine verrou
    déverrouill* clac paf pif vlan ding-dong sabots bousculade tohu-bohu vivats croque
    croquent aspire
    cancan* craill* piaff* gargar* mastic* croustill* stridence verrouill* dégain* vocalis* yodl*
    zozot* marmott* piaule s'ébrou* s'étouff* s'étrangl* s'esclaff* glougloute broie moud lapent
    """,
    manners="""
    rauque nasillard* monocorde monotone sèchement froidement tendrement timidement gravement
    gaiement tristement narquois* gêné gênée embarrassé* paniqué* affolé* apeuré* effrayé*
    terrifié* soulagé* ému émue vexé vexée furieux furieuse furieusement agacé* excité*
    enthousiaste hésitant* suppliant* implorant* méprisant* menaçant* impatient* énervé* indigné*
    outré* amusé* endormi* ensommeillé* éméché* hébété* confus* perplexe* surpris* étonné*
    bouleversé* larmoyant* plaintif* plaintive* théâtral* mielleux pincé* tremblant* tremblotant*
    aigu aiguë fluette flûtée taquin* fièrement fière triomphant* paniquée
    """,
    source="""
    coup chute fermeture pleine porte portes fenêtre portail téléphone portable téléphones réveil
    horloge pendule moteur voiture voitures camion train avion hélicoptère vent bourrasque* tempête
    pluie eau vagues vague mer feu chien chiens chat chats oiseau oiseaux mouette mouettes cheval
    chevaux vache vaches coq poule bébé enfant enfants homme femme hommes femmes garçon fille foule
    public assemblée tous toutes deux voix radio télé télévision ordinateur clavier clés clefs
    verre verres bouteille vaisselle métal métallique* bois chaise chaises parquet escalier papier
    feuilles page pages branches arme pistolet fusil épée bombe bottes talons gorge ventre estomac
    coeur cœur lointain* lointaine loin sourd sourds sourde aigu aiguë léger légère violent* fond
    rythmé* saccadé* électronique* nerveux brume corne lampe caisse machine mixeur vélo ensemble
    gêné sinistre moteurs cliquetis marteau volet volets rideau couverts assiette assiettes robinet
    douche chasse tuyau scie perceuse aspirateur imprimante briquet allumette branche gravier neige
    glace grêle avalanche soldats calèche grenouilles grillons cigales abeilles mouches loup hibou
    chouette ligne clé serrure sabots moustique velcro
    ampoule néon lanterne bougie bougies chaudière radiateur marmite casserole couvercle frigo
    grille-pain sèche-cheveux moulin tasse tasses tiroir armoire sommier matelas ressort ressorts
    chaîne chaînes grue pelleteuse marteau-piqueur tronçonneuse treuil engrenage engrenages herse
    pont-levis trappe fusée craie agrafeuse ciseaux rasoir roulette roue roues pneus mobylette
    scooter tracteur locomotive tramway ferry bateau rame rames mât âne bœuf veau agneau agneaux
    chèvre chèvres cochon cochons canard canards oie oies dinde poules poussin poussins pigeon
    pigeons moineau rossignol coucou corbeau corbeaux corneille corneilles faucon aigle cigogne
    cygne perroquet renard cerf sanglier ours lion tigre éléphant singe singes chameau baleine
    dauphin phoque grenouille crapaud grillon cigale abeille guêpe guêpes souris hérisson loups
    planche plancher persienne chaussures sandales pantoufles coucous enclume soufflet métier rouet
    store stores ascenseur escalator loquet gonds charnière poignée sonnette grelot grelots corde
    tango polka samba salsa disco funk gospel
    roule s'envole roulent
    """,
    music="""
    musique* mélodie* chanson* chant chants chantent air thème générique jingle orchestre piano
    guitare violon* violoncelle orgue accordéon flûte trompette* tambour* batterie saxophone
    clarinette harpe harmonica ukulélé fanfare chœur choeur chorale valse jazz rock rap opéra
    symphonie hymne berceuse ballade marche percussions cordes cuivres instrumental* joue jouent
    entraînante* joyeuse* enjouée* douce* mélancolique* inquiétante* angoissante* dramatique*
    solennelle* rythmée* suspense cornemuse* biniou*
    clavecin épinette vielle bandonéon xylophone marimba timbales cymbales cymbale castagnettes
    clairon cornet tuba trombone hautbois basson piccolo ocarina luth lyre mandoline cithare sitar
    bombarde refrain arpège arpèges grégorien cantique comptine aria quatuor nocturne musette
    orphéon harmonium contrebasse alto
    """,
    roles="""
    régisseur régisseuse contrôleur contrôleuse
    homme femme garçon fille enfant enfants bébé tous toutes ensemble hommes femmes foule public
    chœur narrateur narratrice voix présentateur présentatrice animateur animatrice journaliste
    reporter commentateur policier policière commissaire inspecteur inspectrice gendarme garde
    gardien gardienne soldat soldats officier capitaine général colonel sergent pilote médecin
    docteur infirmier infirmière patient professeur maître maîtresse élève juge avocat avocate
    procureur témoin notaire prêtre curé père mère papa maman grand-père grand-mère papi mamie fils
    frère sœur soeur oncle tante cousin cousine mari roi reine prince princesse président
    présidente ministre maire serveur serveuse barman patron patronne cuisinier chauffeur
    conducteur facteur livreur client cliente vendeur vendeuse marchand marchande ouvrier fermier
    pêcheur marin étranger voisin voisine ami amie ordinateur robot radio télévision haut-parleur
    interprète traducteur réalisateur chanteur chanteuse voleur fantôme sorcière dragon passant
    passante les historien historienne expert experte off
    contrôleur contrôleuse huissier factrice plombier boulanger boulangère boucher coiffeur
    coiffeuse jardinier nourrice propriétaire steward hôtesse portier concierge voyageur voyageuse
    touriste randonneur randonneuse maître-nageur pompier religieuse moine évêque pape rabbin imam
    duc duchesse comte comtesse chevalier écuyer forgeron aubergiste neveu nièce veuve veuf collègue
    candidat candidate arbitre entraîneur entraîneuse psychologue dentiste vétérinaire pharmacien
    pharmacienne sage-femme clown passeur routier pirate bandit conductrice
    """,
    tongues="""
    anglais français allemand espagnol italien portugais russe chinois mandarin japonais coréen
    arabe hébreu yiddish turc grec latin polonais tchèque hongrois suédois norvégien danois
    néerlandais ukrainien persan breton créole langue dialecte accent patois
    mongol islandais hawaïen tibétain arménien géorgien basque catalan albanais serbe croate
    bulgare roumain slovaque slovène estonien letton lituanien finnois vietnamien thaï
    indonésien hindi bengali kurde swahili zoulou afrikaans flamand frison gaélique gallois
    occitan alsacien espéranto klingon romani maori népalais wolof lingala kabyle tamoul
    """,
    speech="""
    je j' tu nous vous mon ma mes ton ta tes notre nos votre vos me te moi toi c'est c'était était
    étaient avait avaient ai as avons avez suis es est sont sommes êtes sera serait ne n' jamais
    parce car si quand comment pourquoi quoi où mais donc peut-être bien sûr toujours alors ou cela
    ça voir évidemment merci pardon quel quelle dommage enfin idiot imbécile bravo naturellement
    dis-lui devrait devrais faudrait pourrait
    ont
    """,
    pronouns="il elle ils elles on tous toutes",
    stops="""
    note nota attention avertissement question réponse exemple rappel bon alors donc et ou mais non
    oui règle chapitre épisode partie numéro n° plan étape date heure adresse source objet de à
    message demain hier résultat score article verset cas option conclusion astuce prix total menu
    nom âge titre lieu temps ps p.s nb réf signé primo secundo premièrement deuxièmement recette
    surtout problème vérité idée raison bref voici écoute écoutez regarde regardez danger important
    moralité
    """,
    verbs="est était sont étaient a avait veut signifie sera peut",
)
