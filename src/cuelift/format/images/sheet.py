"""Writes a contact sheet: all pictures of a track on one page, with their times.

The page needs nothing but the pictures beside it, and runs no script. Browsers load a picture when
it comes into view, so thousands of them do no harm.

Spec: HTML Living Standard, 4.8.4 (lazy loading of images).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from cuelift.cues import Cue, Header
from cuelift.format.images.names import file_name

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 15px/1.4 system-ui, sans-serif; margin: 1.5em; background: #eee; color: #111 }}
li {{ background: #fff; border-radius: 6px; margin: 0 0 1em; padding: .6em .8em; list-style: none }}
ol {{ padding: 0 }}
figure {{ margin: .4em 0 0; padding: .5em; background: #567; overflow-x: auto }}
img {{ display: block; max-width: 100%; height: auto }}
time, small {{ font-variant-numeric: tabular-nums; color: #555 }}
b {{ font-size: 80%; border-radius: 3px; padding: 0 .4em; background: #fd8 }}
p {{ margin: .4em 0 0; white-space: pre-wrap }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{count} captions</p>
<ol>
"""
_TAIL = "</ol>\n</body>\n</html>\n"
_MS = 1_000_000


def sheet(header: Header, cues: Sequence[Cue]) -> str:
    """The page for the cues that have pictures."""
    shown = [cue for cue in cues if cue.bitmaps]
    name = " ".join(filter(None, (header.title, header.language and f"({header.language})")))
    head = _HEAD.format(title=escape(name or "Captions"), count=f"{len(shown):,}")
    return "".join([head, *(_item(number, cue) for number, cue in enumerate(shown, 1)), _TAIL])


def _item(number: int, cue: Cue) -> str:
    first = cue.bitmaps[0]
    canvas = f"{first.canvas_width} × {first.canvas_height}"
    return "".join(
        (
            f'<li id="c{number}"><a href="#c{number}">{number}</a> ',
            f"<time>{_clock(cue.start_ns)} – {_clock(cue.end_ns)}</time> ",
            f"<small>{canvas}</small>",
            *_marks(cue),
            *_pictures(cue),
            *_text(cue),
            "</li>\n",
        )
    )


def _marks(cue: Cue) -> Iterator[str]:
    if cue.forced:
        yield " <b>forced</b>"
    if cue.reading is not None and cue.reading.status != "agreed":
        yield f" <b>{escape(cue.reading.status)}</b>"


def _pictures(cue: Cue) -> Iterator[str]:
    for each in cue.bitmaps:
        yield (
            f'\n<figure><img loading="lazy" src="{file_name(each)}" width="{each.width}" '
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
    seconds, ms = divmod((time_ns + _MS // 2) // _MS, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
