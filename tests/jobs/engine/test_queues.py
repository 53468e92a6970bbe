"""Which queue a task waits in."""

from __future__ import annotations

import pytest

from cuelift.jobs.engine.queues import choose_queue


@pytest.mark.parametrize(
    ("own", "priority", "name", "concurrency"),
    [
        (None, 0, "extract", 8),
        (8, 0, "extract", 8),
        (99, 0, "extract", 8),
        (3, 0, "extract.3", 3),
        (0, 0, "extract.1", 1),
        (None, -2, "extract.early", 8),
        (None, 7, "extract.late", 8),
        (1, 1, "extract.1.late", 1),
    ],
)
def test_limits_and_priorities_have_queues_of_their_own(
    own: int | None, priority: int, name: str, concurrency: int
) -> None:
    queue = choose_queue(own, 8, priority)

    assert (queue.name, queue.concurrency) == (name, concurrency)


def test_order_follows_priority_and_is_always_positive() -> None:
    wanted = [-(10**9), -5, -1, 0, 1, 5, 10**9]
    orders = [choose_queue(None, 8, priority).order for priority in wanted]

    assert orders == sorted(orders)
    assert len(set(orders)) == len(orders)
    assert 1 <= orders[0] <= orders[-1] < 2**31
