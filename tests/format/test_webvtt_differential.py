"""Written files, read by others; public files, read by ourselves and by others."""

from __future__ import annotations

import io
import logging
import subprocess

import av
import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ttconv import model
from ttconv.vtt.reader import to_model

from cuelift.cues import Cue, Span, Style
from cuelift.errors import FormatError
from cuelift.format.webvtt_reader import read_webvtt
from tests.support.webvtt import write

MS = 1_000_000

DIFFERENT = {
    "invalid/bad-signature.vtt": "raises nothing and makes no document",
    "wpt-tests/file-parsing/arrows.vtt": "does not end a payload at an arrow",
    "wpt-tests/file-parsing/nulls.vtt": "accepts a NUL inside times",
    "wpt-tests/file-parsing/signature-bom.vtt": "takes the byte order mark for text",
    "wpt-tests/file-parsing/timings-60.vtt": "accepts 60 minutes and 60 seconds",
    "wpt-tests/file-parsing/timings-garbage.vtt": "accepts garbage beside the arrow",
    "wpt-tests/file-parsing/timings-too-short.vtt": "does not accept one digit of hours",
    "wpt-tests/file-parsing/whitespace-chars.vtt": "takes a vertical tab for white space",
    "wpt-tests/rendering/decode_escaped_entities.vtt": "does not know &lrm; and &rlm;",
    "wpt-tests/rendering/embedded_style_invalid_format.vtt": "loses the cue behind a style sheet",
    "wpt-tests/rendering/embedded_style_media_queries.vtt": "loses cues behind a style sheet",
    "wpt-tests/rendering/embedded_style_selectors.vtt": "loses cues behind a style sheet",
    "wpt-tests/rendering/embedded_style_urls.vtt": "loses cues behind a style sheet",
    "wpt-tests/rendering/snap-to-line.vtt": "takes a cue of the identifier NOTE for a comment",
}
"""What ttconv does with the files that it does not read as the specification says."""


@pytest.fixture(autouse=True)
def _quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def text_of(element):
    if isinstance(element, model.Text):
        return element.get_text()
    if isinstance(element, model.Br):
        return "\n"
    ruby = isinstance(element, model.Rt | model.Rtc | model.Rp)
    return "" if ruby else "".join([text_of(child) for child in element])


def ttconv_cues(text):
    """Start and end in milliseconds, and text."""
    document = to_model(io.StringIO(text), None)
    if document is None:
        return None
    return [
        (round(p.get_begin() * 1000), round(p.get_end() * 1000), text_of(p))
        for div in document.get_body()
        for p in div
    ]


def our_cues(text):
    try:
        cues = read_webvtt(text).cues
    except FormatError:
        return None
    shown = [cue for cue in cues if not cue.comment]
    return [(cue.start_ns // MS, cue.end_ns // MS, cue.text) for cue in shown]


@pytest.mark.corpus
def test_public_files_are_read_as_ttconv_reads_them_but_for_known_cases(corpus):
    root = corpus / "ttconv" / "vtt"
    differ = set()
    same = 0
    for path in sorted(root.rglob("*.vtt")):
        text = path.read_bytes().decode()
        ours, theirs = our_cues(text), ttconv_cues(text)
        if ours is None or theirs is None or ours != theirs:
            differ.add(path.relative_to(root).as_posix())
        else:
            same += 1

    assert differ == set(DIFFERENT)
    assert same == 119


lines = st.text(alphabet=st.sampled_from("abc <>&;-'\"é漢é{}/\\."), min_size=1, max_size=20).filter(
    lambda line: line == line.strip()
)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
styles = st.builds(Style, bold=st.booleans(), italic=st.booleans(), underline=st.booleans())
cue_lists = st.lists(
    st.tuples(st.integers(0, 10**8), st.integers(1, 10**5), texts, texts, styles), max_size=5
).map(
    lambda rows: [
        Cue(
            start_ns=start * MS,
            end_ns=(start + length) * MS,
            spans=(Span(first), Span(second, style)),
        )
        for start, length, first, second, style in rows
    ]
)


@given(cue_lists)
def test_ttconv_reads_the_text_and_times_that_were_written(cues):
    assert ttconv_cues(write(cues)) == [
        (cue.start_ns // MS, cue.end_ns // MS, cue.text) for cue in cues
    ]


@given(cue_lists)
def test_libav_finds_the_payloads_and_times_that_were_written(cues):
    text = write(cues)
    if not cues:
        return
    with av.open(io.BytesIO(text.encode()), format="webvtt") as container:
        packets = [
            (packet.pts, packet.pts + packet.duration, bytes(packet).decode())
            for packet in container.demux()
            if packet.size
        ]

    expected = [
        (cue.start_ns // MS, cue.end_ns // MS, cue.raw.text) for cue in read_webvtt(text).cues
    ]
    # Of two equal cues libav keeps one.
    assert set(packets) == set(expected)


def test_pysubs2_reads_the_text_and_times_that_were_written():
    spans = (Span("Hi, "), Span("you", Style(italic=True)), Span("\nand you"))
    cues = [
        Cue(start_ns=1500 * MS, end_ns=2500 * MS, spans=spans, id="x"),
        Cue(start_ns=2500 * MS, end_ns=360_000_000 * MS, spans=(Span("late"),)),
    ]

    subs = pysubs2.SSAFile.from_string(write(cues), format_="vtt")

    assert [(event.start, event.end, event.plaintext) for event in subs] == [
        (1500, 2500, "Hi, you\nand you"),
        (2500, 360_000_000, "late"),
    ]


@pytest.mark.tools
def test_ffmpeg_shows_every_cue_once(tmp_path):
    cues = [
        Cue(start_ns=n * 1000 * MS, end_ns=(n * 1000 + 900) * MS, spans=(Span(f"line {n}\nb"),))
        for n in range(50)
    ]
    (tmp_path / "a.vtt").write_text(write(cues), encoding="utf-8")

    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", "a.vtt", "-f", "srt", "-"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=60,
    )

    shown = done.stdout.decode().replace("\r", "").strip().split("\n\n")
    assert [block.split("\n")[2] for block in shown] == [f"line {n}" for n in range(50)]
    assert shown[3].split("\n")[1] == "00:00:03,000 --> 00:00:03,900"
