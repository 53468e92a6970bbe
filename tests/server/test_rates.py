from __future__ import annotations

from cuelift.server.rates import Rates


def test_a_seconds_worth_may_come_at_once_and_no_more():
    rates = Rates(10)

    assert [rates.take("a", 5.0) for _ in range(10)] == [0] * 10
    assert rates.take("a", 5.0) == 100
    assert rates.take("b", 5.0) == 0
    assert rates.take("a", 5.05) == 50
    assert rates.take("a", 5.11) == 0
    assert rates.take("a", 5.11) > 80
    assert [rates.take("a", 60.0) for _ in range(11)] == [0] * 10 + [100]


def test_names_are_forgotten_once_they_rested():
    rates = Rates(1, most_names=3)
    for name in "abc":
        rates.take(name, 0.0)

    assert rates.take("d", 2.0) == 0
    assert rates.take("a", 2.0) == 0
    assert rates.take("d", 2.0) > 0
