"""Recipes: which passes run, with which options."""

from __future__ import annotations

from typing import Literal

import msgspec
import pytest

from cuelift.errors import UsageError
from cuelift.text import recipe
from cuelift.text.base import Pass
from cuelift.text.recipe import Step, parse_recipe, recipe_text, step_records, steps_of


class Options(msgspec.Struct, frozen=True, kw_only=True):
    size: int = 1
    name: str = "a"
    keep: bool = False
    kind: Literal["square", "round"] = "square"
    share: float | None = None


def run(cues, context, options, edits):
    return list(cues)


@pytest.fixture(autouse=True)
def passes(monkeypatch):
    entries = {
        "one": Pass(name="one", says="", options=Options, run=run, main="name"),
        "two": Pass(name="two", says="", options=Options, run=run),
    }
    monkeypatch.setattr(recipe, "PASSES", entries)


def test_passes_stand_in_their_order_with_their_options():
    steps = parse_recipe(" two , one:b:size=3:keep=true,, two:keep=false")

    assert steps == (
        Step("two", Options()),
        Step("one", Options(name="b", size=3, keep=True)),
        Step("two", Options()),
    )
    assert steps[0].entry.name == "two"
    assert parse_recipe("") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("three", "pass 'three' is not known; known are: one, two"),
        ("three:x", "pass 'three' is not known"),
        ("one:seize=3", "one has no option 'seize'; it has size, name, keep"),
        ("one:size=many", "size is a whole number, not 'many'"),
        ("one:keep=maybe", "keep is true or false, not 'maybe'"),
        ("one:kind=odd", "kind is one of square, round, not 'odd'"),
        ("one:share=half", "share is a number, not 'half'"),
        ("two:b", "two:b: write an option as key=value"),
        ("one:b:name=c", "option 'name' is given twice"),
        (",".join(["one"] * 65), "65 passes; at most 64 run"),
    ],
)
def test_what_is_not_known_is_told_with_what_is(text, said):
    with pytest.raises(UsageError) as caught:
        parse_recipe(text)

    assert said in caught.value.message


PROFILE = """
[[pass]]
name = "one"
size = 4

[[pass]]
name = "two"
"""


def test_a_profile_gives_its_steps_where_it_is_named():
    steps = parse_recipe("two,mine.toml", {"mine.toml": PROFILE}.__getitem__)

    assert steps == (Step("two", Options()), Step("one", Options(size=4)), Step("two", Options()))


def test_an_option_may_name_a_file_that_is_a_profile_of_its_pass():
    assert parse_recipe("one:mine.toml,one:size=2:name=mine.toml") == (
        Step("one", Options(name="mine.toml")),
        Step("one", Options(size=2, name="mine.toml")),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[pass", "mine.toml: Expected"),
        ("x = 1", "a profile holds [[pass]] tables and nothing else"),
        ("[pass]\nname = 'one'", "a profile holds [[pass]] tables and nothing else"),
        ("pass = [1]", "a profile holds [[pass]] tables and nothing else"),
        ("[[pass]]\nsize = 1", "mine.toml, pass 1: pass '' is not known"),
        (
            "[[pass]]\nname = 'one'\nsize = []",
            "mine.toml, pass 1: size is a whole number, not '[]'",
        ),
    ],
)
def test_a_wrong_profile_is_told_with_its_name(text, said):
    with pytest.raises(UsageError) as caught:
        parse_recipe("mine.toml", lambda name: text)

    assert said in caught.value.message


def test_a_recipe_can_be_written_and_read_again():
    steps = parse_recipe("two:keep=true,one:b:size=3,two")

    assert recipe_text(steps) == "two:keep=true,one:size=3:name=b,two"
    assert parse_recipe(recipe_text(steps)) == steps
    assert steps_of(msgspec.json.decode(msgspec.json.encode(step_records(steps)))) == steps


def test_a_recorded_step_that_is_gone_is_told():
    with pytest.raises(UsageError, match="recorded step: pass 'three'"):
        steps_of([{"name": "three"}])
