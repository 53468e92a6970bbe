from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.oss.errors import WireError
from cuelift.oss.ranges import Span, parse_range

WHOLE = Span(0, 1000, False)


@pytest.mark.parametrize(
    ("text", "default", "standard"),
    [
        ("", WHOLE, WHOLE),
        ("bytes=0-0", (0, 1), (0, 1)),
        ("bytes=0-999", (0, 1000), (0, 1000)),
        ("Bytes = 10-19", (10, 20), (10, 20)),
        ("bytes=500-", (500, 1000), (500, 1000)),
        ("bytes=-1", (999, 1000), (999, 1000)),
        ("bytes=-1000", (0, 1000), (0, 1000)),
        ("bytes=500-2000", WHOLE, (500, 1000)),
        ("bytes=-2000", WHOLE, (0, 1000)),
        ("bytes=1000-", WHOLE, None),
        ("bytes=1000-2000", WHOLE, None),
        ("bytes=-0", WHOLE, None),
        ("bytes=9-8", WHOLE, WHOLE),
        ("bytes=2000-1000", WHOLE, WHOLE),
        ("bytes=0-1,3-4", WHOLE, WHOLE),
        ("bytes=-", WHOLE, WHOLE),
        ("bytes=5", WHOLE, WHOLE),
        ("bytes=a-b", WHOLE, WHOLE),
        ("bytes=٣-٤", WHOLE, WHOLE),
        ("bytes=0-" + "9" * 50, WHOLE, WHOLE),
        ("chars=0-1", WHOLE, WHOLE),
    ],
)
def test_ranges_of_a_thousand_bytes(text, default, standard):
    expected = default if len(default) == 3 else Span(*default, True)
    assert parse_range(text, 1000, False) == expected
    if standard is None:
        with pytest.raises(WireError) as caught:
            parse_range(text, 1000, True)
        assert (caught.value.code, caught.value.status) == ("InvalidRange", 416)
        assert caught.value.details["size"] == 1000
    else:
        expected = standard if len(standard) == 3 else Span(*standard, True)
        assert parse_range(text, 1000, True) == expected


def test_an_empty_object_has_no_ranges():
    assert parse_range("bytes=0-", 0, False) == Span(0, 0, False)
    with pytest.raises(WireError):
        parse_range("bytes=0-", 0, True)


TEXTS = st.one_of(
    st.text(max_size=30),
    st.builds("bytes={}-{}".format, st.integers(-5, 2000), st.integers(-5, 2000)),
    st.lists(st.sampled_from(["bytes", "=", "-", "0", "7", ",", " ", "99999"]), max_size=9).map(
        "".join
    ),
)


def any_range(text, size, standard):
    with contextlib.suppress(WireError):
        span = parse_range(text, size, standard)
        assert 0 <= span.start <= span.end <= size
        assert span.partial or (span.start, span.end) == (0, size)


@given(TEXTS, st.integers(0, 1500), st.booleans())
def test_any_range_lies_within_the_object(text, size, standard):
    any_range(text, size, standard)


@pytest.mark.slow
@settings(max_examples=20_000)
@given(TEXTS, st.integers(0, 1500), st.booleans())
def test_twenty_thousand_ranges(text, size, standard):
    any_range(text, size, standard)
