from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.dataset.names import film_id, slug, utterance_names

NS = 1_000_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Bob", "bob"), ("DR. Émile Roux", "dr_emile_roux"), ("a--b__c", "a_b_c")],
)
def test_plain_names_stay_readable(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize("text", ["ИВАН", "太郎", "", "unknown", "Unknown", "x" * 99, "Bob太"])
def test_names_that_lose_something_are_told_apart_by_a_digest(text):
    made = slug(text)

    assert re.fullmatch(r"[0-9a-z_]+_[0-9a-f]{8}", made)
    assert len(made) <= 49


def test_films_of_one_name_have_names_of_their_own():
    assert film_id("a", "1") != film_id("a", "2")


def test_an_unknown_speaker_has_the_name_of_the_utterance():
    assert utterance_names("film", None, NS, 2 * NS) == (
        "film-unknown-000001000-000002000",
        "film-unknown-000001000-000002000",
    )
    assert utterance_names("film", "Bob", NS, 2 * NS)[1] == "film-bob"


SPEAKERS = st.one_of(st.none(), st.text(max_size=6), st.sampled_from(["unknown", "a", "a b", "a0"]))


@given(st.lists(st.tuples(st.sampled_from(["f_1", "f_12", "f"]), SPEAKERS, st.integers(0, 10**6))))
def test_utterances_sort_alike_by_name_and_by_speaker(items):
    names = {
        utterance_names(film, speaker, at * 10**7, (at + 1) * 10**7) for film, speaker, at in items
    }

    by_name = sorted(names)
    assert sorted(names, key=lambda pair: f"{pair[1]} {pair[0]}") == by_name
    assert all(name.startswith(speaker) for name, speaker in names)
    assert all(re.fullmatch(r"[0-9a-z_-]+", name) for name, _ in names)
