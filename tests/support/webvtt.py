"""What the WebVTT tests share: boxes, tracks, samples, texts made of markup, golden files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
from hypothesis import strategies as st

from cuelift.cues import Cue, Header
from cuelift.format.options import WebVttOptions
from cuelift.format.webvtt import WebVttWriter
from cuelift.media import Sample, SampleDescription, Track

GOLDEN = Path(__file__).parent.parent / "golden" / "webvtt"

PIECES = (
    *("<i>", "</i>", "<b.loud>", "</b>", "<u>", "</u>", "<c.yellow.bg_blue>", "<c.x>", "</c>"),
    *("<v Mary>", "<v.a  Bob &amp; Al>", "<v>", "</v>", "<lang en-GB>", "<lang>", "</lang>"),
    *("<ruby>", "<rt>", "</rt>", "</ruby>", "<00:00:01.000>", "<00:02.500>", "<1>", "<", ">"),
    *("&amp;", "&lt;", "&nbsp;", "&lrm;", "&#65;", "&", "a", "b c", " ", "\n", "-->", "\u2028"),
    *(
        "<v A--",
        "<c.y--",
        "<lang e--",
        "--",
        "\u00a0",
        "\u200f",
        "\ufeff",
        "漢",
        "\x07",
        "é",
        "/",
        ".",
        "\t",
    ),
)

markup_texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
"""Texts that are mostly tags, references and what is close to them."""


def box(kind: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def track(codec_id: str, private: bytes = b"", timescale: int = 1000) -> Track:
    codec = "wvtt" if codec_id == "wvtt" else "webvtt"
    description = SampleDescription(codec=codec, codec_id=codec_id, private=private)
    return Track(index=0, number=1, descriptions=(description,), timescale=timescale)


def sample(data: bytes, pts: int = 0, duration: int | None = 1000, addition: bytes = b"") -> Sample:
    additions = ((1, addition),) if addition else ()
    return Sample(0, pts, duration, data, additions=additions)


def write(cues: Iterable[Cue], header: Header | None = None, **options: str) -> str:
    writer = WebVttWriter(header or Header(), WebVttOptions(**options))
    return writer.begin() + "".join([writer.write(cue) for cue in cues]) + writer.end()


def dump(cues: Iterable[Cue]) -> str:
    """One line of JSON per cue, defaults left out."""
    return "".join([msgspec.json.encode(cue).decode() + "\n" for cue in cues])


def check_golden(name: str, text: str) -> None:
    """Compares with a golden file; ``CUELIFT_GOLDEN=write`` writes it."""
    path = GOLDEN / name
    if os.environ.get("CUELIFT_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
