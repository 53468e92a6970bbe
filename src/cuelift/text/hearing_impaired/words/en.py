"""English."""

from cuelift.text.hearing_impaired.words.base import Words

WORDS = Words(
    sound="""
    urinates urinating
    skitter scurry scamper slither
    hesitates hesitate
    laugh* chuckl* giggl* snicker* snigger* cackl* guffaw* titter* scoff* snort* sniff* snuffl* sob
    sobs sobbed sobbing cry cries crying weep* wail* whimper* whin* moan* groan* grunt* growl*
    snarl* gasp* pant pants panting huff* puff* wheez* sigh sighs sighed sighing yawn* cough*
    sneez* hiccup* burp* belch* gulp* swallow* gargl* choke* choking retch* vomit* spit spits
    spitting breath breaths breathe* breathing exhal* inhal* snore* snoring mumbl* mutter* murmur*
    whisper* shout shouts shouting yell yells yelled yelling scream* shriek* screech* squeal*
    squeak* howl* holler* whoop* cheer cheers cheering boo boos booing jeer* heckl* hiss* hush*
    shush* tut tuts tutting tsk* stammer* stutter* babbl* coo coos cooing gibber* exclaim* chatter*
    clamor* clamour* hubbub* commotion uproar applause applaud* clap claps clapping ovation whistl*
    hum hums humming sing sings singing chant chants chanting vocaliz* vocalis* recit* speak speaks
    speaking talk talks talking indistinct* inaudible unintelligible muffled muted garbled
    sarcastic* mock mocking* imitat* mimic* softly quietly loudly weakly tearful* nervous* angrily
    sternly hoarse* bark barks barking barked yap* yelp* bay baying meow* miaow* mew mews mewing
    purr* moo moos mooing bleat* neigh* oink* cluck* crow crows crowing caw caws cawing chirp*
    tweet tweets tweeting hoot* quack* honk honks honking bray* squawk* croak* buzz* ribbit roar
    roars roared roaring flutter* flap flaps flapping gallop* hoofbeat* hooves knocks knocking
    knocked bang bangs banging banged slam slams slammed slamming thud* thump* bump bumps thunk*
    clunk* clank* clang* clink* chink* clatter* rattl* jingl* jangl* tinkl* chime* chiming rings
    ringing ringtone tolls tolling ding dings dinging dong beep* bleep* blip* blar* whir whirs
    whirr* whoosh* swoosh* swish* creak* squelch* squish* crunch* crack cracks cracking crackl*
    crash* smash* shatter* splinter* snap snaps snapping rip rips ripping tear tears tearing rustl*
    crinkl* crumpl* scrap* scratch* scribbl* shuffl* scuff* patter* splash* splosh* drip drips
    dripping gurgl* bubbl* fizz* sizzl* trickl* gush* slosh* pour pours pouring rumbl* explosion*
    explod* detonat* gunshot* gunfire shot shooting fires firing ricochet* blast blasts boom booms
    booming thunder* siren sirens alarm alarms click clicks clicking clack* tick ticks ticking tap
    taps tapping typing types dial dials dialing dialling static feedback interference reverb* echo
    echoes echoing silence silent pause pauses footstep* footfall* approach* reced* departs
    departing stomp* tramp tramping creep* zips unzips unzipping swig swigs chew chews chewing
    munch* gnaw* lick licks licking kiss kisses kissing smooch* smack smacks smacking slap slaps
    slapping punch punches punching clears clearing rev revs revving idl* skid skids skidding
    backfir* sputter* stalls starts hammering drilling struggl* stumbl* strain* shudder* shiver*
    tremb* startl* nod nods nodding shrug* wink winks gestur* blow blows blowing cock cocks cocking
    reload* engag* unlock* locking jiggl* opens closes stops continues continue intensif* fade
    fades fading resum* tannoy announcement broadcast* dialtone dial-tone hang hangs ululat*
    keening sfx tumult din racket noise noises sound sounds gavel click-clack kerfuffle flush*
    flick flicks strike* pop pops popping slur* pound* zipper* rolling alert* foghorn* splat* boing
    kaboom* ahem splutter* blubber* sip sips sipping plop* squirt* spray* spritz* twang* snip*
    clop* clomp* trudg* wad* drum drums thrum* throb* puls* flatlin* warbl* trill* rasp* drawl*
    quiver* hyperventilat* dry-heav* heav* sneer* grimac* smirk* grin* groggy* drowsy* drunken*
    whirl* flail* wince* yowl* woof* ruff* baa* caterwaul* peep* cheep* chirrup* dribbl* ooz*
    spark* zap* oohs aahs ooh aah oohing aahing awws aww gagging tinny monotone robotic* singsong
    sing-song falsetto ventriloquist* whizz* whiz ping* pinging disconnect* crack* unlatch* latch*
    deadbolt drone droning whir* chug* drip* flap* scrub* caw* moo* tremor* quaver* falter*
    drumming rapping sawing revv* honk* peal* chim* gong toots tooting arguing scraping scrapes
    braying dragging fire stirring tumbling falling slices gags yipping yips signal peeling
    spinning sliding slides collapsing collapses bursting bursts igniting ignites splitting
    fireworks narrating
    faints kneels snivels grumbles grumbling flickers flickering keens twitters twittering ribbits
    slithers slithering scurries scurrying scampers scampering skitters skittering scuttles
    scuttling trotting trots cantering canters whickers gobbles gobbling farts farting stretching
    stifles stifled simmering frying grating vibrating vibrates toppling topples downpour drizzle
    gale gusts gusting unsheathes unsheathing unsheathed clashing clashes whipcrack zinging zings
    boings thwack* whack* clonk* bonks bonking plonk* plink* ker-ching cha-ching ka-ching kerplunk
    swoops swooping hiccough* drooling drools yodel* crooning croons scatting beatbox* lilting
    mewl* lowing gloating chortle* chortling tocking tick-tock tiptoes tiptoeing stamping stamps
    klaxon* knell* clobber* nibbl* guzzl* lapping suckl* swill* sprinkl* hosing mopping hoovering
    vacuuming stapl* jabber* prattl* blather* burbl* gabbl* harrumph* pffts hmph* conks deflat*
    inflat* juddering judder* shrills flinch* recoils bellow* thwip pow wham bam fwoosh woosh*
    vroom* putter* putt-putt phut clip-clop pitter-patter choo-choo toot gong-like
    """,
    manners="""
    breathless* huskily husky gruff* flatly drily dryly coldly sweetly cheerful* gleeful* giddily
    solemnly sheepish* haltingly shaky shakily tremulous* deadpan gravelly nasal* shrilly wistful*
    panick* frantically excitedly irritabl* irritated exasperated impatiently pleading* timidly
    shyly bashful* curtly gently tenderly soothing* mournful* gloomily bitterly proudly smugly
    triumphantly menacing* threateningly hysterically desperately terrified frightened stunned
    shocked relieved amused disgusted embarrassed outraged sleepily dazed hesitantly hesitating
    strangled mouth teeth pitched high-pitched low-pitched lisping lisps breathily sing-songy
    teasing* theatrical* dramatically sleep-talking playfully
    """,
    source="""
    overhead
    door doors window gate phone telephone cellphone mobile doorbell bell bells clock engine
    engines motor car cars truck vehicle vehicles train trains tires tyres brakes horn horns wind
    winds rain storm waves wave water river sea ocean fire dog dogs cat cats bird birds pigeons
    crow crows horse horses cow cows sheep goat goats rooster insects crickets cicadas frogs bees
    seagulls gulls baby child children man woman men women boy girl people crowd audience guests
    spectators soldiers both all everyone voices voice radio tv television computer monitor machine
    machinery keyboard keys coins glass glasses bottle bottles plate plates dishes cutlery metal
    wood wooden chair chairs floor floorboard* stairs paper papers page pages leaves branch* gun
    rifle pistol sword swords helicopter plane aircraft jet propeller bomb bombs missile footfalls
    feet heels boots throat nose lips stomach heart heartbeat* fist fists hand hands fingers
    distant distance background nearby faint* low loud soft* quiet* heavy heavily deep deeply
    continuous* rapid* slowly gently hysterical* maniacal* dramatic* overlapping simultaneous*
    rhythmic* electronic* mechanical* recording overhead intercom offscreen off-screen voiceover
    voice-over traffic street birdsong elevator lift shower tap faucet kettle oven typewriter
    camera shutter projector mule spurs arrow hinge hinges knuckles bones joints fuse pipe pipes
    pan fryer sonar radar modem printer fax lighter toilet bath sink drawer cabinet hammer saw
    drill axe whip rope sail anchor oars canoe wagon cart carriage hooves saddle tent twigs gravel
    mud snow ice hail avalanche volcano geyser swing fence shutters blinds curtain escalator subway
    tram bus van ambulance tank drone rocket grenade cannon torch candle stove microwave blender
    vacuum dishwasher mower tractor chainsaw generator turbine pump fan flies mosquito wasps toad
    toads owl wolf wolves coyote coyotes bear lion tiger elephant monkey monkeys snake rat rats
    mice pig pigs cattle bull ducks geese swan raven ravens hawk eagle hens nurses students fans
    mob protesters dryer puppy blade spoon line chain chains chandelier mirror bacon
    sandals slippers clogs shoes sneakers bootsteps lantern lamp bulb fluorescent streetlight
    radiator boiler freezer fridge refrigerator toaster juicer coffee espresso saucer crockery
    locker lockers turnstile coin arcade carousel roulette dice chalk blackboard stapler scissors
    razor clippers hairdryer velcro buckle mattress bed bedsprings jackhammer bulldozer crane
    forklift conveyor pulley winch gates portcullis drawbridge hatch airlock spaceship laser lasers
    blaster cauldron broom beetle beetles crab hornet dolphin whale seal canary budgie cockerel hen
    chicken chickens turkey pigeon sparrow nightingale woodpecker cuckoo peacock donkey ox calf
    lamb lambs fox foxes deer stag boar hippo camel kitten kittens hamster squirrel lizard cricket
    clocks phones saucepan till ladder trolley wheelbarrow lawnmower sprinkler hose bellows anvil
    loom spinning-wheel sewing gears cog cogs piston pistons valve sluice floodgate windmill
    waterwheel treadmill motorcycle motorbike moped scooter bicycle tricycle skateboard sled sleigh
    skis skates hovercraft ferry tugboat yacht barge cable-car gondola locomotive freight tango
    polka samba salsa disco funk gospel
    """,
    music="""
    music musical melody melodies melodic song songs tune tunes jingle theme score orchestra
    orchestral piano guitar violin violins cello strings organ accordion harmonica flute trumpet
    trumpets brass drum drums drumming drumroll drumbeat percussion bass saxophone sax clarinet
    harp harpsichord fiddle banjo ukulele bagpipes choir choral chorus chorale hymn ballad waltz
    jazz rock pop techno rap hip-hop hip hop reggae blues classical opera symphony symphonic sonata
    concerto lullaby march fanfare sting stinger instrumental interlude intro outro synth
    synthesizer electronica beat beats rhythm riff chord chords crescendo plays playing played
    performing strums strumming upbeat somber sombre ominous suspenseful eerie ethereal whimsical
    tense lively mellow melancholy solemn vocalizing bagpipe*
    clavichord plainsong plainchant gregorian madrigal aria duet trio quartet quintet overture
    nocturne mazurka mambo bolero rumba cha-cha flamenco bluegrass ragtime dubstep xylophone
    marimba vibraphone glockenspiel celesta tambourine maracas castanets bongos congas timpani
    cymbal cymbals bugle cornet tuba trombone trombones oboe bassoon piccolo ocarina lute lyre
    mandolin zither sitar theremin kazoo hurdy-gurdy calliope arpeggio tremolo staccato crescendos
    muzak shanty yodelling kantele didgeridoo shamisen koto erhu balalaika bouzouki oud djembe
    tabla gamelan bandoneon concertina pianola harmonium spinet
    """,
    roles="""
    man woman boy girl child children kid kids baby teen teenager lady gentleman guy men women boys
    girls person people crowd audience group both all everyone everybody narrator announcer
    reporter anchor anchorman anchorwoman newscaster newsreader presenter host hostess interviewer
    interviewee commentator dispatcher operator pilot captain sergeant lieutenant colonel general
    major officer policeman policewoman cop detective inspector sheriff deputy guard soldier
    soldiers doctor nurse patient paramedic surgeon teacher student professor principal judge
    bailiff lawyer attorney prosecutor counsel juror witness clerk priest father mother mom mum
    mommy mummy dad daddy grandma grandpa grandmother grandfather granny son daughter brother
    sister uncle aunt cousin husband wife bride groom king queen prince princess president senator
    minister mayor chairman secretary receptionist waiter waitress bartender barkeep barman chef
    cook driver conductor passenger customer shopkeeper cashier vendor manager boss worker farmer
    fisherman miner sailor cowboy stranger neighbor neighbour friend voice voices computer robot
    radio tv television recording intercom phone machine automated speaker translator interpreter
    director actor actress singer rapper chorus choir coach referee player fan protester heckler
    demonstrator prisoner inmate robber thief killer hostage agent spy monster ghost witch wizard
    dragon alien creature dog cat parrot servant butler maid assistant technician engineer
    scientist historian expert author student chief commander ai other bystander caller listener
    usher bridesmaid bridegroom emcee postman mailman plumber baker butcher barber hairdresser
    gardener farmhand nanny babysitter landlord landlady steward stewardess bellboy porter janitor
    caretaker traveller traveler tourist hiker jogger cyclist lifeguard firefighter fireman nun monk
    bishop pope rabbi imam duke duchess earl countess knight squire page peasant merchant blacksmith
    innkeeper toddler grandson granddaughter nephew niece stepmother stepfather widow widower
    roommate classmate colleague applicant candidate contestant juryman foreman auctioneer bidder
    curator archivist librarian umpire goalkeeper trainer psychiatrist psychologist therapist
    dentist vet pharmacist midwife magician clown juggler ringmaster puppet boatman ferryman cabbie
    trucker biker hitchhiker smuggler pirate bandit gangster mobster henchman
    """,
    tongues="""
    english french german spanish italian portuguese russian chinese mandarin cantonese japanese
    korean arabic hebrew yiddish hindi urdu turkish greek latin polish czech hungarian swedish
    norwegian danish dutch finnish ukrainian persian farsi thai vietnamese swahili irish gaelic
    welsh language dialect accent tongue
    mongolian icelandic hawaiian tibetan armenian georgian bengali punjabi tamil telugu basque
    catalan galician breton corsican sicilian neapolitan albanian serbian croatian bosnian
    bulgarian romanian slovak slovene slovenian estonian latvian lithuanian belarusian zulu
    xhosa malay indonesian tagalog filipino esperanto klingon nepali navajo quechua kurdish
    pashto azeri kazakh uzbek khmer burmese amharic somali yoruba hausa igbo maltese afrikaans
    flemish frisian romani creole pidgin sanskrit aramaic elvish cherokee inuktitut maori
    samoan sami
    """,
    speech="""
    i i'm i'll i'd i've you you're your yours you'll you'd you've we we're we'll our ours us my
    mine me myself yourself he's she's it's that's there's they're don't doesn't didn't can't won't
    isn't aren't wasn't weren't wouldn't couldn't shouldn't was were been because although though
    if never not maybe perhaps why what who which when where know think would could should used had
    except unless than this these ask told tell please thank sorry let nobody somebody anybody or
    """,
    pronouns="he she they it both all",
    stops="""
    note notes warning caution danger attention notice question answer listen look remember hint
    tip rule rules news chapter episode part number plan step date time address source subject from
    to re message next coming up today tomorrow yesterday breaking update fact result score item
    article section verse exhibit case option options conclusion example total price menu password
    name age title location meanwhile previously starring directed written produced ps p.s nb n.b
    fyi tl ok okay yes no well so but and or thing problem truth point idea reason translation
    sector level day hour week year page line volume figure table mission status error ratio secret
    dear hello hi also remark first second third finally above below inside outside sign headline
    caption intertitle
    """,
    verbs="""
    is was are were has have had means mean will won't isn't wasn't can could would does did
    """,
)
