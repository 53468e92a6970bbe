from __future__ import annotations

from cuelift.format.warnings import Warnings


def test_each_kind_is_told_once_with_its_first_line() -> None:
    warnings = Warnings()
    for kind, line in (("b", 3), ("a", 4), ("b", 5)):
        warnings.add(kind, line)

    assert warnings.messages() == ["b (2 times, first line 3)", "a (line 4)"]


def test_nothing_odd_is_nothing_told() -> None:
    assert Warnings().messages() == []
