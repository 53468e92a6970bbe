from __future__ import annotations

import pytest

from cuelift.container.mpegts.captions import (
    Caption,
    captions_of,
    is_audio,
    is_video,
    scrambling_of,
)
from cuelift.container.mpegts.psi import ProgramMap, read_pmt
from tests.writers.mpegts import (
    AUDIO_STREAM,
    VIDEO_STREAM,
    descriptor,
    dvb,
    pmt,
    stream,
    subtitling,
)


def about(*streams: bytes, said: bytes = b"") -> ProgramMap:
    found = read_pmt(pmt(streams, about=said))
    assert found is not None
    return found


def captions(*streams: bytes, said: bytes = b"") -> list[Caption]:
    return list(captions_of(about(*streams, said=said)))


def test_every_page_of_a_subtitling_descriptor_is_a_track() -> None:
    entries = b"deu\x10\0\1\0\2" + b"fra\x24\0\3\0\3"

    found = captions(VIDEO_STREAM, AUDIO_STREAM, dvb(0x55, descriptor(0x59, entries)))

    assert [(each.language, each.hearing_impaired, each.private) for each in found] == [
        ("de", False, b"\0\1\0\2\x10"),
        ("fr", True, b"\0\3\0\3\x24"),
    ]
    assert {(each.pid, each.codec, each.codec_id) for each in found} == {
        (0x55, "dvbsub", "0x06/0x59")
    }


@pytest.mark.parametrize("tag", [0x56, 0x46])
def test_only_subtitle_pages_of_teletext_are_tracks(tag: int) -> None:
    pages = b"eng\x09\x00" + b"eng\x10\x88" + b"eng\x2a\x89" + b"xx"

    found = captions(stream(6, 0x60, descriptor(tag, pages)))

    assert [(each.codec, each.hearing_impaired, each.private) for each in found] == [
        ("teletext", False, b"\2\0\x88"),
        ("teletext", True, b"\5\2\x89"),
    ]


@pytest.mark.parametrize(("kind", "codec"), [(0x90, "pgs"), (0x92, "textst")])
def test_streams_of_discs_are_captions(kind: int, codec: str) -> None:
    spoken = descriptor(0x0A, b"jpn\2")

    [found] = captions(stream(kind, 0x1200, spoken), said=descriptor(5, b"HDMV"))

    assert found == Caption(1, 0x1200, codec, f"0x{kind:02x}", "ja", True, b"")


def test_private_types_of_others_are_no_captions() -> None:
    assert captions(stream(0x90, 0x1200), said=descriptor(5, b"CUEI")) == []
    assert len(captions(stream(0x90, 0x1200))) == 1


def test_private_streams_that_nobody_describes_are_no_captions() -> None:
    assert captions(stream(6, 0x70), stream(6, 0x71, descriptor(0x6A, b"\0"))) == []


def test_a_short_descriptor_has_no_page() -> None:
    assert captions(dvb(0x55, descriptor(0x59, b"deu\x10"), descriptor(0x56, b"deu"))) == []


def test_video_and_audio_are_known_by_their_types() -> None:
    streams = about(
        VIDEO_STREAM, AUDIO_STREAM, stream(6, 5, descriptor(0x6A, b"\0")), dvb()
    ).streams

    assert [is_video(each) for each in streams] == [True, False, False, False]
    assert [is_audio(each) for each in streams] == [False, True, True, False]


def test_systems_that_scramble_are_named() -> None:
    locked = descriptor(9, b"\x05\x00\xe0\x10")

    assert scrambling_of(about(VIDEO_STREAM, said=locked)) == "0x0500 Viaccess"
    assert scrambling_of(about(dvb(5, subtitling(), descriptor(9, b"\xff\x01\0\0")))) == "0xff01"
    assert scrambling_of(about(VIDEO_STREAM)) == "no system named"
