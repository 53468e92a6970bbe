from __future__ import annotations

import itertools
import os
from pathlib import Path

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Document, Place, Raw, Span, Style
from cuelift.format import FORMATS
from cuelift.markup.charset import decode_text
from tests.support.limited import survive
from tests.support.timing import user_s

MS = 1_000_000

HEAD = """\
[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Italic, Alignment
Style: Default,0,2
Style: Top,-1,8

"""
COLUMNS = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
EVENTS = f"[Events]\n{COLUMNS}\n"
LINE = "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,"


def read(text: str) -> Document:
    reader = FORMATS["ass"].reader
    assert reader is not None
    return reader(text)


def written(document: Document) -> str:
    make = FORMATS["ass"].writer
    assert make is not None
    writer = make(document.header, FORMATS["ass"].options())
    return writer.begin() + "".join(map(writer.write, document.cues)) + writer.end()


def test_an_event_is_read_with_its_fields_kept() -> None:
    line = "Dialogue: 1,0:00:01.50,0:00:02.25,Top,Ann,0001,0,0,fx,{\\b1}a, b\\Nc\n"
    document = read(HEAD + EVENTS + line)

    assert document.cues == [
        Cue(
            start_ns=1500 * MS,
            end_ns=2250 * MS,
            spans=(Span("a, b\nc", Style(bold=True, italic=True)),),
            layer=1,
            place=Place(align=8),
            speaker="Ann",
            raw=Raw(
                format="ass",
                text="{\\b1}a, b\\Nc",
                fields=(
                    ("Layer", "1"),
                    ("Style", "Top"),
                    ("Name", "Ann"),
                    ("MarginL", "0001"),
                    ("MarginR", "0"),
                    ("MarginV", "0"),
                    ("Effect", "fx"),
                ),
            ),
        )
    ]
    assert document.header.text == HEAD
    assert document.warnings == []


@pytest.mark.parametrize(
    "text",
    [
        HEAD + EVENTS + LINE + "x\n",
        HEAD + EVENTS + LINE + "x",
        HEAD + EVENTS.upper().replace("FORMAT", "Format") + LINE + "x\n",
        HEAD + "[Events]\n" + LINE + "x\n" + COLUMNS + "\n",
        HEAD + "[Events]\n" + LINE + "x\n",
        EVENTS + LINE + "x\n" + HEAD,
        EVENTS + LINE + "x\n",
        LINE + "x\n",
        "junk\n\n; note\n" + HEAD + EVENTS + "; note\n\n" + LINE + "x\n",
        HEAD
        + EVENTS
        + "\n"
        + LINE.replace(": 0,", ":0, ").replace(",0:00:02.00", " , 0:00:02.00")
        + "x",
        HEAD + "[Events]\nFormat: Text\n[Events]\n" + COLUMNS + "\n" + LINE + "x\n",
        "\ufeff" + HEAD + EVENTS + LINE + "\0x\n",
        HEAD.replace("v4.00+", "v4.00++").replace("V4+", "v4++") + EVENTS + LINE + "x\n",
        HEAD + "[Fonts]\nfontname: a\nM!![]\n[!!]\n\n" + EVENTS + LINE + "x\n",
        HEAD + EVENTS + LINE.lower() + "x\n",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_one_event_is_found_however_it_is_laid_out(text: str, newline: str) -> None:
    [cue] = read(text.replace("\n", newline)).cues

    assert (cue.start_ns, cue.end_ns, cue.text) == (1000 * MS, 2000 * MS, "x")


def test_columns_may_come_in_any_order() -> None:
    text = "[Events]\nFormat: end, Actor, START, Text\nDialogue: 0:00:02.00, Bob ,0:00:01.00,a,b\n"
    document = read(text)
    [cue] = document.cues

    assert (cue.start_ns, cue.end_ns, cue.speaker) == (1000 * MS, 2000 * MS, "Bob")
    assert cue.text == "a,b"
    assert written(document).endswith("Dialogue: 0:00:02.00, Bob ,0:00:01.00,a,b\n")


def test_the_text_need_not_be_the_last_column() -> None:
    [cue] = read("[Events]\nFormat: Text, Start, End\nDialogue: a,0:00:01.00,0:00:02.00\n").cues

    assert cue.text == "a"


def test_events_are_in_order_of_their_start_and_then_of_the_file() -> None:
    lines = "".join(
        f"Dialogue: 0,0:00:0{start}.00,0:00:09.00,Default,,0,0,0,,{text}\n"
        for start, text in ((2, "c"), (1, "a"), (2, "d"), (1, "b"))
    )

    assert [cue.text for cue in read(EVENTS + lines).cues] == ["a", "b", "c", "d"]


def test_comments_are_kept_and_never_shown() -> None:
    [cue] = read(EVENTS + LINE.replace("Dialogue", "Comment") + "{\\fad(1,1)}note\n").cues

    assert cue.comment
    assert cue.text == "note"


def test_comments_of_the_script_info_are_no_events() -> None:
    text = "[Script Info]\nComment: mine\n\n" + EVENTS

    assert read(text).warnings == []
    assert written(read(text)) == text


def test_sections_behind_the_events_are_kept() -> None:
    text = HEAD + EVENTS + LINE + "x\n\n[Fonts]\nfontname: a\n\n[Graphics]\ng\n"

    assert written(read(text)) == text


@pytest.mark.parametrize(
    ("times", "start_ms", "end_ms"),
    [
        ("0:00:01.5,0:00:02.250", 1500, 2250),
        ("00:00:01,00:00:02", 1000, 2000),
        ("0:00:01:50, 100:00:00.00", 1500, 360_000_000),
        ("-0:00:01.00,0:00:01.00", 0, 1000),
        ("0:00:02.00,0:00:01.00", 2000, 2000),
    ],
)
def test_times_are_read_in_any_spelling(times: str, start_ms: int, end_ms: int) -> None:
    [cue] = read(f"[Events]\nFormat: Start, End, Text\nDialogue: {times},x\n").cues
    assert cue.end_ns is not None

    assert (cue.start_ns // MS, cue.end_ns // MS) == (start_ms, end_ms)


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("hello", "a line among the events is not one and was left out (line 3)"),
        ("Picture: 0,x", "a line among the events is not one and was left out (line 3)"),
        ("Dialogue: 0,0:00:01.00", "an event has too few fields and was left out (line 3)"),
        ("Dialogue: 0,one,two,,,,,,,", "an event has no times and was left out (line 3)"),
        ("Dialogue: 0,-0:00:02.00,-0:00:01.00,,,,,,,x", "a time is negative (line 3)"),
        (
            "Dialogue: 0,0:00:02.00,0:00:01.00,,,,,,,x",
            "an event ends before it starts and is never shown (line 3)",
        ),
    ],
)
def test_oddities_are_told(line: str, warning: str) -> None:
    assert read(f"{EVENTS}{line}\n").warnings == [warning]


@pytest.mark.parametrize("columns", ["Layer, Start, End", "Text", "Start, Text", ""])
def test_events_below_columns_that_cannot_be_are_left_out_or_read(columns: str) -> None:
    document = read(f"[Events]\nFormat: {columns}\n{LINE}x\n")

    assert document.cues == []
    assert len(document.warnings) == 1


@given(st.text(alphabet="[Events]\nFormat:Stx,Dialogue0123.{}\\", max_size=200))
def test_any_text_is_read_in_order(text: str) -> None:
    for source in (text, EVENTS + LINE + text, EVENTS + text):
        cues = read(source).cues
        assert all(a.start_ns <= b.start_ns for a, b in itertools.pairwise(cues))


@given(st.text(alphabet="ab{}\\Nhni1,: \u00e9", max_size=40))
def test_what_the_writer_writes_is_read_back(text: str) -> None:
    document = read(HEAD + EVENTS + LINE + text + "\n")

    assert read(written(document)) == document
    assert written(document) == HEAD + EVENTS + LINE + text + "\n"


@pytest.mark.slow
def test_mutated_files_end_in_time() -> None:
    text = HEAD + EVENTS + (LINE + "{\\i1}x\\N{\\k5}y\n") * 20 + "\n[Fonts]\nx\n"
    survive([text.encode()], lambda data: read(data.decode(errors="replace")), count=2000, seed=4)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        ",",
        "[",
        "[x]\n",
        "[Events]\n",
        "Format: a\n",
        LINE + "{\n",
        "Style: a\n",
        "Dialogue:\n",
    ],
)
def test_time_is_linear_in_hostile_files(unit: str) -> None:
    def seconds(size: int) -> float:
        text = EVENTS + unit * (size // len(unit))
        return user_s(lambda: (read(text), read(HEAD + unit * (size // len(unit)))))

    # A busy machine slows single measurements down, so the best of some large ones counts.
    small = seconds(400_000)
    assert min(seconds(2_000_000) for _ in range(3)) < 10 * max(small, 0.05)


SOFT_BREAK = "pysubs2 takes every \\n for a line break; libass only under wrap style 2"
CORPUS_REASONS = {
    "go-astisub/testdata/example-in-carriage-return.ssa": "pysubs2 does not know CR as a line end",
    "go-astisub/testdata/example-in.ssa": SOFT_BREAK,
    "go-astisub/testdata/example-out-v4plus.ssa": SOFT_BREAK,
    "go-astisub/testdata/example-out.ssa": SOFT_BREAK,
    "subtitles/tests/files/ass_different_format3.ass": "pysubs2 does not read the columns' names",
}


@pytest.mark.corpus
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_corpus_files_are_read_as_pysubs2_reads_them() -> None:
    root = Path(os.environ["CUELIFT_CORPUS"])
    paths = sorted([*root.rglob("*.ass"), *root.rglob("*.ssa")])
    assert len(paths) >= 8
    for path in paths:
        name = path.relative_to(root).as_posix()
        text = decode_text(path.read_bytes()).text
        reason = CORPUS_REASONS.get(name)
        ours = [
            (cue.start_ns // MS, (cue.end_ns or 0) // MS, cue.comment, cue.text)
            for cue in read(text).cues
        ]
        assert ours, name
        if reason and reason != SOFT_BREAK:
            continue
        soft = " " if reason == SOFT_BREAK else "\n"
        theirs = [
            (e.start, e.end, e.is_comment, soft.join(e.text.split("\\n")))
            if "{" not in e.text and "\\N" not in e.text
            else (e.start, e.end, e.is_comment, e.plaintext)
            for e in pysubs2.SSAFile.from_string(text, path.suffix[1:])
        ]
        assert ours == sorted(theirs, key=lambda event: event[0]), name
