"""Text passes within an extraction."""

from __future__ import annotations

import json

import msgspec
import pytest

import cuelift
from cuelift.cues import Span
from cuelift.errors import UsageError
from cuelift.extract.options import Selection, TranslateRequest
from cuelift.media import Window
from cuelift.text import recipe
from cuelift.text.base import Pass
from tests.support.pictures import display_set
from tests.support.small import LINES, Text, mkv
from tests.translate.engines.endpoint import endpoint
from tests.translate.engines.test_libretranslate import service
from tests.writers import pgs

S = 1_000_000_000

SRT = "1\n00:00:01,000 --> 00:00:02,000\n{}\n\n2\n00:00:03,000 --> 00:00:04,000\n[door]\n"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    file: str = ""
    like: str = ""
    folder: str = ""


def shout(cues, context, options, edits):
    """Shouts; drops what is in brackets."""
    if options.file:
        context.read(options.file)
    if options.like:
        if context.spoken is None:
            raise UsageError("there is no reader")
        context.spoken(options.like)
    if context.language == "fr":
        raise UsageError("there are no French capitals")
    kept = [cue for cue in cues if not cue.text.startswith("[")]
    edits.drop([cue for cue in cues if cue.text.startswith("[")], "brackets")
    return [edits.change(cue, "loud", spans=[Span(cue.text.upper())]) for cue in kept]


@pytest.fixture(autouse=True)
def passes(monkeypatch):
    entry = Pass(name="shout", says="", options=Options, run=shout, main="file")
    monkeypatch.setattr(recipe, "PASSES", {"shout": entry})


def options(**fields):
    return cuelift.ExtractOptions(**fields)


def test_files_are_made_of_the_cleaned_cues(tmp_path):
    (tmp_path / "a.srt").write_text(SRT.format("<i>Hello</i>"))

    report = cuelift.extract(
        str(tmp_path / "a.srt"), f"{tmp_path}/out/{{barename}}.{{autoext}}", ["webvtt", "srt"],
        options=options(clean="shout", changes=f"{tmp_path}/{{barename}}.changes.jsonl"),
    )  # fmt: skip

    (track,) = report.tracks
    assert track.edits == {"shout": 2}
    assert (tmp_path / "out/a.vtt").read_text().endswith(" --> 00:00:02.000\nHELLO\n")
    assert (tmp_path / "out/a.srt").read_text().endswith(" --> 00:00:02,000\nHELLO\n\n")
    assert report.changes == f"{tmp_path}/a.changes.jsonl"
    assert report.changes in report.files
    head, *lines = map(json.loads, (tmp_path / "a.changes.jsonl").read_text().splitlines())
    assert (head["cuelift"], head["track"], head["cues"], head["changes"]) == ("changes", 0, 2, 2)
    assert len(lines) == 4


def test_a_name_that_ends_in_html_gives_a_page(tmp_path):
    (tmp_path / "a.srt").write_text(SRT.format("Hello"))

    cuelift.extract(
        str(tmp_path / "a.srt"), f"{tmp_path}/out.vtt",
        options=options(clean="shout", changes=f"{tmp_path}/changes.html"),
    )  # fmt: skip

    assert "HELLO" in (tmp_path / "changes.html").read_text()


def test_native_output_keeps_its_fields_and_gets_the_new_text(tmp_path):
    line = "0,0,Top,Ann,0,0,0,,{\\i1}Hello{\\i0}"
    private = b"[Script Info]\n[V4+ Styles]\nFormat: Name\nStyle: Top\n[Events]\n"
    film = mkv(Text([(1000, 500, line)], codec="S_TEXT/ASS", private=private))
    (tmp_path / "a.mkv").write_bytes(film)

    cuelift.extract(
        str(tmp_path / "a.mkv"), f"{tmp_path}/out.ass", "native", options=options(clean="shout")
    )

    last = (tmp_path / "out.ass").read_text().splitlines()[-1]
    assert last == "Dialogue: 0,0:00:01.00,0:00:01.50,Top,Ann,0,0,0,,HELLO"


def test_a_track_whose_text_cannot_be_cleaned_is_refused_and_costs_no_other(tmp_path):
    film = mkv(Text(LINES, language="fre"), Text(LINES))
    (tmp_path / "a.mkv").write_bytes(film)

    report = cuelift.extract(
        str(tmp_path / "a.mkv"), f"{tmp_path}/", options=options(clean="shout")
    )

    assert [(track.outcome, track.message) for track in report.tracks] == [
        ("refused", "there are no French capitals"),
        ("cues", None),
    ]
    assert "THREE" in (tmp_path / "a.en.vtt").read_text()
    assert not (tmp_path / "a.fr.vtt").exists()


def test_a_pass_may_read_side_files_and_other_captions(tmp_path):
    (tmp_path / "a.srt").write_text(SRT.format("Hello"))
    film = tmp_path / "a.mkv"
    film.write_bytes(mkv(Text(LINES)))

    for recipe_text in (f"shout:{tmp_path}/a.srt", f"shout:like={film}"):
        report = cuelift.extract(
            str(tmp_path / "a.srt"), f"{tmp_path}/out.vtt", options=options(clean=recipe_text)
        )
        assert report.good


@pytest.mark.parametrize(
    ("recipe_text", "said"),
    [("shout:words.txt", "files of this machine are not read"), ("shout:like=a", "no reader")],
)
def test_side_files_are_not_read_where_they_are_somebody_elses(tmp_path, recipe_text, said):
    (tmp_path / "a.srt").write_text(SRT.format("Hello"))

    report = cuelift.extract(
        str(tmp_path / "a.srt"), f"{tmp_path}/out.vtt",
        options=options(clean=recipe_text, local_files=False),
    )  # fmt: skip

    assert report.tracks[0].outcome == "refused"
    assert said in (report.tracks[0].message or "")


def test_a_reference_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "a.srt").write_text(SRT.format("Hello"))

    report = cuelift.extract(
        str(tmp_path / "a.srt"), f"{tmp_path}/out.vtt",
        options=options(clean=f"shout:like={tmp_path}/none.srt"),
    )  # fmt: skip

    assert "none.srt" in (report.tracks[0].message or "")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"clean": "whisper"}, "pass 'whisper' is not known"),
        ({"clean": "mine.toml", "local_files": False}, "files of this machine are not read"),
        ({"clean": "shout:folder=/a", "local_files": False}, "'/a': files of this machine"),
        ({"changes": "{language}.jsonl"}, "{language} is of its tracks"),
        ({"changes": "out.vtt"}, "two outputs would both be written"),
    ],
)
def test_what_cannot_be_met_is_told_before_anything_is_written(tmp_path, monkeypatch, fields, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.srt").write_text(SRT.format("Hello"))

    with pytest.raises(UsageError) as caught:
        cuelift.extract("a.srt", "out.vtt", options=options(**fields))

    assert said in caught.value.message
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.srt"]


def test_pictures_are_not_touched(tmp_path):
    film = tmp_path / "a.sup"
    film.write_bytes(pgs.sup([(0, display_set(1)), (90_000, display_set(None))]))

    report = cuelift.extract(
        str(film), f"{tmp_path}/out.sup", "sup", options=options(clean="shout")
    )

    assert report.good
    assert report.tracks[0].edits is None


@pytest.mark.parametrize(
    ("window", "timeline", "duration_s"),
    [
        (None, "presentation", 60),
        (Window(2 * S, None), "presentation", 58),
        (Window(2 * S, 10 * S), "presentation", 8),
        (Window(2 * S, 100 * S), "presentation", 58),
        (Window(2 * S, 10 * S), "raw", 60),
    ],
)
def test_passes_are_told_how_long_the_part_is_that_is_written(
    tmp_path, monkeypatch, window, timeline, duration_s
):
    seen = []

    def look(cues, context, options, edits):
        seen.append(context.duration_ns)
        return list(cues)

    entry = Pass(name="look", says="", options=Options, run=look)
    monkeypatch.setattr(recipe, "PASSES", {"look": entry})
    film = tmp_path / "a.mkv"
    film.write_bytes(mkv(Text([*LINES, (59_000, 1000, "Last")])))
    selection = Selection(window=window, timeline=timeline)

    cuelift.extract(str(film), f"{tmp_path}/", options=options(clean="look", selection=selection))

    assert seen == [duration_s * S]


def test_a_recipe_that_leaves_no_cue_leaves_none_to_be_translated(tmp_path):
    film = tmp_path / "a.mkv"
    film.write_bytes(mkv(Text([(1000, 2000, "[door]"), (3000, 4000, "[bell]")])))

    with endpoint(service) as there:
        request = TranslateRequest(to=("es",), engine=f"libretranslate:{there.url}")
        report = cuelift.extract(
            str(film), f"{tmp_path}/", options=options(clean="shout", translate=request)
        )

    assert report.tracks[0].translations[0].characters == 0
    assert "BELL" not in (tmp_path / "a.es.vtt").read_text().upper()
