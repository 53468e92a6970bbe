from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.oss.times import http_date, iso_date, parse_basic_date, parse_http_date


def test_a_time_in_every_way():
    assert http_date(1_795_400_000) == "Mon, 23 Nov 2026 02:13:20 GMT"
    assert parse_http_date("Mon, 23 Nov 2026 02:13:20 GMT") == 1_795_400_000
    assert parse_http_date("Mon, 23 Nov 2026 02:13:20 -0000") == 1_795_400_000
    assert parse_basic_date("20261123T021320Z") == 1_795_400_000
    assert iso_date(1_795_400_000_999_999_999) == "2026-11-23T02:13:20.000Z"


@pytest.mark.parametrize(
    "text", ["", "x", "Mon, 99 Nov 2026 02:13:20 GMT", "é", "1" * 80, "Mon, 23 Nov"]
)
def test_other_texts_are_no_dates(text):
    assert parse_http_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "20261123T021320", "20261123 021320Z", "20261323T021320Z", "2026112\u0663T021320Z",
     "20261123T02132-Z", "00000101T000000Z"],
)  # fmt: skip
def test_other_texts_are_no_basic_dates(text):
    assert parse_basic_date(text) is None


@given(st.text(max_size=70) | st.from_regex(r"\w{3}, \d\d \w{3} \d{1,5} \d\d:\d\d:\d\d \S{0,6}"))
def test_any_text_is_a_time_or_not(text):
    for parse in (parse_http_date, parse_basic_date):
        assert isinstance(parse(text), int | None)
