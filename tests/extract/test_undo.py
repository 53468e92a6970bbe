from pathlib import Path

import pytest

from cuelift.cues import Header
from cuelift.errors import FormatError, NotFound, UsageError
from cuelift.extract.convert import convert
from cuelift.extract.options import ExtractOptions
from cuelift.extract.undo import undo_changes
from cuelift.text import Context, clean, parse_recipe
from cuelift.text.changes import record, write_records
from tests.support.passes import cues_of

FILES = {
    "film.srt": "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>Hi  there</i> , <b>fuck</b>\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\nOk\n\n",
    "film.vtt": "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE kept\n\nsome-id\n"
    "00:01.000 --> 00:02.000 line:10%\n<v Ann>Hi  there</v> , fuck\n\n00:03.000 --> "
    "00:04.000\nOk\n",
    "film.ass": "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: A,Arial\n"
    "\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,A,Ann,{\\pos(1,2)\\k50}Hi  there , fuck\n"
    "Comment: 0,0:00:01.00,0:00:02.00,A,,fuck  it\n",
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cleaned(
    here: Path, name: str, recipe: str = "whitespace,redact,punctuation"
) -> tuple[str, str]:
    """A caption file and the file that the recipe makes of it; the changes are in ``x.jsonl``."""
    (here / name).write_text(FILES[name])
    suffix = name.rpartition(".")[2]
    for target, passes in ((f"as-is.{suffix}", ""), (f"clean.{suffix}", recipe)):
        changes = "x.jsonl" if passes else None
        convert(name, target, options=ExtractOptions(formats=(), clean=passes, changes=changes))
    return (here / f"as-is.{suffix}").read_text(), (here / f"clean.{suffix}").read_text()


@pytest.mark.parametrize("name", FILES)
def test_all_is_taken_back_byte_for_byte(name, here):
    before, after = cleaned(here, name)
    assert before != after

    done = undo_changes("x.jsonl", f"back.{name}")

    assert (here / f"back.{name}").read_text() == before
    assert done.kept == ()


@pytest.mark.parametrize("name", FILES)
def test_one_pass_is_taken_back(name, here):
    cleaned(here, name)
    _, expected = cleaned(here, name, "whitespace,punctuation")
    cleaned(here, name)

    done = undo_changes("x.jsonl", f"back.{name}", ["redact"])

    assert (here / f"back.{name}").read_text() == expected
    assert done.kept == ("whitespace", "punctuation")


def test_the_format_can_be_another(here):
    cleaned(here, "film.vtt")

    undo_changes("x.jsonl", "back.srt", ["redact"])
    undo_changes("x.jsonl", "back.any", options=ExtractOptions(formats=("txt",)))

    assert "Hi there, fuck" in (here / "back.srt").read_text()
    assert "fuck" in (here / "back.any").read_text()


def test_overlaps_are_cut_where_it_is_asked(here):
    cues = cues_of("a", "b")
    cues = [*cues, *cues_of("c")]
    made = record("x", 0, Header(), Context(), sorted(cues, key=lambda cue: cue.start_ns), (), [])
    (here / "x.jsonl").write_bytes(write_records([made]))

    undo_changes("x.jsonl", "x.srt", options=ExtractOptions(formats=(), flatten=True))

    assert (here / "x.srt").read_text().count("-->") == 2


def two_tracks() -> bytes:
    steps = parse_recipe("redact")
    made = []
    for number in (2, 5):
        cues = cues_of(f"fuck {number}")
        changes = clean(cues, steps).changes
        made.append(record("x.mkv", number, Header(), Context(), cues, steps, changes))
    return write_records(made)


def test_of_several_tracks_one_is_chosen(here):
    (here / "x.jsonl").write_bytes(two_tracks())

    assert undo_changes("x.jsonl", "x.srt", track=5).track == 5
    assert "fuck 5" in (here / "x.srt").read_text()
    with pytest.raises(UsageError, match=r"several tracks \(2, 5\)"):
        undo_changes("x.jsonl", "y.srt")
    with pytest.raises(UsageError, match="track 3; there are those of 2, 5"):
        undo_changes("x.jsonl", "y.srt", track=3)


def test_what_cannot_be_done_writes_nothing(here, monkeypatch):
    (here / "x.jsonl").write_bytes(two_tracks())
    (here / "empty.jsonl").write_bytes(b"")

    with pytest.raises(UsageError, match="did not run"):
        undo_changes("x.jsonl", "y.srt", ["casing"], track=2)
    with pytest.raises(UsageError, match="they are of text"):
        undo_changes("x.jsonl", "y.sup", track=2)
    with pytest.raises(UsageError, match="would replace"):
        undo_changes("x.jsonl", "x.jsonl", track=2)
    with pytest.raises(FormatError, match="empty"):
        undo_changes("empty.jsonl", "y.srt")
    with pytest.raises(NotFound):
        undo_changes("none.jsonl", "y.srt")
    monkeypatch.setattr("cuelift.text.changes.MAX_BYTES", 9)
    with pytest.raises(FormatError, match="at most 9 bytes"):
        undo_changes("x.jsonl", "y.srt", track=2)
    assert sorted(path.name for path in here.iterdir()) == ["empty.jsonl", "x.jsonl"]
