from __future__ import annotations

import pytest
from msgspec.structs import replace

from cuelift.cues import Reading
from cuelift.errors import CodecError, OcrError, UsageError
from cuelift.extract.dataset import captions as module
from cuelift.extract.dataset.captions import Captions, read_captions
from cuelift.extract.options import OcrRequest, ReadOptions
from tests.extract.dataset.support import opened, options
from tests.support.pictures import display_set
from tests.support.small import LINES, Text, mkv
from tests.writers import pgs

SPANISH = [(1000, 1500, "Uno"), (3000, 1500, "Dos")]


def read(path, tmp_path, **fields) -> Captions:
    chosen = options(tmp_path, **fields)
    media = opened(path, chosen)
    with media.source:
        return read_captions(media, chosen)


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv(Text(LINES), Text(SPANISH, language="spa")))
    return path


def test_the_first_track_of_text_is_read(film, tmp_path):
    found = read(film, tmp_path)

    assert [cue.text for cue in found.cues] == ["One", "Two", "Three\nlines"]
    assert (found.report.language, found.report.index, found.graphical) == ("en", 0, False)
    assert found.duration_ns == 6_500_000_000


@pytest.mark.parametrize("wanted", [{"track": 1}, {"language": "es"}])
def test_a_track_is_taken_by_number_or_language(film, tmp_path, wanted):
    assert [cue.text for cue in read(film, tmp_path, **wanted).cues] == ["Uno", "Dos"]


def test_forced_tracks_are_taken_only_where_there_is_no_other(tmp_path):
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv(Text(SPANISH, forced=True), Text(LINES)))
    assert read(path, tmp_path).report.index == 1
    assert read(path, tmp_path, track=0).report.index == 0

    path.write_bytes(mkv(Text(SPANISH, forced=True)))
    assert read(path, tmp_path).report.index == 0


def test_a_track_that_is_not_there_is_told(film, tmp_path):
    with pytest.raises(UsageError, match="there is no caption track 7"):
        read(film, tmp_path, track=7)


def test_caption_files_are_in_the_language_that_is_named(tmp_path):
    path = tmp_path / "a.srt"
    path.write_bytes("1\n00:00:01,000 --> 00:00:02,000\n\xdcber\n".encode("latin-1"))

    found = read(path, tmp_path, language="de")

    assert found.report.language == "de"
    assert found.duration_ns is None
    assert any("charset" in text for text in found.warnings)
    assert read(path, tmp_path).report.language is None


def test_what_is_damaged_is_told(tmp_path):
    path = tmp_path / "a.mkv"
    data = mkv(Text(LINES))
    path.write_bytes(data[:-1000])

    found = read(path, tmp_path)

    assert found.warnings


def test_a_track_of_which_nothing_can_be_had_fails(film, tmp_path, monkeypatch):
    def judged(report, *_, **__):
        report.outcome, report.message = "failed", "nothing is left"

    monkeypatch.setattr(module, "judge", judged)

    with pytest.raises(CodecError, match="track 0: nothing is left"):
        read(film, tmp_path)


def pictures(tmp_path):
    path = tmp_path / "a.sup"
    path.write_bytes(pgs.sup([(0, display_set(1)), (90_000, display_set(None))]))
    return path


def test_pictures_are_read_as_text(tmp_path, monkeypatch: pytest.MonkeyPatch):
    path = pictures(tmp_path)

    def pretend(run, report, request, *, watch, check):
        check()
        sure = Reading(status="agreed", confidence=1, engines=("a",))
        run.cues = [replace(cue, reading=sure) for cue in run.cues]
        report.language = "en"
        return ["a warning"]

    monkeypatch.setattr(module, "read_pictures", pretend)

    found = read(path, tmp_path)

    assert found.graphical
    assert len(found.cues) == 1
    assert "a warning" in found.warnings


def test_pictures_that_are_not_to_be_read_are_told(tmp_path):
    with pytest.raises(OcrError, match="OCR is off"):
        read(pictures(tmp_path), tmp_path, ocr=OcrRequest(policy="off"))


def test_a_track_that_takes_too_much_reading_is_told(tmp_path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv(Text(LINES), cues=""))
    plain = module.make_plan

    def refusing(*arguments):
        plan = plain(*arguments)
        return replace(plan, refused={0: "too much"})

    monkeypatch.setattr(module, "make_plan", refusing)

    with pytest.raises(CodecError, match="track 0: too much"):
        read(path, tmp_path, read=ReadOptions())
