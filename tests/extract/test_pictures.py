"""Graphical tracks as picture files, from films to folders."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import cuelift
from cuelift import ExtractOptions, ReadOptions, Selection, SourceReport, StoreOptions, UsageError
from cuelift.errors import LimitExceeded, StoreError
from cuelift.extract import pictures as kept
from cuelift.extract.options import OcrRequest, Target
from cuelift.extract.pipeline import extract_source
from cuelift.media import Window
from cuelift.store import memory as memory_store
from tests.codec.pictures import decode, opener
from tests.support.pictures import PGS_SETS, SECOND, SUP, VOBSUB_PRIVATE, noise, pgs_track
from tests.support.small import LINES, Text, mkv
from tests.writers import dvbsub, pgs
from tests.writers import subpicture as dvd

FOLDER = "out/0.images/"
OFF = OcrRequest(policy="off")


@pytest.fixture
def memory() -> dict[str, bytes]:
    return {}


def lift(
    memory: dict[str, bytes], film: bytes, formats: str | Sequence[str] = "images",
    to: str | None = "memory:out/{streamindex}.{autoext}", **options: object,
) -> SourceReport:  # fmt: skip
    memory["film.mkv"] = film
    read = ReadOptions(store=StoreOptions(memory=memory))
    chosen = ExtractOptions(read=read, **options)  # type: ignore[arg-type]
    return cuelift.extract("memory:film.mkv", to, formats, options=chosen)


def index(memory: dict[str, bytes], folder: str = FOLDER) -> list[dict[str, object]]:
    return [json.loads(line) for line in memory[folder + "index.jsonl"].splitlines()]


def pngs(memory: dict[str, bytes], folder: str = FOLDER) -> set[str]:
    return {name for name in memory if name.startswith(folder) and name.endswith(".png")}


def vobsub_track() -> Text:
    cues = [
        (1000, None, dvd.picture(noise(1, colors=4), 40, x=100, y=400)),
        (3000, None, dvd.picture(noise(2, colors=4), 40, x=100, y=400, start=0)),
    ]
    return Text(cues, "S_VOBSUB", private=VOBSUB_PRIVATE)


def dvb_track() -> Text:
    def shown(number: int) -> bytes:
        return (
            dvbsub.page((0, 100, 500), version=number)
            + dvbsub.region(0, 40, 12, dvbsub.spot(1, 0, 0))
            + dvbsub.clut(0, [(1, 235, 128, 128, 0), (2, 16, 128, 128, 0)])
            + dvbsub.picture(1, noise(number), 40)
            + dvbsub.end()
        )

    gone = dvbsub.page(version=9) + dvbsub.end()
    cues = [(1000, None, shown(1)), (2000, None, gone), (3000, None, shown(2)), (4000, None, gone)]
    return Text(cues, "S_DVBSUB", private=bytes((0, 1, 0, 1, 0x10)))


def test_a_film_becomes_a_folder_of_pictures_with_an_index(memory) -> None:
    report = lift(memory, mkv(pgs_track()))

    lines = index(memory)
    assert [(line["start_ns"], line["end_ns"], line["forced"]) for line in lines] == [
        (1 * SECOND, 2_500_000_000, False), (3 * SECOND, 4 * SECOND, True),
        (5 * SECOND, 6_500_000_000, False),
    ]  # fmt: skip
    files = [line["pictures"][0]["file"] for line in lines]  # type: ignore[index]
    assert files[0] == files[2] != files[1]
    assert pngs(memory) == {FOLDER + name for name in files}
    [track] = report.tracks
    assert (track.outcome, track.cues, track.forced_cues, track.pictures) == ("cues", 3, 1, 2)
    assert track.outputs == ["memory:out/0.images/index.html", "memory:out/0.images/index.jsonl"]
    assert track.status is None
    assert report.good


@pytest.mark.parametrize("track", [vobsub_track(), dvb_track()], ids=["vobsub", "dvbsub"])
def test_other_codecs_become_pictures_and_presentation_graphics(memory, track) -> None:
    report = lift(memory, mkv(track), ("images", "bdn", "sup"))

    assert (report.tracks[0].outcome, report.tracks[0].cues) == ("cues", 2)
    assert len(index(memory)) == 2
    bdn = "out/0.bdn/"
    assert pngs(memory, bdn) == {name.replace(FOLDER, bdn) for name in pngs(memory)}
    assert memory[bdn + "bdn.xml"].count(b"<Event ") == 2
    cues = decode(opener("pgs", timescale=90_000), pgs.sets(memory["out/0.sup"]))
    expected = [(line["start_ns"], line["end_ns"]) for line in index(memory)]
    # 90 kHz ticks are 11 us
    assert [(round(c.start_ns / 1e5), round((c.end_ns or 0) / 1e5)) for c in cues] == [
        (round(start / 1e5), round(end / 1e5)) for start, end in expected
    ]  # fmt: skip
    assert [len(cue.bitmaps[0].pixels) for cue in cues] == [480, 480]


def test_presentation_graphics_come_out_as_they_went_in(memory) -> None:
    lift(memory, mkv(pgs_track()), "sup")
    assert memory["out/0.sup"] == SUP

    memory["in.sup"] = SUP
    read = ReadOptions(store=StoreOptions(memory=memory))
    report = cuelift.extract(
        "memory:in.sup", "memory:again.sup", "native", options=ExtractOptions(read=read)
    )
    assert report.good
    assert memory["again.sup"] == SUP


def test_a_window_cuts_all_picture_formats_alike(memory) -> None:
    selection = Selection(window=Window(2 * SECOND, 5_500_000_000))

    lift(memory, mkv(pgs_track()), ("images", "sup"), selection=selection)

    times = [(line["start_ns"], line["end_ns"]) for line in index(memory)]
    assert times == [(0, 500_000_000), (SECOND, 2 * SECOND), (3 * SECOND, 3_500_000_000)]
    cues = decode(opener("pgs", timescale=90_000), pgs.sets(memory["out/0.sup"]))
    assert [(cue.start_ns, cue.end_ns) for cue in cues] == times


def test_a_window_of_the_raw_timeline_does_not_shift(memory) -> None:
    selection = Selection(window=Window(2 * SECOND, 5_500_000_000), timeline="raw")

    lift(memory, mkv(pgs_track()), "sup", selection=selection)

    cues = decode(opener("pgs", timescale=90_000), pgs.sets(memory["out/0.sup"]))
    assert [cue.start_ns for cue in cues] == [2 * SECOND, 3 * SECOND, 5 * SECOND]


@pytest.mark.parametrize("format_name", ["images", "sup"])
def test_forced_cues_alone_or_split(memory, format_name) -> None:
    def forced_of(name: str) -> list[bool]:
        if format_name == "images":
            return [bool(line["forced"]) for line in index(memory, f"{name}.images/")]
        cues = decode(opener("pgs", timescale=90_000), pgs.sets(memory[f"{name}.sup"]))
        return [cue.forced for cue in cues]

    lift(memory, mkv(pgs_track()), format_name, selection=Selection(forced="only"))
    assert forced_of("out/0") == [True]

    to = "memory:out/{streamindex}.{forced}.{autoext}"
    selection = Selection(forced="split")
    report = lift(memory, mkv(pgs_track()), format_name, to, selection=selection)
    assert forced_of("out/0.forced") == [True]
    assert forced_of("out/0") == [False, False]
    assert report.tracks[0].forced_cues == 1


def test_a_track_flagged_as_forced_is_wholly_so(memory) -> None:
    film = mkv(pgs_track(forced=True))

    report = lift(memory, film, "sup", selection=Selection(forced="only"))

    assert memory["out/0.sup"] == SUP
    assert report.tracks[0].forced_cues == 3


def test_text_and_pictures_are_each_written_in_their_own_formats(memory) -> None:
    film = mkv(pgs_track(), Text(LINES))

    report = lift(memory, film, ("images", "srt"), ocr=OFF)

    assert [track.outcome for track in report.tracks] == ["cues", "cues"]
    assert "out/1.srt" in memory
    assert "out/0.srt" not in memory
    assert FOLDER + "index.jsonl" in memory
    assert not [name for name in memory if name.startswith("out/1.images")]


def test_native_is_presentation_graphics_for_pictures(memory) -> None:
    lift(memory, mkv(pgs_track(), Text(LINES)), "native")

    assert {name for name in memory if name.startswith("out/")} == {"out/0.sup", "out/1.srt"}


def test_text_has_no_pictures(memory) -> None:
    report = lift(memory, mkv(pgs_track(), Text(LINES)))
    assert [track.outcome for track in report.tracks] == ["cues", "skipped"]
    assert report.tracks[1].message == "its captions are text, without pictures"

    report = lift(memory, mkv(Text(LINES)))
    assert [track.outcome for track in report.tracks] == ["refused"]

    memory["a.srt"] = b"1\n00:00:01,000 --> 00:00:02,000\nHi\n"
    read = ReadOptions(store=StoreOptions(memory=memory))
    report = cuelift.extract(
        "memory:a.srt", "memory:a.sup", "sup", options=ExtractOptions(read=read)
    )
    assert report.tracks[0].outcome == "refused"
    assert "a.sup" not in memory


def test_default_names_of_text_do_not_depend_on_pictures(tmp_path, memory) -> None:
    film = mkv(pgs_track(), Text(LINES))

    report = lift(memory, film, ("srt", "images"), f"{tmp_path}/", ocr=OFF)

    names = [name.removeprefix(f"{tmp_path}/") for track in report.tracks for name in track.outputs]
    assert names == ["film.en.images/index.html", "film.en.images/index.jsonl", "film.en.srt"]
    report = lift(memory, film, "native", f"{tmp_path}/")
    names = [name.removeprefix(f"{tmp_path}/") for track in report.tracks for name in track.outputs]
    assert names == ["film.en.sup", "film.en.srt"]


def test_local_folders_are_written_and_written_again(tmp_path, memory) -> None:
    to = f"{tmp_path}/pics"
    lift(memory, mkv(pgs_track()), "images", to)
    first = {path.name: path.read_bytes() for path in (tmp_path / "pics").iterdir()}

    lift(memory, mkv(pgs_track()), "images", to)

    assert {path.name: path.read_bytes() for path in (tmp_path / "pics").iterdir()} == first
    assert len(first) == 4


def test_the_index_comes_after_the_pictures_and_not_without_them(memory, monkeypatch) -> None:
    order: list[str] = []
    commit = memory_store.MemoryWriter.commit

    def logged(self: memory_store.MemoryWriter) -> None:
        commit(self)
        order.extend(name for name in memory if name not in order)

    monkeypatch.setattr(memory_store.MemoryWriter, "commit", logged)
    lift(memory, mkv(pgs_track()))
    outputs = [name for name in order if name.startswith(FOLDER)]
    assert {name[-4:] for name in outputs[:2]} == {".png"}

    def failing(self: memory_store.MemoryWriter) -> None:
        if self._key.endswith(".png"):
            raise StoreError("no room")
        commit(self)

    for name in outputs:
        del memory[name]
    monkeypatch.setattr(memory_store.MemoryWriter, "commit", failing)
    with pytest.raises(StoreError, match="no room"):
        lift(memory, mkv(pgs_track()))
    assert not [name for name in memory if name.startswith("out/")]


def test_a_limit_on_output_counts_pictures(memory) -> None:
    with pytest.raises(LimitExceeded, match="outputs have over 400 bytes"):
        lift(memory, mkv(pgs_track()), max_output_bytes=400)
    assert not [name for name in memory if name.startswith("out/")]


def test_a_closed_fence_lets_no_file_pass(memory) -> None:
    def closed() -> None:
        raise cuelift.Cancelled("not ours any more")

    with pytest.raises(cuelift.Cancelled):
        lift(memory, mkv(pgs_track()), fence=closed)
    assert not [name for name in memory if name.startswith("out/")]


def test_files_in_the_place_of_an_index_are_refused(memory) -> None:
    read = ReadOptions(store=StoreOptions(memory=memory))
    memory["film.mkv"] = mkv(pgs_track(), Text(LINES))
    targets = (
        Target(formats=("images",), template="memory:out"),
        Target(formats=("jsonl",), template="memory:out/index.jsonl", tracks=(1,)),
    )

    with pytest.raises(UsageError, match=r"out/index\.jsonl"):
        extract_source(["memory:film.mkv"], ExtractOptions(read=read, targets=targets))


def test_two_tracks_in_one_folder_are_refused(memory) -> None:
    with pytest.raises(UsageError, match="streamindex"):
        lift(memory, mkv(pgs_track(), pgs_track("ger")), "images", "memory:out")


def test_a_source_claims_the_index_of_its_folder(memory) -> None:
    claimed: list[str] = []
    memory["film.mkv"] = mkv(pgs_track())
    read = ReadOptions(store=StoreOptions(memory=memory))
    options = ExtractOptions(read=read, formats=("images",), template="memory:out")

    extract_source(["memory:film.mkv"], options, claim=claimed.extend)

    assert claimed == ["memory:out/index.html", "memory:out/index.jsonl"]


@pytest.mark.parametrize("folder", ["x" * 250, "x" * 250 + "/pics"])
def test_folder_names_that_are_too_long_are_refused(tmp_path: Path, memory, folder) -> None:
    with pytest.raises(UsageError, match="more than 247 bytes"):
        lift(memory, mkv(pgs_track()), "images", f"{tmp_path}/{folder}")


def test_a_key_that_leaves_no_room_for_pictures_is_refused(memory) -> None:
    with pytest.raises(UsageError, match="a key has 1 to 1023 bytes"):
        lift(memory, mkv(pgs_track()), "images", "s3://b/" + "x/" * 500)


def test_a_partial_track_has_a_folder_that_says_so(memory) -> None:
    cut = [(ms, None, data) for ms, data in PGS_SETS]
    cut[4] = (5000, None, PGS_SETS[4][1][:40])

    report = lift(memory, mkv(Text(cut, "S_HDMV/PGS")))

    assert report.tracks[0].outcome == "partial"
    assert report.tracks[0].outputs[-1] == "memory:out/0.partial.images/index.jsonl"


def test_a_track_of_too_many_pictures_is_given_up(memory, monkeypatch) -> None:
    monkeypatch.setattr(kept, "PICTURES_LIMIT", 1)
    report = lift(memory, mkv(pgs_track()))
    assert (report.tracks[0].outcome, report.tracks[0].message) == (
        "partial", "given up after 1 pictures",
    )  # fmt: skip
    monkeypatch.undo()
    monkeypatch.setattr(kept, "BYTES_LIMIT", 100)
    report = lift(memory, mkv(pgs_track()), "sup")
    assert report.tracks[0].message == "given up after 100 bytes of pictures"


def test_an_empty_track_makes_no_folder(memory) -> None:
    report = lift(memory, mkv(Text([], "S_HDMV/PGS"), Text(LINES)), ("images", "sup"))

    assert report.tracks[0].outcome == "empty"
    assert not [name for name in memory if name.startswith("out/")]


def test_cues_of_a_graphical_track_have_pictures(memory) -> None:
    memory["film.mkv"] = mkv(pgs_track())
    options = ReadOptions(store=StoreOptions(memory=memory))

    found = list(cuelift.cues("memory:film.mkv", options=options))

    assert [len(cue.bitmaps) for cue in found] == [1, 1, 1]
    assert [cue.forced for cue in found] == [False, True, False]


def test_what_shows_at_the_start_of_a_window_was_told_before_it(memory) -> None:
    cues = [(1000, None, PGS_SETS[0][1]), (40_000, None, PGS_SETS[1][1])]
    selection = Selection(window=Window(30 * SECOND, 35 * SECOND))

    lift(memory, mkv(Text(cues, "S_HDMV/PGS")), ("images", "sup"), selection=selection)

    assert [(line["start_ns"], line["end_ns"]) for line in index(memory)] == [(0, 5 * SECOND)]
    [cue] = decode(opener("pgs", timescale=90_000), pgs.sets(memory["out/0.sup"]))
    assert (cue.start_ns, cue.end_ns) == (0, 5 * SECOND)
