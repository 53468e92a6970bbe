"""Container readers, and which of them a file wants."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cuelift.container.base import Container, Index, Movie, Scan, ScanPart
from cuelift.media import Fetch

__all__ = ["CONTAINERS", "SNIFF_BYTES", "Container", "Index", "Movie", "Scan", "ScanPart", "sniff"]

SNIFF_BYTES = 2048
"""Enough of a file's head for ``sniff``."""

_TS_PACKETS = (188, 192, 204)
_MP4_FIRST_BOXES = frozenset(
    (b"ftyp", b"styp", b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"sidx", b"pnot",
     b"uuid", b"emsg", b"prft", b"pdin", b"meta")
)  # fmt: skip


def _is_matroska(head: bytes) -> bool:
    return head[:4] == b"\x1a\x45\xdf\xa3" or head[:4] in (b"\x1f\x43\xb6\x75", b"\x18\x53\x80\x67")


def _open_matroska(size: int) -> Fetch[Movie]:
    from cuelift.container.matroska import open_matroska

    return open_matroska(size)


def _is_mp4(head: bytes) -> bool:
    return head[4:8] in _MP4_FIRST_BOXES


def _open_mp4(size: int) -> Fetch[Movie]:
    from cuelift.container.mp4 import open_mp4

    return open_mp4(size)


def _is_mpegts(head: bytes) -> bool:
    """Whether sync bytes lie a packet apart, in five packets; or in all, where nothing else is."""
    if b"G" not in head:
        return False
    for size in _TS_PACKETS:
        columns = [head[at::size][:5] for at in range(size)]
        if any(column == b"GGGGG" for column in columns):
            return True
        if len(head) < SNIFF_BYTES and len(head) % size == 0:
            first = columns[4 if size == 192 else 0]
            if first.count(b"G") == len(first):
                return True
    return False


def _open_mpegts(size: int) -> Fetch[Movie]:
    from cuelift.container.mpegts import open_mpegts

    return open_mpegts(size)


def _is_mpegps(head: bytes) -> bool:
    return head.startswith(b"\0\0\1\xba")


def _open_mpegps(size: int) -> Fetch[Movie]:
    from cuelift.container.mpegps import open_mpegps

    return open_mpegps(size)


def _is_avi(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"AVI "


def _open_avi(size: int) -> Fetch[Movie]:
    from cuelift.container.avi import open_avi

    return open_avi(size)


def _is_vobsub(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").startswith(b"# VobSub index file")


def _open_vobsub(size: int) -> Fetch[Movie]:
    from cuelift.container.vobsub import open_vobsub

    return open_vobsub(size)


def _is_sup(head: bytes) -> bool:
    return head[:2] == b"PG" and head[10:11] in (b"\x14", b"\x15", b"\x16", b"\x17", b"\x80")


def _open_sup(size: int) -> Fetch[Movie]:
    from cuelift.container.sup import open_sup

    return open_sup(size)


_ENTRIES = (
    Container("matroska", ("mkv", "webm", "mks", "mka", "mk3d"), _is_matroska, _open_matroska),
    Container(
        "mp4",
        ("mp4", "m4v", "mov", "ismv", "ismt", "cmft", "m4a", "m4s", "3gp"),
        _is_mp4,
        _open_mp4,
    ),
    Container("mpegps", ("mpg", "mpeg", "vob", "ps", "sub"), _is_mpegps, _open_mpegps),
    Container("avi", ("avi", "divx"), _is_avi, _open_avi),
    Container("vobsub", ("idx",), _is_vobsub, _open_vobsub, companion="sub"),
    Container("sup", ("sup",), _is_sup, _open_sup),
    Container("mpegts", ("ts", "m2ts", "mts", "m2t", "trp", "tp"), _is_mpegts, _open_mpegts),
)

CONTAINERS: Mapping[str, Container] = MappingProxyType({entry.name: entry for entry in _ENTRIES})


def sniff(head: bytes) -> Container | None:
    """The container that a file beginning with ``head`` is, or None."""
    return next((entry for entry in _ENTRIES if entry.sniff(head)), None)
