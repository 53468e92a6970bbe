"""Recipes over cues."""

from __future__ import annotations

import msgspec
import pytest

from cuelift.cues import Cue, Span
from cuelift.text import Context, clean, recipe
from cuelift.text.base import Pass


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    letter: str = "x"


def append(cues, context, options, edits):
    return [
        edits.change(cue, "append", spans=[Span(cue.text + options.letter)])
        for cue in cues
        if context.language == "en"
    ]


@pytest.fixture(autouse=True)
def passes(monkeypatch):
    entry = Pass(name="append", says="", options=Letter, run=append, main="letter")
    monkeypatch.setattr(recipe, "PASSES", {"append": entry})


def test_passes_run_one_after_the_other_and_all_changes_are_kept():
    cues = [Cue(start_ns=0, end_ns=1, spans=(Span("a"),))]

    cleaned = clean(cues, "append:b,append:c", Context(language="en"))

    assert [cue.text for cue in cleaned.cues] == ["abc"]
    assert [change.after[0].text for change in cleaned.changes] == ["ab", "abc"]
    assert [edit.text for edit in cleaned.cues[0].edits] == ["a", "ab"]


def test_without_steps_the_cues_are_the_same():
    cues = [Cue(start_ns=0, end_ns=1)]

    assert clean(cues, ()).cues == cues
