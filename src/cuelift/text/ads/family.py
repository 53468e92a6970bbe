"""Credits by the families of their words: who subtitled, translated or timed.

A cue is one where nothing but such words and small words stands before a colon, or before a word
like ``by``, and nothing but a name behind it.
"""

from __future__ import annotations

import re
from functools import cache

MAX_WORDS = 14
MAX_NAME_WORDS = 6

_TEXTS = (
    "subtit", "caption", "untertit", "sous-titr", "soustitr", "subtít", "sottotit", "legenda",
    "ondertit", "undertext", "undertekst", "textning", "textad", "textat", "fansub", "napis",
    "titulk", "субтит", "altyazı", "altyazi", "字幕", "자막", "felirat", "subtitr", "tekstet",
    "tekstit", "teletext", "videotext", "teletekst", "subs",
)  # fmt: skip
_MAKING = (
    "translat", "transcri", "transkri", "trascri", "traduc", "tradu", "traduz", "tradott",
    "übersetz", "vertaal", "vertaling", "översätt", "översatt", "oversæt", "oversat", "overset",
    "tłumacz", "przekład", "przetłum", "перевод", "перевед", "перевёл", "перевел", "çevir",
    "sync", "synk", "synch", "sinc", "synchro", "synchr", "sincroni", "senkron", "timing", "timed",
    "tajming", "тайминг", "time-cod", "timecod", "encod", "ripp", "rip", "korrekt", "correct",
    "correz", "correç", "corrig", "corrección", "korekt", "коррект", "редакт", "redakt", "redac",
    "proof", "revis", "relect", "adapt", "adatt", "bearbeit", "opracow", "lokali", "locali",
    "翻訳", "翻译", "翻譯", "校对", "校對", "时间轴", "時間軸", "制作", "製作",
    "監修", "听译", "聽譯",
)  # fmt: skip
"""Beginnings of words."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _set(
    """
    and & + / und et y e i en och og ve и the of der die das des le la les los las el il lo gli o
    a os as de del du da do di für for para per pour voor för dla для için deaf hard hearing
    impaired hörgeschädigte gehörlose schwerhörige sourds malentendants sordos sorda sordas
    personas sordi non udenti pessoas surdas surdos doven slechthorenden hörselskadade
    niesłyszących глухих original originaltitel originale originali titel title titles titre
    titres título títulos titoli deutsche deutscher english french français españoles español
    italiani italiano português svenska svensk nederlandse nederlands polskie polski русские
    русский türkçe closed open oculta ocultas accessible accesibles editor editing file files fan
    audio text tekst work version versione versión accessibili audiovisiva sdh cc hi realizados
    realizzati realizzata realizado realizadas réalisés réalisé realizada realized created creati
    creados crées créés gemaakt verzorgd erstellt gemacht skapade gjorda przygotował wykonał
    wykonanie сделал подготовил hazırlayan provided produced made done supplied prepared
    produziert angeboten bereitgestellt fournis offerts offerti proporcionados elaborados
    preparados curati cura feitas feitos
    """
)
_BY = _set(
    """
    by von durch par por pela pelo da dalla dal di door av af przez de от © tarafından
    """
)
_SURE_BY = _BY - {"de", "di", "da"}
_OF_WHOM = frozenset(("for", "für", "pour", "para", "per", "voor", "för", "dla", "для"))
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[&+/:：©–—]")
_ENDS = re.compile(r"[?!…\"]|\w{3}[.,](?:\s|\Z)|^\s*[-–—]\s|\.\.")
_COMPANY = re.compile(r"\s(?:Inc|Ltd|Ltda|Lda|Co|Cie|Corp|Prod|Bros)\.", re.IGNORECASE)
_STAMP = re.compile(r"\W{0,3}(?:©|\(c\)|copyright)\W{0,3}(?:\d{4}\b|[^\W\d_])", re.IGNORECASE)


def may_be_family(text: str) -> bool:
    """Whether a text holds a word of the families."""
    return bool(_any().search(text.lower())) or bool(_STAMP.match(text))


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, (*_TEXTS, *_MAKING))))


def is_family(text: str) -> bool:
    """Whether a cue at the edge of a track is a credit.

    Args:
        text: of the whole cue.
    """
    bare = _COMPANY.sub(" ", text)
    if _ENDS.search(bare) or len(text) > 160:
        return False
    if _STAMP.match(text):
        return len(text.split()) <= 10
    found = list(_WORD.finditer(text))
    if len(found) > MAX_WORDS:
        return False
    texts, making = False, 0
    for number, match in enumerate(found):
        word = match[0].lower()
        if (
            number
            and (texts or making)
            and (end := _ended(text, found, number, texts, making)) is not None
        ):
            return end
        if any(part in word for part in _TEXTS):
            texts = True
        elif word.startswith(_MAKING):
            making += 1
        elif word not in _SMALL and word not in _BY:
            return False
    return False


def _ended(
    text: str, found: list[re.Match[str]], number: int, texts: bool, making: int
) -> bool | None:
    """Whether a name follows here, or none; None: the words go on."""
    word = found[number][0].lower()
    rest = text[found[number].end() :]
    if rest.lstrip()[:1] in tuple("“”„«") and number < 2:
        # A subtitle is quoted.
        return False
    if word in ("–", "—"):
        return texts and _names(rest)
    if word in (":", "："):
        return (texts or making > 1) and _names(rest, sure=texts)
    by = word in _SURE_BY or (number > 1 and word in _BY)
    if by and _names(rest):
        return texts or number > 1
    if word in _OF_WHOM:
        return _is_for(text, found[number:])
    return None


def _is_for(text: str, found: list[re.Match[str]]) -> bool:
    """``for``, a name, ``by`` and a name."""
    for number, match in enumerate(found):
        if number > 1 and match[0].lower() in _SURE_BY:
            middle = text[found[0].end() : match.start()]
            return _names(middle) and _names(text[match.end() :])
        if match[0] in ":：":
            # "Subtitulación para personas sordas: Andén 4"
            between = [each[0].lower() for each in found[1:number]]
            return all(word in _SMALL for word in between) and _names(text[match.end() :])
    return False


def _names(text: str, *, sure: bool = True) -> bool:
    """Whether words are names: none of them small, but for those inside of names."""
    words = re.findall(r"[^\s.,&+/|•·“”„«»№]+", text)
    if not 1 <= len(words) <= MAX_NAME_WORDS:
        return False
    small = [word for word in words if word[0].islower() and word.lower() not in _SMALL]
    small = [word for word in small if word.lower() not in _BY and not re.search(r"[\d_@]", word)]
    return not small and (sure or len(words) <= 4)
