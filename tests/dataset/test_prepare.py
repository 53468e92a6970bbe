from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Span
from cuelift.dataset import prepare as prepare_module
from cuelift.dataset.options import SegmentOptions, TextOptions
from cuelift.dataset.prepare import default_recipe, prepare
from cuelift.text import Context, Pass, Step, parse_recipe

S = 1_000_000_000
CONTEXT = Context(language="en", duration_ns=60 * S)


def cue(start: int, end: int, text: str, **fields: Any) -> Cue:
    return Cue(start_ns=start * S, end_ns=end * S, spans=(Span(text),), **fields)


class _None(msgspec.Struct, frozen=True):
    """No options."""


class _Stub(msgspec.Struct, frozen=True):
    """A step of a pass that is not in the registry."""

    name: str
    options: Any
    entry: Pass


def dropping(name: str, rule: str, what: str) -> Any:
    """A pass that takes captions away."""

    def run(cues, context, options, edits):
        gone = [each for each in cues if what in each.text]
        edits.drop(gone, rule)
        return [each for each in cues if each not in gone]

    return _Stub(name, _None(), Pass(name=name, says="", options=_None, run=run))


def made(cues, *steps: Step, **options: Any):
    prepared = prepare(cues, steps, CONTEXT, SegmentOptions(**options))
    return [each.text for each in prepared.segments], {
        reason: drop.cues for reason, drop in prepared.drops.items()
    }


def test_captions_are_cleaned_put_in_order_and_joined():
    given = [
        cue(4, 6, "How are you today?"),
        cue(1, 3, "Hello  there,  my friend. "),
        cue(0, 9, "a note", comment=True),
    ]

    prepared = prepare(given, parse_recipe("whitespace"), CONTEXT, SegmentOptions())

    assert [each.text_raw for each in prepared.segments] == [
        "Hello there, my friend.",
        "How are you today?",
    ]
    assert prepared.cues == 2


def test_what_is_sung_is_left_out_even_where_a_pass_hides_it():
    class Run:
        def __call__(self, cues, context, options, edits):
            return [
                edits.change(each, "song", spans=(Span(each.text.replace("\u266a", "")),))
                for each in cues
            ]

    step: Any = _Stub("x", _None(), Pass(name="x", says="", options=_None, run=Run()))

    texts, drops = made([cue(1, 3, "\u266a la la la la \u266a"), cue(4, 6, "How are you?")], step)

    assert (texts, drops) == (["How are you?"], {"music": 1})


def test_what_passes_take_away_is_counted():
    given = [
        cue(1, 3, "How are you?"),
        cue(4, 5, "[bang]"),
        cue(7, 9, "By somebody."),
        cue(10, 12, "\u266a la la"),
    ]
    sounds = dropping("hearing_impaired", "sound", "[")
    songs = dropping("hearing_impaired", "only sounds", "la la")
    ads = dropping("ads", "credit", "By")

    assert made(given, sounds, songs, ads) == (
        ["How are you?"],
        {"sound_only": 1, "music": 1, "ads": 1},
    )


def test_a_sound_that_a_pass_took_away_still_parts_segments():
    given = [cue(1, 3, "How are"), cue(3, 4, "[bang]"), cue(4, 6, "you today?")]

    texts, _ = made(given, dropping("hearing_impaired", "sound", "["), max_gap_ns=9 * S)

    assert texts == ["How are", "you today?"]


def test_kept_music_and_foreign_passages_are_not_looked_for(monkeypatch: pytest.MonkeyPatch):
    given = [cue(1, 3, "\u266a la la la la \u266a")]
    assert made(given, music=True)[0] == ["\u266a la la la la \u266a"]

    monkeypatch.setattr(prepare_module, "foreign_cues", lambda cues, language: frozenset({0}))
    assert made([cue(1, 3, "How are you?")])[1] == {"foreign": 1}
    assert made([cue(1, 3, "How are you?")], foreign=True)[1] == {}


CUES = st.builds(
    lambda start, length, text, who: Cue(
        start_ns=start * S // 10,
        end_ns=None if length is None else (start + length) * S // 10,
        spans=(Span(text, speaker=who),),
    ),
    st.integers(-9, 300),
    st.one_of(st.none(), st.integers(0, 60)),
    st.text(max_size=30),
    st.one_of(st.none(), st.text(max_size=3)),
)


@given(st.lists(CUES, max_size=12), st.sampled_from([None, "en", "tr", "zh-Hans", "th"]))
def test_any_captions_become_segments_or_are_counted(cues, language):
    context = Context(language=language, duration_ns=30 * S)
    options = SegmentOptions(
        pad_ns=S, text=TextOptions(case="lower", punctuation="strip"), foreign=True
    )

    made = prepare(cues, parse_recipe(default_recipe()), context, options)

    assert all(each.text and each.start_ns < each.end_ns for each in made.segments)
    starts = [each.start_ns for each in made.segments]
    assert starts == sorted(starts)
    assert made.cues == len(cues)


def test_the_default_recipe_has_the_passes_that_there_are():
    parse_recipe(default_recipe())
