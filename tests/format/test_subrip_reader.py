from __future__ import annotations

import itertools
import os
from pathlib import Path

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Document, Place, Raw, Span
from cuelift.format import FORMATS, find_format
from cuelift.markup.charset import decode_text
from tests.support.limited import survive
from tests.support.timing import user_s

MS = 1_000_000
T1 = "00:00:01,000 --> 00:00:02,000"
T2 = "00:00:03,000 --> 00:00:04,500"
T3 = "00:00:05,000 --> 00:00:06,000"


def read(text: str) -> Document:
    reader = FORMATS["srt"].reader
    assert reader is not None
    return reader(text)


def events(text: str) -> list[tuple[int, str]]:
    return [(cue.start_ns // MS, cue.text) for cue in read(text).cues]


def test_a_cue_is_read_with_its_payload_kept() -> None:
    [cue] = read(f"1\n{T2}\n{{\\an8}}<i>a</i>\nb\n\n").cues

    assert (cue.start_ns, cue.end_ns) == (3000 * MS, 4500 * MS)
    assert cue.text == "a\nb"
    assert cue.place == Place(align=8)
    assert cue.raw == Raw(format="srt", text="{\\an8}<i>a</i>\nb")


@pytest.mark.parametrize(
    "text",
    [
        f"1\n{T1}\na\n\n2\n{T2}\nb\n",
        f"1\n{T1}\na\n\n2\n{T2}\nb",
        f"\ufeff1\n{T1}\na\n\n2\n{T2}\nb\n",
        f"\n\n1\n{T1}\na\n\n\n\n2\n{T2}\nb\n\n\n",
        f"{T1}\na\n\n{T2}\nb\n",
        f"1\n{T1}\na\n2\n{T2}\nb\n",
        f" 1 \n  {T1}  \na\n\n 2 \n\t{T2}\t\nb\n",
        f"7\n{T1}\na\n\n7\n{T2}\nb\n",
        f"0\n{T1}\na\n\n{T2}\nb\n",
        f"1\n\n{T1}\n\na\n\n\n\n2\n\n{T2}\n\nb\n",
        f"2\n{T2}\nb\n\n1\n{T1}\na\n",
        f"Made by hand\n\n1\n{T1}\na\n\n2\n{T2}\nb\n",
        f"1\n{T1}\na\n\n3\n{T3}\n\n2\n{T2}\nb\n",
        f"1\n{T1}\n\0a\0\n\n2\n{T2}\nb\n",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\r\r\n"])
def test_two_cues_are_found_however_they_are_laid_out(text: str, newline: str) -> None:
    assert events(text.replace("\n", newline)) == [(1000, "a"), (3000, "b")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"1\n{T1}\n42\n\n2\n{T2}\nb\n", ["42", "b"]),
        (f"1\n{T1}\n42\n\n{T2}\nb\n", ["42", "b"]),
        (f"{T1}\n42\n{T2}\nb\n", ["42", "b"]),
        (f"{T1}\n42\n\n{T2}\nb\n", ["42", "b"]),
        (f"1\n{T1}\na\n1984\n\n2\n{T2}\n7\n", ["a\n1984", "7"]),
        (f"1\n{T1}\na\n\nb\n\n2\n{T2}\nc\n", ["a\n\nb", "c"]),
        (f"1\n{T1}\na\n\n5\n\n{T2}\nc\n", ["a\n\n5", "c"]),
        (f"{T1}\na\n\n5\n{T2}\nc\n", ["a", "c"]),
        (f"1\n{T1}\na --> b\n> c\n", ["a --> b\n> c"]),
    ],
)
def test_text_that_looks_like_structure_is_text(text: str, expected: list[str]) -> None:
    assert [text for _, text in events(text)] == expected


@pytest.mark.parametrize(
    ("times", "start_ms", "end_ms"),
    [
        ("00:00:01.500 --> 00:00:02.250", 1500, 2250),
        ("0:0:1,5 --> 0:0:2,25", 1500, 2250),
        ("00:01 --> 00:02", 1000, 2000),
        ("01:02,030 --> 01:03,4", 62030, 63400),
        ("00:00:01 , 500-->00 : 00 : 02 , 250", 1500, 2250),
        ("00:00:01:500 -> 00:00:02;250", 1500, 2250),
        ("00:00:01,500 —> 00:00:02,250", 1500, 2250),
        ("100:00:00,000 --> 100:00:01,000", 360_000_000, 360_001_000),
        ("-00:00:01,000 --> 00:00:01,000", 0, 1000),
        ("00:00:01,1234567 --> 00:00:02,000", 1123, 2000),
    ],
)
def test_times_are_read_in_any_spelling(times: str, start_ms: int, end_ms: int) -> None:
    [cue] = read(f"1\n{times}\nx\n").cues
    assert cue.end_ns is not None

    assert (cue.start_ns // MS, cue.end_ns // MS) == (start_ms, end_ms)


def test_what_stands_behind_the_times_is_kept() -> None:
    [cue] = read(f"1\n{T1} X1:40 X2:600 Y1:20 Y2:50 \nx\n").cues

    assert cue.raw is not None
    assert cue.raw.fields == (("settings", "X1:40 X2:600 Y1:20 Y2:50"),)


def test_a_cue_that_ends_before_it_starts_is_left_open() -> None:
    [cue] = read("1\n00:00:05,000 --> 00:00:04,000\nx\n").cues

    assert cue.end_ns is None
    assert cue.end_inferred


def test_markup_without_text_keeps_its_payload() -> None:
    [cue] = read(f"1\n{T1}\n<i></i>\n").cues

    assert cue.spans == ()


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (f"{T1}\nx\n", "a cue has no number (line 1)"),
        (f"{T1}\nx\n\n{T2}\ny\n", "a cue has no number (2 times, first line 1)"),
        (f"hello\n1\n{T1}\nx\n", "text before the first cue was left out (line 1)"),
        (f"1\n{T1}\n\n", "a cue has no text (line 2)"),
        (f"1\n{T2}\na\n\n2\n{T1}\nb\n", "a cue is out of order (line 6)"),
        ("1\n00:02 --> 00:01\nx\n", "a cue ends before it starts (line 2)"),
        ("1\n-00:02 --> -00:01\nx\n", "a time is negative (line 2)"),
    ],
)
def test_oddities_are_told(text: str, warning: str) -> None:
    assert read(text).warnings == [warning]


def test_a_sound_file_makes_no_warnings() -> None:
    assert read(f"1\n{T1}\na\n\n2\n{T2}\nb\n").warnings == []
    assert read("").warnings == []


def test_cues_before_zero_are_left_out() -> None:
    assert events("1\n-00:02 --> -00:01\nx\n") == []


@given(st.text(alphabet="0123456789:,.->\n \tab<i{X\u2028", max_size=200))
def test_any_text_is_read_in_order(text: str) -> None:
    cues = read(text).cues

    assert all(a.start_ns <= b.start_ns for a, b in itertools.pairwise(cues))
    assert all(cue.end_ns is None or cue.end_ns >= cue.start_ns >= 0 for cue in cues)


@given(st.lists(st.text(alphabet="ab1 \u00e9\u6f22<>&{}-", min_size=1, max_size=20), max_size=4))
def test_what_the_writer_writes_is_read_back(lines: list[str]) -> None:
    payload = "\n".join(line for line in lines if line.strip())
    source = read(f"1\n{T1}\n{payload}\n\n2\n{T2}\nend\n")
    make = FORMATS["srt"].writer
    assert make is not None
    writer = make(source.header, FORMATS["srt"].options())

    written = "".join(writer.write(cue) for cue in source.cues)

    again = [cue for cue in source.cues if cue.text.strip()]
    assert [cue.raw for cue in read(written).cues] == [cue.raw for cue in again]


@pytest.mark.slow
def test_mutated_files_end_in_time() -> None:
    text = f"1\n{T1}\n<i>a</i>\n\n2\n{T2} X1:1\n{{\\an8}}b\n\n" * 20
    survive([text.encode()], lambda data: read(data.decode(errors="replace")), count=2000, seed=9)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "1\n",
        f"{T1}\n",
        "-->",
        "00:00:01,000 ",
        " ",
        ">\n",
        f"1\n{T1}\n1\n\n",
        "\r",
        "0:0:0 -->",
    ],
)
def test_time_is_linear_in_hostile_files(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit)) + ">"
        return user_s(lambda: read(text))

    # A busy machine slows single measurements down, so the best of some large ones counts.
    small = seconds(400_000)
    assert min(seconds(2_000_000) for _ in range(3)) < 10 * max(small, 0.05)


CORPUS_REASONS = {
    "go-astisub/testdata/example-in-carriage-return.srt": "pysubs2 does not know CR as a line end",
    "go-astisub/testdata/example-in-non-utf8.srt": "pysubs2 skips times without a fraction",
    "go-astisub/testdata/example-in.srt": "pysubs2 skips times without a fraction",
    "go-astisub/testdata/missing-sequence-in.srt": "pysubs2 skips times without a fraction",
}
CORPUS_COUNTS = {
    "go-astisub/testdata/example-in-carriage-return.srt": 3,
    "go-astisub/testdata/example-in-non-utf8.srt": 6,
    "go-astisub/testdata/example-in.srt": 6,
    "go-astisub/testdata/missing-sequence-in.srt": 6,
}


@pytest.mark.corpus
def test_corpus_files_are_read_as_pysubs2_reads_them() -> None:
    root = Path(os.environ["CUELIFT_CORPUS"])
    paths = sorted(root.rglob("*.srt"))
    assert len(paths) >= 13
    for path in paths:
        name = path.relative_to(root).as_posix()
        text = decode_text(path.read_bytes()).text
        ours = [(cue.start_ns // MS, (cue.end_ns or 0) // MS, cue.text) for cue in read(text).cues]
        if name in CORPUS_REASONS:
            assert len(ours) == CORPUS_COUNTS[name], name
            continue
        theirs = [(e.start, e.end, e.plaintext) for e in pysubs2.SSAFile.from_string(text, "srt")]
        assert ours == theirs, name


def test_the_format_is_found_by_its_names() -> None:
    assert find_format("subrip") is FORMATS["srt"]
    assert read(f"1\n{T1}\nx").cues[0].spans == (Span("x"),)
