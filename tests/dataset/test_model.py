from __future__ import annotations

from cuelift.dataset.model import Drop, add_drop, sum_drops


def test_drops_are_counted_by_reason():
    total = {"music": Drop(1, 2.0)}
    part: dict[str, Drop] = {}
    add_drop(part, "music", 2, 1_500_000_000)
    add_drop(part, "music", 1, 500_000_000)
    add_drop(part, "empty", 1, 0)

    sum_drops(part, total)

    assert total == {"music": Drop(4, 4.0), "empty": Drop(1, 0.0)}
    assert part["music"] == Drop(3, 2.0)
