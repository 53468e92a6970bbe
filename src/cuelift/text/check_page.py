"""What is against a style guide, as a page with a timeline that needs nothing beside itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from html import escape

import msgspec

from cuelift.cues import Cue
from cuelift.text.check import KINDS, Violation
from cuelift.text.clock import clock

WIDTH = 1000
"""Of the timeline, in its own units."""
MAX_MARKS = 4000
"""Ticks of cues on a timeline; more would only blur."""

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Caption check</title><style>
:root{color-scheme:light dark;--cue:#8888;--mark:#c62828;--warm:#fff3cd;--line:#8884}
@media(prefers-color-scheme:dark){:root{--mark:#ff7a70;--warm:#4d4000}}
body{font:16px/1.45 system-ui,sans-serif;margin:1.5rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}
td,th{border-top:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
td.text{white-space:pre-wrap;unicode-bidi:plaintext}
td.time{white-space:nowrap;font-variant-numeric:tabular-nums}
tr:target{background:var(--warm)}
svg{display:block;width:100%;height:64px;margin:.5rem 0;background:var(--line)}
svg path{stroke:var(--cue)}svg a rect{fill:var(--mark)}
svg a:hover rect,svg a:focus rect{stroke:currentColor;stroke-width:2}
.scale{display:flex;justify-content:space-between;font-size:.8rem}
.good{color:green}ul{margin:0;padding-left:1.1rem}
</style></head><body>
<h1>Caption check</h1>
"""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was held against a profile."""

    source: str
    profile: str
    language: str | None
    cues: Sequence[Cue]
    violations: Sequence[Violation]


def page(files: Sequence[Checked]) -> bytes:
    """The page, in UTF-8."""
    pieces = [_HEAD]
    for number, each in enumerate(files):
        pieces += _section(each, number)
    return "".join([*pieces, "</body></html>\n"]).encode("utf-8", "replace")


def describe(violation: Violation) -> str:
    """A violation in words: ``line too long: 51 characters, limit 42``."""
    says, unit = KINDS[violation.kind]
    value = _figure(violation.value)
    told = f"{says}: {value} {unit}".rstrip() if value else says
    return told if violation.limit is None else f"{told}, limit {_figure(violation.limit)}"


def _figure(value: float | str | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _section(each: Checked, number: int) -> Iterator[str]:
    by_cue: dict[int, list[Violation]] = defaultdict(list)
    for violation in each.violations:
        by_cue[violation.cue].append(violation)
    language = each.language or "language not known"
    yield f"<h2>{escape(each.source)}</h2>\n<p>Profile {escape(each.profile)}, "
    yield f"{escape(language)}; {len(each.cues):,} cues, "
    if not by_cue:
        yield '<span class="good">nothing against the profile</span>.</p>\n'
    else:
        yield f"{len(each.violations):,} violations in {len(by_cue):,} of them.</p>\n"
    yield from _timeline(each.cues, by_cue, number)
    if not by_cue:
        return
    counts = Counter(violation.kind for violation in each.violations)
    yield "<ul>"
    for kind, count in counts.most_common():
        yield f"<li>{escape(KINDS[kind][0])} ({escape(kind)}): {count:,}</li>"
    yield "</ul>\n<table><tr><th>Cue</th><th>Time</th><th>Text</th><th>Violations</th></tr>\n"
    for cue_number, found in by_cue.items():
        yield _row(each.cues[cue_number - 1], cue_number, found, number)
    yield "</table>\n"


def _row(cue: Cue, cue_number: int, found: Sequence[Violation], number: int) -> str:
    told = "".join([f"<li>{escape(describe(each))}</li>" for each in found])
    return (
        f'<tr id="{_anchor(number, cue_number)}"><td>{cue_number}</td>'
        f'<td class="time">{clock(cue.start_ns)}<br>{clock(cue.end_ns)}</td>'
        f'<td class="text" dir="auto">{escape(cue.text)}</td><td><ul>{told}</ul></td></tr>\n'
    )


def _timeline(
    cues: Sequence[Cue], by_cue: dict[int, list[Violation]], number: int
) -> Iterator[str]:
    """All cues as ticks, those with violations as marks that lead to their rows."""
    until = max((max(cue.start_ns, cue.end_ns or 0) for cue in cues), default=0)
    if until <= 0:
        return
    yield f'<svg viewBox="0 0 {WIDTH} 64" preserveAspectRatio="none" role="img" '
    yield 'aria-label="Timeline: cues, and violations marked">'
    step = -(-len(cues) // MAX_MARKS) or 1
    moves = [
        f"M{_at(cue.start_ns, until):.2f} 52h{max(_length(cue, until), 0.2):.2f}"
        for cue in cues[::step]
    ]
    yield f'<path d="{"".join(moves)}" stroke-width="16" fill="none"/>\n'
    for cue_number, found in by_cue.items():
        cue = cues[cue_number - 1]
        height = min(12 + 8 * len(found), 40)
        says = "; ".join(describe(each) for each in found)
        yield (
            f'<a href="#{_anchor(number, cue_number)}"><rect x="{_at(cue.start_ns, until):.2f}" '
            f'y="{42 - height}" width="{max(_length(cue, until), 1.5):.2f}" height="{height}">'
            f"<title>{clock(cue.start_ns)} {escape(says)}</title></rect></a>\n"
        )
    yield "</svg>\n"
    marks = [clock(until * quarter // 4) for quarter in range(5)]
    yield f'<div class="scale">{"".join(f"<span>{mark}</span>" for mark in marks)}</div>\n'


def _at(time_ns: int, until: int) -> float:
    return max(time_ns, 0) * WIDTH / until


def _length(cue: Cue, until: int) -> float:
    return ((cue.end_ns or cue.start_ns) - cue.start_ns) * WIDTH / until


def _anchor(number: int, cue_number: int) -> str:
    return f"f{number}c{cue_number}"
