from __future__ import annotations

import shutil
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from cuelift.dataset.audio import Recording
from cuelift.errors import CodecError, UsageError
from cuelift.extract.dataset.sound import (
    Sound,
    beside,
    check_name,
    find_sound,
    with_stream,
    zero_of,
)
from cuelift.media import Edit
from tests.extract.dataset.support import consenting, opened, options
from tests.support.range_server import RangeServer
from tests.support.small import LINES, Text, mkv

SRT = "1\n00:00:01,000 --> 00:00:02,000\nHello\n"


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv(Text(LINES)))
    return path


def sound_of(path, chosen) -> Sound:
    media = opened(path, chosen)
    with media.source:
        return find_sound(media, str(path), chosen)


@pytest.mark.parametrize(
    ("captions", "there", "expected"),
    [
        ("a.srt", ["a.mkv"], "a.mkv"),
        ("a.srt", ["a.mkv", "a.WAV"], "a.WAV"),
        ("a.en.sdh.srt", ["a.mp4", "b.wav"], "a.mp4"),
        ("a.en.srt", ["a.mp4", "a.en.flac"], "a.en.flac"),
    ],
)
def test_audio_is_found_by_its_name(tmp_path, captions, there, expected):
    for name in (captions, *there):
        (tmp_path / name).touch()

    assert beside(str(tmp_path / captions)) == str(tmp_path / expected)


def test_captions_without_audio_are_told(tmp_path):
    (tmp_path / "a.srt").touch()
    (tmp_path / "b.mkv").touch()

    for name in (str(tmp_path / "a.srt"), "https://host/a.srt"):
        with pytest.raises(UsageError, match="--audio-from"):
            beside(name)


def test_a_film_is_known_by_its_content(film, tmp_path):
    chosen = options(tmp_path)
    shutil.copy(film, tmp_path / "b.mkv")
    (tmp_path / "c.mkv").write_bytes(mkv(Text([*LINES, (9000, 1000, "Four")])))

    one, copy, other = (sound_of(tmp_path / name, chosen) for name in ("a.mkv", "b.mkv", "c.mkv"))

    assert one.identity == copy.identity != other.identity
    assert one.recording == Recording(name=str(film), path=str(film), zero_ns=0)
    assert one.stem == "a"


def test_captions_have_the_audio_beside_them_or_the_one_that_is_named(film, tmp_path):
    (tmp_path / "a.en.srt").write_text(SRT)
    (tmp_path / "raw.wav").write_bytes(bytes(100_000))

    found = sound_of(tmp_path / "a.en.srt", options(tmp_path))
    named = sound_of(
        tmp_path / "a.en.srt", options(tmp_path, audio_from=f"{tmp_path}/raw.wav", audio_track=1)
    )

    assert (found.recording.path, found.recording.zero_ns) == (str(film), 0)
    assert (named.recording.zero_ns, named.recording.stream) == (None, 1)


def test_captions_named_as_audio_are_taken_for_no_film(tmp_path):
    for name in ("a.srt", "b.srt"):
        (tmp_path / name).write_text(SRT)

    found = sound_of(tmp_path / "a.srt", options(tmp_path, audio_from=f"{tmp_path}/b.srt"))

    assert found.recording.zero_ns is None


def test_remote_audio_is_read_with_consent_only(film, tmp_path):
    data = film.read_bytes()
    with RangeServer({"/a.mkv": data}) as server:
        uri = server.url("/a.mkv")
        read = options(tmp_path).read
        chosen = options(tmp_path, audio="flac", read=allowing(read))
        with pytest.raises(UsageError, match="--max-read 100%"):
            sound_of(uri, chosen)

        found = sound_of(uri, consenting(chosen))

        assert found.recording.path is None
        assert found.recording.chunks is not None
        assert b"".join(found.recording.chunks()) == data
        assert sound_of(uri, options(tmp_path, read=allowing(read))).identity == found.identity


def allowing(read):
    return replace(read, store=replace(read.store, allow_http=True))


@pytest.mark.parametrize(
    ("container", "edits", "expected"),
    [("mpegts", (Edit(0, None, 1_400),), 1_400), ("mpegps", (), None), ("mp4", (), 0)],
)
def test_clocked_containers_begin_where_their_captions_say(container, edits, expected):
    track = SimpleNamespace(edits=edits)
    media: Any = SimpleNamespace(movie=SimpleNamespace(container=container, tracks=[track]))

    assert zero_of(media) == expected


class Streams:
    """An engine that tells languages."""

    def __init__(self, codes) -> None:
        self.codes = codes

    def languages(self, recording):
        return self.codes


SOUND = Sound(recording=Recording(name="a"), identity="1", stem="a")


@pytest.mark.parametrize(
    ("codes", "language", "expected"),
    [
        (None, "en", 0),
        (["ger", "eng"], "en-GB", 1),
        (["ger", None], "en", 1),
        ([None, "eng"], "en", 1),
        (["ger", "eng"], None, 0),
        (["nno"], "nb", 0),
    ],
)
def test_the_stream_in_the_language_of_the_captions_is_taken(tmp_path, codes, language, expected):
    found = with_stream(SOUND, language, Streams(codes), options(tmp_path))

    assert found.recording.stream == expected


def test_audio_in_other_languages_is_not_taken_for_what_is_said(tmp_path):
    with pytest.raises(CodecError, match="captions are in en, what is spoken in de, fr"):
        with_stream(SOUND, "en", Streams(["ger", "fre"]), options(tmp_path))
    with pytest.raises(CodecError, match="no audio"):
        with_stream(SOUND, "en", Streams([]), options(tmp_path))


def test_a_stream_that_is_named_is_taken_as_it_is(tmp_path):
    assert with_stream(SOUND, "en", Streams([]), options(tmp_path, audio_track=0)) is SOUND


@pytest.mark.parametrize("name", ["a\udcff.mkv", "a\nb.mkv", "a\u2028b.mkv"])
def test_names_that_manifests_cannot_tell_are_refused(name):
    with pytest.raises(UsageError, match="rename it"):
        check_name(name)


def test_a_folder_that_cannot_be_listed_is_told(tmp_path):
    with pytest.raises(UsageError, match="--audio-from"):
        beside(f"{tmp_path}/none/a.srt")
