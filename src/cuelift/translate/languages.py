"""What translation must know of languages: spaces between words, scripts, ends of sentences.

Spec: Unicode Standard Annex 29, clause 5 (the property ``Sentence_Terminal``, a selection of it).
"""

from __future__ import annotations

from cuelift.cues.languages import language_tag
from cuelift.errors import UsageError

ENDS = frozenset(".!?…‥。．！？｡؟۔।॥։።။៕⸮‽")
CLOSERS = "\"'”’»›)]}」』】）〉》〕"
OPENERS = "\"'“‘«‹([{「『【（〈《〔¿¡„‚"
PAUSES = frozenset(",;:、，；：،؛-–—")
"""At the end of a caption they say that the sentence goes on."""
DOTS = ("...", "…", "‥", "..")
CARRIES = (*DOTS, "➡", "→", "--", "—", "–", "〜", "～")
"""What is set where a sentence is broken off and taken up again."""
_UNSPACED = frozenset(("ja", "zh", "yue", "th", "lo", "km", "my", "bo"))
_SCRIPTS = {
    "Cyrl": "be bg kk ky mk mn ru sr tg uk",
    "Arab": "ar ckb fa ps sd ug ur",
    "Deva": "hi mr ne sa",
    "Hebr": "he yi",
    "Grek": "el",
    "Kore": "ko",
    "Jpan": "ja",
    "Hans": "zh yue",
    "Thai": "th",
    "Armn": "hy",
    "Geor": "ka",
    "Beng": "as bn",
    "Taml": "ta",
    "Telu": "te",
    "Knda": "kn",
    "Mlym": "ml",
    "Gujr": "gu",
    "Guru": "pa",
    "Sinh": "si",
    "Khmr": "km",
    "Laoo": "lo",
    "Mymr": "my",
    "Tibt": "bo",
    "Ethi": "am ti",
}
_SCRIPT_OF = {code: script for script, codes in _SCRIPTS.items() for code in codes.split()}
_SHORTENED = ("mr.", "mrs.", "ms.", "dr.", "st.", "prof.", "sr.", "jr.", "vs.", "hr.", "sra.")


def tag_of(language: str) -> str:
    """The BCP 47 tag of a language as a caller wrote it.

    Raises:
        UsageError: it names no language.
    """
    tag = language_tag(language)
    if tag is None:
        raise UsageError(f"{language[:40]!r} is no language; a tag such as en, pt-BR, ja is needed")
    return tag


def base_of(tag: str) -> str:
    """The language alone: ``pt`` of ``pt-BR``."""
    return tag.partition("-")[0]


def is_unspaced(tag: str) -> bool:
    """Whether words are written without spaces."""
    return base_of(tag) in _UNSPACED


def script_of(tag: str) -> str:
    """The script that a language is written in: as its tag says, else the usual one."""
    for subtag in tag.split("-")[1:]:
        if len(subtag) == 4 and subtag.isalpha():
            return subtag
    return _SCRIPT_OF.get(base_of(tag), "Latn")


def is_wide(character: str) -> bool:
    """Whether a character is of Chinese or Japanese writing, where lines may break anywhere."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x312F
        or 0x3190 <= code <= 0xA4CF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFF60
        or 0x20000 <= code <= 0x3FFFF
    )


def ends_sentence(text: str) -> bool:
    """Whether a text ends with the end of a sentence."""
    stripped = text.rstrip(CLOSERS + " ")
    return stripped[-1:] in ENDS and not _is_shortened(stripped)


def sentence_ends(text: str) -> list[int]:
    """Offsets behind the sentences that end in a text, closing quotes included."""
    found: list[int] = []
    at = 0
    spoken = False
    while at < len(text):
        if text[at] not in ENDS:
            spoken = spoken or text[at].isalnum()
            at += 1
            continue
        start = at
        at = _after_end(text, at)
        parted = at == len(text) or text[at].isspace() or is_wide(text[start])
        if not parted or _is_shortened(text[max(0, start - 8) : start + 1]):
            continue
        if spoken:
            found.append(at)
        elif found:
            found[-1] = at
        spoken = False
    return found


def _after_end(text: str, at: int) -> int:
    while at < len(text) and text[at] in ENDS:
        at += 1
    while at < len(text) and text[at] in CLOSERS:
        at += 1
    return at


def _is_shortened(text: str) -> bool:
    word = text.rpartition(" ")[2].rpartition("\n")[2].lower()
    return word in _SHORTENED


def goes_on(before: str, after: str, *, punctuated: bool) -> bool:
    """Whether the sentence at the end of one text goes on at the begin of the next.

    Args:
        before: text of a caption, not empty.
        after: text of the next one, not empty.
        punctuated: most captions here end with a mark, so that a missing one tells something.
    """
    taken_up = after.startswith(CARRIES)
    first = next((char for char in after[:16] if char.isalnum()), "")
    last = before.rstrip(CLOSERS + " ")
    if last.endswith(CARRIES):
        return taken_up or first.islower() or not last.endswith(DOTS)
    if ends_sentence(before):
        return False
    return taken_up or last[-1:] in PAUSES or first.islower() or punctuated
