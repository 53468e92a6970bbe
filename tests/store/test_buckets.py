"""The one rule for names of buckets, and what the table of buckets tells of itself."""

from __future__ import annotations

import pytest

from cuelift.store.buckets import Bucket, is_bucket_name


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        ("abc", True), ("a-1", True), ("a" * 63, True), ("ab", False), ("a" * 64, False),
        ("Abc", False), ("a.b", False), ("-ab", False), ("ab-", False), ("abc\n", False),
        ("аbс", False),
    ],
)  # fmt: skip
def test_names_of_buckets(name, valid):
    assert is_bucket_name(name) is valid


def test_credentials_are_not_told():
    bucket = Bucket(kind="oss", endpoint="https://a", access_key_secret="hidden")

    assert "hidden" not in repr(bucket)
