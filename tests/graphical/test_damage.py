"""Tracks of pictures in which there are none say so."""

from __future__ import annotations

import random

import pytest

import cuelift
from cuelift import ExtractOptions, ReadOptions, Selection, StoreOptions, Window
from cuelift.extract.options import OcrRequest
from tests.support.pictures import VOBSUB_PRIVATE, display_set
from tests.support.small import Text, mkv
from tests.writers import dvbsub as dvb
from tests.writers import pgs
from tests.writers import subpicture as dvd

CODECS = ("S_HDMV/PGS", "S_VOBSUB", "S_DVBSUB")
NOTHING_KNOWN = pgs.composition(pgs.placed(0, 1, 1)) + pgs.end()


PAGES = bytes((0, 1, 0, 1, 0x10))


def lift(codec: str, payloads: list[bytes], **selection: object) -> cuelift.TrackReport:
    cues = [(1000 * number, 500, data) for number, data in enumerate(payloads)]
    private = {"S_VOBSUB": VOBSUB_PRIVATE, "S_DVBSUB": PAGES}.get(codec, b"")
    memory = {"film.mkv": mkv(Text(cues, codec, "eng", private=private))}
    options = ExtractOptions(
        read=ReadOptions(store=StoreOptions(memory=memory)), ocr=OcrRequest(policy="off"),
        selection=Selection(**selection),
    )  # fmt: skip
    return cuelift.extract("memory:film.mkv", "memory:a", "images", options=options).tracks[0]


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize(
    "payload", [random.Random(1).randbytes(300), bytes(300), b"text and no picture at all"]
)
def test_garbage_is_a_failure_with_a_count(codec: str, payload: bytes) -> None:
    track = lift(codec, [payload] * 20)

    assert (track.outcome, track.cues) == ("failed", 0)
    assert "20 samples could not be decoded" in (track.message or "")


def test_garbage_among_pictures_makes_a_track_partial() -> None:
    track = lift("S_HDMV/PGS", [display_set(1), b"garbage", display_set(2)])

    assert (track.outcome, track.cues) == ("partial", 2)
    assert "1 samples could not be decoded" in (track.message or "")


@pytest.mark.parametrize(
    ("codec", "payload"),
    [
        ("S_HDMV/PGS", NOTHING_KNOWN),
        ("S_DVBSUB", dvb.page((0, 1, 1)) + dvb.end()),
    ],
)
def test_pictures_whose_parts_are_never_told_are_a_failure(codec: str, payload: bytes) -> None:
    track = lift(codec, [payload] * 20)

    assert track.outcome == "failed"
    assert "the parts of 20 were never told" in (track.message or "")


def test_a_part_of_a_track_may_be_without_its_parts() -> None:
    track = lift("S_HDMV/PGS", [NOTHING_KNOWN] * 3, window=Window(0, 10**9))

    assert track.outcome == "empty"


def test_the_first_pictures_may_miss_theirs() -> None:
    assert lift("S_HDMV/PGS", [NOTHING_KNOWN, display_set(1)]).outcome == "cues"


@pytest.mark.parametrize(
    ("codec", "payload", "message"),
    [
        ("S_HDMV/PGS", pgs.composition() + pgs.end(), None),
        ("S_VOBSUB", dvd.picture(bytes(8), 4), "all its pictures are blank (3)"),
    ],
)
def test_an_empty_track_is_empty(codec: str, payload: bytes, message: str | None) -> None:
    track = lift(codec, [payload] * 3)

    assert (track.outcome, track.message) == ("empty", message)


def test_text_of_a_broadcast_is_written_without_reading_any_picture() -> None:
    region = dvb.region(0, 72, 40, dvb.spot(9, 0, 0, 2))
    shown = dvb.page((0, 0, 500)) + region + dvb.characters(9, b"Hello") + dvb.end()
    cues = [(1000, 500, shown), (2000, 500, dvb.page(state=dvb.NORMAL) + dvb.end())]
    memory = {"film.mkv": mkv(Text(cues, "S_DVBSUB", "eng", private=PAGES))}
    options = ExtractOptions(read=ReadOptions(store=StoreOptions(memory=memory)))
    [track] = cuelift.extract("memory:film.mkv", "memory:a.srt", "srt", options=options).tracks

    assert (track.outcome, track.cues, track.status) == ("cues", 1, None)
    assert memory["a.srt"].split(b"\n")[1:3] == [b"00:00:01,000 --> 00:00:02,000", b"Hello"]
