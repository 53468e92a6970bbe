"""Writes BDN XML: events with pictures beside it, as authoring tools for discs take them.

Times count frames of 1/50 s. Events do not overlap: where cues do, an event ends and one that shows
all of them begins. Forced cues are events of their own, which may lie beside others.

Spec: BD-03-006-0093b, BDN file format 0.93, as authoring tools document it; it is not public.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from cuelift.cues import Cue, Header
from cuelift.format.base import File
from cuelift.format.images.names import file_name, picture_files
from cuelift.format.images.slices import Slice, slices
from cuelift.format.options import ImagesOptions

INDEX = "bdn.xml"
_FRAMES_PER_S = 50
_NS = 1_000_000_000
_NO_TEXT = dict.fromkeys([*range(0x20), 0x7F, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
"""Characters that XML does not allow, even escaped."""
_FORMATS = ((480, "480i"), (576, "576i"), (720, "720p"), (1080, "1080p"))


class BdnWriter:
    """Writes the pictures of a track and the XML file that places them."""

    def __init__(self, header: Header, options: ImagesOptions) -> None:
        self._header = header
        self.losses: dict[str, int] = {}

    def files(self, cues: Sequence[Cue]) -> Iterator[File]:
        """Pictures, and the XML file at last."""
        yield from picture_files(cues)
        shown = [part for forced in (False, True) for part in _parts(cues, forced=forced)]
        shown.sort(key=lambda part: part.start_ns)
        if left_out := sum(part.left_out for part in shown):
            self.losses["picture"] = left_out
        yield File(INDEX, "".join(self._xml(shown, cues)).encode("utf-8", "replace"))

    def _xml(self, shown: Sequence[Slice], cues: Sequence[Cue]) -> Iterator[str]:
        first = _clock(_frame(shown[0].start_ns)) if shown else _clock(0)
        last = _clock(max((_ends(part) for part in shown), default=0))
        lines = max((each.canvas_height for cue in cues for each in cue.bitmaps), default=1080)
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<BDN Version="0.93">\n<Description>\n'
            f'<Name Title="{_text(self._header.title)}" Content=""/>\n'
            f'<Language Code="{_text(self._header.language) or "und"}"/>\n'
            f'<Format VideoFormat="{_format(lines)}" FrameRate="{_FRAMES_PER_S}" '
            'DropFrame="False"/>\n'
            f'<Events Type="Graphic" FirstEventInTC="{first}" LastEventOutTC="{last}" '
            f'ContentInTC="{_clock(0)}" ContentOutTC="{last}" NumberofEvents="{len(shown)}"/>\n'
            "</Description>\n<Events>\n"
        )
        for part in shown:
            yield (
                f'<Event Forced="{part.cues[0].forced}" InTC="{_clock(_frame(part.start_ns))}" '
                f'OutTC="{_clock(_ends(part))}">\n'
            )
            for each in (bitmap for cue in part.cues for bitmap in cue.bitmaps):
                yield (
                    f'<Graphic Width="{each.width}" Height="{each.height}" X="{each.x}" '
                    f'Y="{each.y}">{file_name(each)}</Graphic>\n'
                )
            yield "</Event>\n"
        yield "</Events>\n</BDN>\n"


def _parts(cues: Sequence[Cue], *, forced: bool) -> Iterator[Slice]:
    return slices([cue for cue in cues if cue.forced == forced])


def _frame(time_ns: int) -> int:
    return (time_ns * _FRAMES_PER_S + _NS // 2) // _NS


def _ends(part: Slice) -> int:
    """The frame behind the last one; an event has one at least."""
    return max(_frame(part.end_ns), _frame(part.start_ns) + 1)


def _clock(frame: int) -> str:
    seconds, frames = divmod(frame, _FRAMES_PER_S)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frames:02}"


def _format(lines: int) -> str:
    return next((name for least, name in _FORMATS if lines <= least), "2160p")


def _text(value: str | None) -> str:
    return escape((value or "").translate(_NO_TEXT))
