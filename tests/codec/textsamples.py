"""Builds text samples, their boxes and their tracks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from cuelift.codec import Decoder
from cuelift.cues import Cue, Header
from cuelift.errors import CodecError
from cuelift.format.jsonl import JsonLinesWriter
from cuelift.format.options import JsonLinesOptions
from cuelift.media import Sample, SampleDescription, Track

GOLDEN = Path(__file__).parent.parent / "golden"

WHITE = bytes((255, 255, 255, 255))


def be(value: int, size: int) -> bytes:
    return value.to_bytes(size, "big", signed=value < 0)


def box(kind: str, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return be(len(body) + 8, 4) + kind.encode() + body


def text_sample(text: str | bytes, *boxes: bytes) -> bytes:
    data = text.encode() if isinstance(text, str) else text
    return be(len(data), 2) + data + b"".join(boxes)


def record(
    start: int, end: int, face: int = 0, *, font: int = 1, size: int = 18, rgba: bytes = WHITE
) -> bytes:
    return be(start, 2) + be(end, 2) + be(font, 2) + bytes((face, size)) + rgba


def styl(*records: bytes) -> bytes:
    return box("styl", be(len(records), 2), *records)


def ftab(fonts: dict[int, str]) -> bytes:
    entries = [
        be(number, 2) + bytes((len(name),)) + name.encode() for number, name in fonts.items()
    ]
    return box("ftab", be(len(fonts), 2), *entries)


def entry(
    *,
    flags: int = 0,
    across: int = 1,
    down: int = -1,
    background: bytes = bytes(4),
    text_box: tuple[int, int, int, int] = (0, 0, 0, 0),
    default: bytes = record(0, 0),
    fonts: bytes = ftab({1: "Sans", 2: "Serif"}),
) -> bytes:
    """A tx3g sample description; the box is top, left, bottom, right."""
    edges = b"".join(be(edge, 2) for edge in text_box)
    return be(flags, 4) + be(across, 1) + be(down, 1) + background + edges + default + fonts


def make_track(
    codec: str,
    private: bytes = b"",
    *,
    timescale: int = 1000,
    language: str | None = None,
    place: tuple[int, int, int, int] | None = None,
    canvas: tuple[int, int] | None = None,
) -> Track:
    description = SampleDescription(codec=codec, codec_id=codec, private=private)
    return Track(
        index=0,
        number=1,
        descriptions=(description,),
        timescale=timescale,
        language=language,
        place=place,
        canvas=canvas,
    )


def decode_all(decoder: Decoder, samples: Iterable[tuple[int, int | None, bytes]]) -> list[Cue]:
    """All cues of samples given as (pts, duration, data)."""
    cues: list[Cue] = []
    for pts, duration, data in samples:
        cues += decoder.decode(Sample(0, pts, duration, data))
    return cues + list(decoder.flush())


def decode_what_can_be(make: Callable[[], Decoder], samples: Iterable[bytes]) -> list[Cue]:
    """Decodes samples of one second each; a broken one costs only itself."""
    decoder = make()
    cues: list[Cue] = []
    for number, data in enumerate(samples):
        try:
            cues += decoder.decode(Sample(0, number * 1000, 1000, data))
        except CodecError:
            continue
    return cues + list(decoder.flush())


def dump(cues: Iterable[Cue]) -> str:
    writer = JsonLinesWriter(Header(), JsonLinesOptions())
    return "".join(writer.write(cue) for cue in cues)


def check_golden(name: str, cues: Iterable[Cue]) -> None:
    """Compares with a golden dump; a missing one is written, and then the test fails once."""
    path = GOLDEN / name
    found = dump(cues)
    if not path.exists():
        path.write_text(found)
        raise AssertionError(f"{name} was missing and is written now: read it and run again")
    assert found == path.read_text()
