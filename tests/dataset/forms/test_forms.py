from __future__ import annotations

from cuelift.dataset.forms import FORMS, MANIFESTS
from cuelift.dataset.forms.base import Place, seconds
from tests.dataset.utterances import utterance


def test_every_form_writes_files_that_are_known_as_manifests():
    parts = {split: [utterance(audio="a.flac")] for split in ("train", "dev", "test")}
    for form in FORMS.values():
        for table in ("jsonl", "csv"):
            assert set(form.write(parts, Place(folder="/a", table=table))) <= MANIFESTS


def test_names_are_those_of_the_table():
    assert all(name == form.name for name, form in FORMS.items())


def test_times_are_to_the_microsecond():
    assert seconds(1 / 3) == 0.333333
