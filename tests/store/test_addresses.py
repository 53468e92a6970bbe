"""How buckets are called in messages."""

from __future__ import annotations

import pytest

from cuelift.store.addresses import shown_root
from cuelift.store.base import Location


@pytest.mark.parametrize(
    ("location", "root"),
    [
        (Location("s3", "films", "a/b", "s3://films/a/b"), "s3://films/"),
        (Location("s3", "real", "a", "oss://films/a"), "oss://films/"),
        (Location("oss", "films", "", "oss://films"), "oss://films/"),
        (Location("oss", "films", "a", ""), "oss://films/"),
    ],
)
def test_a_bucket_is_called_what_the_caller_called_it(location, root):
    assert shown_root(location) == root
