"""Words of captioning, by language; each language is loaded when it is first asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module

import msgspec

from cuelift.text.hearing_impaired.words.base import Words

LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "sv", "tr", "zh")
IDEOGRAPHIC = frozenset(("ja", "zh"))
"""Languages that part words by nothing; entries are looked for anywhere in a text."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*")


class WordSet:
    """Words, beginnings of words and ends of words."""

    def __init__(self, text: str, *, anywhere: bool = False) -> None:
        entries = text.lower().split()
        self.anywhere = tuple(entries) if anywhere else ()
        self.exact = frozenset(e for e in entries if "*" not in e)
        self.heads = frozenset(e.strip("*") for e in entries if e.endswith("*"))
        self.tails = frozenset(e.strip("*") for e in entries if e.startswith("*"))

    def has(self, word: str) -> bool:
        """Whether a word is one of these; in ideographic text, whether it holds one."""
        if self.anywhere:
            return any(entry in word for entry in self.anywhere)
        if word in self.exact:
            return True
        size = len(word) + 1
        if self.heads and any(word[:at] in self.heads for at in range(2, min(size, 14))):
            return True
        return bool(self.tails) and any(word[at:] in self.tails for at in range(1, size - 2))

    def any(self, words: Iterable[str]) -> bool:
        """Whether one of some words is among these."""
        return any(self.has(word) for word in words)

    def ends(self, text: str) -> bool:
        """Whether an ideographic text ends in one of these."""
        return text.endswith(self.anywhere)


class Lexicon(msgspec.Struct, frozen=True):
    """The words of one language, ready to be asked."""

    language: str
    sound: WordSet
    manners: WordSet
    source: WordSet
    music: WordSet
    roles: WordSet
    tongues: WordSet
    speech: WordSet
    pronouns: WordSet
    stops: WordSet
    verbs: WordSet

    @property
    def ideographic(self) -> bool:
        """Whether words are not parted."""
        return self.language in IDEOGRAPHIC

    def words(self, text: str) -> list[str]:
        """The words of a text, lower case; of an ideographic one, the text itself."""
        lowered = self.lower(text)
        if self.ideographic:
            return [lowered] if lowered.strip() else []
        return _TOKEN.findall(lowered)

    def lower(self, text: str) -> str:
        """The text in lower case, with the dotted and dotless letters of Turkish kept apart."""
        if self.language == "tr":
            text = text.replace("İ", "i").replace("I", "ı")
        return text.lower().replace("’", "'")

    def strong(self, word: str) -> bool:
        """Whether a word tells of a sound, of a manner of speaking, of music or of a language."""
        return _tells(self.language, word)[0]

    def manner(self, word: str) -> bool:
        """Whether a word tells how something is said, and is used in other ways too."""
        return any(self.manners.has(part) for part in parts(word))

    def weak(self, word: str) -> bool:
        """Whether a word names what makes sounds, or who does."""
        return _tells(self.language, word)[1]


def parts(word: str) -> tuple[str, ...]:
    """A word, and what stands behind its apostrophe (``l'eau``) or hyphen."""
    for sign in ("'", "-"):
        if sign in word:
            first, _, last = word.partition(sign)
            # "ri-se"
            bare = (first,) if sign == "-" and 2 <= len(last) <= 3 else ()
            return (word, last, word.rpartition(sign)[2], *bare)
    return (word,)


@lru_cache(8192)
def _tells(language: str, word: str) -> tuple[bool, bool]:
    """Whether a word is strong, and whether it is weak."""
    words = lexicon(language)
    every = parts(word)
    strong = (words.sound, words.music, words.tongues)
    return (
        any(known.has(part) for part in every for known in strong),
        any(words.source.has(part) or words.roles.has(part) for part in every),
    )


_TOLD = ("sound", "manners", "source", "music", "tongues")


def _bare(text: str, name: str, language: str) -> str:
    """Words, and as capitals have them: often without accents, and ``SS`` for ``ß``."""
    if name not in _TOLD or language not in ("de", "es", "fr", "it", "pt"):
        return text
    if language == "de":
        plain = text.replace("ß", "ss")
    else:
        parted = unicodedata.normalize("NFD", text.replace("œ", "oe"))
        plain = "".join(char for char in parted if not unicodedata.combining(char))
    return f"{text} {plain}"


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a primary language; of English where it is not one of ``LANGUAGES``."""
    language = language if language in LANGUAGES else "en"
    words: Words = import_module(f"{__name__}.{language}").WORDS
    anywhere = language in IDEOGRAPHIC
    sets = {
        name: WordSet(
            _bare(getattr(words, name), name, language),
            anywhere=anywhere and name not in ("roles", "stops"),
        )
        for name in Words.__struct_fields__
    }
    return Lexicon(language, **sets)
