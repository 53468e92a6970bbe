from __future__ import annotations

import contextlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.codec import CODECS
from cuelift.container.matroska.tracks import CODEC_NAMES, Tracks, parse_tracks
from cuelift.errors import ContainerError, CueliftError
from cuelift.media import Track
from tests.writers import ebml
from tests.writers.ebml import element


def parsed(*entries: bytes) -> Tracks:
    return parse_tracks(ByteReader(b"".join(entries)))


def one(entry: bytes) -> Track:
    [caption] = parsed(entry).captions
    return caption.track


def test_every_codec_name_is_registered() -> None:
    assert set(CODEC_NAMES.values()) <= set(CODECS)


@pytest.mark.parametrize(("codec_id", "codec"), [*CODEC_NAMES.items(), ("S_NEW", "")])
def test_codec_ids_get_neutral_names(codec_id: str, codec: str) -> None:
    track = one(ebml.track(4, codec_id, private=b"set-up"))

    assert (track.codec, track.codec_id, track.number) == (codec, codec_id, 4)
    assert track.descriptions[0].private == b"set-up"


@pytest.mark.parametrize("kind", [0x11, 0x21])
def test_webm_captions_may_be_metadata_tracks(kind: int) -> None:
    assert one(ebml.track(1, "D_WEBVTT/SUBTITLES", kind=kind)).codec == "webvtt"
    assert one(ebml.track(1, "D_WEBVTT/CAPTIONS", kind=kind)).hearing_impaired
    assert one(ebml.track(1, "D_WEBVTT/DESCRIPTIONS", kind=kind)).visual_impaired


@pytest.mark.parametrize(
    ("codec_id", "kind"),
    [
        ("D_WEBVTT/METADATA", 0x21),
        ("D_WEBVTT/CHAPTERS", 0x11),
        ("D_WEBVTT/SUBTITLES", 0x01),
        ("V_VP9", 0x01),
        ("A_OPUS", 0x02),
        ("B_VOBBTN", 0x12),
        ("S_TEXT/UTF8", 0x21),
    ],
)
def test_other_tracks_are_not_captions(codec_id: str, kind: int) -> None:
    assert parsed(ebml.track(1, codec_id, kind=kind, uid=5)) == Tracks(uids=(5,))


def test_an_entry_with_nothing_stated_has_the_defaults_of_the_specification() -> None:
    track = one(ebml.track(1))

    assert (track.language, track.language_source) == ("en", "tag")
    assert track.default
    assert track.enabled
    assert track.timescale == 1_000_000_000
    assert track.title is None
    off = ("forced", "hearing_impaired", "visual_impaired", "commentary", "original")
    assert [getattr(track, name) for name in off] == [False] * 5


@pytest.mark.parametrize(
    ("language", "bcp47", "expected"),
    [
        ("fre", "", "fr"),
        ("fra", "", "fr"),
        ("und", "", None),
        ("chi", "zh-Hant-TW", "zh-Hant-TW"),
        (None, "pt-BR", "pt-BR"),
        ("ger", "und", None),
        ("../x", "", None),
    ],
)
def test_languages(language: str | None, bcp47: str, expected: str | None) -> None:
    track = one(ebml.track(1, language=language, bcp47=bcp47))

    assert track.language == expected
    assert track.language_source == ("tag" if expected else None)


@pytest.mark.parametrize(
    ("flag", "field"),
    [
        (0xB9, "enabled"),
        (0x88, "default"),
        (0x55AA, "forced"),
        (0x55AB, "hearing_impaired"),
        (0x55AC, "visual_impaired"),
        (0x55AD, "visual_impaired"),
        (0x55AE, "original"),
        (0x55AF, "commentary"),
    ],
)
@pytest.mark.parametrize("value", [0, 1])
def test_flags(flag: int, field: str, value: int) -> None:
    assert getattr(one(ebml.track(1, flags={flag: value})), field) is bool(value)


def test_the_canvas_is_the_first_videos() -> None:
    coloured = ebml.element(0xB0, 1920) + ebml.element(0x9A, 1) + ebml.element(0xBA, 1080)
    tracks = parsed(
        ebml.track(1),
        ebml.track(2, "A_OPUS", kind=2, video=(9, 9)),
        ebml.track(3, "V_VP9", kind=1, video=(0, 9)),
        ebml.track(4, "V_VP9", kind=1, extra=ebml.element(0xE0, coloured)),
        ebml.track(5, "V_VP9", kind=1, video=(640, 360)),
        ebml.track(6, name="Second"),
    )

    assert [caption.track.canvas for caption in tracks.captions] == [(1920, 1080)] * 2
    assert [caption.track.index for caption in tracks.captions] == [0, 1]
    assert tracks.captions[1].track.title == "Second"
    assert tracks.uids == (1001, 1002, 1003, 1004, 1005, 1006)


def test_codec_private_is_unpacked_when_the_scope_says_so() -> None:
    private = zlib.compress(b"[Script Info]")

    for scope, expected in ((3, b"[Script Info]"), (1, private)):
        encodings = ebml.compression(0, scope=scope)
        track = one(ebml.track(1, "S_TEXT/ASS", private=private, encodings=encodings))
        assert track.descriptions[0].private == expected


def test_codec_private_that_cannot_be_unpacked_refuses_the_track() -> None:
    track = one(ebml.track(1, private=b"x", encodings=ebml.compression(0, scope=2)))

    assert "CodecPrivate" in str(track.refusal)


def test_an_encrypted_track_is_listed_and_refused() -> None:
    track = one(ebml.track(1, encodings=ebml.encryption(5, 1)))

    assert track.refusal == "encrypted by AES-CTR"


def test_a_track_timestamp_scale_is_ignored_with_a_warning() -> None:
    scaled = ebml.element(0x23314F, 1.5)

    assert parsed(ebml.track(7, extra=scaled)).warnings == (
        "track 7: TrackTimestampScale 1.5 is ignored",
    )


def test_a_second_track_of_one_number_is_left_out_with_a_warning() -> None:
    tracks = parsed(ebml.track(3), ebml.track(3), ebml.track(4))

    assert [caption.track.number for caption in tracks.captions] == [3, 4]
    assert [caption.track.index for caption in tracks.captions] == [0, 1]
    assert "number 3" in tracks.warnings[0]


def test_thousands_of_tracks_are_an_error() -> None:
    with pytest.raises(ContainerError, match="4096"):
        parsed(*[ebml.element(0xAE, b"")] * 4097)


def test_a_damaged_entry_is_left_out_with_a_warning() -> None:
    video = ebml.track(1, "V_VP9", kind=1, extra=element(0xE0, element(0xB0, bytes(9))))
    tracks = parsed(video, ebml.track(2), element(0xAE, b"\xd7\x40"))

    assert [caption.track.number for caption in tracks.captions] == [2]
    assert [warning.partition(":")[0] for warning in tracks.warnings] == [
        "the track entry 1 is damaged and left out",
        "the track entry 3 is damaged and left out",
    ]


def test_entries_that_are_all_damaged_are_an_error() -> None:
    with pytest.raises(ContainerError, match="entry 1 is damaged"):
        parsed(element(0xAE, b"\xd7\x40"))


@given(st.binary(max_size=100))
def test_any_bytes_parse_or_raise_our_error(data: bytes) -> None:
    with contextlib.suppress(CueliftError):
        parsed(data)
    with contextlib.suppress(CueliftError):
        parsed(ebml.element(0xAE, data))
