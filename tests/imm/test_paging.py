"""Tokens of pages."""

from __future__ import annotations

import pytest

from cuelift.imm.errors import WireError
from cuelift.imm.paging import make_token, read_token

SECRET = b"secret"
BOUND = ["ListTasks", "p", {"a": 1, "b": None}]


@pytest.mark.parametrize("place", [["name"], [None, "id"], [2**62, "é字"], []])
def test_a_token_says_where_it_was(place):
    token = make_token(SECRET, BOUND, place)

    assert read_token(SECRET, BOUND, token) == place
    assert token.isascii()
    assert "=" not in token


def test_the_order_of_a_filter_is_no_matter():
    token = make_token(SECRET, BOUND, ["x"])

    assert read_token(SECRET, ["ListTasks", "p", {"b": None, "a": 1}], token) == ["x"]


TOKEN = make_token(SECRET, BOUND, ["x"])


@pytest.mark.parametrize(
    ("secret", "bound", "token"),
    [
        (b"other", BOUND, TOKEN),
        (SECRET, ["ListTasks", "q", {"a": 1, "b": None}], TOKEN),
        (SECRET, BOUND, TOKEN[:-1]),
        (SECRET, BOUND, TOKEN + "AAAA"),
        (SECRET, BOUND, "A" + TOKEN[1:]),
        (SECRET, BOUND, "x"),
        (SECRET, BOUND, "AAAA"),
        (SECRET, BOUND, "%"),
        (SECRET, BOUND, "字"),
        (SECRET, BOUND, "A" * 4000),
    ],
)
def test_a_foreign_token_is_refused(secret, bound, token):
    with pytest.raises(WireError, match="NextToken"):
        read_token(secret, bound, token)
