import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Bitmap, Cue, Header, Raw, Span
from cuelift.errors import CueliftError, FormatError, UsageError
from cuelift.text import Context, changes, clean, parse_recipe
from cuelift.text.changes import Side, read_records, record, undo, write_records
from tests.support.passes import cues_of

HEADER = Header(format="webvtt", text="STYLE", language="en")
PICTURE = Bitmap(
    x=0,
    y=0,
    width=1,
    height=1,
    canvas_width=2,
    canvas_height=2,
    pixels=b"\0",
    palette=b"\0\0\0\xff",
)


def recorded(recipe, cues, context=None, side=None):
    context = context or Context(language="en", duration_ns=9)
    steps = parse_recipe(recipe)
    side = side or Side()
    made = clean(cues, steps, side.watched(context))
    return record("film.mkv", 2, HEADER, context, cues, steps, made.changes, side), made.cues


def read_back(*records):
    return read_records(write_records(records))


def test_a_record_is_read_as_it_was_written():
    cue = Cue(start_ns=0, end_ns=None, spans=(Span("a  b"),), raw=Raw(format="srt", text="a  b"))
    one, _ = recorded("whitespace,redact:tag", [cue])
    two, _ = recorded("", [cue])

    first, second = read_back(one, two)

    assert (first.source, first.track, first.header) == ("film.mkv", 2, HEADER)
    assert (first.context.language, first.context.kind) == ("en", "text")
    assert first.context.duration_ns == 9
    assert (first.cues, first.steps, first.changes) == (one.cues, one.steps, one.changes)
    assert [(change.by, change.rule) for change in first.changes] == [("whitespace", "doubled")]
    assert [(cue.text, cue.start_ns) for cue in first.changes[0].after] == [("a b", 0)]
    assert second.changes == ()


def test_pictures_are_not_kept():
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("a"),), bitmaps=(PICTURE,))

    [read] = read_back(recorded("", [cue], Context(kind="graphical"))[0])

    assert read.cues[0].bitmaps == ()
    assert read.context.kind == "graphical"


def test_all_is_taken_back():
    cues = cues_of("a  b", "fuck")
    made, cleaned = recorded("whitespace,redact", cues)

    assert [cue.text for cue in cleaned] == ["a b", "f***"]
    assert undo(read_back(made)[0]) == cues


def test_one_pass_is_taken_back():
    made, _ = recorded("whitespace,redact", cues_of("a  fuck"))

    [read] = read_back(made)

    assert [cue.text for cue in undo(read, ["redact"])] == ["a fuck"]
    assert [cue.text for cue in undo(read, ["whitespace"])] == ["a  f***"]
    assert [cue.text for cue in undo(read, ["whitespace", "redact"])] == ["a  fuck"]


def test_a_pass_that_did_not_run_cannot_be_taken_back():
    with pytest.raises(UsageError, match="'casing' did not run; those that ran: redact"):
        undo(recorded("redact", [])[0], ["casing"])
    with pytest.raises(UsageError, match="ran: none"):
        undo(recorded("", [])[0], ["casing"])


def test_side_files_are_kept_and_read_again_from_the_record():
    reads = []

    def read(name):
        reads.append(name)
        return "foo"

    context = Context(language="en", read=read)
    made, cleaned = recorded("redact:list=mine,whitespace", cues_of("foo  bar"), context)

    [again] = read_back(made)

    assert cleaned[0].text == "f** bar"
    assert undo(again, ["whitespace"])[0].text == "f**  bar"
    assert reads == ["mine"]


def test_other_caption_files_are_kept_too():
    side = Side()
    heard = side.watched(Context(spoken=cues_of)).spoken
    assert heard("other.srt") == tuple(cues_of("other.srt"))

    [again] = read_back(recorded("", [], side=side)[0])

    replayed = again.side.replayed(Context())
    assert replayed.spoken("other.srt") == tuple(cues_of("other.srt"))
    with pytest.raises(UsageError, match="was not kept"):
        replayed.spoken("third.srt")
    with pytest.raises(UsageError, match="was not kept"):
        replayed.read("list.txt")
    assert Side().replayed(Context()).spoken is None
    assert Side().watched(Context()).spoken is None


def test_half_a_character_does_not_hinder_writing():
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("a\ud800"),))

    assert read_back(recorded("", [cue])[0])[0].cues[0].text == "a?"


HEAD = (
    b'{"cuelift":"changes","version":1,"source":"","track":0,"cues":0,"changes":0,'
    b'"recipe":[],"header":{}}'
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"{", "line 1 of the changes file"),
        (b"\xff", "line 1 of the changes file"),
        (b"[" * 100_000, "line 1 of the changes file"),
        (HEAD.replace(b"changes", b"other", 1), "begins with 'changes', not 'other'"),
        (HEAD.replace(b'version":1', b'version":2'), "version 2"),
        (HEAD.replace(b'cues":0', b'cues":1'), "cut off"),
        (HEAD.replace(b'"changes":0', b'"changes":99999999999'), "cut off"),
        (HEAD.replace(b'cues":0', b'cues":-1'), "cut off"),
        (HEAD.replace(b'cues":0', b'cues":1') + b"\n{}", "line 2 of the changes file.*start_ns"),
        (HEAD.replace(b"[]", b'[{"name":"x","options":{}}]'), "pass 'x' is not known"),
        (HEAD.replace(b"[]", b'[{"name":"redact","options":7}]'), "options"),
    ],
)
def test_what_is_no_changes_file_is_refused_with_the_reason(data, message):
    with pytest.raises(CueliftError, match=message):
        read_records(data)


def test_too_long_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(changes, "MAX_BYTES", 10)

    with pytest.raises(FormatError, match="at most 10 bytes"):
        read_records(HEAD)


@given(st.binary(max_size=60), st.integers(0, len(HEAD)))
def test_any_bytes_are_read_or_refused(junk, at):
    with contextlib.suppress(CueliftError):
        read_records(HEAD[:at] + junk + HEAD[at:] + b"\n")
