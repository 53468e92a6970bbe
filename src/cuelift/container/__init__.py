"""Container readers, and which of them a file wants."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cuelift.container.base import Container, Index, Movie, Scan, ScanPart
from cuelift.media import Fetch

__all__ = ["CONTAINERS", "SNIFF_BYTES", "Container", "Index", "Movie", "Scan", "ScanPart", "sniff"]

SNIFF_BYTES = 64
"""Enough of a file's head for ``sniff``."""

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


_ENTRIES = (
    Container("matroska", ("mkv", "webm", "mks", "mka", "mk3d"), _is_matroska, _open_matroska),
    Container(
        "mp4",
        ("mp4", "m4v", "mov", "ismv", "ismt", "cmft", "m4a", "m4s", "3gp"),
        _is_mp4,
        _open_mp4,
    ),
)

CONTAINERS: Mapping[str, Container] = MappingProxyType({entry.name: entry for entry in _ENTRIES})


def sniff(head: bytes) -> Container | None:
    """The container that a file beginning with ``head`` is, or None."""
    return next((entry for entry in _ENTRIES if entry.sniff(head)), None)
