"""Helpers for tests of graphical codecs: pixels, tracks, and libavcodec's word on them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cuelift.codec import CODECS, Decoder
from cuelift.cues import Bitmap, Cue
from cuelift.cues.bitmap import crop
from cuelift.errors import CodecError
from cuelift.media import Sample, SampleDescription, Track

SECOND = 1_000_000_000
GOLDEN = Path(__file__).parent.parent / "golden"


def pixels(*rows: str) -> bytes:
    """Indices drawn as hexadecimal digits; a dot is 0."""
    return bytes(int(digit.replace(".", "0"), 16) for row in rows for digit in row)


def random_pixels(rng: random.Random, width: int, height: int, colors: int) -> bytes:
    """Runs of all lengths, and noise."""
    made = bytearray()
    while len(made) < width * height:
        if rng.random() < 0.3:
            made += bytes(rng.randrange(colors) for _ in range(rng.randrange(12)))
        else:
            made += bytes((rng.randrange(colors),)) * rng.choice((1, 2, 3, 9, 30, 64, 130, 300))
    return bytes(made[: width * height])


def opener(
    codec: str,
    private: bytes = b"",
    *,
    codec_id: str = "",
    timescale: int = 1000,
    place: tuple[int, int, int, int] | None = None,
    canvas: tuple[int, int] | None = None,
) -> Decoder:
    """A decoder of a track."""
    make = CODECS[codec].decoder
    assert make is not None
    description = SampleDescription(codec=codec, codec_id=codec_id or codec, private=private)
    track = Track(
        index=0,
        number=1,
        descriptions=(description,),
        timescale=timescale,
        place=place,
        canvas=canvas,
    )
    return make(track, 0)


def decode(
    decoder: Decoder, samples: Iterable[tuple[int, bytes] | tuple[int, bytes, int | None]]
) -> list[Cue]:
    """All cues of samples given as time, data and, if there is one, duration."""
    cues: list[Cue] = []
    for pts, data, *duration in samples:
        cues += decoder.decode(Sample(0, pts, duration[0] if duration else None, data))
    return [*cues, *decoder.flush()]


def decode_what_can_be(codec: str, private: bytes, data: bytes) -> None:
    """Any bytes: some samples of one decoder, errors of a sample left aside."""
    decoder = opener(codec, private)
    for pts in range(0, 4000, 1000):
        try:
            decoder.decode(Sample(0, pts, None, data))
        except CodecError:
            continue
    decoder.flush()


def dump(cues: Sequence[Cue]) -> str:
    """Cues and their pictures as text: times and places, colours, and rows of digits."""
    lines = []
    for cue in cues:
        marks = ("forced " if cue.forced else "") + ("inferred" if cue.end_inferred else "")
        lines.append(f"{cue.start_ns} {cue.end_ns} {marks}".rstrip())
        lines += [f"  {cue.place} {line}" for line in cue.text.splitlines()]
        for bitmap in cue.bitmaps:
            canvas = f"{bitmap.canvas_width}x{bitmap.canvas_height}"
            size = f"{bitmap.width}x{bitmap.height}"
            lines.append(f"  {size} at {bitmap.x},{bitmap.y} of {canvas}")
            palette = bitmap.palette
            lines.append(
                "  " + " ".join(palette[at : at + 4].hex() for at in range(0, len(palette), 4))
            )
            rows = range(0, len(bitmap.pixels), bitmap.width)
            lines += ["  " + bitmap.pixels[at : at + bitmap.width].hex() for at in rows]
    return "".join(f"{line}\n" for line in lines)


def matches_golden(name: str, cues: Sequence[Cue]) -> bool:
    """Whether the cues are those of a dump; shows both where they are not."""
    assert dump(cues).splitlines() == (GOLDEN / name).read_text().splitlines()
    return True


class Shown(NamedTuple):
    """A rectangle of libavcodec's, or of ours."""

    x: int
    y: int
    width: int
    height: int
    pixels: bytes


def shown(bitmap: Bitmap) -> Shown:
    return Shown(bitmap.x, bitmap.y, bitmap.width, bitmap.height, bitmap.pixels)


def by_libav(codec: str, packets: Iterable[bytes], private: bytes = b"") -> list[list[Shown]]:
    """The rectangles of each packet. PyAV tells neither colours nor what is forced."""
    import av

    context = av.CodecContext.create(codec, "r")
    if private:
        context.extradata = private
    found = []
    for number, data in enumerate(packets):
        packet = av.Packet(data)
        packet.pts = number
        subtitles = context.decode2(packet)
        found.append([_rectangle(each) for each in (subtitles.rects if subtitles else ())])
    return found


def _rectangle(rectangle: object) -> Shown:
    x, y, width, height = (getattr(rectangle, name) for name in ("x", "y", "width", "height"))
    plane = bytes(rectangle[0])  # type: ignore[index]
    stride = len(plane) // height
    rows = (plane[at : at + width] for at in range(0, stride * height, stride))
    return Shown(x, y, width, height, b"".join(rows))


def cropped(rectangle: Shown, palette: bytes) -> Shown | None:
    """A rectangle of libavcodec's without the borders that a palette leaves transparent."""
    x, y, width, height, data = rectangle
    bitmap = crop(
        Bitmap(
            x=x, y=y, width=width, height=height, canvas_width=1, canvas_height=1,
            pixels=data, palette=palette,
        )
    )  # fmt: skip
    return shown(bitmap) if bitmap else None
