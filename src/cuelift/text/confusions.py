"""What character recognition takes for something else."""

from __future__ import annotations

from collections.abc import Container, Iterator

_PAIRS = (
    ("l", "I"), ("I", "l"), ("1", "l"), ("1", "I"), ("|", "I"), ("|", "l"), ("!", "l"), ("l", "i"),
    ("i", "l"), ("I", "i"), ("1", "i"), ("0", "O"), ("0", "o"), ("O", "o"), ("5", "S"), ("5", "s"),
    ("8", "B"), ("6", "b"), ("9", "g"), ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"),
    ("vv", "w"), ("VV", "W"), ("w", "vv"), ("ii", "ü"), ("ri", "n"), ("li", "h"), ("β", "ß"),
    ("ﬁ", "fi"), ("ﬂ", "fl"),
)  # fmt: skip
"""As read, as meant."""
_BY_FIRST: dict[str, list[tuple[str, str]]] = {}
for _read, _meant in _PAIRS:
    _BY_FIRST.setdefault(_read[0], []).append((_read, _meant))


def candidates(word: str) -> Iterator[str]:
    """The words that one confusion makes of another, each once; the likelier first."""
    yield from dict.fromkeys(_candidates(word))


def _candidates(word: str) -> Iterator[str]:
    for at, char in enumerate(word):
        for read, meant in _BY_FIRST.get(char, ()):
            if word.startswith(read, at):
                yield word[:at] + meant + word[at + len(read) :]
        if at and char == word[at - 1]:
            yield word[:at] + word[at + 1 :]
    for read, meant in _PAIRS:
        if word.count(read) > 1:
            yield word.replace(read, meant)


def parts(word: str, seen: Container[str]) -> Iterator[str]:
    """The pairs of words whose space may have been lost.

    Args:
        word: as it was read.
        seen: words that stand elsewhere; both halves must.
    """
    for at in range(2, len(word) - 1):
        head, tail = word[:at], word[at:]
        if tail in seen and head in seen:
            yield f"{head} {tail}"
