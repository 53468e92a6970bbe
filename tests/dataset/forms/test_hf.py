from __future__ import annotations

import csv
import json
from io import StringIO

from cuelift.dataset.forms.base import Place
from cuelift.dataset.forms.hf import write
from tests.dataset.utterances import utterance

PARTS = {
    "train": [],
    "dev": [utterance(audio="validation/film_1/a.flac", text='say "a", b')],
    "test": [utterance(audio="test/film_1/b.flac", speaker="Bob")],
}


def test_metadata_stands_beside_the_audio_of_each_part():
    files = write(PARTS, Place(folder="/data"))

    assert list(files) == ["validation/metadata.jsonl", "test/metadata.jsonl"]
    row = json.loads(files["validation/metadata.jsonl"])
    assert row["file_name"] == "film_1/a.flac"
    assert row["transcription"] == 'say "a", b'
    assert row["speaker"] == ""


def test_all_parts_have_the_same_columns():
    files = write(PARTS, Place(folder="/data"))

    one, other = map(json.loads, files.values())
    assert list(one) == list(other)
    assert [type(value) for value in one.values()] == [type(value) for value in other.values()]


def test_metadata_may_be_a_table():
    files = write(PARTS, Place(folder="/data", table="csv"))

    (row,) = csv.DictReader(StringIO(files["validation/metadata.csv"].decode(), newline=""))
    assert row["transcription"] == 'say "a", b'
    assert row["file_name"] == "film_1/a.flac"
