"""Values of parameters."""

from __future__ import annotations

import pytest

from cuelift.imm.errors import WireError
from cuelift.imm.parameters import MAX_DEPTH, Parameter, read_parameters, shown


def read(text, **parameter):
    return read_parameters([Parameter(name="X", **parameter)], {"X": text})["X"]


@pytest.mark.parametrize(
    ("parameter", "text", "expected"),
    [
        ({}, "a b", "a b"),
        ({}, "", None),
        ({"default": "d"}, "", "d"),
        ({"choices": ("a", "b")}, "b", "b"),
        ({"minimum": 1, "maximum": 2}, "字é", "字é"),
        ({"max_bytes": 3}, "字", "字"),
        ({"pattern": "[a-z]+"}, "abc", "abc"),
        ({"kind": "integer"}, "-5", -5),
        ({"kind": "integer", "minimum": 0, "maximum": 5}, "5", 5),
        ({"kind": "integer", "default": 7}, "", 7),
        ({"kind": "boolean"}, "True", True),
        ({"kind": "boolean"}, "fAlSe", False),
        ({"kind": "boolean"}, "1", True),
        ({"kind": "boolean"}, "0", False),
        ({"kind": "boolean", "default": False}, "", False),
        ({"kind": "array"}, "[1, null]", [1, None]),
        ({"kind": "array"}, "[]", None),
        ({"kind": "array"}, "null", None),
        ({"kind": "object"}, '{"a":{}}', {"a": {}}),
        ({"kind": "object"}, "{}", None),
        ({"kind": "object"}, "null", None),
    ],
)
def test_values_are_read(parameter, text, expected):
    assert read(text, **parameter) == expected
    assert type(read(text, **parameter)) is type(expected)


@pytest.mark.parametrize(
    ("parameter", "text", "said"),
    [
        ({"required": True}, "", "The parameter X is required but not provided."),
        ({"required": True, "kind": "array"}, "[]", "required but not provided"),
        ({}, "a\0b", "zero character"),
        ({"choices": ("a", "b")}, "c", "one of a, b"),
        ({"minimum": 2, "maximum": 3}, "a", "2 to 3 characters"),
        ({"maximum": 3}, "abcd", "0 to 3 characters"),
        ({}, "a" * 262145, "0 to 262144 characters"),
        ({"max_bytes": 3}, "字é", "at most 3 bytes"),
        ({"pattern": "[a-z]+"}, "abc\n", "does not match"),
        ({"kind": "integer"}, "1.0", "no integer"),
        ({"kind": "integer"}, "１", "no integer"),
        ({"kind": "integer"}, "9" * 19, "no integer"),
        ({"kind": "integer", "minimum": 1, "maximum": 5}, "0", "not within 1 to 5"),
        ({"kind": "integer", "minimum": 1, "maximum": 5}, "6", "not within 1 to 5"),
        ({"kind": "boolean"}, "yes", "neither true nor false"),
        ({"kind": "array"}, '{"a":1}', "JSON array"),
        ({"kind": "object"}, "[1]", "JSON object"),
        ({"kind": "object"}, "5", "JSON object"),
        ({"kind": "array"}, "[1", "cannot be read as JSON"),
        ({"kind": "array"}, "[NaN]", "cannot be read as JSON"),
        ({"kind": "array"}, "[1e999]", "cannot be read as JSON"),
        ({"kind": "array"}, '["\\ud800"]', "cannot be read as JSON"),
        ({"kind": "array"}, '["\\u0000"]', "zero character"),
        ({"kind": "object"}, '{"\\u0000":1}', "zero character"),
        ({"kind": "array"}, "[9223372036854775808]", "64 bits"),
        ({"kind": "array"}, "[[-9223372036854775809]]", "64 bits"),
        ({"kind": "array"}, "[" * 100_000, "nested deeper"),
        ({"kind": "array"}, "[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2), "nested deeper"),
        ({"kind": "array", "max_bytes": 4}, "[1,2]", "at most 4 bytes"),
        ({"kind": "array"}, "[" + "1," * 140_000 + "1]", "at most 262144 bytes"),
    ],
)
def test_bad_values_are_refused_by_name(parameter, text, said):
    with pytest.raises(WireError, match=said) as caught:
        read(text, **parameter)

    assert caught.value.code == "InvalidArgument"
    assert "The parameter X is" in caught.value.message


def test_values_nested_as_deep_as_may_be_are_read():
    assert read("[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH, kind="array")


def test_other_parameters_are_passed_over():
    assert read_parameters([Parameter(name="A")], {"B": "1"}) == {"A": None}


def test_long_values_are_cut_in_messages():
    assert shown("a" * 60) == repr("a" * 60)
    assert shown("a" * 61) == repr("a" * 60 + "...")
