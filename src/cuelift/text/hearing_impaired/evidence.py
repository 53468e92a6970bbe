"""What tells of a sound in round brackets where no word does: form, letter case, who does it.

Characters speak in round brackets too: ``(two sugars)`` among ``(door slams)`` is said.
"""

from __future__ import annotations

import re

from cuelift.text.hearing_impaired.house import ARTICLES, BESIDE, House, case_of
from cuelift.text.hearing_impaired.words import Lexicon

_MOST = 6
_DOING = {
    language: re.compile(rf"\w{{2,}}(?:{ends})\Z")
    for language, ends in {
        "en": "ing|[^s'u]s",
        "de": "t|end",
        "nl": "t|end",
        "sv": "ar|er|år|ande|ende",
        "es": "[aáeé]ndo(?:se)?|[ai]d[oa]s?|r",
        "pt": "[aei]ndo(?:-se)?|[ai]d[oa]s?|r",
        "it": "[ae]ndo(?:si)?|[aiu]t[oaie]|re",
        "fr": "ant|ée?s?|issent",
        "pl": "ją|je|nie|cie|ąc|zy|zą",
        "ru": "[её]т|ит|ют|ут|ят|ат|тся|ая|яя",
        "tr": "[ıiuüae]r|[ıiuü]yor|l[ae]r",
    }.items()
}
"""Of what somebody or something does, or what was done to it."""
_NAMING = {
    language: re.compile(rf"\w{{2,}}(?:{ends})\Z")
    for language, ends in {
        "en": "(?<!th)(?<!even)(?<!morn)(?<!wedd)(?<!build)(?<!darl)(?<!dur)ing",
        "de": "eln|ern|schen|zen|gen",
        "nl": "geluid|end",
        "sv": "ande|ende|ljud",
        "es": "idos?|azos?|eos?|mientos?|[ae]ndo",
        "pt": "idos?|ços?|picos?|mentos?|[aei]ndo",
        "it": "ìo|ii?o|[ae]ndo",
        "fr": "ements?|(?<!av)(?<!mainten)(?<!pend)(?<!enf)(?<!dev)(?<!pourt)(?<!aut)ant",
        "pl": "cie|nie|ąc",
        "ru": "ние|нье|я",
        "tr": "ıntısı|intisi|untusu|üntüsü|tısı|tisi",
    }.items()
}
"""Of nouns and manners that are made of verbs; for one word alone."""
_REFLEXIVE = frozenset(("se", "si", "się", "sich", "zich", "sig"))
_AGAINST = frozenset(["contra", "against", "gegen", "contre", "contro", "tegen", "mot"])
_WEATHER = frozenset(
    [
        *("wind", "rain", "thunder", "storm", "waves", "regen", "sturm", "wellen", "vent"),
        *("pluie", "orage", "vagues", "viento", "lluvia", "olas", "vento", "pioggia", "onde"),
        *("chuva", "ondas", "golven", "regn", "vågor", "wiatr", "deszcz", "burza", "fale"),
        *("ветер", "дождь", "гроза", "волны", "rüzgar", "yağmur"),
    ]
)
_WHICH = frozenset(("qui", "que", "che"))
_NOBODY = frozenset(
    [
        *("ce", "celui", "celle", "ceux", "tout", "voilà", "lo", "el", "los", "las", "más", "mais"),
        *("o", "os", "as", "quello", "quella", "ciò", "chi", "tutto", "más", "melhor", "mejor"),
    ]
)
_OF = frozenset(("of", "van", "von", "der", "des", "de", "du", "del", "della", "di", "do", "da"))
_ADVERBS = frozenset(
    [
        *("outside", "inside", "only", "too", "there", "here", "first", "please", "again"),
        *("allowed", "apart", "included", "extra", "free", "welcome", "missing", "down"),
    ]
)
_VOICES = frozenset(("voice", "stimme", "voix", "voz", "voce", "stem", "röst", "głos", "голос"))
_PAIRED = re.compile(r"(.{1,3})\1")
_DOES_JA = re.compile(
    r"^(?!.*(?:は(?!ため)|って)).+[うくぐすつぬぶむる]\Z|[\u4e00-\u9fff][ちりきみしれけえ]\Z"
    r"|\A(?:遠く|近く|外|隣|廊下|背後)で|いっぱい[にの]\Z|(?:そうに|ながら|げに|まま)\Z"
)


def is_told(text: str, found: list[str], house: House, words: Lexicon) -> bool:
    """Whether a text in round brackets may be a description though it names no sound.

    Args:
        text: what the brackets hold.
        found: its words, lower case.
        house: the habits of the track.
        words: of the language.
    """
    if words.ideographic:
        return _is_told_ideographic(text, words)
    if case_of(text) == "upper" and house.styles and house.only("(", "upper"):
        return True
    at = int(bool(found) and (found[0] in ARTICLES or found[0] == "the"))
    rest = found[at:]
    if not rest or len(found) > _MOST:
        return False
    if len(rest) == 1:
        return _is_named(rest[0], words)
    if rest[1] in BESIDE and rest[0] in _WEATHER:
        return True
    if any(word in _REFLEXIVE or word.startswith("s'") for word in rest[1:]):
        return True
    if at == 0 and len(rest) <= 4 and rest[1] in _WHICH and rest[0] not in _NOBODY:
        return True
    if _sound_together(rest, words):
        return True
    doing = _DOING[words.language]
    return words.weak(rest[0]) and any(doing.search(word) for word in (rest[1], rest[-1]))


def _is_named(word: str, words: Lexicon) -> bool:
    naming = _NAMING[words.language].search(word) is not None
    return naming or words.source.has(word) or _is_compound(word, words)


def _sound_together(found: list[str], words: Lexicon) -> bool:
    """``голос девочки``, ``bel van de voordeur``; English: ``pages riffle``."""
    if found[0] in _VOICES and (len(found) == 2 or (len(found) <= 4 and found[1] in _OF)):
        return True
    if len(found) == 3 and found[0] in ("coup", "coups") and found[1] == "de":
        return True
    if found[0] not in words.source.exact and found[0] != "knock":
        return False
    if found[1] in _AGAINST:
        return True
    named = [word for word in found[1:] if word not in ARTICLES | BESIDE | _OF]
    if named and all(words.weak(word) for word in named):
        return True
    several = words.language == "en" and found[0].endswith("s") and not found[0].endswith("ss")
    return several and len(found) == 2 and found[1] not in _ADVERBS


def _is_compound(word: str, words: Lexicon) -> bool:
    """``Schiffshorn``: the end of a joined word is what sounds."""
    if words.language not in ("de", "nl", "sv"):
        return False
    known = (words.sound.exact, words.music.exact, words.source.exact)
    return any(word[at:] in each for at in range(3, len(word) - 3) for each in known)


def _is_told_ideographic(text: str, words: Lexicon) -> bool:
    if _PAIRED.match(text):
        return True
    if words.language == "ja":
        return _DOES_JA.search(text) is not None
    return sum(entry in text for entry in words.source.anywhere) >= 2


def is_head(text: str, found: list[str], words: Lexicon) -> bool:
    """Whether round brackets ahead of speech may hold a name: ``(Siv)``, ``(old woman)``."""
    if words.ideographic:
        return len(text) <= 5 or words.weak(text)
    if any(words.weak(word) for word in found):
        return True
    named = [word for word in text.split() if word.lower() not in ("and", "und", "et", "y", "e")]
    return all(word[0].isupper() for word in named)
