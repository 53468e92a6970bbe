"""Pictures read as text, by an engine that is told what to say."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

import cuelift
from cuelift import Cancelled, Cue, ExtractOptions, ReadOptions, SourceReport, StoreOptions
from cuelift.cues import Reading, Span
from cuelift.errors import LimitExceeded, OcrError
from cuelift.extract import recognition
from cuelift.extract.options import OcrRequest
from cuelift.extract.pipeline import extract_source
from cuelift.extract.report import TrackReport
from cuelift.extract.tracks import TrackRun, describe
from cuelift.media import SampleDescription, Track
from cuelift.store.drive import ReadLimits
from tests.support.pictures import pgs_track
from tests.support.small import LINES, Text, mkv

NEEDED = "pip install 'cuelift[ocr]'"


class Options(NamedTuple):
    policy: str
    language: str | None
    workers: int
    tessdata: str | None
    command: tuple[str, ...] = ()
    vision: object = None


class Vision(NamedTuple):
    url: str
    model: str
    key: str


class Found(NamedTuple):
    cues: list[Cue]
    whole: list[Cue]
    counts: dict[str, int]
    blank: int
    language: str
    pictures: int
    warnings: tuple[str, ...]


class Engine:
    """Stands in for ``cuelift.ocr``."""

    def __init__(self) -> None:
        self.statuses = ["agreed", "single", "doubtful"]
        self.asked: list[tuple[str | None, Options]] = []
        self.error: Exception | None = None
        self.warnings: tuple[str, ...] = ()
        self.parted = False

    def recognize(
        self, cues: Sequence[Cue], language: str | None, options: Options,
        progress: Callable[[int, int], None],
    ) -> Found:  # fmt: skip
        self.asked.append((language, options))
        if self.error is not None:
            raise self.error
        made = []
        for at, (cue, status) in enumerate(zip(cues, self.statuses, strict=True)):
            progress(at + 1, len(cues))
            if status:
                image = cue.bitmaps[0].digest.hex()
                reading = Reading(status=status, confidence=0.5, engines=("x",), image=image)  # type: ignore[arg-type]
                cue = replace(cue, spans=(Span(f"Line {at}"),), reading=reading)
            made.append(cue)
        counts = Counter(filter(None, self.statuses))
        whole = made
        if self.parted:
            made = [part for cue in made for part in (cue, cue)]
            counts = Counter({name: 2 * count for name, count in counts.items()})
        return Found(
            made, whole, counts, self.statuses.count(""), language or "fr", 2, self.warnings
        )


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = Engine()
    module = ModuleType("cuelift.ocr")
    module.OcrOptions = Options  # type: ignore[attr-defined]
    module.VisionOptions = Vision  # type: ignore[attr-defined]
    module.recognize = made.recognize  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cuelift.ocr", module)
    monkeypatch.setattr(recognition, "find_spec", lambda name: name)
    return made


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "find_spec", lambda name: None)


@pytest.fixture
def memory() -> dict[str, bytes]:
    return {}


def lift(
    memory: dict[str, bytes], *tracks: Text, formats: Sequence[str] = ("srt",), **options: Any
) -> SourceReport:
    memory["film.mkv"] = mkv(*tracks)
    read = ReadOptions(
        store=StoreOptions(memory=memory),
        cancelled=options.pop("cancelled", None),
        limits=options.pop("limits", ReadLimits()),
    )
    watch_ocr = options.pop("watch_ocr", None)
    template = "memory:{streamindex}.{autoext}"
    return extract_source(
        ["memory:film.mkv"],
        ExtractOptions(formats=tuple(formats), template=template, read=read, **options),
        watch_ocr=watch_ocr,
    )


def test_text_of_pictures_is_written_and_counted_by_status(memory, engine) -> None:
    told: list[tuple[int, int]] = []

    report = lift(
        memory, pgs_track(), formats=("srt", "jsonl"), watch_ocr=lambda *done: told.append(done)
    )

    [track] = report.tracks
    assert (track.outcome, track.cues, track.forced_cues) == ("cues", 3, 1)
    assert track.status == {"agreed": 1, "single": 1, "doubtful": 1}
    assert memory["0.srt"].decode() == (
        "1\n00:00:01,000 --> 00:00:02,500\nLine 0\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\nLine 1\n\n"
        "3\n00:00:05,000 --> 00:00:06,500\nLine 2\n\n"
    )
    assert b'"forced":true,"status":"single","confidence":0.5' in memory["0.jsonl"]
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert engine.asked == [("en", Options("default", None, 0, None))]


def test_pictures_and_their_text_come_of_one_reading(memory, engine) -> None:
    lift(memory, pgs_track(), formats=("srt", "images"))

    assert len(engine.asked) == 1
    [first, *_] = memory["0.images/index.jsonl"].splitlines()
    assert b'"text":"Line 0","status":"agreed","confidence":0.5' in first
    assert b"<p>Line 2</p>" in memory["0.images/index.html"]


def test_picture_formats_alone_read_nothing(memory, engine) -> None:
    report = lift(memory, pgs_track(), formats=("images", "sup"))

    assert not engine.asked
    assert report.tracks[0].status is None


@pytest.mark.parametrize("policy", ["fast", "default", "consensus"])
def test_the_request_reaches_the_engine(memory, engine, policy) -> None:
    request = OcrRequest(policy=policy, language="de", workers=3, tessdata="/data")

    report = lift(memory, pgs_track("und"), ocr=request)

    assert engine.asked == [(None, Options(policy, "de", 3, "/data"))]
    assert report.tracks[0].language_source == "option"


def test_a_language_that_was_found_is_reported(memory, engine) -> None:
    report = lift(memory, pgs_track("und"))

    assert (report.tracks[0].language, report.tracks[0].language_source) == ("fr", "text")


def test_blank_pictures_make_no_captions_and_are_counted(memory, engine) -> None:
    engine.statuses = ["", "single", "single"]
    engine.warnings = ("only one engine",)

    report = lift(memory, pgs_track(), formats=("srt", "images"))

    assert report.tracks[0].losses == {"blank": 1}
    assert memory["0.srt"].count(b"-->") == 2
    assert memory["0.images/index.jsonl"].count(b"\n") == 3
    assert report.warnings == ["track 0: only one engine"]


def test_a_track_with_nothing_to_read_is_refused_and_no_empty_file_is_written(
    memory, engine
) -> None:
    engine.statuses = ["", "", ""]

    report = lift(memory, pgs_track())

    assert report.tracks[0].outcome == "refused"
    assert report.tracks[0].message == "nothing can be read in any of its 2 pictures"
    assert list(memory) == ["film.mkv"]


def test_a_missing_language_refuses_that_track_alone(memory, engine) -> None:
    engine.error = OcrError("apt-get install tesseract-ocr-ell")

    report = lift(memory, pgs_track(), Text(LINES), formats=("srt", "images"))

    assert [track.outcome for track in report.tracks] == ["refused", "cues"]
    assert report.tracks[0].message == "apt-get install tesseract-ocr-ell"
    assert report.tracks[0].outputs == ["memory:0.images/index.html", "memory:0.images/index.jsonl"]
    assert "1.srt" in memory
    assert "0.srt" not in memory
    assert not report.good


def test_a_partial_track_that_cannot_be_read_tells_both(memory, engine) -> None:
    engine.error = OcrError("no data")
    cut = pgs_track()
    cues = [*cut.cues[:-1], (6500, None, b"\x16\0\x0bxx")]

    report = lift(memory, cut._replace(cues=cues), formats=("srt", "images"))

    assert report.tracks[0].outcome == "partial"
    assert (report.tracks[0].message or "").endswith("; no data")


def test_an_engine_that_is_not_installed_refuses_the_track_before_reading(memory, absent) -> None:
    report = lift(memory, pgs_track(), Text(LINES))

    assert [track.outcome for track in report.tracks] == ["refused", "cues"]
    assert NEEDED in (report.tracks[0].message or "")
    text_alone = lift(memory, pgs_track(), Text(LINES), selection=cuelift.Selection(tracks=(1,)))
    assert report.bytes_read == text_alone.bytes_read


def test_pictures_are_written_though_their_text_cannot_be(memory, absent) -> None:
    report = lift(memory, pgs_track(), formats=("srt", "images"))

    assert report.tracks[0].outcome == "refused"
    assert NEEDED in (report.tracks[0].message or "")
    assert "0.images/index.jsonl" in memory


def test_text_that_was_declined_is_skipped_and_all_is_well(memory, engine) -> None:
    off = OcrRequest(policy="off")

    report = lift(memory, pgs_track(), Text(LINES), ocr=off)
    assert [track.outcome for track in report.tracks] == ["skipped", "cues"]
    assert "OCR is off" in (report.tracks[0].message or "")
    assert report.good

    report = lift(memory, pgs_track(), formats=("srt", "images"), ocr=off)
    assert (report.tracks[0].outcome, report.tracks[0].message) == ("cues", None)
    assert not engine.asked


@pytest.mark.parametrize(
    ("there", "enough"),
    [
        ({"PIL", "tesserocr"}, True),
        ({"PIL", "onnxruntime", "rapidocr"}, True),
        ({"PIL", "rapidocr"}, False),
        ({"tesserocr"}, False),
    ],
)
def test_one_engine_is_enough(monkeypatch, there, enough) -> None:
    monkeypatch.setattr(recognition, "find_spec", lambda name: name if name in there else None)

    assert (recognition.obstacle(OcrRequest()) is None) == enough
    able = recognition.obstacle(OcrRequest(command=("read",))) is None
    assert able == ("PIL" in there)


def test_reading_can_be_cancelled(memory, engine) -> None:
    cancelled = [False]

    def watch(done: int, total: int) -> None:
        cancelled[0] = done == 2

    with pytest.raises(Cancelled, match="cancelled"):
        lift(memory, pgs_track(), cancelled=lambda: cancelled[0], watch_ocr=watch)
    assert list(memory) == ["film.mkv"]


def test_the_time_limit_of_a_source_holds_while_its_pictures_are_read(memory, engine) -> None:
    with pytest.raises(LimitExceeded, match=r"not done within 0\.3 s"):
        lift(
            memory,
            pgs_track(),
            limits=ReadLimits(timeout_s=0.3),
            watch_ocr=lambda *done: time.sleep(0.4),
        )
    assert list(memory) == ["film.mkv"]


def test_a_program_and_a_model_reach_the_engine_with_the_key(
    memory, engine, monkeypatch, tmp_path
) -> None:
    monkeypatch.setenv("CUELIFT_OCR_KEY", "from the variable")
    request = OcrRequest(command=("read", "-x"), vision="http://h/v1?model=m")
    lift(memory, pgs_track(), ocr=request)
    (tmp_path / "key").write_text("from the file\n")
    lift(memory, pgs_track(), ocr=replace(request, key_file=str(tmp_path / "key")))

    [first, second] = [asked for _, asked in engine.asked]
    assert first.command == ("read", "-x")
    assert first.vision == Vision("http://h/v1", "m", "from the variable")
    assert second.vision == Vision("http://h/v1", "m", "from the file")


def test_a_key_file_that_is_not_there_refuses_the_track(memory, engine) -> None:
    request = OcrRequest(vision="http://h/v1?model=m", key_file="/no/such/file")

    report = lift(memory, pgs_track(), ocr=request)

    assert report.tracks[0].message == "the key file /no/such/file cannot be read"


@pytest.mark.parametrize(("forced", "count"), [(False, 2), (True, 6)])
def test_parted_cues_are_counted_as_written_and_pictures_stay_whole(
    memory, engine, forced, count
) -> None:
    engine.parted = True

    report = lift(memory, pgs_track(forced=forced), formats=("srt", "images", "sup"))

    [track] = report.tracks
    assert (track.cues, track.forced_cues) == (6, count)
    assert track.status == {"agreed": 2, "single": 2, "doubtful": 2}
    assert memory["0.srt"].count(b"-->") == 6
    assert memory["0.images/index.jsonl"].count(b"\n") == 3


def test_forced_cues_that_are_not_counted_stay_so(memory, engine) -> None:
    from tests.support.pictures import shown

    engine.parted, engine.statuses = True, ["single"]
    run, report = pretended([shown(1, 2)])

    recognition.read_pictures(run, report, OcrRequest(), watch=None, check=lambda: None)

    assert (report.cues, report.forced_cues) == (2, None)


def pretended(cues: list[Cue]) -> tuple[TrackRun, TrackReport]:
    dvb = (SampleDescription(codec="dvbsub", codec_id="S_DVBSUB"),)
    track = Track(index=0, number=1, descriptions=dvb, language="en")
    run = TrackRun(track, cuelift.Selection(), None)
    run.cues = cues
    report = describe(track)
    report.cues, report.forced_cues = len(cues), None
    return run, report


def test_several_sources_leave_each_reader_one_process(tmp_path, engine) -> None:
    from cuelift.extract.expand import Found as Source
    from cuelift.extract.many import extract_many

    for name in "ab":
        (tmp_path / f"{name}.mkv").write_bytes(mkv(pgs_track()))
    sources = [Source(uri=str(tmp_path / f"{name}.mkv")) for name in "ab"]

    extract_many(sources, ExtractOptions(), workers=2, manifest=None, explain=lambda plan: None)

    assert [options.workers for _, options in engine.asked] == [1, 1]
