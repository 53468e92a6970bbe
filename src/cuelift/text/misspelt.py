"""Words that are often misspelt, and are no word of any other meaning; own lists."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_LISTS = {
    "en": """
        accomodate accommodate; acheive achieve; accross across; adress address; agressive
        aggressive; apparant apparent; arguement argument; basicly basically; becuase because;
        begining beginning; beleive believe; belive believe; buisness business; calender calendar;
        collegue colleague; comming coming; commited committed; completly completely; concious
        conscious; definately definitely; definitly definitely; dissapear disappear; dissapoint
        disappoint; embarass embarrass; enviroment environment; existance existence; familar
        familiar; finaly finally; foriegn foreign; freind friend; freinds friends; goverment
        government; gaurd guard; happend happened; harrass harass; immediatly immediately;
        independant independent; knowlege knowledge; liason liaison; libary library; neccessary
        necessary; noticable noticeable; occassion occasion; occured occurred; occurence occurrence;
        persue pursue; posession possession; prefered preferred; propoganda propaganda; realy
        really; recieve receive; recieved received; refered referred; religous religious; remeber
        remember; resistence resistance; seperate separate; seperated separated; sieze seize;
        succesful successful; suprise surprise; suprised surprised; teh the; thier their; tommorow
        tomorrow; tommorrow tomorrow; tounge tongue; truely truly; untill until; wierd weird;
        wich which; writting writing
    """,
    "de": """
        agressiv aggressiv; entgültig endgültig; garnicht gar~nicht; nähmlich nämlich; orginal
        original; seperat separat; standart standard; vieleicht vielleicht; villeicht vielleicht;
        warscheinlich wahrscheinlich; wiederspruch widerspruch; ziehmlich ziemlich
    """,
    "fr": """
        aparemment apparemment; biensur bien~sûr; biensûr bien~sûr; malgrès malgré; parmis parmi;
        quelquechose quelque~chose; vraiement vraiment
    """,
    "es": """
        enserio en~serio; porfavor por~favor; quizas quizás; tambien también; travez través
    """,
    "it": """
        aereoporto aeroporto; pultroppo purtroppo; qual'è qual~è
    """,
    "pt": """
        concerteza com~certeza; derrepente de~repente; excessão exceção
    """,
    "nl": """
        enigzins enigszins; interresant interessant; onmiddelijk onmiddellijk; waarschijnlik
        waarschijnlijk
    """,
    "sv": """
        defenitivt definitivt; misstänksamm misstänksam; särkilt särskilt
    """,
}


def _pairs(text: str) -> Mapping[str, str]:
    pairs = (entry.split() for entry in text.split(";"))
    return MappingProxyType({wrong: right.replace("~", " ") for wrong, right in pairs})


def misspelt(language: str) -> Mapping[str, str]:
    """What is often written wrong in a language, and how it is right; lower case."""
    return _pairs(_LISTS[language]) if language in _LISTS else {}
