"""Set phrases with words of sounds in them: sayings, warnings, what somebody thinks of it."""

from __future__ import annotations

SAYINGS: dict[str, str] = {
    "en": "knock on wood|touch wood|speak of the devil|talk of the (?:town|devil)|laughing stock"
    "|last gasp|swan ?song|song and dance|crying shame|floats? (?:the|your) boat"
    "|cried wolf|for crying out loud|no bite|bark is worse|barking (?:mad|up)|bang for"
    "|bells and whistles|whistle[- ]?blower|wet blanket|dead ringer"
    "|saved by the bell|for whom the bell|(?:that|it|name) rings a bell|false alarm|cross my heart"
    "|clear as a bell|whistling in the dark|whistle for it|full of hot air|storm in a teacup"
    "|calm before|raining cats|let sleeping dogs|dog days|hot dogs?|cat got|a howler"
    "|cry for the moon|cry(?:ing)? over spilt|no laughing matter|last laugh|laughs? last"
    "|barrel of laughs|call of (?:duty|nature|the wild)|clap ?trap|thunder ?struck|pop quiz"
    "|cracking (?:idea|stuff)|silence is golden|silent partner"
    "|sound (?:mind|advice|asleep|judgement|judgment|investment|reasoning)|safe and sound"
    "|face the music|music to (?:my|your|his|her) ears|stone'?s throw|drum ?roll,? please"
    "|elephant in the room|hold your horses|wild goose|chicken out|in a whisper of a"
    "|two knocks means?|one knock means?|nine lives|in a manner of|big mouth|loose lips"
    "|cold feet|loud shirts?|no music|new tricks|whistle-?stop|rock bottom|rock band"
    "|buzz off|crash course|shot in the dark|shots all round|strings attached|in one breath"
    "|bad breath|heavy metal|chorus line|tap water|silent (?:film|movie|type|majority)"
    "|quiet type|dog ate|break a leg|running water|broken record|sound bites?"
    "|on a high note|with bells on|over my dead|howling success|roaring trade"
    "|screaming deal|cracking up|same old|pop song|rain check|right as rain|thunder thighs"
    "|long shot|big shot|parting shot|hot shot|loud mouth|hush money|hush-hush"
    "|tick tock, people|beats me|drum up|ring fence|crying out for|for a song|wake-up call"
    "|close call|curtain call|last call|roll call",
    "de": "schall und rauch|knall auf fall|sang und klang|sang- und klanglos"
    "|(?:mit )?pauken und trompeten|lärm um nichts|blinder alarm|falscher alarm|auf leisen sohlen"
    "|schuss ins blaue|lachen ja die hühner|hund und katz|hunde und katzen|schwanengesang"
    "|zum (?:heulen|schreien|lachen)|(?:der )?letzte schrei|der ton macht|mit ach und krach"
    "|ruhe sanft|ruhe vor dem|ruhe in frieden|ruhet? nun|sturm im wasserglas|bellende hunde"
    "|auf den hund gekommen|geschrei und (?:wenig|viel)|donner und doria|donnerwetter|mit sack"
    " und pack"
    "|schuss in den ofen|knall im all|kein hahn|reden ist silber|perlen vor|zukunftsmusik"
    "|pfeif drauf|unter aller sau|sau?stark|stille wasser"
    "|mucksmäuschenstill wie|alte leier|das alte lied|ein klacks|mit links"
    r"|ein schlag ins|schlag auf schlag|im ton vergriffen|pfeifen im wald\w*|stille nacht"
    r"|ein mann,? ein wort|wind und wetter|(?:ein|zwei|drei) sch(?:uss|üsse) \w+"
    "|laut (?:plan|vertrag|gesetz|bericht|karte|zeitung)|leise gesagt|klatsch und tratsch"
    "|ring frei|große klappe|kalte füße|stimmen zählen|erste stimme|zweite stimme"
    "|radio kaputt|mit musik|stiller teilhaber|auf einen schlag|auf schlag|klingt gut"
    "|klingt komisch|stimmt so|ruf doch|unter die räder|sauber gebrüllt",
    "fr": "tambour ni trompette|bruit pour rien|à cor et à cri|tambour battant|chant du cygne"
    "|bruits? de couloirs?|cri du c(?:œ|oe)ur|dernier cri|rira bien|rira qui|chien méchant"
    "|entre chien et|un temps de chien|tempête dans un verre|calme avant|fausse alerte"
    "|coup de (?:foudre|maître|chapeau|chance|grâce)|au premier coup"
    "|la parole est|quand les poules|poule mouillée|au loup"
    "|musique d'avenir|sans crier gare|crier victoire|qui ne dit mot|silence,? on"
    "|silence de mort, quoi|toujours la même (?:chanson|refrain|rengaine)|chat échaudé|donne sa"
    " langue"
    "|langue au chat|de bouche à oreille|chauds lapins|sur un air de déjà|un bruit qui court"
    "|le bruit court|pleurer misère|poisson dans l'eau"
    "|deux coups pour|un coup pour"
    "|coup de (?:main|rouge|blanc|soleil|tête|vieux|barre|gueule)|sans voix"
    "|une voix de plus|tapage nocturne|vieille cloche|quelle cloche|chat perché"
    "|silence radio|un (?:bruit|silence|rire) de trop|à bout de souffle|le tonnerre de"
    "|grande gueule|les pieds froids|un air connu|air de famille|rire de famille|neuf vies"
    "|vent de face|le vent tourne|à voix haute et claire|chanter juste|la voix du maître",
    "es": "caballo regalado|a caballo entre|a bombo y platillos?|mucho ruido y|ruido y pocas nueces"
    "|perro ladrador|poco mordedor|canto de sirenas?|canto del cisne"
    "|a tiro (?:hecho|limpio|de piedra)|último grito|ríe el último"
    "|tormenta en un vaso|calma (?:que precede|antes)|falsa alarma|en boca cerrada"
    "|boca del lobo|cada vez que ladra|gato por liebre|gato encerrado|como (?:el )?perro y|como"
    " perros y"
    "|como perro|a palabras|llanto de cocodrilo|lágrimas de cocodrilo|silencio,? (?:se|por)"
    "|quien calla|música para mis|con la música|tres pies al gato"
    "|la misma cantinela|a cencerros|de boca en|sin ton ni son|a pedir"
    "|al grano|agua pasada|a la chita callando|a la buena"
    "|dos golpes para|un golpe para|un golpe de|a golpe de|a voz en|sin voz ni"
    "|la voz cantante|un tiro al|toque de (?:queda|distinción|clase|atención)"
    "|llamada perdida|risa floja|viento en popa|silencio administrativo|a gritos lo"
    "|siete vidas|nada más|pies fríos|perro viejo|un aplauso|aplausos para|la radio rota"
    "|a los cuatro vientos|de viva voz|a toda voz|a bote pronto"
    "|ruido mediático",
    "it": "caval donato|a cavallo (?:tra|fra)|rumore per nulla|can che abbaia|canto del cigno"
    "|tamburo battente|in bocca al lupo|crepi il lupo|acqua passata|acqua in bocca"
    "|silenzio,? (?:si|per|prego)|ride bene|ride ultimo|ultimo grido|tempesta in un bicchier"
    "|quiete prima|falso allarme|a squarciagola, quasi|chi tace|come cane e"
    "|un cane sciolto|musica per le|lacrime di coccodrillo|gatta da pelare|qui gatta"
    "|la solita (?:musica|canzone|solfa)|batti e ribatti|senza colpo ferire|a colpo sicuro"
    "|colpo di (?:fulmine|scena|grazia|stato|fortuna|testa|genio)|voci di corridoio"
    "|corre voce|a gran voce, direi|il gioco vale|campa cavallo|tra il dire|di bocca"
    "|due colpi per|un colpo per|senza voce in|voce del verbo|tocco di (?:classe|genio)"
    "|passi da gigante|a passo di|passo e chiudo|passo falso|tuono blu|risate grasse"
    "|a suon di|vento in poppa|sette vite|piedi freddi|un tiro mancino|tiro mancino"
    "|cane vecchio|radio rotta|un applauso a|voce fuori dal coro|a chiare lettere"
    "|a gran voce|ad alta voce, sempre|chiacchierone",
    "pt": "cavalo dado|a cavalo entre|barulho por nada|cão que ladra|canto d[oe] (?:cisne|sereia)s?"
    "|a toque de caixa|tempestade (?:em|num) copo|calmaria antes|bonança|alarme falso|falso alarme"
    "|nem um pio|ri por último|último grito|silêncio,? (?:por|no set|que)|quem cala|cala consente"
    "|como cão e|gato e rato|gato por lebre|lágrimas de crocodilo|música para (?:os )?meus"
    "|a mesma (?:cantiga|ladainha)|águas passadas|em boca fechada|boca (?:do lobo|de siri)"
    "|de boca em|vozes de burro|voz do povo|golpe de (?:mestre|sorte|estado|vista)"
    "|cachorro (?:quente|grande)|engolir sapos?|tiro (?:no escuro|no pé|pela culatra)"
    "|água mole|chover no molhado|mundo cão|vozes? ao vento"
    "|duas batidas para|uma batida para|sem voz nem|toque de (?:classe|recolher|mestre)"
    "|batida de (?:limão|coco|maracujá)|a passo de|passos largos|bater perna|vento em popa"
    "|choro é livre|sete vidas|pés frios|cachorro velho|rádio quebrado|uma salva de"
    "|um tiro n[oa]|chamada perdida|a viva voz|só isso",
    "nl": "slaande trom|stille trom|geschreeuw en weinig|geschreeuw,? weinig|pas op|let op|wacht"
    " u|zwanenzang|loos alarm"
    "|vals alarm|stilte voor de storm|storm in een glas|het laatst lacht|laatste kreet"
    "|blaffende honden|in alle stilte|spreken is zilver|duivel spreekt|hondenweer"
    "|kat en hond|kat in de zak|de kat uit|gegeven paard|schot in de roos|schot voor de boeg"
    "|schot in het duister|klap op de vuurpijl|met de noorderzon|krokodillentranen"
    "|muziek in (?:de|mijn) oren|oude liedje|toekomstmuziek|stille wateren"
    "|uit volle borst, graag|van horen zeggen|kip zonder kop|met stille"
    "|twee kloppen|één klop|koude voeten|grote mond|een schot (?:hoop|in)|klap van de"
    "|stille (?:vennoot|getuige|kracht|reserve)|een slag om|kreet om hulp|luid en duidelijk"
    "|adem in|applaus waard|radio kapot|gesprek van de|negen levens|wind mee|de klok rond"
    "|hoge toon|uit de lucht",
    "sv": "svanesång|dunder och brak|storm i ett|lugnet före|skrattar (?:sist|bäst)|hund och katt"
    "|katt och råtta|falskt alarm|falsk alarm|tala är silver|skrik för lite|given häst"
    "|sista skriket|tyst i klassen|tystnad, tagning|tigande|krokodiltårar"
    "|musik i mina öron|samma (?:gamla )?visa|gamla visan|framtidsmusik"
    "|med buller och bång|stilla vatten|skällande hundar|ropa inte hej|hej förrän"
    "|i säcken|där ligger en hund|en hund begraven|med näbbar|rena grekiskan|kyss karlsson"
    "|två knackningar|en knackning|ett skott i|tyst(?:a)? (?:vecka|gatan|minut)|ett slag i"
    "|steg för steg|ett steg i|högt och tydligt|ringklocka på|röst nummer|ropet skalla"
    "|nio liv|kalla fötter|stor i|mammas piano|i ett andetag|i samma andetag",
    "pl": "łabędzi śpiew|burza w szklance|cisza przed burzą|fałszywy alarm|mowa jest|krzyk mody"
    "|krzyk rozpaczy, a|śmiech na sali|śmiech to zdrowie|ostatni (?:dzwonek|krzyk)|z kulawą nogą"
    "|hałasu o nic|śmieje ostatni|krokodyle łzy|muzyka dla (?:moich )?uszu|ta sama śpiewka"
    "|stara śpiewka|jak pies z kotem|pies ogrodnika|pies pogrzebany|kot w worku|darowanemu"
    "|strzał w (?:dziesiątkę|stopę|ciemno)|cicha woda|ciszej (?:jedziesz|nad)|bez echa"
    "|na całe gardło, a|pieskie życie|ani słychu|nie chwal dnia|głos ludu|głos serca"
    "|wołanie na puszczy|głos wołający|grobowa cisza, jak"
    "|dwa stuknięcia|jedno stuknięcie|strzał w|wiatr w oczy|cichy wspólnik|cicho sza"
    "|krok po kroku|głos w sprawie|oddano głos|głośno i|śmiech śmiechem|ton głosu|szum medialny"
    "|na cały regulator|dziewięć żyć|pierwszy krok|brawa dla|na jednym oddechu|jednym tchem",
    "ru": "лебединая песня|буря в стакане|затишье перед|без шума и|ложная тревога|крик души"
    "|крик моды|смех сквозь|смех да и|последний (?:звонок|крик)|шума из ничего"
    "|смеётся последним|смеется последним|слово [-—] серебро|молчание [-—] золото|молчанье"
    "|крокодиловы слёзы|музыка для (?:ушей|моих)|собака зарыта|собака на сене"
    "|как кошка с собакой|кот в мешке|кот наплакал|дар[её]ному коню|выстрел в молоко|в тихом омуте"
    "|тише едешь|ни слуху|ни пуха|глас народа|глас вопиющего|собаке собачья|курам на смех"
    "|гром среди|как гром|с громом и|после дождичка|волков бояться|работа не волк"
    "|два стука|один стук|выстрел мимо|тихий (?:час|ужас|омут)|шаг за шагом"
    "|громко и|шум в прессе|смех смехом|удар ниже|звонок другу|на одном дыхании"
    "|девять жизней|без голоса|аплодисменты ей|ветер в лицо|право голоса"
    "|в два голоса против|с первого выстрела",
    "tr": "kuru gürültü|boş gürültü|kuğu şarkısı|bardak suda|fırtına öncesi|sessiz sedasız"
    "|havlayan köpek|köpek (?:ısırmaz|hayatı)|son gülen|söz gümüş|sükût altın|kulağa (?:müzik|hoş)"
    "|yanlış alarm|timsah gözyaşları|kedi köpek|kedi ile köpek|hep aynı (?:şarkı|nakarat)"
    "|eski hikaye|it ürür|kervan yürür|davulun sesi|zilsiz oyna|gümbürtüye|can kulağıyla"
    "|hele bir|aldığın at|bedava at|sesini kes|laf ola|içimin sesi|ağlamayan çocuğa"
    "|iki tık|bir tık|karanlıkta atış|alkış ona|sessiz (?:film|ortak|çoğunluk)|adım adım"
    "|ses tonu|oy sesi|gürültü vergisi|bir nefeste|tek nefeste|dokuz canı?|kapı komşusu"
    "|soğuk ayaklar|ağzı bozuk|radyo bozuk|yaşlı köpek",
    "ja": "鶴の一声|犬猿の仲|泣きっ面|馬の耳|犬も歩け|猫に小判|猫の手|猫をかぶ|借りてきた猫"
    "|負け犬|負け惜し"
    "|笑止|音沙汰|音頭を取|笑い者|笑いもの|笑い話|笑い事|泣き寝入|泣き落と|高みの見物|鳴り物入"
    "|鳴かず飛ばず"
    "|嵐の前|雷親父|閑古鳥|虎の威|虎の巻|狼少年|烏合|蛙の子|井の中|牛歩|雀の涙|口は災|壁に耳あ"
    "|鬼の(?:居|い)ぬ"
    "|手も足も|喉から手|口車|水の泡|水と油|火の車|風の噂|風の便|波に乗|太鼓判|笛吹けど"
    "|鐘の音は|猛犬|狂犬|問答無用|無言実行|不言実行|沈黙は金"
    "|声優|音痴|音楽室|歌手|歌詞|電話番号|電話帳|電話代|雨男|雨女|雨季|雷門"
    "|口笛は|鐘つき|笑顔の人|呼吸法|太鼓腹|足音の主|犬小屋|銃刀法|拍手もの|泣き虫"
    "|泣き所|発音|本音|弱音|音信|音読み|ノックで|一発勝負",
    "zh": "(?:音乐|音樂|美国|美國|天籁|天籟|心灵|心靈)之[声聲]|雷打不动|雷打不動|对牛弹琴"
    "|對牛彈琴|打草惊蛇|打草驚蛇|鸡飞狗跳|雞飛狗跳|鸡犬不宁|声东击西"
    "|聲東擊西|掩耳盗铃|掩耳盜鈴|狗急跳墙|狗急跳牆|狗拿耗子|铁石心肠|笑面虎|笑里藏刀|笑裡藏刀"
    "|吹牛|拍马屁|拍馬屁"
    "|敲竹杠|敲竹槓|敲门砖|敲門磚|一鸣惊人|一鳴驚人|风吹草动|風吹草動|风声鹤唳|风雨同舟|风言风语"
    "|雷厉风行|大名鼎鼎"
    "|异口同声说|不动声色|不動聲色|忍气吞声|忍氣吞聲|名声在外|声名|聲名|打听|打聽|叫停"
    "|叫好不叫座|叫板"
    "|哭穷|哭窮|唱反调|唱反調|唱双簧|老调重弹|老調重彈|弦外之音|余音绕梁|異口|口口声声|鼓吹"
    "|一鼓作气|一鼓作氣|偃旗息鼓|鸣锣开道|打退堂鼓|马后炮|馬後炮|放鸽子|纸老虎|紙老虎"
    "|狐假虎威|虎头蛇尾|虎頭蛇尾|马马虎虎|馬馬虎虎|狼心狗肺|狼来了|狼來了|鸦雀无声了吧|沉默是金"
    "|暴风雨前|暴風雨前"
    "|拔刀相助|不敢吭声|一[声聲]不吭[走就便]|此时无声|此處無聲|哭笑不得|笑话|笑話|笑死"
    "|恶犬|惡犬|丧家之犬|落水狗|打车|打車|打卡|打包|打折|打工|打烊|打的去|水落石出|水到渠成"
    "|火上浇油|走马观花"
    "|声优|聲優|声望|声誉|聲譽|声援|声称|聲稱|声明|聲明|影响|影響|响应|響應"
    "|响当当|響噹噹|音量|音色|音标|口音|发音|發音|知音|福音|佳音|隔音|音像|音痴"
    "|雷达|雷達|雷锋|雷峰|雨衣|雨伞|雨傘|雨季|歌手|歌迷|歌星|歌词|歌詞|钟点"
    "|钟头|鐘頭|钟情|分钟|分鐘|枪手|槍手|枪支|槍枝|炮灰|炮兵|拍卖|拍賣|拍档"
    "|拍檔|电话簿|电话费|电话号码|電話號碼|手机号|手機號|手机壳|电子邮件|電子郵件"
    "|叫做|叫作|叫什么|名叫|叫我|叫花鸡|笑料|笑柄|唱片|喊价|吹嘘|吹捧|鼓励|鼓勵"
    "|鼓舞|打击率|打扮|打算|打赌|打分|敲定|敲诈|敲詐|敲两下是|敲三下是|撞见|撞衫"
    "|翻身|翻脸|翻臉|翻案|吸引|吸收|吻合|骂名|铃木|鈴木|叹为观止|嘆為觀止"
    "|一枪毙命|一槍斃命|是我|属于|屬於",
}
"""Parts of regular expressions, lower case; between the ends of words where there are such."""

STANCE: dict[str, str] = {
    "en": "alas unfortunately luckily obviously apparently"
    " actually supposedly allegedly indeed anyway whatever guess suppose",
    "de": "leider hoffentlich glück gottlob ungelogen angeblich offenbar vermutlich übrigens"
    " jedenfalls sagte meinte dachte fragte freilich allerdings",
    "fr": "hélas heureusement malheureusement paraît bref évidemment"
    " d'ailleurs soi-disant tant pis voyons dit-il dit-elle",
    "es": "ojalá lamentablemente desgraciadamente afortunadamente supuesto dios supongo"
    " dijo pensó contestó caramba vaya",
    "it": "prego purtroppo ahimè magari fortuna insomma ovviamente francamente suppongo ormai"
    " disse pensò rispose figurati macché",
    "pt": "infelizmente felizmente oxalá tomara óbvio enfim suponho afinal deus aliás"
    " disse pensou respondeu",
    "nl": "helaas gelukkig hopelijk graag eindelijk natuurlijk uiteraard blijkbaar kennelijk"
    " zei dacht eerlijk trouwens overigens vermoedelijk",
    "sv": "tyvärr förhoppningsvis lyckligtvis tydligen förstås uppenbarligen ärligt"
    " antagligen äntligen egentligen snälla sa tänkte dessvärre",
    "pl": "niestety oby szczęście oczywiście podobno chyba przecież wreszcie szczerze"
    " zresztą powiedział powiedziała pomyślał ponoć",
    "ru": "увы жаль надеюсь слава конечно кажется похоже видимо наверное наконец-то честно впрочем"
    " якобы сказал сказала подумал подумала",
    "tr": "maalesef neyse inşallah maşallah keşke galiba belki herhalde tabii elbette sanırım"
    " güya dedi doğrusu nihayet yazık",
}
"""What the one who says it thinks of it."""

FORBIDS: dict[str, str] = {
    "en": "forbidden prohibited beware allowed permitted banned welcome trouble",
    "de": "verboten untersagt vorsicht achtung warnung erlaubt eintritt zutritt willkommen"
    " draußen müssen motorschaden defekt",
    "fr": "interdit interdite interdits défense défendu attention panne bienvenue bienvenus"
    " acceptés admis",
    "es": "prohibido prohibida prohibidos cuidado atención peligro permitido admiten bienvenidos"
    " avería averiado",
    "it": "vietato vietata proibito proibita attenti attenzione vietati permesso ammessi"
    " benvenuti guasto",
    "pt": "proibido proibida cuidado atenção perigo permitido aceitam-se aceitam bem-vindos"
    " avaria avariado",
    "nl": "verboden gevaar toegestaan opgepast welkom motorpech defect",
    "sv": "förbjudet förbjuden varning akta tillåtet välkomna motorfel",
    "pl": "zakaz zabronione zabroniony wzbronione uwaga ostrożnie widziane awaria zepsuty",
    "ru": "запрещено запрещается воспрещается осторожно внимание нельзя воспрещён поломка сломан"
    " можно",
    "tr": "yasak yasaktır dikkat tehlikeli girilmez arızası arıza girebilir girilir bozuk",
}
"""Words of signs that forbid or warn."""

BIDS: dict[str, str] = {
    "en": r"(?:ring|knock|honk|shout|speak|call|press|push|pull|mind|hold|sing|listen|whistle|clap"
    r"|blow|bang|beat|hit|cry|laugh|answer|wake) (?:the (?!\w+ (?:is|ring|sound)s?)|your|this|my"
    r"|us|me"
    r"|twice|once|before|first|here|louder|now|\w+ times)\b",
    "de": r"(?i:zweimal|dreimal|einmal|bitte|vorher) (?:\w+ )?[a-zäöü]\w+n\Z"
    r"|(?i:klingel|läute|klopf|hup|ruf|sing|sprich|pfeif|drück|schrei)e? (?:zweimal|dreimal|mal"
    r"|doch|bitte)\b",
    "fr": r"(?:sonn|frapp|cri|klaxonn|chant|parl|siffl|toqu|appel|tap)er (?:deux|trois|une|avant"
    r"|ici|plus|moins)\b",
    "es": r"(?:llame|pulse|golpee|grite|hable|silbe|escuche|aplauda)n?\b ."
    r"|toquen? (?:el|la|los|las|dos|tres|una|antes|fuerte)\b"
    r"|(?:tocar|llamar|golpear|gritar|silbar|hablar) (?:el|la|dos|tres|una|antes|más|fuerte)\b",
    "it": r"(?:bussate|premete|ascoltate|bussa prima)\b|suonate (?:due|tre|prima|il|la)\b"
    r"|(?:suoni|bussi|suonare|bussare|chiamare|gridare|parlare|fischiare) (?:due|tre|una|prima)\b",
    "pt": r"(?:aperte|puxe|empurre|grite|fale|chame|ligue|bata|assobie|escute)m?\b ."
    r"|toquem? (?:a|o|as|os|duas|três|uma|antes|aqui)\b"
    r"|(?:tocar|bater|chamar|gritar|falar) (?:duas|três|uma|antes|mais)\b",
    "nl": r"(?:bel|klop|roep|druk|zing|fluit|spreek|luister|toeter)\b (?:twee|drie|tweemaal"
    r"|driemaal|eerst|hier|voor je|voor u)\b"
    r"|(?:tweemaal|driemaal|twee keer|eerst) \w+en\Z",
    "sv": r"(?:knacka|ropa|sjunga?|tala|viska|lyssna|skratta|banka|gråta)\b ."
    r"|(?:ring|skrik|tryck) (?:två|tre|en|först|här|på|inte|högre|innan)\b",
    "pl": r"(?:dzwoń|pukaj|stukaj|krzycz|śpiewaj|mów|wołaj|naciśnij|klaszcz|gwiżdż"
    r"|słuchaj)(?:cie)?\b",
    "ru": r"\w{2,}(?:ите|йте)(?:сь)?\b|(?:стучи|звони|кричи|пой|говори|слушай|свисти|хлопай)\b",
    "tr": r"(?:\w+ )*(?:kez|kere|defa) (?:çal|bas|vur|bağır|tıkla|söyle)(?:[ıiuü]n(?:[ıiuü]z)?)?\Z"
    r"|(?:\w+ )*\w{2,}m[ae]y[ıi]n\b",
}
"""What somebody is told to do, at the beginning of a text; descriptions have other forms."""

TITLES: dict[str, str] = {
    "en": r"(?!sounds? of music)(?:the )?(?:sounds?|voices?|music|songs?|cry|call|echo|noise"
    r"|whisper) of (?:the )?"
    r"(?:music|silence|reason|love|success|money|freedom|victory|summer|spring|home|conscience"
    r"|progress|people|spheres|truth|hope|fate|destiny|history|experience|death|angels|youth)",
    "de": r"(?:die |der |das )?(?:stimme|klang|ruf|lied|schrei|echo|musik|geräusch|klänge)"
    r" (?:der|des|von) "
    r"(?:vernunft|stille|musik|freiheit|liebe|volkes|gewissens|natur|vergangenheit|wildnis|herzens"
    r"|sphären|zukunft|pflicht|schicksals|erfolgs?|geld(?:es)?)",
    "fr": r"(?:le |la |les |l')?(?:voix|bruit|son|chant|cri|musique|appel|écho) (?:de |du |des"
    r" )(?:la |l')?"
    r"(?:raison|silence|musique|liberté|amour|peuple|conscience|sagesse|nature|passé|cœur|sphères"
    r"|destin|succès|argent|anges)",
    "es": r"(?:el |la |los )?(?:voz|sonido|ruido|canto|grito|música|llamada|eco) de(?:l)? (?:la "
    r"|los |las )?"
    r"(?:razón|silencio|música|libertad|amor|pueblo|conciencia|experiencia|naturaleza|pasado"
    r"|corazón|esferas|destino|éxito|dinero|selva)",
    "it": r"(?:il |la |le )?(?:voce|suono|rumore|canto|grido|musica|richiamo|eco) (?:del|dello"
    r"|della|delle|dell'|di) ?"
    r"(?:ragione|silenzio|musica|libertà|amore|popolo|coscienza|esperienza|natura|passato|cuore"
    r"|sfere|destino|successo|soldi|foresta)",
    "pt": r"(?:o |a )?(?:voz|som|barulho|canto|grito|música|chamado|eco) d[oae]s? (?:razão"
    r"|silêncio|música"
    r"|liberdade|amor|povo|consciência|experiência|natureza|passado|coração|esferas|destino"
    r"|sucesso|dinheiro|selva)",
    "nl": r"(?:de |het )?(?:stem|geluid|klank|lied|roep|kreet|muziek|echo) van (?:de |het"
    r" )?(?:rede|stilte"
    r"|muziek|vrijheid|liefde|volk|geweten|ervaring|natuur|verleden|hart|sferen|succes|geld)",
    "sv": r"(?:ljudet|rösten|sången|ropet|musiken|ekot) (?:av|från) (?:tystnad\w*|musik\w*"
    r"|frihet\w*|kärlek\w*"
    r"|förnuft\w*|pengar|framgång)|(?:förnuftets|samvetets|folkets|hjärtats|tystnadens"
    r"|erfarenhetens"
    r"|musikens|frihetens) (?:röst|ljud|sång|rop)",
    "pl": r"(?:głos|dźwięk|krzyk|śpiew|zew|echo|szum) (?:rozsądku|ciszy|muzyki|wolności|miłości"
    r"|ludu|sumienia"
    r"|serca|natury|przeszłości|sukcesu|pieniędzy|doświadczenia|krwi)",
    "ru": r"(?:голос|звук|крик|песнь|песня|зов|эхо|шум) (?:разума|тишины|музыки|свободы|любви"
    r"|народа|совести"
    r"|сердца|природы|прошлого|успеха|денег|опыта|крови|предков)",
    "tr": r"(?:aklın|sessizliğin|müziğin|özgürlüğün|aşkın|halkın|vicdanın|kalbin|doğanın"
    r"|geçmişin|paranın"
    r"|başarının|gönlün|sağduyunun) (?:sesi|çığlığı|şarkısı|çağrısı|müziği)",
    "ja": r"サウンド・オブ|(?:理性|良心|自由|天|民|心|神|時代|成功|沈黙)の(?:声|音|叫び|歌|調べ)\Z",
    "zh": r"(?:理性|良心|自由|人民|内心|內心|心灵|心靈|时代|時代|成功|寂静|寂靜|沉默|大自然|命运"
    r"|命運)的?"
    r"(?:声音|聲音|呼唤|呼喚|呐喊|吶喊|歌)\Z",
}
"""Sounds of what has none: titles and sayings."""

POINTING: dict[str, str] = {
    "en": "that those these",
    "de": "diese dieser dieses diesen diesem jene jener",
    "fr": "ce cet cette ces",
    "es": "ese esa esos esas este esta estos estas",
    "it": "quel quella quelle quei questo questa queste questi",
    "pt": "esse essa esses essas este esta aquele aquela",
    "nl": "dat deze dit",
    "sv": "denna detta dessa",
    "pl": "ten ta te tamta ci",
    "ru": "этот эта эти тот",
    "tr": "bu şu",
}
"""Who points to something, speaks: descriptions do not begin so."""

AGAIN: dict[str, str] = {
    "en": "and oh not again here",
    "de": "wieder schon ach nun auch immer",
    "fr": "encore toujours oh ah",
    "es": "otra ay siempre todavía",
    "it": "di ancora sempre oh",
    "pt": "outra ai sempre ainda",
    "nl": "alweer weer o ach nog",
    "sv": "den det de",
    "pl": "znowu znów ach oj",
    "ru": "опять снова ох вот",
    "tr": "yine gene ah işte",
}
"""Before such words of pointing: ``wieder diese Glocke``; Swedish has two of them."""

POINTED: dict[str, str] = {"nl": "die", "sv": "där här", "tr": "o", "es": "el", "it": "il"}
"""More words of pointing, behind those."""

ADDED = (
    "naturally|sadly|hopefully|frankly|honestly|please|thanks|thank you|of course|i think|i hope"
    "|klar|ehrlich|danke|bitte|dachte ich|glaube ich|enfin|franchement|merci|bien sûr|je crois"
    "|claro|gracias|creo|por favor|grazie|certo|credo|per favore|obrigado|obrigada|acho|dank je"
    "|denk ik|tack|tror jag|dziękuję|jasne|myślę|proszę|право|ясно|думаю|спасибо|teşekkürler|sanki"
)
"""Behind a comma at the end: what the one who says it thinks."""
