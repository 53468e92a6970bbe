"""Descriptions without brackets: lines of capitals, lines of a colour, notes and songs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cuelift.cues import Span
from cuelift.text.hearing_impaired.content import read_content
from cuelift.text.hearing_impaired.house import BESIDE, House, case_of
from cuelift.text.hearing_impaired.sayings import is_saying
from cuelift.text.hearing_impaired.words import Lexicon, parts
from cuelift.text.hearing_impaired.words.forms import (
    MOVED,
    SMALL,
    SWUNG,
    do_sound,
    does,
    fails,
    is_manner,
    is_noise,
    is_noun,
)
from cuelift.text.hearing_impaired.words.signs import (
    ASKING,
    PLACES,
    POSTED,
    SILENCES,
    TALKING,
)

NOTES = "♪♫♬♩¶🎵🎶"
_SONG = re.compile(rf"[{NOTES}]|^\s*#+\s+\S|\S\s+#+\s*$|^\s*#[^\W\d_][^#\n]*#\s*$|^\s*#+\s*$")
_SOUND_NOUNS = frozenset(
    [
        *("laughter", "applause", "silence", "static", "thunder", "gunfire", "gunshot", "hubbub"),
        *("chatter", "commotion", "uproar", "explosion", "feedback", "babble", "din", "clamour"),
        *("clamor", "murmur", "tumult", "racket", "thud", "whoosh", "ovation"),
    ]
)
_DEFINITE = frozenset(
    [
        *("der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "lo", "gli", "o"),
        *("os", "as", "de", "het"),
    ]
)
_THINGS = frozenset(
    [
        *("rings", "strikes", "tears", "stamps", "cracks", "taps", "stalls", "drums", "pipes"),
        "types",
    ]
)
"""English: names of things as often as what somebody does."""
_VERBS: dict[str, tuple[str, ...]] = {
    "en": ("s",),
    "nl": ("t",),
    "sv": ("ar", "er", "r"),
    "de": ("t",),
    "ru": ("ет", "ёт", "ит", "ют", "ут", "ят", "ат"),
}
"""How verbs end of what something does now."""
_UNDER_WAY = {
    "en": re.compile(r"\w+ \w{2,}(?:ing|[^s]s)\b"),
    "es": re.compile(r"\w+ \w{2,}(?:ando|endo|ándo|éndo)(?:se|le|lo)?\b"),
    "pt": re.compile(r"\w+ (?:se )?\w{2,}(?:ando|endo|indo)(?:-se)?\b"),
    "it": re.compile(
        r"^(?!quello|ciò|chi|tutto)\w+ che (?:si )?\w+(?:a|e|no)\b|^\w+(?:are|ere|ire) d"
    ),
    "fr": re.compile(r"^(?!ce\b|celui|celle|ceux)[\w']+ qui \w+|^(?:bruit|son|cri)s? d"),
    "de": re.compile(r"^(?!hier|es|das)\w+ (?:wird|werden) \w*ge\w+$"),
    "nl": re.compile(r"^\w+ wordt (?!ver|be)\w*ge\w+$"),
    "sv": re.compile(r"^det \w+(?:ar|er)(?: på)?$"),
    "tr": re.compile(r"^\w+ (?:\w+ )?\w+[ıiuü]yor(?:lar)?$| sesi$| sesleri$"),
}
"""How it is said that something is under way."""
_WORD = re.compile(r"\S+")
_BESIDE = " \t\u3000\xa0-‐‑–—―−"
"""A dash is not coloured always."""


def is_song(line: str) -> bool:
    """Whether a line has notes, or the hash signs that stand for them."""
    return ("#" in line or not line.isascii()) and bool(_SONG.search(line))


def describes_music(inside: str, house: House, words: Lexicon) -> bool:
    """Whether what stands between notes tells of music, rather than being sung."""
    content = read_content(inside, house, words)
    found = content.words
    if not found or content.spoken or any(sign in content.text for sign in ".!?;…"):
        return False
    if "," in content.text and not (words.music.has(found[0]) and content.text.islower()):
        return False
    if words.ideographic:
        return len(content.text) <= 8 and words.music.ends(content.text)
    case = case_of(content.text)
    if len(found) <= 7 and case == "upper" and not house.capitals:
        return True
    if not content.music or len(found) > 6:
        return False
    if case == "lower":
        return True
    return all(words.strong(word) or words.weak(word) for word in found)


def is_plain_capitals(text: str, words: Lexicon) -> bool:
    """Whether a text of capitals tells of a sound."""
    stripped = text.strip(" \n\t-–—")
    if case_of(stripped) != "upper" or not stripped[-1:].isupper() or len(stripped) > 70:
        return False
    if any(sign in stripped for sign in '"“”«».!?:;[]()*/0123456789'):
        return False
    found = words.words(stripped)
    if any(char.isalpha() and not char.isupper() for char in stripped):
        return False
    if not found or len(found) > 7 or _posted(found):
        return False
    if words.language == "fr" and found[0].endswith("ez") and found[0] not in ("nez", "chez"):
        # "ENTREZ SANS FRAPPER"
        return False
    if any(words.speech.has(word) for word in found) or _is_title(stripped, found, words):
        return False
    return _names_sound(found, words)


def _is_title(text: str, found: list[str], words: Lexicon) -> bool:
    """``DER SCHREI``, ``L'URLO``, ``RUF DER WILDNIS``, ``KLINGEL DEFEKT``, ``STAMPS AND COINS``."""
    named = len(found) == 2 and found[0] in _DEFINITE - words.pronouns.exact
    if named or (len(found) == 1 and found[0].startswith("l'")):
        return True
    if len(found) > 1 and found[0] in _THINGS:
        after = found[1]
        told = after in BESIDE or words.weak(after) or words.strong(after) or after.endswith("ly")
        if not told:
            return True
    return is_saying(words.lower(text), found, words)


def _names_sound(found: list[str], words: Lexicon) -> bool:
    """Whether one of some words is a sound as lines of capitals have it, not as signs do."""
    sounds = [word for word in found if words.sound.any(parts(word))]
    if words.language == "en":
        # Signs have the bare verb: "WHISPER", "CLICK HERE"; who has one here, goes before it.
        sounds = [
            word
            for number, word in enumerate(found)
            if word in sounds
            and (
                word.endswith(("s", "ing"))
                or word in _SOUND_NOUNS
                or (number and _does(found[number - 1], words))
                or (number > 1 and found[0] in ("he", "she", "they"))
            )
        ]
    tongue = any(words.tongues.any(parts(word)) for word in found[1:])
    if len(found) > 1 and found[0] in TALKING and not tongue:
        sounds = [word for word in sounds if word != found[0]]
    if sounds:
        # "THE RINGING CEDARS" is a title.
        return found[0] != "the" or words.strong(found[-1])
    if not words.music.any(found) or PLACES.any(found):
        return False
    return (len(found) <= 5 and words.language != "de") or _all_known(found, words)


def _all_known(found: list[str], words: Lexicon) -> bool:
    return all(words.strong(word) or words.weak(word) or word in SMALL for word in found)


def _posted(found: list[str]) -> bool:
    """Whether a line of capitals has words of signs, or only asks for silence."""
    return POSTED.any(found) or ASKING.any(found) or (len(found) == 1 and found[0] in SILENCES)


def _does(word: str, words: Lexicon) -> bool:
    """Whether a bare verb may follow: several who do something."""
    if words.pronouns.has(word):
        return True
    return word.endswith("s") and (words.weak(word) or words.weak(word[:-1]))


def is_capitals(text: str, house: House, words: Lexicon) -> bool:
    """Whether a line of capitals is a description in this track."""
    if house.capitals or not house.lines:
        return False
    if is_plain_capitals(text, words):
        # What says no here must not be taken away with the descriptions: the pass would find more
        # in its own result.
        return house.lines >= 2
    stripped = text.strip(" \n\t-–—")
    found = words.words(stripped)
    if house.lines < 3 or case_of(stripped) != "upper" or not 1 <= len(found) <= 5:
        return False
    if not re.sub("[ '’-]", "", stripped).isalpha():
        return False
    if len(found) == 1:
        return house.lines >= 5 and stripped.isupper() and is_noise(found[0], words)
    return fails(stripped, words) or _happens(found, house, words)


def _happens(found: list[str], house: House, words: Lexicon) -> bool:
    """Whether words of capitals, of which none need be known, tell what happens."""
    closing = found[-1] in MOVED and found[-2].endswith("s") and not words.weak(found[-2])
    moved = closing or found[-1] in SWUNG.get(words.language, ())
    if _posted(found[:-1] if moved and len(found) > 2 else found):
        return False
    if any(words.speech.has(word) for word in found):
        return False
    verb = _VERBS.get(words.language)
    acts = bool(verb) and words.source.has(found[0]) and found[-1].endswith(verb or ())
    if acts or words.pronouns.has(found[0]) or _is_under_way(found, words):
        return True
    if closing and (words.weak(found[0]) or found[0] in house.names):
        return True
    if do_sound(found, words) or does(found, house, words):
        return True
    return house.lines >= 4 and is_noun(found, words)


def _is_under_way(found: list[str], words: Lexicon) -> bool:
    """Whether something does something just now, by the form of the verb."""
    text = " ".join(found)
    if len(text) > 70 or PLACES.any(found):
        return False
    if words.language == "en" and (found[0] == "the" or not words.source.any(found[:2])):
        return False
    form = _UNDER_WAY.get(words.language)
    return form is not None and bool(form.search(text))


def capitals_inside(line: str, house: House, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Runs of capitals between the sentences of a line that tell of a sound."""
    if house.lines < 2 or house.capitals:
        return
    tokens = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(line)]
    number = 0
    while number < len(tokens):
        last = number
        while last < len(tokens) and tokens[last][2].isupper() and tokens[last][2].isalpha():
            last += 1
        if number < last < len(tokens) and len(tokens[last - 1][2]) == 1:
            # "SHE SIGHS I know."
            last -= 1
        if number < last <= number + 5:
            start, end = tokens[number][0], tokens[last - 1][1]
            ahead = number == 0 or tokens[number - 1][2][-1] in ".!?…"
            behind = last == len(tokens) or not tokens[last][2][:1].islower()
            whole = number == 0 and last == len(tokens)
            piece = line[start:end]
            if ahead and behind and not whole:
                told = not number and is_manner(piece, words)
                told = told or (
                    number > 0 and last - number > 1 and is_capitals(piece, house, words)
                )
                if told or is_plain_capitals(piece, words):
                    yield start, end
        number = max(last, number + 1)


def is_theme(text: str) -> bool:
    """Whether a text names the music of the titles: ``OPENING THEME``."""
    return len(text) <= 40 and bool(_THEME.fullmatch(text.strip(" \n").lower()))


_THEME = re.compile(
    r"(?:opening|closing|main|end|title) (?:theme|credits|titles)(?: (?:music|song|plays|playing))*"
    r"|theme (?:music|song)(?: plays| playing| continues)?"
    r"|(?:tema|música|musica|canción|sigla|motivo) (?:de |di |do |da |dos |dei )?(?:la |las |los )?"
    r"(?:abertura|encerramento|apertura|cierre|chiusura|coda|inicial|final|principal|créditos|genérico)"
    r"|(?:musique|thème|chanson) (?:du |de )?(?:générique|fin|début)"
    r"|(?:titel|abspann|vorspann)(?:musik|lied)"
    r"|titelmelodie|(?:begin|eind)(?:tune|muziek)|(?:vinjett|signatur|slut)(?:musik|melodi)"
    r"|(?:muzyka|czołówka) (?:z czołówki|tytułowa|końcowa)|(?:jenerik|açılış|kapanış) müziği"
    r"|(?:музыка|песня) (?:титров|заставки)|музыкальная заставка"
)


class Colored(NamedTuple):
    """A line of one colour."""

    color: str
    text: str


def line_colors(spans: Sequence[Span]) -> list[str]:
    """The colour of each line of a cue; empty: none, or several."""
    colors: list[set[str]] = [set()]
    for span in spans:
        for number, piece in enumerate(span.text.split("\n")):
            if number:
                colors.append(set())
            if piece.strip(_BESIDE):
                colors[-1].add(span.style.color or "")
    return [next(iter(found)) if len(found) == 1 else "" for found in colors]


def sound_colors(lines: Iterable[Colored], words: Lexicon) -> set[str]:
    """The colours that descriptions have, and speech has not."""
    counts: Counter[str] = Counter()
    said: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    house = House(dotted=True)
    for color, text in lines:
        counts[color] += 1
        content = read_content(text, house, words)
        plain[color] += content.strong and not content.spoken
        said[color] += content.spoken
    return {
        color
        for color, count in counts.items()
        if count >= 2 and not said[color] and 2 * plain[color] >= count
    }
