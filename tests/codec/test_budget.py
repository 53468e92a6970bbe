"""Work is bounded by the bytes that ask for it."""

from __future__ import annotations

import pytest

from cuelift.codec.budget import Budget
from cuelift.errors import CodecError

MEGA = 1 << 20


def test_some_work_is_free() -> None:
    Budget().spend(256 * MEGA)


def test_more_than_that_is_refused_until_bytes_come() -> None:
    budget = Budget()
    budget.spend(256 * MEGA)

    with pytest.raises(CodecError, match="1 more pixels"):
        budget.spend(1)
    budget.earn(1)
    budget.spend(8192)
    with pytest.raises(CodecError):
        budget.spend(1)
