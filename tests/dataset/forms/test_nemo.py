from __future__ import annotations

import json

from cuelift.dataset.forms.base import Place
from cuelift.dataset.forms.nemo import write
from tests.dataset.utterances import utterance

PLACE = Place(folder="/data")


def lines(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.splitlines()]


def test_without_audio_files_manifests_point_into_the_film():
    files = write({"train": [utterance(1, 2.25)], "dev": [], "test": []}, PLACE)

    assert list(files) == ["train.jsonl"]
    (line,) = lines(files["train.jsonl"])
    assert line == {
        "audio_filepath": "/films/it's.mkv",
        "offset": 1.0,
        "duration": 1.25,
        "text": "hello there",
        "text_raw": "Hello, there!",
        "lang": "en",
        "speaker": "",
        "id": "film_1-unknown-000001000-000002250",
        "source": "film.srt",
        "source_offset": 1.0,
    }


def test_audio_files_have_absolute_paths_and_no_offset():
    given = [utterance(speaker="Bob", audio="audio/film_1/a.flac", text="a\u2028\u00e4")]

    (line,) = lines(write({"test": given}, PLACE)["test.jsonl"])

    assert line["audio_filepath"] == "/data/audio/film_1/a.flac"
    assert "offset" not in line
    assert (line["speaker"], line["text"]) == ("Bob", "a\u2028\u00e4")
