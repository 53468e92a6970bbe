"""Fields of JSON objects."""

from __future__ import annotations

import pytest

from cuelift.imm.errors import WireError
from cuelift.imm.fields import Fields


def test_fields_are_taken_one_by_one():
    fields = Fields(
        {"T": "t", "F": True, "G": "FALSE", "A": [1], "O": {"I": "i"}, "N": None, "E": ""}, "P[0]"
    )

    assert fields.text("T") == "t"
    assert fields.flag("F") is True
    assert fields.flag("G") is False
    assert fields.array("A") == [1]
    inner = fields.object("O")
    assert inner.name("I") == "P[0].O.I"
    assert inner.text("I") == "i"
    inner.done()
    fields.done()


def test_what_was_not_sent_is_empty():
    fields = Fields(None, "P")

    assert fields.text("T") is None
    assert fields.flag("F") is False
    assert fields.array("A") == []
    assert fields.object("O").rest() == {}
    fields.refuse("R", "")
    fields.done()


@pytest.mark.parametrize("value", [None, "", [], {}, {"a": None}, {"a": {"b": []}}])
def test_empty_values_count_as_not_sent(value):
    fields = Fields({"X": value, "Y": value}, "P")

    assert fields.take("X") is None
    fields.refuse("Y", "")
    Fields({"X": value}, "P").done()


@pytest.mark.parametrize("value", [0, False, [None], {"a": 0}, " "])
def test_other_values_do_not(value):
    fields = Fields({"X": value}, "P")

    assert fields.rest() == {"X": value}
    with pytest.raises(WireError, match=r"P\.X is invalid: it is not known here"):
        fields.done()
    with pytest.raises(WireError, match=r"P\.X is invalid: why"):
        fields.refuse("X", "why")


@pytest.mark.parametrize(
    ("value", "ask", "said"),
    [
        ({"X": 1}, lambda fields: fields.text("X"), r"P\.X is invalid: it is a string"),
        ({"X": "abc"}, lambda fields: fields.text("X", 2), "at most 2 characters"),
        ({"X": 1}, lambda fields: fields.flag("X"), "neither true nor false"),
        ({"X": "yes"}, lambda fields: fields.flag("X"), "neither true nor false"),
        ({"X": {"a": 1}}, lambda fields: fields.array("X"), "JSON array"),
        ({"X": [1]}, lambda fields: fields.object("X"), r"P\.X is invalid: it is a JSON object"),
    ],
)
def test_other_types_are_refused(value, ask, said):
    with pytest.raises(WireError, match=said):
        ask(Fields(value, "P"))


@pytest.mark.parametrize("value", ["x", 1, [1], True])
def test_what_is_no_object_is_refused(value):
    with pytest.raises(WireError, match="P is invalid: it is a JSON object"):
        Fields(value, "P")
