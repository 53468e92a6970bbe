"""The cues marked by hand are well formed; what they say is judged by the benchmark."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

MARKED = Path(__file__).parents[2] / "benchmarks/text/marked"
OPEN = sorted(MARKED.glob("*.jsonl"))
FORMER = sorted((MARKED / "former").glob("*.jsonl"))
SECOND = sorted((MARKED / "second").glob("*.jsonl"))
HELD_OUT = sorted((MARKED / "held_out").glob("*.jsonl"))
THIRD = sorted((MARKED / "third").glob("*.jsonl"))
FOURTH = sorted((MARKED / "fourth").glob("*.jsonl"))
PRACTICE = sorted((MARKED / "practice").glob("*.jsonl"))
EVERY = OPEN + FORMER + SECOND + HELD_OUT + THIRD + FOURTH + PRACTICE
KINDS = {"sound", "speaker", "music", "ad"}

Cue = dict[str, Any]


def read(path: Path) -> list[Cue]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def count(paths: list[Path]) -> int:
    return sum(len(read(path)) for path in paths)


def test_the_set_is_as_large_as_promised() -> None:
    total = count(OPEN) + count(FORMER) + count(HELD_OUT)

    assert total >= 2000
    assert 0.3 <= count(HELD_OUT) / total <= 0.5
    assert len(OPEN) >= 8
    for part in (FORMER, SECOND, HELD_OUT, THIRD, FOURTH, PRACTICE):
        assert [path.name for path in OPEN] == [path.name for path in part]


def test_every_kind_and_enough_traps_are_there() -> None:
    for paths in (OPEN, FORMER, SECOND, HELD_OUT, THIRD, FOURTH, PRACTICE):
        cues = [cue for path in paths for cue in read(path)]
        kinds = Counter(mark["kind"] for cue in cues for mark in cue["marks"])

        assert set(kinds) == KINDS
        assert min(kinds.values()) >= 30
        assert sum(bool(cue.get("trap")) for cue in cues) >= len(cues) / 5


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_marks_lie_within_their_text_in_order(path: Path) -> None:
    for cue in read(path):
        text = cue["text"]
        end = 0
        assert text.strip() == text != "", cue
        for mark in cue["marks"]:
            assert end <= mark["start"] < mark["end"] <= len(text), cue
            assert text[mark["start"] : mark["end"]].strip(), cue
            assert mark["kind"] in KINDS, cue
            assert ("name" in mark) == (mark["kind"] == "speaker"), cue
            end = mark["end"]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_scene_is_a_track_of_growing_times(path: Path) -> None:
    scenes: dict[str, list[Cue]] = defaultdict(list)
    for cue in read(path):
        scenes[cue["scene"]].append(cue)

    for name, cues in scenes.items():
        assert name.startswith(path.stem + "-")
        assert 15 <= len(cues) <= 40
        assert len({cue["house"] for cue in cues}) == 1
        assert all(cue["start_ms"] < cue["end_ms"] for cue in cues)
        assert all(a["end_ms"] <= b["start_ms"] for a, b in pairwise(cues))


def test_no_text_is_in_both_parts_but_short_descriptions() -> None:
    others = [*zip(OPEN, FORMER, strict=True), *zip(OPEN, HELD_OUT, strict=True)]
    others += [*zip(OPEN, THIRD, strict=True), *zip(OPEN, PRACTICE, strict=True)]
    others += zip(OPEN, FOURTH, strict=True)
    others += zip(OPEN, SECOND, strict=True)
    for first, second in others:
        seen = {cue["text"] for cue in read(first)}
        again = [cue["text"] for cue in read(second) if cue["text"] in seen]

        assert len(again) <= len(read(second)) / 20, again
