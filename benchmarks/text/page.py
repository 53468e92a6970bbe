"""Writes the tables of the page on text processing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.text.score import KINDS

BEGIN, END = "<!-- marked set: begin -->", "<!-- marked set: end -->"
Scores = Mapping[str, Counter[str]]


def tables(own: Scores, others: Scores, part: str) -> str:
    """The tables of one run.

    Args:
        own: of this project, by language.
        others: of the other programs, over all languages.
        part: of the set, in words.
    """
    total = sum(own.values(), Counter[str]())
    head = (
        f"{total['cues']} cues of {len(own)} languages, {part}:\n{total['sound']} sounds,"
        f" {total['music']} of music, {total['speaker']} speaker labels,\n"
        f"{total['ad']} credits and {total['traps']} cues that only look like one of these.\n"
    )
    rows = [
        "| language | cues | sounds | music | labels | speaker named | credits"
        " | cues that lost dialogue |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(language, counts) for language, counts in own.items()),
        _row("**all**", total),
    ]
    lines = [head, *rows]
    if others:
        lines += ["", *_compared({"cuelift": total, **others})]
    return "\n".join(lines) + "\n"


def _row(name: str, counts: Counter[str]) -> str:
    found = [f"{counts[f'{kind} found']}/{counts[kind]}" for kind in KINDS]
    cells = [str(counts["cues"]), *found[:3], f"{counts['named']}/{counts['speaker']}", found[3]]
    return f"| {name} | {' | '.join(cells)} | {counts['wrong cues']} |"


def _compared(scores: Scores) -> Iterable[str]:
    yield (
        "| program | sounds found | music | labels | credits"
        " | cues that lost dialogue | characters of dialogue |"
    )
    yield "|---|---|---|---|---|---|---|"
    for name, counts in scores.items():
        shares = [f"{100 * counts[f'{kind} found'] / max(counts[kind], 1):.1f} %" for kind in KINDS]
        lost = f"{counts['wrong cues']} of {counts['dialogue']}"
        yield f"| {name} | {' | '.join(shares)} | {lost} | {counts['wrong characters']} |"


def insert(page: Path, made: str) -> None:
    """Puts tables between the two comments of a page.

    Raises:
        SystemExit: the page has no such comments.
    """
    text = page.read_text(encoding="utf-8")
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{page} has no {BEGIN} ... {END}")
    page.write_text(f"{head}{BEGIN}\n\n{made}\n{END}{tail}", encoding="utf-8")
