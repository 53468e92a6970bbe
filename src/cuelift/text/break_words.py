"""Little words that tell where a line may end well.

``OPENERS`` (conjunctions, prepositions, relative pronouns) begin a line well and end one badly.
``BINDERS`` (articles, possessives, subject pronouns, auxiliaries, negations) belong to the word
behind them, so a line that ends in one reads badly.
"""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OPENERS: Mapping[str, frozenset[str]] = {
    "en": _words(
        "and or but nor so yet because although though unless until while whereas if that than "
        "who whom whose which when where why how whether about above across after against along "
        "among around as at before behind below beneath beside between beyond by despite down "
        "during except for from in inside into like near of off on onto out outside over past "
        "since through throughout to toward towards under up upon with within without"
    ),
    "fr": _words(
        "et ou mais donc or ni car que qui dont où quand lorsque puisque comme si quoique parce "
        "à au aux avec chez contre dans de des du depuis derrière dès devant durant en entre "
        "envers hors jusque jusqu'à malgré par parmi pendant pour sans sauf selon sous sur vers"
    ),
    "de": _words(
        "und oder aber denn sondern doch dass daß weil wenn ob als wie obwohl damit bevor nachdem "
        "während bis seit da falls wo wer was an am auf aus außer bei beim bis durch für gegen "
        "hinter im in ins mit nach neben ohne seit trotz über um unter vom von vor wegen zu zum "
        "zur zwischen"
    ),
    "es": _words(
        "y e o u pero mas sino ni que porque aunque si cuando como donde quien cuyo mientras pues "
        "a al ante bajo con contra de del desde durante en entre hacia hasta mediante para por "
        "según sin sobre tras"
    ),
    "it": _words(
        "e ed o od ma però né che perché poiché sebbene se quando come dove chi cui mentre dunque "
        "a ad al allo alla ai agli alle con contro da dal dalla dai dalle di del dello della dei "
        "degli delle dopo durante fino fra in nel nello nella nei nelle per senza sotto sopra su "
        "sul sulla sui tra verso"
    ),
    "pt": _words(
        "e ou mas nem que porque embora se quando como onde quem cujo enquanto pois a ao aos à às "
        "ante após até com contra de do da dos das desde durante em no na nos nas entre para por "
        "pelo pela pelos pelas sem sob sobre"
    ),
    "nl": _words(
        "en of maar want dus noch dat omdat hoewel als wanneer terwijl tot totdat zodat toen waar "
        "die wie wat aan achter bij binnen boven buiten door in langs met na naar naast om onder "
        "op over per sinds te tegen tijdens tussen uit van vanaf via volgens voor zonder"
    ),
    "sv": _words(
        "och eller men utan för så att om när då medan eftersom fast innan tills som där vars av "
        "bakom efter från före genom hos i in inom med mellan mot nära ovanför på sedan till "
        "trots under ur utanför utom vid åt över"
    ),
    "da": _words(
        "og eller men for så at om når da mens fordi selvom før indtil som der hvor af bag efter "
        "fra gennem hos i inden med mellem mod på siden til trods under uden ved over"
    ),
    "no": _words(
        "og eller men for så at om når da mens fordi selv før til som der hvor av bak etter fra "
        "gjennom hos i innen med mellom mot på siden tross under uten ved over"
    ),
    "pl": _words(
        "i a oraz lub albo ale lecz więc że żeby bo ponieważ gdy kiedy jeśli jak który która "
        "które gdzie na w we z ze do od po pod przed przez przy dla o u za nad bez między"
    ),
    "ru": _words(
        "и а но или либо что чтобы потому если когда как где который которая которые хотя пока в "
        "во на с со к ко от до по под перед через при для о об у за над без между из изо про"
    ),
}

_BINDERS: Mapping[str, frozenset[str]] = {
    "en": _words(
        "a an the my your his her its our their this these those some any no every each i you he "
        "she it we they i'm you're he's she's it's we're they're i've you've we've they've i'll "
        "you'll he'll she'll we'll they'll i'd you'd he'd she'd we'd they'd am is are was were be "
        "been have has had do does did will would shall should can could may might must not don't "
        "doesn't didn't won't can't couldn't wouldn't shouldn't isn't aren't wasn't weren't "
        "haven't hasn't hadn't very too"
    ),
    "fr": _words(
        "le la les l' un une ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre "
        "vos leur leurs je j' tu il elle on nous vous ils elles me te se m' t' s' ne n' y suis es "
        "est sommes êtes sont ai as a avons avez ont très plus"
    ),
    "de": _words(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen mein meine "
        "meinen dein deine sein seine ihr ihre unser unsere euer eure dieser diese dieses ich du "
        "er sie es wir mich dich sich bin bist ist sind seid war waren habe hast hat haben habt "
        "werde wirst wird werden kann muss soll will nicht sehr"
    ),
    "es": _words(
        "el la los las lo un una unos unas mi mis tu tus su sus nuestro nuestra este esta estos "
        "estas ese esa yo tú él ella nosotros ellos me te se nos le les no he has ha hemos han "
        "soy eres es somos son estoy está están muy más"
    ),
    "it": _words(
        "il lo la i gli le l' un uno una un' mio mia miei mie tuo tua suo sua nostro nostra questo "
        "questa quel quella io tu lui lei noi voi loro mi ti si ci vi non ho hai ha abbiamo avete "
        "hanno sono sei è siamo siete molto più"
    ),
    "pt": _words(
        "o a os as um uma uns umas meu minha meus minhas teu tua seu sua seus suas nosso nossa "
        "este esta esse essa eu tu ele ela nós eles elas você vocês me te se não sou és é somos "
        "são estou está estão tenho tem têm muito mais"
    ),
    "nl": _words(
        "de het een 't mijn je jouw uw zijn haar ons onze hun deze dit geen ik jij hij zij ze we "
        "wij jullie u me mij zich niet ben bent is was waren heb hebt heeft hebben zal zult kan "
        "kun moet wil erg heel"
    ),
    "sv": _words(
        "en ett den det de min mitt mina din ditt dina sin sitt sina hans hennes vår vårt våra er "
        "ert deras denna detta dessa jag du han hon vi ni mig dig sig inte är var har hade ska "
        "skulle kan vill måste mycket"
    ),
    "da": _words(
        "en et den det de min mit mine din dit dine sin sit sine hans hendes vores jeres deres "
        "denne dette disse jeg du han hun vi i mig dig sig ikke er var har havde skal vil kan må"
    ),
    "no": _words(
        "en ei et den det de min mitt mine din ditt dine sin sitt sine hans hennes vår vårt våre "
        "deres denne dette disse jeg du han hun vi dere meg deg seg ikke er var har hadde skal "
        "vil kan må"
    ),
    "pl": _words("nie mój moja moje twój twoja jego jej nasz nasza ten ta to te ci jest są się"),
    "ru": _words("не ни мой моя моё мои твой твоя его её наш наша этот эта это эти я ты он она мы"),
}

_NORWEGIAN = ("nb", "nn")


def _with_tags(words: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """The lists also by the tags that tell the two ways to write Norwegian apart."""
    return {**words, **dict.fromkeys(_NORWEGIAN, words["no"])}


OPENERS = _with_tags(_OPENERS)
BINDERS = _with_tags(_BINDERS)

TITLES = _words(
    "mr mrs ms dr prof st jr sgt lt capt col gen sen rep rev hon mme mlle mm me hr fr frau herr "
    "sr sra srta dra sig dott dhr mevr don doña"
)
"""Before a name; without their full stop."""
