from __future__ import annotations

import pytest
import yaml

from cuelift.dataset.card import Facts, card
from cuelift.dataset.model import Drop
from tests.dataset.utterances import utterance

FACTS = Facts(
    name='my "films"', form="nemo", audio="flac", rate=16_000, recipe="dedupe", version="1.2",
    seed=7, shares="90%, 5%, 5%", films={"train": 1, "test": 1}, drops={"music": Drop(3, 7200.0)},
)  # fmt: skip
PARTS = {
    "train": [utterance(0, 1800, "Bob"), utterance(1800, 3600, "Bob", language="pt-BR")],
    "dev": [],
    "test": [utterance(language="")],
}


def head(text: str) -> dict:
    return yaml.safe_load(text.split("---\n")[1])


def test_the_head_is_what_the_hub_reads():
    found = head(card(PARTS, FACTS).decode())

    assert found == {
        "pretty_name": 'my "films"',
        "license": "unknown",
        "language": ["en", "pt"],
        "task_categories": ["automatic-speech-recognition"],
        "size_categories": ["n<1K"],
        "annotations_creators": ["found"],
        "language_creators": ["found"],
        "source_datasets": ["original"],
        "tags": ["audio", "cuelift", "speech"],
        "configs": [
            {
                "config_name": "default",
                "data_files": [
                    {"split": "train", "path": "train.jsonl"},
                    {"split": "test", "path": "test.jsonl"},
                ],
            }
        ],
    }


def test_the_page_tells_counts_hours_drops_and_how_it_was_made():
    text = card(PARTS, FACTS).decode()

    assert "| train | 1 | 2 | 1.000 | 1 |" in text
    assert "| pt-BR | 1 | 0.500 |" in text
    assert "| und | 1 |" in text
    assert "| music | 3 | 2.000 |" in text
    assert "cuelift 1.2" in text
    assert "`dedupe`" in text
    assert "seed 7" in text
    assert "to be filled in" in text


def test_nothing_left_out_and_nothing_cut_are_told():
    from msgspec.structs import replace

    facts = replace(FACTS, drops={}, audio="none", form="hf", recipe="", name=" ")
    text = card({"train": [utterance(language="")]}, facts).decode()

    assert "Nothing." in text
    assert "audio: not cut" in text
    assert "`none`" in text
    assert "configs" not in head(text)
    assert "language" not in head(text)


@pytest.mark.parametrize(
    ("count", "size"), [(999, "n<1K"), (1000, "1K<n<10K"), (10_000, "10K<n<100K")]
)
def test_sizes_are_told_by_class(count, size):
    text = card({"train": [utterance()] * count}, FACTS).decode()

    assert head(text)["size_categories"] == [size]
