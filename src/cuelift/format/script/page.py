"""Writes a script as a page for dubbing and proofreading: time, speaker, text, picture.

The page needs nothing from elsewhere and runs no script.

Spec: HTML Living Standard, 4.9 (tables); RFC 2397 (data URLs); Selectors Level 4, 4.5 (``:has()``).
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from cuelift.cues import Bitmap, Cue, Header
from cuelift.format.options import ScriptOptions
from cuelift.format.script.rows import Part, Row, all_rows, parts_of
from cuelift.markup.clock import clock_short

MOST_PARTS = 40
"""Speakers that can be chosen; those who say least are only in the table."""
PICTURE_BYTES = 24 << 20
"""Of pictures in the page."""
_STATUSES = ("doubtful", "single", "agreed")
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 0 1.2em 2em;
  max-width: 70em; background: #fff; color: #1c2128 }}
h1 {{ font-size: 1.35em; margin: 1em 0 .2em }}
nav label {{ margin-right: 1em; white-space: nowrap }}
table {{ border-collapse: collapse; width: 100%; margin-top: 1em }}
th, td {{ text-align: left; vertical-align: top; padding: .4em .7em;
  border-top: 1px solid #dfe3e8 }}
thead th {{ position: sticky; top: 0; background: #fff; border-bottom: 2px solid #aab }}
td.time {{ white-space: nowrap; font-variant-numeric: tabular-nums; color: #57606a }}
td.text {{ white-space: pre-wrap; width: 55% }}
td a {{ color: #357; text-decoration: none }}
tr:target {{ background: #eef4ff }}
tr.doubtful td.text {{ background: #ffe3dd }}
tr.single td.text {{ background: #fdf3cf }}
small {{ display: block; color: #57606a }}
img {{ display: block; max-width: 22em; height: auto; background: #56667a; padding: .3em;
  margin-bottom: .3em }}
{filters}
@media (prefers-color-scheme: dark) {{
body, thead th {{ background: #16191d; color: #e3e6ea }}
th, td {{ border-color: #343b44 }}
td a {{ color: #9cf }}
td.time, small {{ color: #98a2ad }}
tr:target {{ background: #223047 }}
tr.doubtful td.text {{ background: #55221a }}
tr.single td.text {{ background: #4a3d10 }}
}}
@media print {{ nav {{ display: none }} thead th {{ position: static }} tr {{ break-inside: avoid }}
body {{ max-width: none; font-size: 11px }} }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{summary}</p>
<nav>{choices}</nav>
<table>
<thead><tr><th>#</th><th>time</th><th>speaker</th><th>text</th></tr></thead>
<tbody>
"""
_TAIL = "</tbody>\n</table>\n</body>\n</html>\n"


class PageWriter:
    """Writes the page of a track."""

    def __init__(self, header: Header, options: ScriptOptions) -> None:
        self.losses: dict[str, int] = {}
        self._header = header
        self._speakers = options.speakers
        self._room = PICTURE_BYTES

    def write(self, cues: Sequence[Cue]) -> bytes:
        """The whole page, in UTF-8."""
        rows = all_rows(cues, self._speakers)
        parts = parts_of(rows)
        chosen = {part.speaker: f"s{number}" for number, part in enumerate(parts[:MOST_PARTS])}
        counts = Counter(row.status for row in rows)
        kinds = [(kind, kind, counts[kind]) for kind in _STATUSES if 0 < counts[kind] < len(rows)]
        kinds += [(chosen[part.speaker], part.speaker, part.rows) for part in parts[:MOST_PARTS]]
        language = self._header.language and f"({self._header.language})"
        head = _HEAD.format(
            title=escape(" ".join(filter(None, (self._header.title or "Captions", language)))),
            summary=escape(_summary(rows, parts)),
            filters="\n".join(map(_filter, [kind for kind, _, _ in kinds])),
            choices="".join([_choice(*kind) for kind in [("", "all", len(rows)), *kinds] if kinds]),
        )
        body = []
        number = 0
        for row in rows:
            body.append(self._row(row, chosen.get(row.speaker, ""), first=row.number != number))
            number = row.number
        return "".join([head, *body, _TAIL]).encode("utf-8", "replace")

    def _row(self, row: Row, chosen: str, *, first: bool) -> str:
        kinds = " ".join(filter(None, (row.status, chosen)))
        name = f' id="c{row.number}"' if first else ""
        return "".join(
            (
                f"<tr{name}" + (f' class="{kinds}"' if kinds else "") + ">",
                f'<td><a href="#c{row.number}">{row.number}</a></td>',
                f'<td class="time">{clock_short(row.start_ms)}<br>{clock_short(row.end_ms)}</td>',
                f"<td>{escape(row.speaker)}</td>",
                '<td class="text">',
                *self._pictures(row.bitmaps),
                escape(row.text),
                *(f"<small>or: {escape(other)}</small>" for other in row.alternatives),
                "</td></tr>\n",
            )
        )

    def _pictures(self, bitmaps: Sequence[Bitmap]) -> Iterator[str]:
        from cuelift.format.images.png import png

        for each in bitmaps:
            data = png(each) if self._room > 0 else b""
            self._room -= len(data)
            if not data or self._room < 0:
                self.losses["picture"] = self.losses.get("picture", 0) + 1
                continue
            yield (
                f'<img loading="lazy" src="data:image/png;base64,{b64encode(data).decode()}" '
                f'width="{each.width}" height="{each.height}" alt="">'
            )


def _filter(kind: str) -> str:
    return f"body:has(#only-{kind}:checked) tbody tr:not(.{kind}) {{ display: none }}"


def _choice(kind: str, name: str, count: int) -> str:
    checked = "" if kind else " checked"
    return (
        f'\n<label><input type="radio" name="only" id="only-{kind}"{checked}> {escape(name)} '
        f"({count:,})</label>"
    )


def _summary(rows: Sequence[Row], parts: Sequence[Part]) -> str:
    words = sum(len(row.text.split()) for row in rows)
    said = f"{len({row.number for row in rows}):,} captions, {words:,} words"
    return f"{said}, {len(parts):,} speakers" if parts else said
