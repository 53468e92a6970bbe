"""Names with a colon in front of speech: ``JOHN:``, ``Kaito:``, ``JIM (ON PHONE):``, ``老周：``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cuelift.text.hearing_impaired.house import ARTICLES, BESIDE, House, case_of, name_key
from cuelift.text.hearing_impaired.words import Lexicon

MAX_NAME = 48
"""Characters of a label."""
MAX_SAID = 500
"""Characters behind a label that are looked at."""
PREFIX = re.compile(r"(?:[-‐‑–—―]\s?|>{2,3}\s*|[≪≫<＜]{1,2}(?=[（(\[\w])|\s)*")
"""What may stand in front of a label."""

_COLON = re.compile(
    r"[^\n:：]{1,48}?(?:,\n[^\n:：]{1,24}?)?\s?(?:：|:(?=[\s\"“”«„'‘¿¡「『*\[(♪]|$))"
)
_DASH = re.compile(r"[^\n:：\-–—]{2,30}? [-–—] (?=(?:[:;]-?[)(D] )?[\"“«„¿¡(\[*]{0,2}[^\W\d_])")
_ARROW = re.compile(r"[^\s「」:：（）≪≫]{1,8}≫(?=\S)")
_QUOTE = re.compile(r"[^\s「」:：（）]{1,8}(?=「)")
_PARTED = re.compile(r"\w [-–—] \w")
_MANNER = re.compile(r"\s*[(\[（]([^()\[\]（）]{1,40})[)\]）]\s*\Z")
_WRONG = re.compile(r"[?!\"“”«»„*#@/=+%;？！。、「」『』\[\](){}]|\.\s*\Z|\.\.|…|\d\d|\d:\d")
_LIST = re.compile(r"[.!?;。]\s*[^\W_]+(?:[ .][^\W_]+){0,2}\s?[:：](?:\s|\w)")
_EQUATION = re.compile(
    r"(?:is|was|es|é|è|est|ist|war|är|to|это)\s(?:an?|um|uma|un|una|uno|une|eine?|een|en|ett|bir)?\s?"
    r"[\w ]{1,30}, (?:not|no|não|non|nicht|kein|keine|pas|geen|niet|nie|inte|не)\s",
    re.IGNORECASE,
)
"""``Colonel: is a rank, not a name`` speaks of the word."""
_FIRST = re.compile(r"[^.!?\n。！？]*[.!?。！？]?")
_DESCRIBED = re.compile(r"(?:[(\[*（【＊][^()\[\]*（）【】＊]{1,60}[)\]*）】＊]\s*)+")
_NOBODY = frozenset(
    [
        *("fbi", "cia", "nasa", "bbc", "itv", "cnn", "nbc", "abc", "cbs", "usa", "uk", "un", "eu"),
        *(
            "nato",
            "dna",
            "sos",
            "eta",
            "vip",
            "hq",
            "tv",
            "pc",
            "ceo",
            "nypd",
            "lapd",
            "kgb",
            "ufo",
        ),
        *("gps", "info", "faq", "urgent", "spoiler", "live", "exclusive", "memo", "confidential"),
        *("private", "secret", "sale", "offer", "free", "open", "closed", "hours", "tel", "fax"),
        *("email", "web", "wifi", "user", "login", "round", "game", "please", "ps", "nb", "ok"),
        *("stop", "attn", "via"),
    ]
)
"""Signs and abbreviations of any language."""
_SOUNDS = frozenset(
    [
        *("sfx", "fx", "sound", "sounds", "sound effect", "sound effects", "geräusch", "geräusche"),
        *("bruit", "bruits", "sonido", "ruido", "suono", "rumore", "som", "geluid", "ljud"),
        *("dźwięk", "звук"),
    ]
)
_SONGS = frozenset(
    [
        *("music", "song", "theme", "musik", "lied", "musique", "chanson", "música", "canción"),
        *("musica", "canzone", "canção", "muziek", "liedje", "låt", "muzyka", "piosenka", "музыка"),
        *("песня", "müzik", "şarkı", "音楽", "音乐", "音樂", "歌曲"),
    ]
)
_HONORIFICS = (
    "MR. ",
    "MRS. ",
    "MS. ",
    "DR. ",
    "SEN. ",
    "REP. ",
    "REV. ",
    "PROF. ",
    "SGT. ",
    "LT. ",
)
_OF = frozenset(
    (
        "of",
        "del",
        "della",
        "dello",
        "dos",
        "das",
        "da",
        "vom",
        "de",
        "du",
        "des",
        "di",
        "do",
        "da",
        "van",
        "von",
        "d",
        "af",
        "av",
    )
)
_PLACED = frozenset(
    [
        *("at", "on", "in", "from", "im", "am", "auf", "aus", "à", "au", "dans", "en", "por", "al"),
        *("alla", "allo", "dalla", "dal", "nel", "nella", "in", "na", "no", "pela", "pelo", "op"),
        *("bij", "uit", "på", "i", "från", "w", "na", "przez", "по", "на", "в", "из", "radyoda"),
    ]
)
"""``On the radio: "..."`` tells where something is heard, by the words of somebody else."""
_VOICED = frozenset(
    [
        *("from", "over", "through", "on", "via", "by", "durch", "aus", "über", "per", "par"),
        *("depuis", "dans", "por", "desde", "pela", "pelo", "al", "alla", "dal", "dalla", "door"),
        *("uit", "genom", "från", "i", "przez", "z", "ze", "через", "по", "из"),
    ]
)
"""``FROM BACK ROOM:``, ``AGENT, DOOR MEGAFOON:``"""
_HOUSE = frozenset(
    [
        *("room", "kitchen", "bathroom", "bedroom", "hall", "hallway", "corridor", "garden"),
        *("basement", "cellar", "attic", "outside", "upstairs", "downstairs", "yard", "next-door"),
    ]
)
_REPORTED = re.compile(r"\w{4}ed\Z|^(?:says|said|wrote|writes|reads?|texts|tweets|posts)\Z")
"""``THE MAYOR TWEETED:``"""
_QUOTES = tuple('"“„«‘「『')
_COUNTED = re.compile(r"(?:\s*#?\d{1,2}|\s+[A-F]|(?<=[\u3040-\u9fff])[A-F]|[甲乙丙丁])\Z")


class Label(NamedTuple):
    """A name in front of speech."""

    end: int
    """Behind the colon."""
    name: str
    manner: str
    form: str
    """``:``, ``-``, ``≫`` or ``「``."""


def label_at(text: str, at: int, words: Lexicon) -> Label | None:
    """What may be a label at a place of a text."""
    match = _COLON.match(text, at)
    if match and not _PARTED.search(match[0]):
        head = match[0].rstrip(":： \u3000\xa0")
        form = ":"
    elif match := _DASH.match(text, at):
        head, form = match[0][:-3], "-"
    elif words.language == "ja" and (match := _QUOTE.match(text, at) or _ARROW.match(text, at)):
        head = match[0].rstrip("≫")
        form = "「" if head == match[0] else "≫"
    else:
        return None
    manner = ""
    if found := _MANNER.search(head):
        head, manner = head[: found.start()], found[1]
    elif "," in head:
        head, manner = (part.strip() for part in head.split(",", 1))
        if form != ":" or "," in manner or len(manner.split()) > 4:
            return None
        if not _tells_manner(head, manner, words):
            return None
    name = head.strip()
    if not name or _WRONG.search(name) or len(name.split()) > 5 or len(name) > MAX_NAME:
        return None
    if not any(char.isalpha() for char in name[1:]) and not (words.ideographic and name.isalpha()):
        return None
    return Label(match.end(), name, manner, form)


def _tells_manner(head: str, manner: str, words: Lexicon) -> bool:
    """``Nora, listen:`` is speech, ``Nora, whispering:`` and ``NORA, SOBBING:`` are none."""
    if head.isupper() and manner.islower():
        return True
    found = words.words(manner)
    told = any(words.strong(word) or words.manner(word) for word in found)
    if manner.islower():
        return told
    if not (head.isupper() and manner.isupper()):
        return False
    return told or (found[0] in _VOICED and any(words.weak(word) for word in found[1:]))


def count_labels(lines: Iterable[tuple[str, int]], words: Lexicon) -> Counter[tuple[str, str]]:
    """How often each name stands in front of speech, by form and key.

    Args:
        lines: texts, and where in them a label may stand.
        words: of the language.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for text, at in lines:
        label = label_at(text, at, words)
        if label and (case_of(label.name) != "lower" or has_role(label.name, words)):
            counts[label.form, name_key(label.name)] += 1
    return counts


def is_sound_label(label: Label) -> bool:
    """Whether a sound is described behind the colon: ``SFX: door slams``."""
    return label.form == ":" and name_key(label.name) in _SOUNDS


def is_song_label(label: Label, text: str, words: Lexicon) -> bool:
    """Whether music is named behind the colon: ``MUSIC: "Moon River" by Henry Mancini``."""
    key = name_key(label.name)
    upper = case_of(label.name) == "upper"
    if label.form != ":" or not (key in _SONGS or (upper and key in words.music.exact)):
        return False
    rest = text[label.end :].strip()
    if rest[:1] in tuple("\"“«„'‘「『《♪"):
        return True
    return upper and rest[:1].islower() and rest[-1:].isalpha() and len(rest.split()) <= 6


def is_label(
    label: Label,
    text: str,
    house: House,
    counts: Counter[tuple[str, str]],
    words: Lexicon,
) -> bool:
    """Whether a name in front of speech tells who speaks."""
    key = name_key(label.name)
    if _stopped(key, words) and not _from_where(label, key):
        return False
    said = text[label.end : label.end + MAX_SAID]
    line = said.partition("\n")[0]
    rest = _DESCRIBED.sub("", said.lstrip()).strip()
    times = counts[label.form, key]
    sure = times >= 2 or key in house.names or has_role(label.name, words)
    sure = sure or any(
        words.strong(word) or words.manner(word) for word in words.words(label.manner)
    )
    if label.form == "-":
        return sure and _is_usual(label, times, house) and _begins(rest)
    if label.form != ":":
        return _is_japanese(label, line, sure, key in house.names or times >= 2, counts)
    if _is_report(label, rest, times, house, words):
        return False
    if key not in house.names and _LIST.search(line):
        return False
    if not rest:
        return bool(said.strip()) and (sure or case_of(label.name) == "upper")
    if words.ideographic and case_of(label.name) == "":
        return _is_ideographic_name(label, sure)
    return _is_cased_name(label, rest, sure, times, house, words)


def _is_cased_name(
    label: Label, rest: str, sure: bool, times: int, house: House, words: Lexicon
) -> bool:
    """Whether letters with cases are a name, by their case and by that of the speech."""
    upper = case_of(label.name) == "upper" or _mostly_upper(label.name)
    if upper and not house.capitals:
        return _speaks(rest, sure)
    if house.capitals:
        return upper and (sure or label.name.startswith(_HONORIFICS))
    if not label.name[0].isupper():
        return times >= 2 and has_role(label.name, words) and _begins(rest)
    key = name_key(label.name)
    sure = sure or key in house.seen or key in house.called
    return sure and _begins(rest) and not _names_thing(label, words)


def _is_usual(label: Label, times: int, house: House) -> bool:
    """Whether names have a dash behind them in this track."""
    return times >= 2 or house.dashes >= 3 or case_of(label.name) == "upper"


def _is_japanese(
    label: Label, line: str, sure: bool, known: bool, counts: Counter[tuple[str, str]]
) -> bool:
    """``実況≫さあ`` and ``ユキ「転校生？」``."""
    if label.form == "≫":
        return sure or sum(n for (form, _), n in counts.items() if form == "≫") >= 4
    return known and "」" in line


def _stopped(key: str, words: Lexicon) -> bool:
    first = key.split()[0] if key.split() else key
    bare = re.sub(r"[\d\s.]+\Z", "", key)
    if any(word in _NOBODY for word in (key, first)):
        return True
    return any(words.stops.has(word) for word in {key, first, bare})


def _from_where(label: Label, key: str) -> bool:
    """``FROM BACK ROOM:``."""
    found = key.split()
    placed = len(found) > 1 and found[0] in _VOICED and found[-1] in _HOUSE
    return placed and case_of(label.name) == "upper"


def _is_report(label: Label, rest: str, times: int, house: House, words: Lexicon) -> bool:
    """``Mum: "Have you eaten?"`` is read out; ``THE MAYOR TWEETED:``, ``IN OTHER NEWS:``."""
    if _EQUATION.match(rest):
        return True
    quoted = rest.startswith(_QUOTES) and (house.capitals or case_of(label.name) != "upper")
    if quoted and times < 2:
        return True
    found = words.words(label.name)
    if words.ideographic or len(found) < 2 or words.roles.has(found[-1]):
        return False
    if found[1] in BESIDE:
        return False
    return bool(_REPORTED.search(found[-1])) or found[:2] == ["in", "other"]


def _is_ideographic_name(label: Label, sure: bool) -> bool:
    name = label.name
    if len(name) > 8 or any(char.isdigit() for char in name) or any(c in name for c in "，,的是了"):
        return False
    return sure or bool(label.manner)


def has_role(name: str, words: Lexicon) -> bool:
    """Whether a name is what somebody is: ``Girl A``, ``OLD MINER``, ``The man``."""
    bare = _COUNTED.sub("", name) or name
    if words.ideographic:
        return words.roles.has(bare.lower())
    given = bare.split()
    if len(given) > 1 and given[0].lower() in ARTICLES:
        given = given[1:]
    found = [words.lower(word) for word in given]
    known = [words.roles.has(word) for word in found]
    if not any(known) or (found[0] in _PLACED and not name.isupper()):
        return False
    if known[0] and len(found) > 2 and found[1] in BESIDE:
        return True
    if known[0] and all(known[n] or word in _OF for n, word in enumerate(found)):
        return True
    # "Mother said:" is speech.
    return all(
        words.roles.has(word) or not given[number].islower() for number, word in enumerate(found)
    )


def _mostly_upper(name: str) -> bool:
    """Capitals but for a small part of the name (``McCOY``)."""
    letters = [char for char in name if char.isalpha()]
    small = sum(char.islower() for char in letters)
    return len(letters) >= 4 and 0 < small <= 2 and small * 3 <= len(letters) and name[-1].isupper()


def _speaks(rest: str, sure: bool) -> bool:
    """Whether the words behind a name in capitals are speech rather than the rest of a sign."""
    if not any(char.isalpha() for char in rest):
        return sure
    if not any(char.islower() or char.isupper() for char in rest):
        return True
    if not any(char.islower() for char in rest):
        return sure or rest.endswith(("!", "?"))
    if not sure and not _begins(rest):
        return False
    first = (_FIRST.match(rest) or [""])[0].strip()
    return not (
        case_of(first) == "upper" and len(first.split()) > 1 and not first.endswith(("!", "?"))
    )


def _begins(rest: str) -> bool:
    """Whether speech begins as a sentence does."""
    char = next((char for char in rest if char.isalnum()), "")
    return not char.islower() or rest.startswith(("...", "…"))


def _names_thing(label: Label, words: Lexicon) -> bool:
    """Numbered things: ``Plan A``, ``Chapter 1``."""
    bare = _COUNTED.sub("", label.name)
    return bare != label.name and not has_role(bare, words)


def label_lines(texts: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The places of texts where a label may stand: behind dashes at the starts of lines."""
    for text in texts:
        at = 0
        for line in text.split("\n"):
            match = PREFIX.match(text, at)
            yield text, min(match.end() if match else at, at + len(line))
            at += len(line) + 1
