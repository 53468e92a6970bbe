"""Which letter case words have: what a track teaches, and what languages want.

Spec: Unicode Standard 5.18 (case mappings; dotted and dotless i of Turkish and Azeri).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from cuelift.cues import Cue
from cuelift.text.dictionary import MAX_WORD, Words
from cuelift.text.rules import outside_addresses, word_set
from cuelift.text.spans import Patch

_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(
    r"(?P<dotted>(?:[^\W\d_]\.){2,})|(?P<word>[^\W_]+)"
    r"|(?P<end>[.!?…]+|[♪♫#\[(（:¿¡]|\n[-–—])|(?P<dash>^[-–—])|(?P<quote>[\"'“”„«»’])|\s+|."
)
_ACRONYMS = word_set(
    "ABC AIDS ATM BBC CBS CCTV CEO CIA CNN DEA DIY DJ DNA DVD EU FAQ FBI FIFA GPS HIV HQ IBM ID IQ"
    " IRS KGB LA LAPD LED LSD MI5 MI6 MIT MRI MTV NASA NATO NBA NBC NFL NSA NYPD OK PC PHD PIN PTSD"
    " RAF RIP ROTC SMS SOS SUV SWAT TNT TV UFO UFOS UK UN UNESCO UNICEF USA USB USS USSR VHS VIP"
    " WTF WWI WWII"
)
ACRONYM = 4
"""Letters, at most, of what is learnt as one."""
_ROMAN = word_set("II III IV VII VIII IX XII XIII XIV XV XVI XVII XVIII XIX XX XXI")
_VOWELS = frozenset("AEIOUYÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛÄËÏÖÜÅÆØŒÝ")
_SOUNDS = word_set("HM HMM MM MMM SH SHH SHHH PST PSST TSK GRR BRR ZZZ NTH MR MRS DR MS ST")
_CONSONANT_WORDS = word_set("cs sk hr sr bs sl mk bg pl ru uk be cy")
"""Languages with words without vowels."""
_TITLES = word_set("mr mrs ms dr prof st sr sra srta lt sgt capt col gen rev hon mme mlle")
_TALK = word_set(
    "i you he she it we they who that this there the a an to of and or is was are were says said"
    " asks asked my your his her our their not one all"
)
"""English words that are not of a name in front of a colon."""
_NAMES = {
    "en": "I Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June"
    " July August September October November December Christmas Easter English French German"
    " Spanish Italian Russian Chinese Japanese American British Irish Scottish Welsh European"
    " African Indian Mexican Canadian Australian America England France Germany Spain Italy Russia"
    " China Japan Europe Africa India London Paris Mr Mrs Ms Dr Jesus",
}
_ARTICLES = word_set(
    "der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner dein"
    " deine deinen deinem deiner sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser"
    " unsere unseren unserem unserer euer eure euren eurem eurer kein keine keinen keinem keiner"
    " diese dieser dieses diesen diesem jede jeder jedes jeden jedem zum zur im am beim vom ins ans"
)
GREEK_QUESTION = ";\u037e"
"""What Greek ends a question with."""
_TURKIC = frozenset(("tr", "az", "crh", "tt", "kk"))


class Learnt(NamedTuple):
    """What the mixed-case cues of a track teach."""

    names: Mapping[str, str]
    """By their lower case: names and acronyms as they are written."""
    lower: Collection[str]
    """Words that were seen in lower case."""


def learn(cues: Sequence[Cue], shouted: Collection[int]) -> Learnt:
    """Names of a track.

    Args:
        cues: of the track.
        shouted: ``id`` of the cues in capitals, which teach nothing.
    """
    written: Counter[str] = Counter()
    lower: set[str] = set()
    for cue in cues:
        for voice in filter(None, (cue.speaker, *(span.speaker for span in cue.spans))):
            written.update(word.capitalize() for word in _WORD.findall(voice) if word.isalpha())
        if id(cue) in shouted:
            continue
        _learn_from(cue.text, written, lower)
    names: dict[str, str] = {}
    # Of several ways to write a name the most frequent one, then the first of the alphabet.
    for word, _ in sorted(written.items(), key=lambda item: (-item[1], item[0])):
        if word.lower() not in lower:
            names.setdefault(word.lower(), word)
    return Learnt(names, frozenset(lower))


def _learn_from(text: str, written: Counter[str], lower: set[str]) -> None:
    starts, glue = True, ""
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if word is None:
            starts = starts or bool(match["end"] or match["dash"])
        elif glue not in ("'", "’"):  # an ending or a part, not a word
            if word.islower():
                lower.add(word)
            elif not starts and _is_name(word):
                written[word] += 1
            starts = False
        glue = match[0]


def _is_name(word: str) -> bool:
    """Whether a word in the middle of a sentence is written like a name or an acronym."""
    # Longer words in capitals are shouted, or label a speaker.
    return word[0].isupper() and len(word) > 1 and (not word.isupper() or len(word) <= ACRONYM)


class Caser:
    """Recases text in capitals."""

    def __init__(self, language: str, learnt: Learnt, words: Words | None) -> None:
        self._language = language
        self._learnt = learnt
        self._words = words
        built_in = {name.lower(): name for name in _NAMES.get(language, "").split()}
        self._names = {**built_in, **learnt.names}
        self._sure: dict[str, str] = {}

    def recase(self, text: str, *, starts: bool) -> list[Patch]:
        """What makes a text sentence case.

        Args:
            text: all capitals.
            starts: whether it begins a sentence.
        """
        patches: list[Patch] = []
        before, glue, last = "", "", 0
        labelled = self._label_end(text)
        for match in _TOKEN.finditer(text):
            token, word = match[0], match["word"]
            if word is None:
                starts, before = self._after(match, starts, before)
                glue = token
                continue
            start, end = match.span()
            joined = glue in ("'", "’") and 0 < last == start - 1
            made = self._word(word, before, joined=joined, ahead=text[end : end + 2])
            if starts or start < labelled:
                made = self._capital(made)
            if made != word:
                patches.append((start, end, made))
            starts, before, glue, last = False, word, "", end
        return outside_addresses(text, patches)

    def _label_end(self, text: str) -> int:
        """Where a speaker's label ends (``JOHN SMITH: HELLO``), or 0."""
        end = text.find(":", 0, 32) + 1
        if not end or "\n" in text[:end] or text[end : end + 1] not in (" ", "\n"):
            return 0
        head = text[: end - 1].lstrip("-–— ").lower().split()
        named = len(head) == 1 or (
            self._language == "en" and len(head) in (2, 3) and _TALK.isdisjoint(head)
        )
        return end if named and not any(map(str.isdigit, text[:end])) else 0

    def _after(self, match: re.Match[str], starts: bool, before: str) -> tuple[bool, str]:
        """Whether a sentence starts behind something that is no word, and the word before that."""
        if match["dotted"]:
            return False, match[0]
        end = match["end"]
        if self._language == "el" and match[0] in GREEK_QUESTION:
            return True, before
        if not end:
            return starts or bool(match["dash"]), before
        if end == "." and before.lower() in _TITLES:
            return False, f"{before}."
        if end.startswith(("..", "…")):
            return starts and match.start() > 0, before
        if end == ":":
            return starts or match.end() == self._label_end(match.string), before
        return True, ""

    def _word(self, word: str, before: str, *, joined: bool, ahead: str) -> str:
        if joined:
            return self._behind_apostrophe(word, before)
        if any(map(str.isdigit, word)):
            return _with_digits(word)
        made = self._sure.get(word)
        if made is None:
            made = self._sure[word] = self._alone(word)
        if before.endswith(".") and before[:-1].lower() in _TITLES:
            return self._capital(made)
        if self._language == "en" and word == "O" and ahead[:1] in "'’" and ahead[1:2].isalpha():
            return word
        if self._language == "de" and made.islower() and before.lower() in _ARTICLES:
            noun = self._capital(made)
            return noun if self._words is not None and self._words.known(noun) else made
        return made

    def _behind_apostrophe(self, word: str, before: str) -> str:
        low = self._lower(word)
        if self._language == "en":
            if before == "O" and len(word) > 2:
                return self._capital(low)
            return low
        return self._alone(word)

    def _alone(self, word: str) -> str:
        """A word as it stands in the middle of a sentence."""
        low = self._lower(word)
        if (name := self._names.get(low)) is not None:
            return name
        if low in self._learnt.lower:
            return low
        if self._is_acronym(word, low):
            return word
        if self._words is not None and len(word) > 1:
            if self._words.known(low):
                return low
            return self._spelt(self._words, low)
        return low

    def _spelt(self, words: Words, low: str) -> str:
        """A word that is not one in lower case."""
        capital = self._capital(low)
        if words.known(capital):
            return capital
        if self._language == "de" and "ss" in low and len(low) <= MAX_WORD:
            for at in range(len(low) - 1):
                sharp = f"{low[:at]}ß{low[at + 2 :]}"
                if low.startswith("ss", at):
                    for form in (sharp, self._capital(sharp)):
                        if words.known(form):
                            return form
        return low

    def _is_acronym(self, word: str, low: str) -> bool:
        if word in _ACRONYMS or word in _ROMAN:
            return self._words is None or word in _ROMAN or not self._words.known(low)
        return (
            2 <= len(word) <= 3
            and self._language not in _CONSONANT_WORDS
            and _VOWELS.isdisjoint(word)
            and word.isascii()
            and word not in _SOUNDS
            and not (self._words is not None and self._words.known(low))
        )

    def _lower(self, word: str) -> str:
        if self._language in _TURKIC:
            word = word.replace("I", "ı").replace("İ", "i")
        return word.lower()

    def _capital(self, word: str) -> str:
        first = word[:1]
        if self._language in _TURKIC and first == "i":
            return f"İ{word[1:]}"
        if self._language == "nl" and word.startswith("ij"):
            return f"IJ{word[2:]}"
        return first.upper() + word[1:]


def _with_digits(word: str) -> str:
    """``2ND`` is an ordinal, ``F16`` a name."""
    tail = word.lstrip("0123456789")
    ordinal = tail in ("ST", "ND", "RD", "TH", "S", "AM", "PM", "ER", "ÈRE", "ÈME", "E")
    return word.lower() if ordinal and len(tail) < len(word) else word
