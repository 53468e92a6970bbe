"""Servers that several tests of stores use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.bucket_server import FakeBucket
from tests.support.range_server import RangeServer


@pytest.fixture
def bucket() -> FakeBucket:
    """A bucket that keeps what is sent to it."""
    return FakeBucket()


@pytest.fixture
def server(bucket: FakeBucket) -> Iterator[RangeServer]:
    """Serves ``bucket``."""
    with RangeServer() as running:
        running.rules.append(bucket)
        yield running
