"""Dates, ids and nonces of signed requests."""

from __future__ import annotations

import pytest

from cuelift.imm.errors import WireError
from cuelift.imm.presented import incomplete, read_date, read_key_id, read_nonce, read_word


def test_dates_are_read_in_their_one_form():
    assert read_date("1970-01-01T00:00:01Z") == 1
    assert read_date("2024-02-29T23:59:59Z") == 1_709_251_199


@pytest.mark.parametrize(
    "text",
    ["", "2024-02-30T00:00:00Z", "2024-01-01T24:00:01Z", "2024-01-01 00:00:00Z",
     "2024-01-01T00:00:00", "2024-01-01T00:00:00Z ", "２024-01-01T00:00:00Z",
     "0000-01-01T00:00:00Z"],
)  # fmt: skip
def test_other_dates_are_refused(text):
    with pytest.raises(WireError, match="YYYY"):
        read_date(text)


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (read_key_id, ["a", "STS.Nab_c-1@x", "k" * 128], ["", "a b", "a,b", "k" * 129, "é", "a\n"]),
        (read_nonce, ["a", "!~", "n" * 256], ["", None, "a b", "é", "n" * 257, "a\n"]),
        (
            lambda text: read_word(text, "action"),
            ["GetTask", "2020-09-30"],
            ["", None, "a b", "a/b", "a\n", "w" * 129],
        ),
    ],
)
def test_names_are_taken_or_refused(read, good, bad):
    assert [read(text) for text in good] == good
    for text in bad:
        with pytest.raises(WireError) as caught:
            read(text)
        assert caught.value.code == "IncompleteSignature"


def test_incomplete_says_why():
    assert "because" in str(incomplete("because"))
