"""Mends words that character recognition misread, where a dictionary leaves no doubt.

A word is touched only if the dictionary does not know it and knows exactly one of the words that a
typical confusion makes of it. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from cuelift.cues import Cue
from cuelift.text.base import Context
from cuelift.text.confusions import candidates, parts
from cuelift.text.dictionary import Words, find_words, need_words
from cuelift.text.edits import Edits
from cuelift.text.rules import outside_addresses, word_set
from cuelift.text.spans import Patch, substitute

MAX_JUDGED = 1000
"""Unknown words of a track for which confusions are tried."""
SHORTEST, LONGEST = 2, 32
"""Letters of a word that is judged."""
SHORT = 3
"""Letters of a word that may be known by chance."""
_WORD = re.compile(r"[\w|](?:[\w|]|['’](?=\w))*")
_COMPOUNDING = word_set("de nl sv da nb nn no fi hu et is af")
_ELIDING = word_set("fr it ca oc")
"""Languages that write the article to the noun: *l'homme*."""
_SPACELESS = frozenset(("zh", "ja", "th", "lo", "km", "my", "yue", "cmn"))


class OcrFixesOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Which words are judged, and by what."""

    agreed: bool = False
    """Judge cues, too, that two engines read alike."""
    split: bool = True
    """Put lost spaces back in cues that were read out of pictures, where both words stand elsewhere
    in the track; never in languages that write compounds as one word."""
    folder: str = ""
    """Where dictionaries lie, before those of the system."""
    missing: Literal["error", "skip"] = "error"
    """What a language without a dictionary means; ``skip``: the pass does nothing."""


def ocr_fixes(
    cues: Sequence[Cue], context: Context, options: OcrFixesOptions, edits: Edits
) -> list[Cue]:
    """Mends misread words.

    Raises:
        UsageError: there is no dictionary, or spylls is not installed.
    """
    judged = [cue for cue in cues if _is_judged(cue, options)]
    if not judged or context.primary in _SPACELESS:
        return list(cues)
    if options.missing == "skip":
        words = find_words(context.language or "", options.folder)
    else:
        words = need_words(context.language or "", options.folder, edits.by)
    if words is None:
        return list(cues)
    seen = Counter(word for cue in cues if not cue.comment for word in _WORD.findall(cue.text))
    judge = _Judge(words, seen, elides=context.primary in _ELIDING)
    judge.parts = options.split and context.primary not in _COMPOUNDING
    chosen = {id(cue) for cue in judged}
    return [_mended(cue, judge, edits) if id(cue) in chosen else cue for cue in cues]


def _is_judged(cue: Cue, options: OcrFixesOptions) -> bool:
    if cue.comment or not cue.spans:
        return False
    return options.agreed or cue.reading is None or cue.reading.status != "agreed"


def _mended(cue: Cue, judge: _Judge, edits: Edits) -> Cue:
    if not any(map(judge.is_unknown, _WORD.findall(cue.text))):
        return cue
    readings = cue.reading.alternatives if cue.reading else ()
    count = len(_WORD.findall(cue.text))
    others = [words for each in readings if len(words := _WORD.findall(each)) == count]
    cue = _put(cue, "other reading", lambda at, word: judge.other(at, word, others), judge, edits)
    cue = _put(cue, "confusion", lambda _, word: judge.meant(word), judge, edits)
    if cue.reading is None or not judge.parts:
        return cue
    return _put(cue, "space", lambda _, word: judge.parted(word), judge, edits)


def _put(
    cue: Cue, rule: str, choose: Callable[[int, str], str | None], judge: _Judge, edits: Edits
) -> Cue:
    """A cue with other words in place of unknown ones.

    Args:
        cue: whose words are judged.
        rule: that changes it.
        choose: what stands in the place of a word, by its number and itself; None: it stays.
        judge: of words.
        edits: of the pass.
    """
    text = cue.text
    patches: list[Patch] = []
    for at, match in enumerate(_WORD.finditer(text)):
        word = match[0]
        if judge.is_unknown(word) and (meant := choose(at, word)) is not None:
            patches.append((*match.span(), meant))
    kept = outside_addresses(text, patches)
    return edits.change(cue, rule, spans=substitute(cue.spans, kept)) if kept else cue


class _Judge:
    """What words of a track are meant to be."""

    parts = True
    """Whether lost spaces are put back."""

    def __init__(self, words: Words, seen: Counter[str], *, elides: bool) -> None:
        self._words = words
        self._seen = seen
        self._elides = elides
        self._unknown: dict[str, bool] = {}
        self._meant: dict[str, str | None] = {}

    def is_unknown(self, word: str) -> bool:
        """Whether a word is not one of the language, nor a name of the film, nor a number."""
        answer = self._unknown.get(word)
        if answer is None:
            answer = self._unknown[word] = self._judge(word)
        return answer

    def _judge(self, word: str) -> bool:
        if not SHORTEST <= len(word) <= LONGEST or "_" in word:
            return False
        if (word.isupper() and word.isalpha()) or _is_number(word):
            return False
        if word[0].isupper() and self._seen[word] > 1:
            return False
        if self._is_known(word):
            return False
        # A name or a noun of German that somebody wrote low is not misread.
        return len(word) <= SHORT or not self._is_known(word.capitalize())

    def _is_known(self, word: str) -> bool:
        word = word.replace("’", "'")
        return all(map(self._part_known, word.split(" ")))

    def _part_known(self, word: str) -> bool:
        if self._words.known(word):
            return True
        if word.istitle() or word.isupper():
            return self._words.known(word.lower())
        head, mark, tail = word.partition("'")
        return bool(mark and tail and self._elides) and head.isalpha() and self._part_known(tail)

    def other(self, at: int, word: str, readings: Sequence[Sequence[str]]) -> str | None:
        """What another reading of the same words has in its place, if that is a word.

        Args:
            at: number of the word.
            word: as it was read.
            readings: words of the other readings with as many of them, the likelier first.
        """
        for reading in readings:
            if reading[at] != word and self._is_known(reading[at]):
                return reading[at]
        return None

    def meant(self, word: str) -> str | None:
        """The one word that it can be; None: none, or several."""
        if word.istitle() and word.isalpha():
            return None  # it may be a name
        if word not in self._meant:
            if len(self._meant) >= MAX_JUDGED:
                return None
            self._meant[word] = self._find(word)
        return self._meant[word]

    def _find(self, word: str) -> str | None:
        found: str | None = None
        for other in candidates(word):
            if self._is_known(other):
                # The likelier confusion comes first, and tells the letter case: lt is It, not it.
                if found is not None and other.lower() != found.lower():
                    return None
                found = found or other
        return found

    def parted(self, word: str) -> str | None:
        """The two words whose space was lost; None: there are none, or several pairs."""
        if not word[1:].islower() or not word.isalpha() or self._seen[word] > 1:
            return None
        found = [pair for pair in parts(word, self._seen) if self._is_known(pair)]
        return found[0] if len(found) == 1 else None


def _is_number(word: str) -> bool:
    """Whether a word is made of digits, with a few letters."""
    digits = sum(map(str.isdigit, word))
    return digits > 0 and (digits * 2 > len(word) or len(word) < SHORT)
