"""Small films for tests of the pipeline, made of bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.writers import ebml


class Text(NamedTuple):
    """A caption track: codec, language, and cues of (start ms, duration ms or None, payload)."""

    cues: Sequence[tuple[int, int | None, str | bytes]]
    codec: str = "S_TEXT/UTF8"
    language: str = "eng"
    name: str = ""
    private: bytes = b""
    forced: bool = False
    sdh: bool = False
    encodings: bytes = b""


LINES = [(1000, 1500, "One"), (3000, 1500, "<i>Two</i>"), (5000, 1500, "Three\nlines")]
CLUSTER_MS = 2000
PICTURE_BYTES = 3000


def mkv(
    *tracks: Text,
    cues: str = "back",
    attachments: Sequence[bytes] = (),
    tags: Sequence[bytes] = (),
    scale: int = 1_000_000,
) -> bytes:
    """A Matroska film with a picture track and these caption tracks, numbered from 2."""
    entries = [ebml.track(1, "V_MPEG4/ISO/AVC", kind=1, video=(640, 360))]
    blocks: dict[int, list[ebml.Block]] = {}
    last = 0
    for number, track in enumerate(tracks, 2):
        flags = {0x55AA: int(track.forced), 0x55AB: int(track.sdh)}
        entries.append(
            ebml.track(
                number,
                track.codec,
                language=track.language,
                name=track.name,
                private=track.private,
                flags={key: value for key, value in flags.items() if value},
                encodings=track.encodings,
            )
        )
        for start, duration, text in track.cues:
            at = start - start % CLUSTER_MS
            payload = text.encode() if isinstance(text, str) else text
            data = ebml.block_group(number, start - at, payload, duration)
            blocks.setdefault(at, []).append(ebml.Block(data, number, start, duration))
            last = max(last, start + (duration or 0))
    clusters = []
    for at in range(0, last + CLUSTER_MS, CLUSTER_MS):
        own = sorted(blocks.get(at, []), key=lambda block: block.time)
        pictures = [ebml.filler(1, ms, PICTURE_BYTES) for ms in range(0, CLUSTER_MS, 500)]
        clusters.append(ebml.Cluster(at, [*pictures[:2], *own, *pictures[2:]], size_length=8))
    return ebml.File(
        entries,
        clusters,
        scale=scale,
        duration=float(last),
        cues=cues,
        attachments=attachments,
        tags=tags,
    ).write()
