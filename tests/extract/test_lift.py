"""What becomes of tracks whose film is damaged, and what ``cues`` tells of it."""

from __future__ import annotations

import pytest

import cuelift
from cuelift import (
    CodecError,
    ExtractOptions,
    ReadOptions,
    Selection,
    SourceReport,
    StoreOptions,
    Window,
)
from cuelift.extract.options import ReadOptions as Options
from tests.support.pictures import SUP
from tests.support.range_server import RangeServer
from tests.support.small import LINES, Text, mkv
from tests.writers import ebml, isobmff

S = 10**9


def options(film: bytes) -> Options:
    return ReadOptions(store=StoreOptions(memory={"film": film}))


def lift(film: bytes, **selection: object) -> SourceReport:
    memory = {"film": film}
    return cuelift.extract(
        "memory:film",
        "memory:{streamindex}.{autoext}",
        "srt",
        options=ExtractOptions(
            read=ReadOptions(store=StoreOptions(memory=memory)),
            selection=Selection(**selection),
        ),
    )


def test_cues_tells_after_the_last_one_that_some_are_missing():
    whole = mkv(Text(LINES), tags=[ebml.statistics(1002, 3, 30)])
    stream = cuelift.cues("memory:film", options=options(whole[: whole.index(b"Three") + 2]))

    assert [next(stream).text, next(stream).text] == ["One", "Two"]
    with pytest.raises(CodecError, match="track 0 is partial"):
        next(stream)


def test_cues_of_a_track_without_one_good_sample_is_an_error():
    film = isobmff.progressive(isobmff.TrackSpec([(b"\x00\x99short", 1000)] * 3))

    with pytest.raises(CodecError, match="track 0 is failed: 3 samples could not be decoded"):
        list(cuelift.cues("memory:film", options=options(film)))


def test_a_raw_window_counts_in_media_time():
    samples = [(isobmff.tx3g(f"L{second}"), 1000) for second in range(20)]
    film = isobmff.progressive(
        isobmff.TrackSpec(samples, edits=[(10_000, -1, 65536), (20_000, 0, 65536)]), duration=30_000
    )
    window = Window(12 * S, 16 * S)
    selection = Selection(window=window, timeline="raw")

    found = [cue.text for cue in cuelift.cues("memory:film", selection=selection,
                                              options=options(film))]  # fmt: skip
    shown = [cue.text for cue in cuelift.cues("memory:film", selection=Selection(window=window),
                                              options=options(film))]  # fmt: skip
    report = lift(film, window=window, timeline="raw")

    assert found == ["L12", "L13", "L14", "L15"]
    assert shown == ["L2", "L3", "L4", "L5"]
    assert report.tracks[0].cues == 4


def test_cues_that_no_edit_plays_are_counted():
    samples = [(isobmff.tx3g(f"L{second}"), 1000) for second in range(5)]
    film = isobmff.progressive(
        isobmff.TrackSpec(samples, edits=[(3000, 2000, 65536)]), duration=3000
    )
    window = Window(0, 1 * S)

    assert lift(film).tracks[0].losses == {"unseen": 2}
    assert lift(film, timeline="raw").tracks[0].losses == {}
    assert lift(film, window=window).tracks[0].losses == {}


def test_a_film_cut_off_before_its_first_cluster_has_failed_tracks():
    font = ebml.attachment("a.ttf", "font/ttf", bytes(200_000))
    film = mkv(Text(LINES), cues="none", attachments=[font])
    report = lift(film[: film.index(bytes(100_000)) + 100_000])

    assert report.tracks[0].outcome == "failed"
    assert "truncated" in (report.tracks[0].message or "")


def test_samples_beyond_the_end_make_a_track_partial():
    film = isobmff.progressive(
        isobmff.TrackSpec([(isobmff.tx3g("one"), 1000), (isobmff.tx3g("two"), 1000)])
    )
    report = lift(film[:-2])

    assert (report.tracks[0].outcome, report.tracks[0].cues) == ("partial", 1)
    assert "beyond the end" in (report.tracks[0].message or "")


def wrong_cues(films: int) -> bytes:
    """A film whose cues point into the middle of their clusters."""
    lines = [(at * 2000 + 500, 800, f"line {at}") for at in range(films)]
    data = mkv(Text(lines))
    at = data.index(b"\x1c\x53\xbb\x6b")
    cues = bytearray(data[at:])
    place = cues.find(b"\xf0\x82")
    while place >= 0:
        cues[place + 2 : place + 4] = (0x1B59).to_bytes(2, "big")
        place = cues.find(b"\xf0\x82", place + 1)
    return data[:at] + bytes(cues)


@pytest.mark.parametrize(("count", "mode"), [(10, "indexed"), (60, "indexed+mapped")])
def test_wrong_index_entries_are_mended_nearby_or_searched_for(count, mode):
    report = lift(wrong_cues(count))

    assert (report.tracks[0].outcome, report.tracks[0].cues) == ("cues", count)
    assert report.read_mode == mode
    assert any("wrongly" in text for text in report.warnings)


def test_cues_with_a_wrong_index_end_in_an_error():
    stream = cuelift.cues("memory:film", options=options(wrong_cues(60)))

    with pytest.raises(CodecError, match="its index entries are wrong"):
        list(stream)


def test_a_track_whose_cues_name_clusters_only_is_searched_for():
    film = mkv(Text(LINES), Text(LINES, language="ger"))
    at = film.index(b"\x1c\x53\xbb\x6b")
    cues = bytearray(film[at:])
    place = cues.find(b"\xf7\x81\x03")
    while place >= 0:  # CueRelativePosition of track 3 becomes Void
        relative = cues.index(b"\xf0", place)
        cues[relative] = 0xEC
        place = cues.find(b"\xf7\x81\x03", relative)
    report = lift(film[:at] + bytes(cues))

    assert [(track.outcome, track.cues) for track in report.tracks] == [("cues", 3), ("cues", 3)]
    assert report.read_mode == "indexed+mapped"


def test_mending_a_remote_index_stops_where_consent_ends():
    with RangeServer({"/film.mkv": wrong_cues(60)}) as server:
        report = cuelift.extract(
            server.url("/film.mkv"),
            "memory:{streamindex}.{autoext}",
            "srt",
            options=ExtractOptions(
                read=ReadOptions(max_read=0.2, store=StoreOptions(memory={}, allow_http=True))
            ),
        )

    assert report.tracks[0].outcome == "refused"
    assert "--max-read" in (report.tracks[0].message or "")
    assert report.bytes_read < 1.2 * (report.size_bytes or 0)


def test_a_remote_file_of_nothing_but_captions_is_read_without_asking() -> None:
    with RangeServer({"/disc.sup": SUP}) as server:
        report = cuelift.extract(
            server.url("/disc.sup"),
            "memory:{streamindex}.{autoext}",
            "bdn",
            options=ExtractOptions(
                read=ReadOptions(store=StoreOptions(memory={}, allow_http=True))
            ),
        )

    assert (report.tracks[0].outcome, report.tracks[0].cues) == ("cues", 3)
