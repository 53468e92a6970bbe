"""Percent-encoding and pairs."""

from __future__ import annotations

from urllib.parse import quote, unquote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.imm.encoding import (
    MAX_NAME_BYTES,
    MAX_PAIRS,
    MAX_QUERY_BYTES,
    canonical_query,
    parse_pairs,
    percent_decode,
    percent_encode,
)
from cuelift.imm.errors import WireError

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("AZaz09-_.~", "AZaz09-_.~"),
        (" *+/:", "%20%2A%2B%2F%3A"),
        ("é字", "%C3%A9%E5%AD%97"),
        ("\0", "%00"),
    ],
)
def test_all_but_the_unreserved_is_escaped(text, escaped):
    assert percent_encode(text) == escaped
    assert percent_decode(escaped.encode()) == text
    assert percent_decode(escaped.lower().encode()) == text.lower()


@given(TEXTS)
def test_whatever_is_escaped_is_read_again(text):
    assert percent_decode(percent_encode(text).encode()) == text
    assert percent_decode(quote(text, safe=":,/*!'()?").encode()) == text


@pytest.mark.parametrize(
    "data", [b"%", b"%4", b"a%4g", b"%%41", b"%ff", b"\xff", b"%ED%A0%80", b"%C0%80"]
)
def test_a_bad_escape_is_refused(data):
    with pytest.raises(WireError) as caught:
        percent_decode(data)

    assert caught.value.code == "InvalidArgument"


def test_pairs_keep_blanks_and_take_both_spaces():
    assert parse_pairs(b"a=&b&&c=1+2%203=4&%26=x") == {
        "a": "", "b": "", "c": "1 2 3=4", "&": "x"
    }  # fmt: skip
    assert parse_pairs(b"") == {}


@given(st.dictionaries(TEXTS, TEXTS, max_size=5))
def test_pairs_of_other_writers_are_read(pairs):
    pairs = {name: value for name, value in pairs.items() if len(name.encode()) < 20}

    assert parse_pairs(urlencode(pairs).encode()) == {
        unquote_plus(quote(name)): value for name, value in pairs.items()
    }


@pytest.mark.parametrize(
    ("data", "where", "code", "said"),
    [
        (b"a=1&a=1", "query", "InvalidArgument", "twice"),
        (b"a=1&%61=2", "query", "InvalidArgument", "twice"),
        (b"n" * (MAX_NAME_BYTES + 1), "query", "InvalidArgument", "name"),
        (b"&" * MAX_PAIRS, "body", "InvalidArgument", "The body .* more than"),
        (b"a=%fe", "body", "InvalidArgument", "The body .* UTF-8"),
        (b"a" * (MAX_QUERY_BYTES + 1), "query", "RequestURITooLong", "longer"),
        (b"a" * (MAX_QUERY_BYTES + 1), "body", "RequestEntityTooLarge", "longer"),
    ],
)
def test_pairs_that_could_be_misread_are_refused(data, where, code, said):
    with pytest.raises(WireError, match=said) as caught:
        parse_pairs(data, where)

    assert caught.value.code == code


def test_a_query_of_many_pairs_is_read():
    names = [f"n{number}" for number in range(MAX_PAIRS)]

    assert list(parse_pairs("&".join(names).encode())) == names


def test_the_canonical_query_is_sorted_by_name():
    assert canonical_query({"b": "2", "a": "1 ", "B": "", "字": "é", "-": "~"}) == (
        "-=~&B=&a=1%20&b=2&%E5%AD%97=%C3%A9"
    )
    assert canonical_query({}) == ""
