"""German."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    schiffshorn martinshorn nebelhorn signalhorn zögert
    plopp*
    lach* gelächter *gelächter kicher* gekicher prust* glucks* grins* schmunzel* auflach* wein*
    schluchz* heul* winsel* wimmer* jammer* jaul* stöhn* ächz* seufz* schnauf* keuch* hechel*
    schnaub* schnief* schnupf* atme* einatm* ausatm* *atmen japs* röchel* gähn* hust* räusper*
    nies* schnarch* rülps* schluck* schlürf* schmatz* spuck* würg* gurgel* flüster* wisper*
    tuschel* murmel* gemurmel *gemurmel nuschel* brumm* grunz* knurr* fauch* brüll* schrei*
    geschrei *geschrei *schrei kreisch* gekreisch ruf* zuruf* *rufe jubel* *jubel applaus* *applaus
    beifall klatsch* pfiff* pfeif* summ* sing* gesang *gesang spricht sprechen redet reden stammel*
    stotter* unverständlich* undeutlich* gedämpft* leise ironisch* spöttisch* zittern* entsetzt*
    wütend* traurig* genervt* erschrickt erschrocken* verstummen verstummt* schweig* stille *stille
    ruhe pause piep* *piepen *piepsen bell* gebell *gebell miau* schnurr* muh* mäh* blök* wieher*
    gewieher zwitscher* *gezwitscher gezwitscher krächz* kräh* quak* gackert zirp* quiek* quietsch*
    gequietsche surr* flatter* *flattern knack* knarr* knarz* knirsch* knister* knall* *knall
    schuss schüsse *schuss *schüsse explo* *explosion detonation donner* *donner grollen grollt
    blitz* krach* gekrach rums* bums* polter* gepolter rumpel* schepper* klapper* *klappern klirr*
    *klirren klimper* kling* *klingeln läut* geläut* *geläut *läuten glockenschlag schlägt schläge
    *schläge klopf* *klopfen poch* häm* tick* *ticken tropf* *tropfen plätscher* *plätschern
    rausch* *rauschen brodel* blubber* zisch* *zischen brutzel* prassel* *prasseln knattert
    knattern dröhn* *dröhnen hup* *hupen sirene* *sirene *sirenen *alarm ertönt ertönen erklingt
    erklingen verklingt verklingen verhallt hallt *hallen echo klick* *klicken klack* raschel*
    *rascheln schleif* kratz* *kratzen scharr* schab* reiß* zerreiß* splitter* *splittern zerbrich*
    zersplitter* schritt* *schritte trampel* getrampel stapf* nähern nähert entfern* öffnet
    schließt öffnen schließen fällt zuschlägt zuknallt knipst rattern rattert vibrier* *vibrieren
    tippt tippen wählt wählen geräusch* *geräusch *geräusche laut* klang klänge *klänge *klang lärm
    *lärm stimmengewirr *gewirr *wirr trubel tumult johl* buh* raunen raunt grölt grölen jodelt
    schnippt stampf* *stampfen aufprall *aufprall zittert kaut küsst *kuss schüttel* nickt zuckt
    startet stoppt bremst *bremsen motorengeräusch ton tonsignal *signal *signalton fehlermeldung
    gong *gong trommelt tröt* galopp* *galopp *hufe hufe hufgetrappel getrappel spielt verzerrt
    übertönt außer freizeichen spülung *spülung toilettenspülung hubschrauber quengel* streichholz
    funkspruch *spruch gespräch* *gespräch windböen böen zerspring* ahmt *stimme lallt lallend
    küssen springt rassel* *klick mausklick *ton möwen wellen nebelhorn anrufbeantworter *glocken
    *feuer maschinengewehr* schnalzt schnalzen trommeln sägt bohrt schnüffel* trippelt hastig*
    eindringlich energisch* wehmütig träller* ruckelt rumort plumps* platsch* patsch* wummer*
    *wummern bibber* zähneklappern zupft zerrt ratsch* säusel* nörgelt plappert* geplapper schwatz*
    tratsch* alarm alarme alarmsignal tuten tutet türklingel ohrfeig* schnäuz* schneuz* dumpf*
    *durchsage ansage* dusch* marschier* verzerrt* *song schrill* tröpfel* pladder* knatter*
    ratter* rattel* grummel* tschilp* fiep* meckern gackern schnatter* gurr* greint gluck* feix*
    lall* schlurf* trippel* trappel* tapp* bimmel* *glockenschlag *hammerschlag *herzschlag
    *paukenschlag imitiert dumpfer ruft rufe *jet besetztzeichen *zeichen *klingel heiser sirrt
    sirren feuerwerk martinshorn leckt übergibt bläst durcheinander hörbar leiser bricht herzschlag
    paukenschlag hufschlag hammerschlag paukenschläge faustschlag einschlag
    flacker* erlisch* erlösch* loder* glimm* flimmer* taumel* stolper* torkel* ohnmächtig* verneig*
    umarm* schauder* fröstel* schlotter* keif* zeter* motzt raunz* haucht hauchen gehaucht brabbel*
    lispel* näsel* tirilier* trillert trillern röhrt röhren rieselt rieseln schwappt schwappen
    sprudelt sprudeln spritzt spritzen köchelt siedet dampft tuckert tuckern aufheul* anspringt
    zündet entriegel* verriegel* aufschließt zerplatz* platzt birst zerschell* umkippt umfällt
    umstürzt humpelt hinkt stöckelt trabt traben getrommel gehämmer *gehämmer gesäge feilt hobelt
    hackt raspelt nagt knabbert gebimmel geklapper *geklapper geklirr *geklirr geklimper *geklimper
    geraschel *geraschel geknister gezisch gebrumm gesumm gepiepse gequake geschnatter gegacker
    gekrächze gejaule *geheul geheul gewimmer geschluchze gestöhne geächze gekeuche geschnarche
    *geschnarche gehuste gejohle gegröle gepfeife *pfiffe kollert iaht kläfft kläffen gekläff bähen
    schnarrt schnarren zwickt zurrt rüttelt rütteln ruckt gescheppert schlabber* lechz* schlingt
    verschluckt sabbert nuckelt quasselt quatscht hickst hicksen hick zähneknirsch* hatschi
    zuprost* prostet gestikulier* fuchtel* ballert ballern feuert schießt schießen lädt-durch
    durchlad* entsicher* detonier* tost tosen brandet brandung* plitsch bimbam kikeriki tatütata
    wumms rumms peng paff puff murren murrt stapelt zerknüll* knüll* knittert blättert umblätter*
    kritzelt gekritzel kritzeln schrammt schrammen schrubbt fegt klemmt hakt eiert dudelt gedudel
    bohren sägen
    kirchenglocke* türglocke* schulglocke* splittert splittern bersten
    """,
    manners="""
    atemlos* atem näselnd rau gepresst* kleinlaut* verlegen* verschmitzt* schelmisch* trocken
    schroff* barsch* zärtlich* verzweifelt* erleichtert* verächtlich* höhnisch* drohend* ängstlich*
    panisch* aufgeregt* begeistert* empört* zögernd* zögerlich* kühl eisig* süßlich* flehend*
    flehentlich* bittend* ungeduldig* gereizt* verärgert* erbost* zornig* verschlafen* schläfrig*
    betrunken* benommen* verwirrt* verdutzt* verblüfft* überrascht* schüchtern* stolz
    triumphierend* bedrückt* niedergeschlagen* gerührt* ergriffen* theatralisch* monoton* tonlos*
    gehässig* neckisch* vertraulich* beschwichtigend* beruhigend* munter amüsiert* vollem zähne
    zusammengebissen* belegt* brüchig* hysterisch* streng
    """,
    source="""
    horn
    alarmanlage mund läuft tür türen *tür fenster telefon handy wecker uhr glocke glocken motor
    auto wagen zug flugzeug hubschrauber wind sturm regen wasser wellen meer feuer hund hunde katze
    katzen vogel vögel pferd pferde kuh kühe schaf schafe hahn baby kind kinder mann frau männer
    frauen junge mädchen menge publikum alle beide alles beider zuschauer stimmen stimme radio
    fernseher computer tastatur schlüssel glas gläser flasche geschirr besteck metall holz stuhl
    stühle treppe papier blätter zweige waffe pistole gewehr schwert bombe stiefel absätze magen
    herz herzschlag ferne fern entfernt* hintergrund schwer schwere tief tiefes elektronisch*
    rhythmisch* hysterisch* bedrohlich* durcheinander gleichzeitig band off funk lautsprecher
    stempel riegel topfdeckel ofen dach schatten dusche wasserhahn rohr pumpe lüfter ventilator
    mixer mikrowelle drucker soldaten kutsche säge axt bohrer hammer kessel pfanne herd streichholz
    feuerzeug vorhang rollladen gitter tor schranke äste laub kies schnee eis hagel lawine leitung
    lkw mücke genick finger streicher dudelsack bleistiftspitzer scheibenwischer
    lampe neonröhre röhre laterne glühbirne kerze heizung deckel kühlschrank toaster spülmaschine
    waschmaschine staubsauger trockner mühle kaffeemaschine tasse tassen becher löffel tablett
    kiste schublade schrank matratze sprungfeder kette ketten kran bagger presslufthammer
    bohrmaschine kettensäge förderband winde zahnräder getriebe fallgitter zugbrücke luke schleuse
    rakete kreide tacker schere rasierer föhn schnalle münze münzen würfel roulette automat rad
    räder reifen fahrrad moped motorrad traktor lokomotive straßenbahn fähre kutter ruder segel
    esel ochse kalb kälber lamm lämmer ziege ziegen schwein schweine ente enten gans gänse pute
    huhn hühner küken taube tauben spatz nachtigall specht kuckuck eule uhu rabe raben krähe krähen
    falke adler storch schwan papagei wellensittich fuchs reh hirsch wildschwein bär bären löwe
    tiger elefant affe affen kamel delfin robbe frosch frösche kröte kröten grille grillen biene
    bienen wespe wespen hummel fliege fliegen käfer ratte ratten maus mäuse igel eichhörnchen
    hamster wolf wölfe kojote kirchturm glöckchen schlitten schuhe sandalen pantoffeln dielen
    scharnier türangel klinke jalousie fahrstuhl aufzug rolltreppe pendeluhr kuckucksuhr amboss
    blasebalg webstuhl nähmaschine spinnrad schreibmaschine registrierkasse tango polka samba salsa
    disco gospel
    rollt rollen stürzt
    """,
    music="""
    musik *musik musikstück melodie *melodie lied *lied gesang chor *chor orchester *orchester
    klavier* gitarre* geige* violine* cello* orgel* akkordeon flöte* trompete* posaune* trommel*
    trommelwirbel schlagzeug saxofon saxophon klarinette* harfe* zither mundharmonika walzer marsch
    jazz rock pop techno klassik* klassische jingle titelmelodie titelmusik abspann* vorspann*
    fanfare* tusch streicher* bläser* instrumental* spannungsgeladen* fröhlich* düster* heiter*
    dramatisch* ruhig* sanft* rockig* beschwingt* melancholisch* feierlich* unheilvoll* spielt
    dudelsack* *kapelle
    gregorianisch* choral kanon arie duett quartett ouvertüre nocturne schlager xylofon marimba
    glockenspiel tamburin pauke pauken kastagnetten maultrommel alphorn jagdhorn posthorn waldhorn
    tuba oboe fagott blockflöte panflöte mandoline cembalo spinett drehorgel leierkasten spieldose
    *spieldose ziehharmonika schifferklavier bandoneon refrain akkord akkorde *ouvertüre *walzer
    *marsch *hymne hymne ballade *ballade kontrabass bratsche hackbrett mundorgel blechbläser
    """,
    roles="""
    mann frau junge mädchen kind kinder baby alle beide männer frauen jungen leute menge publikum
    chor sprecher sprecherin erzähler erzählerin moderator moderatorin reporter reporterin
    kommentator nachrichtensprecher ansager ansagerin stimme stimmen zitator zitatorin polizist
    polizistin polizei kommissar kommissarin wachmann wächter soldat soldaten offizier hauptmann
    general arzt ärztin doktor schwester pfleger patient lehrer lehrerin schüler schülerin
    professor richter richterin anwalt anwältin staatsanwalt zeuge zeugin pfarrer priester vater
    mutter papa mama opa oma großvater großmutter sohn tochter bruder onkel tante enkel enkelin
    bräutigam braut könig königin prinz prinzessin präsident minister bürgermeister kellner
    kellnerin wirt wirtin koch fahrer fahrerin schaffner kunde kundin verkäufer verkäuferin chef
    chefin arbeiter bauer bäuerin fischer matrose fremder fremde nachbar nachbarin freund freundin
    computer computerstimme roboter radio fernseher lautsprecher durchsage dolmetscher
    dolmetscherin übersetzer übersetzerin regisseur sänger sängerin gast gäste dieb räuber geist
    hexe zauberer drache wanderer experte historiker historikerin funk off-stimme passant passantin
    anrufer anruferin zuschauer
    gerichtsdiener trauzeuge trauzeugin brautjungfer kontrolleur kontrolleurin briefträger postbote
    klempner bäcker bäckerin metzger friseur friseurin gärtner gärtnerin kindermädchen vermieter
    vermieterin steward stewardess pförtner hausmeister reisender reisende tourist touristin
    wanderin bademeister feuerwehrmann nonne mönch bischof papst rabbi imam herzog herzogin graf
    gräfin ritter knappe schmied händler marktfrau neffe nichte witwe witwer kollege kollegin
    bewerber bewerberin kandidat kandidatin schiedsrichter trainer trainerin psychologe psychologin
    zahnarzt tierarzt tierärztin apotheker apothekerin hebamme clown zirkusdirektor fährmann
    taxifahrer trucker pirat bandit ansagestimme lehrling geselle meister bursche magd knecht hofrat
    chauffeur rittergehilfe
    """,
    tongues="""
    englisch* französisch* deutsch* spanisch* italienisch* portugiesisch* russisch* chinesisch*
    japanisch* koreanisch* arabisch* hebräisch* jiddisch* türkisch* griechisch* latein* polnisch*
    tschechisch* ungarisch* schwedisch* norwegisch* dänisch* niederländisch* ukrainisch* persisch*
    schwyzerdütsch plattdeutsch dialekt sprache fremdsprache
    mongolisch* isländisch* hawaiianisch* tibetisch* armenisch* georgisch* baskisch*
    katalanisch* albanisch* serbisch* kroatisch* bulgarisch* rumänisch* slowakisch* slowenisch*
    estnisch* lettisch* litauisch* finnisch* vietnamesisch* thailändisch* indonesisch* hindi
    urdu bengalisch* kurdisch* paschtu kasachisch* suaheli zulu afrikaans flämisch* friesisch*
    bretonisch* irisch* gälisch* walisisch* esperanto klingonisch* schwäbisch* bairisch*
    sächsisch* romani maori nepalesisch*
    """,
    speech="""
    ich du wir mich mir dich dir uns euch mein meine meinen meinem dein deine deinen unser unsere
    euer eure war waren hat hatte hatten habe haben hast bin bist ist sind wäre würde weil wenn ob
    dass obwohl aber doch nicht nie niemals warum was wer wo kann könnte muss soll wollte will
    immer vielleicht wohl eigentlich bitte danke schon auch denn ihr nichts sag natürlich leider
    schade idiot dummkopf gott stimmt klar entschuldigung verzeihung hallo
    """,
    pronouns="er sie es alle beide",
    stops="""
    achtung hinweis notiz anmerkung anm frage antwort beispiel merke merk also und oder aber nein
    ja gut regel kapitel folge teil nummer nr plan schritt datum uhrzeit adresse quelle betreff von
    an nachricht heute morgen gestern ergebnis stand artikel absatz vers fall fazit tipp preis
    summe passwort name alter titel ort zeit ps p.s nb erstens zweitens drittens warnung wichtig
    neu nächste problem wahrheit idee grund verhältnis sicher nun demnächst aktuell liebes lieber
    liebe
    """,
    verbs="ist war sind waren hat hatte heißt bedeutet wird stand steht kann",
)
