from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cuelift.dataset.audio.files import frames_in
from cuelift.dataset.audio.pyav import PyAv
from cuelift.dataset.options import SegmentOptions
from cuelift.errors import Cancelled, CodecError
from cuelift.extract.dataset import cutting
from cuelift.extract.dataset.cutting import cut_film
from cuelift.extract.dataset.film import read_film
from tests.extract.dataset.support import options
from tests.support.small import Text, mkv

RATE = 8_000
LINES = [
    (1000, 1500, "Hello there, my friend."),
    (4000, 1500, "How are you today?"),
    (7000, 1500, "I am fine, thank you."),
]


class Engine(PyAv):
    """Counts up from sample to sample."""

    def __init__(self, seconds: float = 9) -> None:
        self.samples = b"".join(
            (at % 30_000).to_bytes(2, "little") for at in range(round(seconds * RATE))
        )
        self.decoded = 0
        self.closed = 0

    def languages(self, recording):
        return None

    def decode(self, recording, rate):
        self.decoded += 1
        try:
            for at in range(0, len(self.samples), 1000):
                yield self.samples[at : at + 1000]
        finally:
            self.closed += 1


@pytest.fixture
def path(tmp_path) -> str:
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv(Text(LINES)))
    return str(path)


def chosen(tmp_path, **fields):
    return options(tmp_path, **({"rate": RATE, "audio": "wav"} | fields))


def cut(path, engine, made_with):
    film = read_film(path, (), made_with, engine)
    cut_film(film, made_with, engine)
    return film


def test_each_utterance_has_a_file_of_its_samples(path, tmp_path):
    engine = Engine()

    film = cut(path, engine, chosen(tmp_path))

    assert film.report.audio_cut == 3
    assert (engine.decoded, engine.closed) == (1, 1)
    for utterance, start in zip(film.utterances, (1, 4, 7), strict=True):
        data = (tmp_path / "out" / utterance.audio).read_bytes()
        assert data[44:] == engine.samples[start * RATE * 2 : (start * 2 + 3) * RATE]
        assert (utterance.offset_s, utterance.duration_s) == (start, 1.5)
        assert utterance.audio == f"audio/{film.report.id}/{utterance.id}.wav"


def test_what_is_there_and_good_is_kept(path, tmp_path):
    engine = Engine()
    first = cut(path, engine, chosen(tmp_path))
    bad = tmp_path / "out" / first.utterances[1].audio
    bad.write_bytes(bad.read_bytes()[:-2])

    film = cut(path, engine, chosen(tmp_path))

    assert (film.report.audio_cut, film.report.audio_kept) == (1, 2)
    assert frames_in(str(bad), RATE) == 1.5 * RATE
    assert film.utterances == first.utterances
    again = Engine()
    assert cut(path, again, chosen(tmp_path)).report.audio_kept == 3
    assert again.decoded == 0


def test_flac_files_are_coded_in_batches(path, tmp_path, monkeypatch):
    monkeypatch.setattr(cutting, "BATCH", 2)

    film = cut(path, Engine(), chosen(tmp_path, audio="flac", form="hf"))

    for utterance in film.utterances:
        assert utterance.audio.startswith("train/")
        assert frames_in(f"{tmp_path}/out/{utterance.audio}", RATE) == 1.5 * RATE


def test_a_batch_has_so_many_bytes_at_most(path, tmp_path, monkeypatch):
    monkeypatch.setattr(cutting, "BATCH_BYTES", 1)

    assert cut(path, Engine(), chosen(tmp_path)).report.audio_cut == 3


def test_utterances_that_the_audio_does_not_reach_are_left_out(path, tmp_path):
    film = cut(path, Engine(seconds=8), chosen(tmp_path))

    assert len(film.utterances) == 2
    assert film.report.drops["no_audio"].cues == 1
    assert film.report.drops["no_audio"].seconds == 1.5
    assert len(list(Path(tmp_path, "out").rglob("*.wav"))) == 2


def test_padding_may_be_cut_off_at_the_end(path, tmp_path):
    segments = SegmentOptions(pad_ns=500_000_000)
    with_tail = chosen(tmp_path, segments=segments)
    film = read_film(path, (), with_tail, Engine())
    # As where the length of the film is not known.
    film.segments[2] = replace(film.segments[2], end_ns=9_000_000_000)
    cut_film(film, with_tail, Engine(seconds=8.7))

    assert film.utterances[2].duration_s == pytest.approx(8.7 - 6.5)
    assert film.utterances[2].offset_s == 6.5


def test_a_recording_that_breaks_leaves_nothing_behind(path, tmp_path):
    class Broken(Engine):
        def decode(self, recording, rate):
            yield self.samples[: RATE * 10]
            raise CodecError("broken")

    with pytest.raises(CodecError, match="broken"):
        cut(path, Broken(), chosen(tmp_path))

    assert not [each for each in Path(tmp_path, "out").rglob("*") if each.is_file()]


def test_cutting_stops_when_it_is_cancelled(path, tmp_path):
    engine = Engine()
    base = chosen(tmp_path)
    film = read_film(path, (), base, engine)
    stopping = replace(base, read=replace(base.read, cancelled=lambda: True))

    with pytest.raises(Cancelled):
        cut_film(film, stopping, engine)

    assert engine.closed == 1
