"""The words of a language as a witness beside the engines: which reading is a word?

It never writes anything of its own. It tells which of two readings is a word, and warns of one that
is none while a word that engines take for it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from cuelift.errors import UsageError
from cuelift.ocr.languages import OcrLanguage
from cuelift.text.confusions import candidates
from cuelift.text.dictionary import Words, find_words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
WITH_WORDS = frozenset(("Latn", "Cyrl", "Grek"))
"""Scripts, as ISO 15924, in which a dictionary is asked."""
_REGIONS = {"en": ("en-US", "en-GB"), "pt": ("pt-BR", "pt-PT")}
"""Spellings of one language: a word of any of them is a word."""
_SHAPES = ("ltjfi", "ce", "hn", "yv")
"""Letters of which a worn or thin print of one looks like another."""
_ALIKE: dict[str, str] = {}
for _group in _SHAPES:
    for _char in _group:
        _ALIKE[_char] = _ALIKE.get(_char, "") + _group.replace(_char, "")
_MOST = 400
"""Twins of a word that are looked up."""
_LONGEST = 32
"""Letters of a word that is looked at."""


def words_in(text: str) -> list[str]:
    """The words of a text, with apostrophes inside."""
    return _WORD.findall(text)


class Wordlist:
    """Knows the words of one language; answers are kept."""

    def __init__(self, words: Sequence[Words], letters: str = "") -> None:
        """Takes dictionaries.

        Args:
            words: of the language, one for each of its spellings.
            letters: those of the language beside ASCII.
        """
        self.paths = tuple(each.path for each in words)
        self._words = words
        self._marked = _by_base(letters)
        self._known: dict[str, bool] = {}
        self._twins: dict[str, str] = {}

    def known(self, text: str) -> bool:
        """Whether all words of a text are words of the language, whatever their case."""
        return all(map(self._knows, words_in(text)))

    def twin(self, word: str) -> str:
        """A word of the language that engines may have taken for this unknown one; or empty."""
        if word not in self._twins:
            found = ""
            if 1 < len(word) <= _LONGEST and not self._knows(word):
                found = next(filter(self._is_listed, self._alike(word)), "")
            self._twins[word] = found
        return self._twins[word]

    def _knows(self, word: str) -> bool:
        answer = self._known.get(word)
        if answer is None:
            answer = self._known[word] = self._judge(word.replace("’", "'"))
        return answer

    def _judge(self, word: str) -> bool:
        if len(word) > _LONGEST:
            return False
        if self._is_listed(word):
            return True
        parts = word.split("'")
        return len(parts) > 1 and all(len(part) < 3 or self._is_listed(part) for part in parts)

    def _is_listed(self, word: str) -> bool:
        forms = [word]
        if word.isupper() or (word[:1].isupper() and word[1:].islower()):
            forms.append(word.lower())
        if word.isupper():
            forms.append(word.capitalize())
        return any(words.known(form) for form in forms for words in self._words)

    def _alike(self, word: str) -> Iterator[str]:
        yield from islice(self._variants(word), _MOST)

    def _variants(self, word: str) -> Iterator[str]:
        for at, char in enumerate(word):
            low = char.lower()
            base = unicodedata.normalize("NFD", low.replace("ł", "l").replace("ı", "i"))[0]
            alike = base + _ALIKE.get(base, "")
            others = alike + "".join([self._marked.get(each, "") for each in alike])
            for other in dict.fromkeys(others):
                if other != low:
                    cased = other.upper() if char.isupper() else other
                    yield word[:at] + cased + word[at + 1 :]
        yield from candidates(word)


def _by_base(letters: str) -> dict[str, str]:
    """The letters of a language by what they are without marks."""
    found: dict[str, str] = {}
    for char in letters:
        if char.isalpha():
            base = {"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "s"}.get(char)
            base = base or unicodedata.normalize("NFD", char.lower())[0]
            found[base] = found.get(base, "") + char
    return found


def wordlist_of(language: OcrLanguage) -> Wordlist | None:
    """The words of a language; None: no dictionary is installed for it."""
    if language.script not in WITH_WORDS:
        return None
    try:
        return _load(language.tag, language.letters)
    except UsageError:
        # Without spylls, or with a dictionary that cannot be read, engines stand alone.
        return None


@cache
def _load(tag: str, letters: str) -> Wordlist | None:
    found = [find_words(each) for each in _REGIONS.get(tag, (tag,))]
    words = {each.path: each for each in found if each is not None}
    return Wordlist(tuple(words.values()), letters) if words else None
