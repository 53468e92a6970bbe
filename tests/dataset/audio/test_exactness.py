"""What both engines give, held against samples that are known."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
import pytest

from cuelift.dataset.audio.base import Engine, Recording, frames_of
from cuelift.dataset.audio.cut import cut
from cuelift.dataset.audio.ffmpeg import Ffmpeg
from cuelift.dataset.audio.pyav import PyAv
from cuelift.errors import CodecError, StoreError
from tests.support.spoken import LINES, RATE, ffmpeg, film, frequency, tones, write_wav

pytestmark = pytest.mark.tools

ENGINES = (Ffmpeg("ffmpeg", "ffprobe"), PyAv())


@pytest.fixture(params=ENGINES, ids=["ffmpeg", "pyav"])
def engine(request) -> Engine:
    return request.param


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Films of all kinds with the same tones."""
    folder = tmp_path_factory.mktemp("tones")
    film(folder, "plain.mkv")
    film(folder, "coded.mp4", audio="aac")
    write_wav(folder / "tones.wav", tones(LINES))
    write_wav(folder / "fine.wav", tones(LINES, 48_000), 48_000)
    ffmpeg(
        "-itsoffset", "1.5", "-i", "plain.mkv", "-map", "0", "-c", "copy", "late.mkv", cwd=folder
    )
    ffmpeg(
        "-i",
        "fine.wav",
        "-c:a",
        "mp2",
        "-b:a",
        "192k",
        "-output_ts_offset",
        "5",
        "a.ts",
        cwd=folder,
    )
    ffmpeg(
        "-i",
        "fine.wav",
        "-i",
        "plain.mkv",
        "-map",
        "1:a",
        "-map",
        "0:a",
        "-c:a",
        "flac",
        "two.mkv",
        cwd=folder,
    )
    ffmpeg("-f", "lavfi", "-i", "color=s=16x16:d=1", "silent.mkv", cwd=folder)
    return folder


def decoded(engine: Engine, path: Path, **fields) -> np.ndarray:
    recording = Recording(name=path.name, path=str(path), **fields)
    return np.frombuffer(b"".join(engine.decode(recording, RATE)), "<i2")


def lag(samples: np.ndarray, reference: np.ndarray) -> int:
    """By how many samples a signal is later than another."""
    size = 1 << 20
    spectrum = np.fft.rfft(samples, size) * np.conj(np.fft.rfft(reference, size))
    found = int(np.argmax(np.fft.irfft(spectrum, size)))
    return found if found < size // 2 else found - size


def test_samples_that_need_no_resampling_are_kept_bit_by_bit(engine, folder):
    reference = tones(LINES)

    assert np.array_equal(decoded(engine, folder / "plain.mkv", zero_ns=0), reference)
    assert np.array_equal(decoded(engine, folder / "tones.wav"), reference)


def test_audio_that_begins_late_has_silence_before(engine, folder):
    samples = decoded(engine, folder / "late.mkv", zero_ns=0)

    assert np.array_equal(samples[24_000:], tones(LINES))
    assert not samples[:24_000].any()


def test_audio_alone_begins_with_its_first_sample(engine, folder):
    samples = decoded(engine, folder / "late.mkv")

    assert np.array_equal(samples[: len(tones(LINES))], tones(LINES))


def test_audio_before_the_beginning_of_the_film_is_left_out(engine, folder):
    samples = decoded(engine, folder / "late.mkv", zero_ns=2_500_000_000)

    assert np.array_equal(samples, tones(LINES)[RATE:])


def test_coded_audio_is_where_its_captions_are(engine, folder):
    samples = decoded(engine, folder / "coded.mp4", zero_ns=0)

    assert lag(samples, tones(LINES)) == 0
    spans = [frames_of(a * 1_000_000, b * 1_000_000, RATE) for a, b, _ in LINES]
    for number, piece in enumerate(cut([samples.tobytes()], spans)):
        heard = np.abs(np.fft.rfft(np.frombuffer(piece, "<i2")))
        assert np.argmax(heard) * RATE / (len(piece) // 2) == pytest.approx(
            frequency(number), abs=3
        )


def test_clocks_of_transport_streams_begin_with_the_film(engine, folder):
    with av.open(str(folder / "a.ts")) as container:
        zero_ns = round(container.streams.audio[0].start_time / 90_000 * 1e9)
    # The coder's own delay of 481 samples at 48 kHz stands at the beginning.
    assert zero_ns > 0
    assert lag(decoded(engine, folder / "a.ts", zero_ns=zero_ns), tones(LINES)) in (160, 161)
    assert lag(decoded(engine, folder / "a.ts"), tones(LINES)) in (160, 161)
    late = decoded(engine, folder / "a.ts", zero_ns=zero_ns - 1_000_000_000)
    assert lag(late, tones(LINES)) in (16_160, 16_161)


def test_gaps_become_silence(engine, folder, tmp_path):
    ffmpeg(
        "-i", folder / "plain.mkv", "-map", "0:a", "-c", "copy", "-t", "5", "one.mkv", cwd=tmp_path
    )
    make_gap(tmp_path / "one.mkv", tmp_path / "gap.mkv")

    samples = decoded(engine, tmp_path / "gap.mkv", zero_ns=0)

    whole = decoded(engine, tmp_path / "one.mkv", zero_ns=0)
    assert len(samples) == pytest.approx(len(whole) + 2 * RATE, abs=16)
    assert lag(samples[5 * RATE :], whole[3 * RATE :]) in range(-16, 17)


def make_gap(source: Path, target: Path) -> None:
    """Moves what comes after three seconds back by two."""
    with av.open(str(source)) as given, av.open(str(target), "w") as made:
        stream = made.add_stream_from_template(given.streams.audio[0])
        for packet in given.demux(given.streams.audio[0]):
            if packet.pts is None:
                continue
            if packet.pts * packet.time_base >= 3:
                packet.pts += int(2 / packet.time_base)
                packet.dts = packet.pts
            packet.stream = stream
            made.mux(packet)


def test_audio_is_told_by_the_languages_of_its_streams(engine, folder):
    def languages(name: str) -> list[str | None] | None:
        return engine.languages(Recording(name=name, path=str(folder / name)))

    assert languages("two.mkv") == ["eng", None]
    assert languages("silent.mkv") == []
    assert engine.languages(Recording(name="a")) is None


def test_a_stream_is_taken_by_its_number(engine, folder):
    assert len(decoded(engine, folder / "two.mkv", zero_ns=0, stream=1)) == len(tones(LINES))
    with pytest.raises(CodecError, match=r"two\.mkv: "):
        decoded(engine, folder / "two.mkv", zero_ns=0, stream=2)


def test_what_has_no_path_is_read_from_front_to_back(engine, folder):
    data = (folder / "plain.mkv").read_bytes()
    chunks = [data[at : at + 5000] for at in range(0, len(data), 5000)]
    recording = Recording(name="s3://a/b", chunks=lambda: chunks, zero_ns=0)

    samples = np.frombuffer(b"".join(engine.decode(recording, RATE)), "<i2")

    assert np.array_equal(samples, tones(LINES))


def test_a_store_that_fails_meanwhile_is_told(engine, folder):
    data = (folder / "plain.mkv").read_bytes()

    def chunks():
        yield data[: len(data) // 2]
        raise StoreError("gone")

    with pytest.raises(StoreError, match="gone"):
        b"".join(engine.decode(Recording(name="a", chunks=chunks, zero_ns=0), RATE))


def test_decoding_may_be_given_up(engine, folder):
    recordings = (
        Recording(name="a", path=str(folder / "plain.mkv"), zero_ns=0),
        Recording(name="a", chunks=lambda: [bytes(2_000_000)] * 9, zero_ns=0),
        Recording(name="a", chunks=lambda: [(folder / "fine.wav").read_bytes()]),
    )
    for recording in recordings:
        stream = engine.decode(recording, RATE)
        if recording.path is not None:
            assert next(stream)
        stream.close()
    begun = engine.decode(recordings[2], RATE)
    assert next(begun)
    begun.close()


@pytest.mark.parametrize("data", [b"", b"no film", bytes(5000)])
def test_what_is_no_audio_is_told(engine, tmp_path, data):
    path = tmp_path / "a.mkv"
    path.write_bytes(data)
    for recording in (
        Recording(name="a", path=str(path)),
        Recording(name="a", chunks=lambda: [data]),
    ):
        with pytest.raises(CodecError, match=r"^a: "):
            b"".join(engine.decode(recording, RATE))
    with pytest.raises(CodecError, match=r"^a: "):
        engine.languages(Recording(name="a", path=str(path)))


def test_flac_files_hold_the_samples_bit_by_bit(engine):
    pieces = [tones(LINES)[at : at + 30_001].tobytes() for at in (0, 16_000, 160_048)]

    files = engine.flac([*pieces, tones(LINES).tobytes()], RATE)

    assert len(files) == 4
    for piece, data in zip(pieces, files, strict=False):
        with av.open(io.BytesIO(data)) as container:
            assert container.streams.audio[0].sample_rate == RATE
            frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
        assert np.concatenate(frames, 1).astype("<i2").tobytes() == piece
