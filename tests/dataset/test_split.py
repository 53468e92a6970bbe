from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.dataset.split import SPLITS, parse_shares, split_of
from cuelift.errors import UsageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [("90,5,5", (0.9, 0.05, 0.05)), ("0.5, 0.25, 0.25", (0.5, 0.25, 0.25)), ("1,0,0", (1, 0, 0))],
)
def test_shares_are_made_to_sum_up(text, expected):
    assert parse_shares(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", "1", "1,2", "a,b,c", "0,0,0", "-1,1,1", "nan,1,1", "inf,1,1"])
def test_what_are_no_shares_is_told(text):
    with pytest.raises(UsageError, match="90,5,5"):
        parse_shares(text)


def test_many_films_part_as_asked():
    parts = Counter(split_of(str(number), 0, (0.8, 0.1, 0.1)) for number in range(5000))

    assert parts["train"] == pytest.approx(4000, abs=120)
    assert parts["dev"] == pytest.approx(500, abs=90)


def test_another_seed_parts_otherwise():
    one, other = ([split_of(str(n), seed, (0.5, 0.25, 0.25)) for n in range(50)] for seed in (0, 1))

    assert one != other


SHARES = st.tuples(*[st.integers(0, 9)] * 3).filter(any).map(lambda each: f"{each}".strip("()"))


@given(st.text(), st.integers(), SHARES)
def test_a_film_is_in_one_part_that_has_a_share(identity, seed, text):
    shares = parse_shares(text)

    part = split_of(identity, seed, shares)

    assert part == split_of(identity, seed, shares)
    assert shares[SPLITS.index(part)] > 0
