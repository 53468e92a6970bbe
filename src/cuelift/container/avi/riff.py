"""The chunks of AVI files, and the header that lists the streams.

Spec: Multimedia Programming Interface and Data Specifications 1.0, "RIFF"; AVI RIFF File Reference;
OpenDML AVI File Format Extensions 1.02, clauses 3 (indexes) and 5 (headers).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cuelift.media import to_ns

HEAD = 8
_LIST_HEAD = 12
_MOST_STREAMS = 100
_STRH_SIZE = 36


class Chunk(NamedTuple):
    """A chunk in bytes at hand."""

    name: bytes
    """Four characters; of a list, those of its kind."""
    start: int
    """Of its body."""
    end: int


class Stream(NamedTuple):
    """What the header says of a stream."""

    number: int
    kind: bytes
    """``vids``, ``auds``, ``txts``..."""
    handler: bytes
    compression: bytes
    """``biCompression`` of the stream's format."""
    scale: int
    rate: int
    length: int
    title: str | None
    listing: bytes
    """The body of its ``indx`` chunk; empty: there is none."""
    size: tuple[int, int]
    """Width and height of the format, for pictures."""

    @property
    def duration_ns(self) -> int | None:
        """By the number of its samples."""
        length = self.length * self.scale
        return to_ns(length, self.rate) if self.rate and length else None


def chunks(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Chunk]:
    """The chunks of a list's body; the last one may reach past the end and is cut there."""
    end = len(data) if end is None else end
    at = start
    while end - at >= HEAD:
        name = data[at : at + 4]
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        stop = min(at + HEAD + size, end)
        if name in (b"LIST", b"RIFF") and stop - at >= _LIST_HEAD:
            yield Chunk(data[at + 8 : at + 12], at + _LIST_HEAD, stop)
        else:
            yield Chunk(name, at + HEAD, stop)
        at += HEAD + size + size % 2


def read_header(data: bytes) -> list[Stream]:
    """The streams of a header list.

    Args:
        data: its body, behind ``hdrl``.
    """
    streams: list[Stream] = []
    for chunk in chunks(data):
        if chunk.name == b"strl" and len(streams) < _MOST_STREAMS:
            streams.append(_read_stream(data, chunk, len(streams)))
    return streams


def _read_stream(data: bytes, place: Chunk, number: int) -> Stream:
    parts = {
        chunk.name: data[chunk.start : chunk.end] for chunk in chunks(data, place.start, place.end)
    }
    head = parts.get(b"strh", b"").ljust(_STRH_SIZE, b"\0")
    form = parts.get(b"strf", b"").ljust(20, b"\0")
    title = parts.get(b"strn", b"").split(b"\0")[0].decode("utf-8", "replace").strip()
    scale, rate, length = (int.from_bytes(head[at : at + 4], "little") for at in (20, 24, 32))
    return Stream(
        number=number,
        kind=head[:4],
        handler=head[4:8],
        compression=form[16:20],
        scale=scale,
        rate=rate,
        length=length,
        title=title or None,
        listing=parts.get(b"indx", b""),
        size=_size(form),
    )


def _size(form: bytes) -> tuple[int, int]:
    width, height = (
        int.from_bytes(form[at : at + 4], "little", signed=True) for at in (4, 8)
    )  # fmt: skip
    return max(width, 0), abs(height)
