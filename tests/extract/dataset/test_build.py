from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cuelift.dataset.split import SPLITS
from cuelift.errors import Cancelled, CodecError, StoreError, UsageError
from cuelift.extract.dataset import DatasetOptions, DatasetReport, build_dataset
from cuelift.extract.dataset import build as module
from cuelift.extract.dataset.build import CARD, MARK
from cuelift.extract.expand import Found
from cuelift.extract.options import ReadOptions
from cuelift.store import StoreOptions
from tests.extract.dataset.support import options
from tests.support.range_server import RangeServer
from tests.support.small import Text, mkv
from tests.support.spoken import LINES, RATE, film, frequency, kaldi_faults, read_wav, tones

SPOKEN = [(1000, 1500, "Hello there, my friend."), (4000, 1500, "How are you today?")]


def build(folder: Path, *sources: object, workers: int = 1, **fields) -> DatasetReport:
    found = [Found(uri=str(source)) for source in sources]
    return build_dataset(found, options(folder, **fields), workers=workers)


def silent(folder: Path, name: str, start: int = 1000) -> Path:
    path = folder / name
    path.write_bytes(mkv(Text([(start, 1500, "Hello there, my friend."), *SPOKEN[1:]])))
    return path


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_manifests_and_card_are_made_of_films(tmp_path):
    done, steps = [], []
    films = [silent(tmp_path, "a.mkv"), silent(tmp_path, "b.mkv", 900)]

    report = build_dataset(
        [Found(uri=str(film)) for film in films],
        options(tmp_path),
        workers=2,
        done=done.append,
        step=lambda: steps.append(1),
    )

    assert report.good
    assert report.files == ["train.jsonl", CARD]
    assert files(tmp_path / "out") == {"train.jsonl", CARD, MARK}
    assert len(lines(tmp_path / "out/train.jsonl")) == 4
    assert report.parts["train"].films == 2
    assert [each.source for each in report.films] == [str(film) for film in films]
    assert (len(done), len(steps)) == (2, 4)


def test_the_order_of_films_is_that_of_the_sources(tmp_path):
    films = [silent(tmp_path, f"{name}.mkv", 900 + ord(name)) for name in "dacb"]

    report = build(tmp_path, *films, workers=4)

    assert [line["source"] for line in lines(tmp_path / "out/train.jsonl")[::2]] == [
        film.source for film in report.films
    ]


def test_a_film_that_fails_costs_itself_only(tmp_path):
    (tmp_path / "bad.mkv").write_bytes(b"nothing")

    report = build(tmp_path, tmp_path / "bad.mkv", silent(tmp_path, "a.mkv"))

    assert [film.outcome for film in report.films] == ["failed", "made"]
    assert report.films[0].error_type == "FormatError"
    assert report.files
    assert not report.good


def test_nothing_is_published_where_nothing_is_left(tmp_path):
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv(Text([(1000, 1500, "[bang]")])))

    report = build(tmp_path, path)

    assert (report.files, report.films[0].outcome) == ([], "empty")
    assert report.films[0].message == "no segment is left"
    assert files(tmp_path / "out") == {MARK}


def test_the_same_audio_counts_once(tmp_path):
    path = silent(tmp_path, "a.mkv")
    shutil.copy(path, tmp_path / "b.mkv")
    (tmp_path / "a.de.srt").write_text("1\n00:00:01,000 --> 00:00:03,000\nWie geht es dir heute?\n")

    report = build(tmp_path, path, tmp_path / "b.mkv", tmp_path / "a.de.srt")

    assert [film.outcome for film in report.films] == ["made", "duplicate", "duplicate"]
    assert report.films[1].message == f"its audio is that of {path}"
    assert report.good


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    path = silent(tmp_path, "a.mkv")
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine").touch()
    with pytest.raises(UsageError, match="holds something else"):
        build(tmp_path, path)
    with pytest.raises(UsageError, match="no folder"):
        build_dataset([Found(uri=str(path))], DatasetOptions(folder=str(path)))
    assert files(out) == {"mine"}


def test_a_second_run_leaves_nothing_of_the_first(tmp_path):
    path = silent(tmp_path, "a.mkv")
    build(tmp_path, path)
    stale = tmp_path / "out/audio/x/y.wav"
    stale.parent.mkdir(parents=True)
    stale.touch()
    (tmp_path / "out/audio/notes.txt").touch()

    build(tmp_path, path, form="kaldi")

    names = {f"train/{name}" for name in ("text", "wav.scp", "segments", "utt2spk", "spk2utt")}
    assert files(tmp_path / "out") == {CARD, MARK, "audio/notes.txt", *names}
    assert kaldi_faults(tmp_path / "out/train") == []


def test_what_cannot_be_met_is_told_before_anything_is_read(tmp_path):
    path = silent(tmp_path, "a.mkv")
    for fields, said in (
        ({"clean": "nothing"}, "pass 'nothing' is not known"),
        ({"form": "tar"}, "form 'tar' is not known"),
        ({"audio_from": "b.mkv"}, "there are several"),
    ):
        with pytest.raises(UsageError, match=said):
            build(tmp_path, path, path, **fields)
    with pytest.raises(UsageError, match="local films only"):
        build(tmp_path, "https://host/a.mkv", form="kaldi")
    assert not (tmp_path / "out").exists()


def test_manifests_that_cannot_be_written_leave_the_old_ones(tmp_path, monkeypatch):
    path = silent(tmp_path, "a.mkv")
    build(tmp_path, path)
    before = (tmp_path / "out/train.jsonl").read_bytes()

    def failing(parts, facts):
        raise StoreError("the disk is full")

    monkeypatch.setattr(module, "card", failing)
    with pytest.raises(StoreError):
        build(tmp_path, silent(tmp_path, "b.mkv", 900))

    assert (tmp_path / "out/train.jsonl").read_bytes() == before


def test_a_run_that_is_cancelled_ends(tmp_path, monkeypatch):
    stopped = []

    def interrupted(uri, recipe, chosen, engine):
        stopped.append(chosen.read.cancelled)
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "read_film", interrupted)

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, "a.mkv")
    assert stopped[0]()


def test_cancelling_is_no_failure_of_a_film(tmp_path):
    chosen = options(tmp_path)
    chosen = replace(chosen, read=replace(chosen.read, cancelled=lambda: True))

    with pytest.raises(Cancelled):
        build_dataset([Found(uri=str(silent(tmp_path, "a.mkv")))], chosen)


@settings(max_examples=15)
@given(st.integers(), st.tuples(*[st.integers(0, 5)] * 3).filter(any))
def test_no_film_is_in_two_parts(tmp_path_factory, seed, shares):
    folder = tmp_path_factory.mktemp("parts")
    films = [silent(folder, f"{number}.mkv", 900 + number) for number in range(4)]

    build(folder, *films, seed=seed, shares=tuple(each / sum(shares) for each in shares))

    parts = {
        split: {line["source"] for line in lines(folder / f"out/{split}.jsonl")}
        for split in SPLITS
        if (folder / f"out/{split}.jsonl").exists()
    }
    assert sum(map(len, parts.values())) == len(set().union(*parts.values())) == 4


@pytest.mark.slow
@pytest.mark.tools
def test_audio_is_cut_sample_by_sample(tmp_path):
    first, second = film(tmp_path, "a.mkv"), film(tmp_path, "b.mkv", title="other")

    report = build(tmp_path, first, second, workers=2, form="kaldi", audio="wav")

    assert report.good
    assert kaldi_faults(tmp_path / "out/train") == []
    reference = tones(LINES)
    table = (tmp_path / "out/train/wav.scp").read_text().splitlines()
    assert len(table) == 2 * 3
    for line in table:
        name, path = line.split(" ", 1)
        start, end = (int(part) * RATE // 1000 for part in name.split("-")[-2:])
        assert np.array_equal(read_wav(Path(path)), reference[start:end])


@pytest.mark.tools
def test_remote_films_are_cut_while_they_are_read(tmp_path):
    path = film(tmp_path, "a.mkv")
    with RangeServer({"/a.mkv": path.read_bytes()}) as server:
        read = ReadOptions(max_read=1.0, store=StoreOptions(allow_http=True))
        report = build(tmp_path, server.url("/a.mkv"), audio="wav", read=read)

    assert report.films[0].audio_cut == 3
    reference = tones(LINES)
    for line in lines(tmp_path / "out/train.jsonl"):
        first = round(line["source_offset"] * RATE)
        samples = read_wav(Path(line["audio_filepath"]))
        assert np.array_equal(samples, reference[first : first + len(samples)])


@pytest.mark.slow
@pytest.mark.tools
def test_a_segment_has_the_tones_of_its_captions(tmp_path):
    path = film(tmp_path, "a.mp4", audio="aac")

    build(tmp_path, path, audio="wav")

    numbers = {line.text: number for number, line in enumerate(LINES)}
    for line in lines(tmp_path / "out/train.jsonl"):
        samples = read_wav(Path(line["audio_filepath"]))
        assert len(samples) == round(line["duration"] * RATE)
        spoken = [number for text, number in numbers.items() if text in line["text"]]
        heard = np.abs(np.fft.rfft(samples))
        for number in range(len(LINES)):
            level = heard[round(frequency(number) * len(samples) / RATE)] / len(samples)
            assert (level > 500) == (number in spoken)


@pytest.mark.tools
def test_films_whose_audio_is_missing_fail(tmp_path):
    report = build(tmp_path, silent(tmp_path, "a.mkv"), audio="wav")

    assert report.films[0].error_type == CodecError.__name__
    assert files(tmp_path / "out") == {MARK}


def test_audio_that_breaks_while_it_is_cut_fails_its_film(tmp_path, monkeypatch):
    class Broken:
        def languages(self, recording):
            return None

        def decode(self, recording, rate):
            yield bytes(100)
            raise CodecError("broken")

    monkeypatch.setattr(module, "find_engine", Broken)

    report = build(tmp_path, silent(tmp_path, "a.mkv"), audio="wav")

    assert (report.films[0].outcome, report.films[0].message) == ("failed", "broken")
    assert report.films[0].segments == 0
    assert files(tmp_path / "out") == {MARK}


def test_what_nobody_expected_costs_one_film(tmp_path, monkeypatch):
    plain = module.read_film

    def odd(uri, *others):
        if uri.endswith("b.mkv"):
            raise ZeroDivisionError("odd")
        return plain(uri, *others)

    monkeypatch.setattr(module, "read_film", odd)

    report = build(tmp_path, silent(tmp_path, "a.mkv"), tmp_path / "b.mkv")

    assert [film.outcome for film in report.films] == ["made", "failed"]
    assert report.films[1].message == "unexpected ZeroDivisionError: odd"
