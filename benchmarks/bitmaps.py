"""Measures how fast pictures of captions are decoded, on one core.

    python benchmarks/bitmaps.py [--images 300]

Texts are rendered about 700 x 100 pixels large and coded as PGS in 16 and in about 100 grey levels,
and as DVD and DVB pictures. libavcodec through PyAV decodes the same samples beside it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).parents[1]))

from cuelift.codec import CODECS
from cuelift.media import Sample, SampleDescription, Track
from tests.writers import dvbsub, pgs, subpicture

TEXT = (
    "the captions of a film say what is heard while nobody can hear it and some of them "
    "are longer than others but most have one line or two of about thirty letters each"
)
PRIVATE = {"vobsub": b"size: 1920x1080\npalette: " + b", ".join([b"ffffff"] * 16)}
LIBAV = {"pgs": "pgssub", "vobsub": "dvdsub", "dvbsub": "dvbsub"}
ROUNDS = 3
GOAL = 1500
"""PGS pictures a second."""


def render(draw: random.Random, levels: int) -> np.ndarray:
    """Two lines of text with an outline, in so many grey levels."""
    words = TEXT.split()
    lines = [" ".join(draw.choices(words, k=draw.randint(6, 9))) for _ in range(2)]
    canvas = Image.new("L", (1600, 160))
    ImageDraw.Draw(canvas).multiline_text(
        (800, 20),
        "\n".join(lines),
        font=ImageFont.load_default(size=40),
        fill=255,
        anchor="ma",
        align="center",
        stroke_width=3,
        stroke_fill=90,
    )
    pixels = np.asarray(canvas.crop(canvas.getbbox())).astype(int)
    return (pixels * (levels - 1) // 255).astype(np.uint8)


def as_pgs(pixels: np.ndarray, levels: int) -> bytes:
    colors = [(at, 16 + 219 * at // (levels - 1), 128, 128, min(255, 40 + at) if at else 0)
              for at in range(levels)]  # fmt: skip
    return (
        pgs.composition(pgs.placed(0, 400, 900))
        + pgs.palette(colors)
        + pgs.picture(0, pixels.tobytes(), pixels.shape[1])
        + pgs.end()
    )


def as_vobsub(pixels: np.ndarray) -> bytes:
    return subpicture.picture(pixels.tobytes(), pixels.shape[1], x=100, y=900)


def as_dvbsub(pixels: np.ndarray, number: int) -> bytes:
    height, width = pixels.shape
    return (
        dvbsub.display(1920, 1080)
        + dvbsub.page((0, 100, 900), version=number % 16)
        + dvbsub.region(0, width, height, dvbsub.spot(1, 0, 0))
        + dvbsub.clut(0, [(at, 16 + 14 * at, 128, 128, 0) for at in range(16)])
        + dvbsub.picture(1, pixels.tobytes(), width)
        + dvbsub.end()
    )


def ours(codec: str, samples: Sequence[bytes]) -> int:
    """Pictures decoded."""
    description = SampleDescription(codec=codec, codec_id=codec, private=PRIVATE.get(codec, b""))
    track = Track(index=0, number=1, descriptions=(description,), timescale=1000)
    make = CODECS[codec].decoder
    assert make is not None
    decoder = make(track, 0)
    cues = [
        cue
        for at, data in enumerate(samples)
        for cue in decoder.decode(Sample(0, at * 2000, None, data))
    ]
    return sum(len(cue.bitmaps) for cue in [*cues, *decoder.flush()])


def theirs(codec: str, samples: Sequence[bytes]) -> int:
    """Pictures decoded by libavcodec."""
    context = av.CodecContext.create(LIBAV[codec], "r")
    if codec in PRIVATE:
        context.extradata = PRIVATE[codec]
    count = 0
    for at, data in enumerate(samples):
        packet = av.Packet(data)
        packet.pts = at
        subtitles = context.decode2(packet)
        count += sum(len(bytes(each[0])) > 0 for each in (subtitles.rects if subtitles else ()))
    return count


def rate(run: Callable[[str, Sequence[bytes]], int], codec: str, samples: Sequence[bytes]) -> float:
    """Pictures per second of processor time, the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        began = time.process_time()
        count = run(codec, samples)
        best = max(best, count / (time.process_time() - began))
        assert count == len(samples), f"{codec}: {count} of {len(samples)} pictures"
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--images", type=int, default=300)
    count = parser.parse_args().images
    draw = random.Random(1)
    drawn = {levels: [render(draw, levels) for _ in range(count)] for levels in (4, 16, 100)}
    cases = {
        "PGS, 16 levels": ("pgs", [as_pgs(each, 16) for each in drawn[16]]),
        "PGS, 100 levels": ("pgs", [as_pgs(each, 100) for each in drawn[100]]),
        "VobSub": ("vobsub", [as_vobsub(each) for each in drawn[4]]),
        "DVB, 4 bits": ("dvbsub", [as_dvbsub(each, at) for at, each in enumerate(drawn[16])]),
    }
    mean = np.mean([each.shape for each in drawn[16]], axis=0)
    print(f"{count} pictures of {mean[1]:.0f} x {mean[0]:.0f} pixels on average")
    slow = False
    for name, (codec, samples) in cases.items():
        own, other = rate(ours, codec, samples), rate(theirs, codec, samples)
        size = sum(map(len, samples)) / count
        print(f"{name:16} {size:8,.0f} bytes  {own:7,.0f}/s  libavcodec {other:7,.0f}/s")
        slow |= codec == "pgs" and own < GOAL
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
