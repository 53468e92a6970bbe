"""Writes a folder of pictures: a PNG file each, an index of JSON lines, a contact sheet.

The index is the last file: whoever finds it finds all that it names.

Spec: RFC 8259; the fields are documented in ``docs/reference/images.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cuelift.cues import Cue, Header
from cuelift.cues.reading import ReadingStatus
from cuelift.format.base import File
from cuelift.format.images.names import file_name, picture_files
from cuelift.format.images.sheet import sheet
from cuelift.format.options import ImagesOptions

INDEX, SHEET = "index.jsonl", "index.html"


class PictureLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A picture of a cue."""

    file: str
    """Its name in the folder."""
    x: int
    """Of its left upper corner on the canvas, in pixels."""
    y: int
    width: int
    height: int


class CueLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One caption; what was read of it is there where it was."""

    start_ns: int
    end_ns: int | None
    forced: bool
    canvas: tuple[int, int]
    """Width and height of the picture that the caption lies on, in pixels."""
    pictures: tuple[PictureLine, ...]
    """In drawing order."""
    text: str | None = None
    status: ReadingStatus | None = None
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()


class ImagesWriter:
    """Writes the pictures of a track, identical ones once."""

    def __init__(self, header: Header, options: ImagesOptions) -> None:
        self._header = header
        self.losses: dict[str, int] = {}

    def files(self, cues: Sequence[Cue]) -> Iterator[File]:
        """Pictures, the contact sheet, and the index at last."""
        yield from picture_files(cues)
        yield File(SHEET, sheet(self._header, cues).encode("utf-8", "replace"))
        encode = msgspec.json.Encoder().encode
        yield File(INDEX, b"".join([encode(_line(cue)) + b"\n" for cue in cues if cue.bitmaps]))


def _line(cue: Cue) -> CueLine:
    first, reading = cue.bitmaps[0], cue.reading
    return CueLine(
        start_ns=cue.start_ns,
        end_ns=cue.end_ns,
        forced=cue.forced,
        canvas=(first.canvas_width, first.canvas_height),
        pictures=tuple(
            PictureLine(
                file=file_name(each), x=each.x, y=each.y, width=each.width, height=each.height
            )
            for each in cue.bitmaps
        ),
        text=cue.text if reading else None,
        status=reading.status if reading else None,
        confidence=reading.confidence if reading else None,
        alternatives=reading.alternatives if reading else (),
    )
