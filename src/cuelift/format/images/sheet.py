"""Writes a contact sheet: all pictures of a track on one page, with their times.

The page needs nothing from elsewhere and runs no script: pictures are in it, as long as all of them
together are not too large for a page; further ones are those of the files beside it, which browsers
load when they come into view.

Spec: HTML Living Standard, 4.8.4 (lazy loading of images); RFC 2397 (data URLs); Selectors Level 4,
4.5 (``:has()``).
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from cuelift.cues import Bitmap, Cue, Header
from cuelift.format.images.names import file_name
from cuelift.format.images.png import png
from cuelift.markup.clock import clock_short
from cuelift.markup.webvtt_time import round_ms

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; padding: 0 1.2em 2em;
  max-width: 62em; background: #f3f4f6; color: #1c2128 }}
header {{ position: sticky; top: 0; padding: .8em 0 .6em; background: #f3f4f6 }}
h1 {{ font-size: 1.35em; margin: 0 0 .2em }}
header label {{ margin-left: 1em; white-space: nowrap }}
ol {{ padding: 0; margin: 0 }}
li {{ background: #fff; border: 1px solid #dfe3e8; border-radius: 8px; margin: 0 0 .8em;
  padding: .6em .8em; list-style: none; scroll-margin-top: 6em }}
li:target {{ border-color: #57a }}
li a {{ display: inline-block; min-width: 2.6em; color: #357; text-decoration: none }}
figure {{ margin: .5em 0 0; padding: .6em; border-radius: 5px; background: #56667a;
  overflow-x: auto }}
img {{ display: block; max-width: 100%; height: auto; margin: 0 auto }}
time, small {{ font-variant-numeric: tabular-nums; color: #57606a }}
b {{ font-size: 80%; border-radius: 9px; padding: .1em .6em; background: #e5e9ee }}
.single b.status {{ background: #fdeab0 }}
.doubtful b.status {{ background: #ffd0c8 }}
li p {{ margin: .5em 0 0; white-space: pre-wrap; text-align: center; font-size: 1.05em }}
{filters}
@media (prefers-color-scheme: dark) {{
body, header {{ background: #16191d; color: #e3e6ea }}
li {{ background: #21262d; border-color: #343b44 }}
li a {{ color: #9cf }}
time, small {{ color: #98a2ad }}
b {{ color: #1c2128 }}
}}
</style>
</head>
<body>
<header>
<h1>{title}</h1>
{count} captions{choices}
</header>
<ol>
"""
_TAIL = "</ol>\n</body>\n</html>\n"
_KINDS = ("forced", "agreed", "single", "doubtful")
_EMBEDDED_BYTES = 24 << 20
"""Of picture files in the page; browsers bear more, but nobody waits for it."""


def sheet(header: Header, cues: Sequence[Cue], embedded_bytes: int = _EMBEDDED_BYTES) -> str:
    """The page for the cues that have pictures.

    Args:
        header: names the track.
        cues: of the track.
        embedded_bytes: how much of picture files may be in the page.
    """
    shown = [cue for cue in cues if cue.bitmaps]
    counts = Counter(kind for cue in shown for kind in _kinds(cue))
    kinds = [kind for kind in _KINDS if 0 < counts[kind] < len(shown)]
    language = header.language and f"({header.language})"
    head = _HEAD.format(
        title=escape(" ".join(filter(None, (header.title or "Captions", language)))),
        count=f"{len(shown):,}",
        filters="\n".join(
            f"body:has(#only-{kind}:checked) li:not(.{kind}) {{ display: none }}" for kind in kinds
        ),
        choices="".join(
            f'\n<label><input type="checkbox" id="only-{kind}"> {kind} only ({counts[kind]:,})'
            "</label>"
            for kind in kinds
        ),
    )
    sources = _Sources(embedded_bytes)
    items = (_item(number, cue, sources) for number, cue in enumerate(shown, 1))
    return "".join([head, *items, _TAIL])


class _Sources:
    """Where the page takes its pictures from."""

    def __init__(self, room: int) -> None:
        self._room = room

    def of(self, bitmap: Bitmap) -> str:
        """A picture itself, or the name of its file."""
        if self._room > 0:
            data = png(bitmap)
            self._room -= len(data)
            if self._room >= 0:
                return f"data:image/png;base64,{b64encode(data).decode()}"
        return file_name(bitmap)


def _kinds(cue: Cue) -> list[str]:
    status = [cue.reading.status] if cue.reading is not None else []
    return ["forced", *status] if cue.forced else [*status]


def _item(number: int, cue: Cue, sources: _Sources) -> str:
    first = cue.bitmaps[0]
    canvas = f"{first.canvas_width} × {first.canvas_height}"
    kinds = " ".join(_kinds(cue))
    return "".join(
        (
            f'<li id="c{number}"' + (f' class="{kinds}"' if kinds else "") + ">",
            f'<a href="#c{number}">{number}</a> ',
            f"<time>{_clock(cue.start_ns)} – {_clock(cue.end_ns)}</time> ",
            f"<small>{canvas}</small>",
            *_marks(cue),
            *_pictures(cue, sources),
            *_text(cue),
            "</li>\n",
        )
    )


def _marks(cue: Cue) -> Iterator[str]:
    if cue.forced:
        yield " <b>forced</b>"
    if cue.reading is not None and cue.reading.status != "agreed":
        yield f' <b class="status">{cue.reading.status}</b>'


def _pictures(cue: Cue, sources: _Sources) -> Iterator[str]:
    for each in cue.bitmaps:
        yield (
            f'\n<figure><img loading="lazy" src="{sources.of(each)}" width="{each.width}" '
            f'height="{each.height}" alt="at {each.x}, {each.y}"></figure>'
        )


def _text(cue: Cue) -> Iterator[str]:
    if cue.reading is None:
        return
    yield f"\n<p>{escape(cue.text)}</p>"
    for other in cue.reading.alternatives:
        yield f"\n<p><small>or: {escape(other)}</small></p>"


def _clock(time_ns: int | None) -> str:
    if time_ns is None:
        return "?"
    return clock_short(round_ms(time_ns))
