"""Makes one reading out of what the engines read, and says how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from cuelift.cues.reading import ReadingStatus
from cuelift.ocr.ballot import Reading, elect
from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.folding import fold
from cuelift.ocr.risks import is_risky
from cuelift.ocr.wordlist import Wordlist

SURE = 0.9
"""Below it a character is doubtful where only one engine has read it."""


class Opinion(msgspec.Struct, frozen=True):
    """One engine's reading of one picture, after the rules."""

    engine: str
    lines: tuple[OcrLine, ...]
    changes: tuple[str, ...] = ()
    complete: bool = True
    """Whether the text accounts for all the ink."""

    @property
    def text(self) -> str:
        """Lines joined by newlines."""
        return "\n".join(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        """That of the least certain character."""
        return min((line.confidence for line in self.lines), default=0.0)

    @property
    def sure(self) -> bool:
        """Whether no second opinion is needed."""
        return self.complete and self.confidence >= SURE and bool(self.lines)


class Decision(msgspec.Struct, frozen=True):
    """The reading that is kept."""

    chosen: Opinion
    status: ReadingStatus
    confidence: float
    engines: tuple[str, ...]
    alternatives: tuple[str, ...] = ()


def decide(
    opinions: Sequence[Opinion],
    *,
    unspaced: bool = False,
    letters: str = "",
    words: Wordlist | None = None,
    language: str = "",
) -> Decision:
    """Weighs one opinion or more, the most trusted first; an engine may have several.

    They are agreed where two engines or more stand behind each character. Where they differ, the
    likelier reading stands and a person should look.

    Args:
        opinions: at least one.
        unspaced: the script parts no words by spaces.
        letters: those of the language beside ASCII; empty: not known.
        words: of the language; None: there is no dictionary.
        language: BCP 47 tag; empty: not known.
    """
    voters = _voters(opinions)
    chosen, backed = _elected(voters, unspaced, letters, words)
    engines = tuple(dict.fromkeys(each.engine for each in voters))
    told = fold(chosen.text, unspaced=unspaced)
    differ = [
        each for each in opinions if each.lines and fold(each.text, unspaced=unspaced) != told
    ]
    backed = backed and chosen.complete and bool(chosen.lines)
    least = _least_sure(voters)
    backed = backed and not is_risky(chosen.text, least, unspaced=unspaced, language=language)
    if backed and len(engines) > 1:
        same = [each.confidence for each in voters if each.text == chosen.text]
        return Decision(chosen, "agreed", max(same, default=chosen.confidence), engines)
    alone = len({each.engine for each in opinions}) == 1
    status: ReadingStatus = "single" if alone and backed and chosen.sure else "doubtful"
    others = {fold(each.text, unspaced=unspaced): each.text for each in reversed(differ)}
    return Decision(
        chosen, status, chosen.confidence, (chosen.engine,), tuple(reversed(others.values()))
    )


def _least_sure(voters: Sequence[Opinion]) -> float:
    """Confidence of the engine that is less sure, each in its surest reading of each line."""
    surest: dict[tuple[str, int], float] = {}
    for each in voters:
        for place, line in enumerate(each.lines):
            known = surest.get((each.engine, place), 0.0)
            surest[each.engine, place] = max(known, line.confidence)
    return min(surest.values(), default=0.0)


def _voters(opinions: Sequence[Opinion]) -> list[Opinion]:
    """Those that account for all the ink, or else all, as far as they have the same lines."""
    able = [each for each in opinions if each.lines] or list(opinions[:1])
    able = [each for each in able if each.complete] or able
    counts = Counter(len(each.lines) for each in able)
    [(usual, _)] = counts.most_common(1)
    return [each for each in able if len(each.lines) == usual]


def _elected(
    voters: Sequence[Opinion], unspaced: bool, letters: str, words: Wordlist | None
) -> tuple[Opinion, bool]:
    """What the opinions make together, and whether every line of it is well backed."""
    first = voters[0]
    rows = [
        elect(
            [Reading(each.engine, each.lines[place]) for each in voters],
            unspaced=unspaced,
            letters=letters,
            words=words,
        )
        for place in range(len(first.lines))
    ]
    lines = tuple(each.line for each in rows)
    changes = first.changes if _same(lines, first.lines) else (*first.changes, "merged")
    chosen = msgspec.structs.replace(first, lines=lines, changes=changes)
    return chosen, all(each.backed for each in rows)


def _same(one: Sequence[OcrLine], other: Sequence[OcrLine]) -> bool:
    return [line.text for line in one] == [line.text for line in other]
