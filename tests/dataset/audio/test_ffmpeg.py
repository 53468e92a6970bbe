from __future__ import annotations

import pytest

from cuelift.dataset.audio import ffmpeg
from cuelift.dataset.audio.base import Recording
from cuelift.dataset.audio.ffmpeg import Ffmpeg, arguments
from cuelift.errors import CodecError, StoreError

FILM = Recording(name="a", path="/-a'b.mkv", stream=2, zero_ns=1_400_000_000)


def program(folder, text: str) -> str:
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_time_stamps_are_kept_from_the_beginning_of_a_film_on():
    made = arguments(FILM, 16_000)

    assert made[3:6] == ("-copyts", "-itsoffset", "-1.400000")
    assert "file:/-a'b.mkv" in made
    assert "0:a:2" in made
    assert "-itsoffset" not in arguments(Recording(name="a", path="/a", zero_ns=0), 16_000)
    assert "-copyts" not in arguments(Recording(name="a", path="/a"), 16_000)


def test_a_program_that_cannot_be_run_is_told(tmp_path):
    engine = Ffmpeg(f"{tmp_path}/none", f"{tmp_path}/none")

    for step in (
        lambda: list(engine.decode(FILM, 16_000)),
        lambda: engine.languages(FILM),
        lambda: engine.flac([b"ab"], 16_000),
    ):
        with pytest.raises(CodecError, match="cannot be run"):
            step()


def test_a_program_that_fails_is_told_in_its_last_words(tmp_path):
    engine = Ffmpeg(program(tmp_path, "echo one >&2; echo two >&2; exit 1"), None)

    with pytest.raises(CodecError, match=r"^a: two$"):
        list(engine.decode(FILM, 16_000))
    with pytest.raises(CodecError, match=r"^coding FLAC: two$"):
        engine.flac([b"ab"], 16_000)


def test_a_program_that_fails_without_a_word_is_told(tmp_path):
    with pytest.raises(CodecError, match="without a word"):
        list(Ffmpeg(program(tmp_path, "exit 1"), None).decode(FILM, 16_000))


def test_a_probe_that_answers_nonsense_is_told(tmp_path):
    with pytest.raises(CodecError, match="cannot be read"):
        Ffmpeg("ffmpeg", program(tmp_path, "echo '[1]'")).languages(FILM)


def test_without_a_probe_languages_cannot_be_told():
    assert Ffmpeg("ffmpeg", None).languages(FILM) is None


def test_temporary_files_that_cannot_be_written_are_told(monkeypatch: pytest.MonkeyPatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ffmpeg, "TemporaryDirectory", full)
    monkeypatch.setattr(ffmpeg, "TemporaryFile", full)
    engine = Ffmpeg("ffmpeg", None)

    with pytest.raises(StoreError, match="No space left"):
        engine.flac([b"ab"], 16_000)
    with pytest.raises(StoreError, match="No space left"):
        list(engine.decode(FILM, 16_000))
