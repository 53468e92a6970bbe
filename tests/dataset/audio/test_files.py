from __future__ import annotations

import io
import wave

import pytest

from cuelift.dataset.audio.files import frames_in, wav
from cuelift.dataset.audio.pyav import PyAv

SAMPLES = bytes(range(200))


def test_wav_files_are_read_by_others():
    with wave.open(io.BytesIO(wav(SAMPLES, 16_000))) as file:
        assert file.getparams()[:4] == (1, 2, 16_000, 100)
        assert file.readframes(100) == SAMPLES


@pytest.fixture(params=["wav", "flac"])
def made(request, tmp_path):
    data = wav(SAMPLES, 16_000) if request.param == "wav" else PyAv().flac([SAMPLES], 16_000)[0]
    path = tmp_path / f"a.{request.param}"
    path.write_bytes(data)
    return path


def test_good_files_tell_their_length(made):
    assert frames_in(str(made), 16_000) == 100


def test_files_of_another_rate_are_no_good(made):
    assert frames_in(str(made), 8_000) is None


def test_cut_off_and_other_files_are_no_good(made):
    data = made.read_bytes()
    for bad in (data[:20], b"", b"x" + data[1:], data[:3] + b"x" + data[4:]):
        made.write_bytes(bad)
        assert frames_in(str(made), 16_000) is None
    made.unlink()
    assert frames_in(str(made), 16_000) is None


def test_a_wav_file_of_another_length_than_it_says_is_no_good(tmp_path):
    path = tmp_path / "a.wav"
    path.write_bytes(wav(SAMPLES, 16_000)[:-2])

    assert frames_in(str(path), 16_000) is None
