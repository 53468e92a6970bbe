"""Reads the header of an AVI file, and where its parts are.

Spec: AVI RIFF File Reference; OpenDML AVI File Format Extensions 1.02, clause 2 (segments).
"""

from __future__ import annotations

from typing import NamedTuple

from cuelift.container.avi.movie import AviMovie, Caption, make_movie
from cuelift.container.avi.riff import HEAD, Stream, read_header
from cuelift.errors import ContainerError
from cuelift.media import ByteRange, Fetch

_FIRST_READ = 64 * 1024
_LIST_HEAD = 12
_LONGEST_HEADER = 8 * 1024 * 1024
_MOST_CHUNKS = 1000
_PICTURES = (b"DXSB", b"DXSA")


class _Parts(NamedTuple):
    streams: list[Stream]
    films: list[ByteRange]
    """The bodies of the ``movi`` lists, behind their names."""
    listing: ByteRange | None
    """The body of ``idx1``."""


def open_avi(size: int) -> Fetch[AviMovie]:
    """Reads the header list, and the first chunk of every stream of text.

    Args:
        size: of the file.

    Raises:
        ContainerError: there is no header.
    """
    parts = yield from _find_parts(size)
    if not parts.streams:
        raise ContainerError("the AVI file has no header that lists streams")
    captions = [Caption(stream, _name(stream)) for stream in parts.streams if _is_caption(stream)]
    video = next((s for s in parts.streams if s.kind == b"vids" and not _is_caption(s)), None)
    return (yield from make_movie(size, captions, video, parts.films, parts.listing))


def _is_caption(stream: Stream) -> bool:
    return stream.kind == b"txts" or any(
        name.upper() in _PICTURES for name in (stream.handler, stream.compression)
    )


def _name(stream: Stream) -> str:
    """The name of a stream's codec: that of its format, else of its handler, else its kind."""
    for name in (stream.compression, stream.handler):
        if name.upper() in _PICTURES:
            return name.upper().decode()
    return stream.kind.decode("latin-1")


def _find_parts(size: int) -> Fetch[_Parts]:
    """Goes from chunk to chunk of the outermost lists."""
    streams: list[Stream] = []
    films: list[ByteRange] = []
    index: ByteRange | None = None
    [first] = yield [ByteRange(0, min(_FIRST_READ, size))]
    at = 0
    for _ in range(_MOST_CHUNKS):
        head = first[at : at + _LIST_HEAD]
        if len(head) < _LIST_HEAD and at + len(head) < size:
            [head] = yield [ByteRange(at, at + _LIST_HEAD)]
        if len(head) < HEAD:
            break
        name, length, kind = head[:4], int.from_bytes(head[4:8], "little"), head[8:12]
        end = min(at + HEAD + length, size)
        if name == b"RIFF" and kind in (b"AVI ", b"AVIX"):
            at += _LIST_HEAD
            continue
        body = ByteRange(at + _LIST_HEAD, max(end, at + _LIST_HEAD))
        if name == b"LIST" and kind == b"hdrl" and not streams:
            [data] = yield [ByteRange(body.start, min(body.end, body.start + _LONGEST_HEADER))]
            streams = read_header(data)
        elif name == b"LIST" and kind == b"movi":
            films.append(body if length else ByteRange(body.start, size))
        elif name == b"idx1":
            index = index or ByteRange(at + HEAD, end)
        at += HEAD + length + length % 2
    return _Parts(streams, films, index)
