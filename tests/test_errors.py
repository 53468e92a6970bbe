"""Errors keep their data over process borders."""

from __future__ import annotations

import pickle

import pytest

from cuelift import errors


def subclasses(kind: type) -> list[type]:
    return [kind, *(sub for child in kind.__subclasses__() for sub in subclasses(child))]


# Those of the wires, which are made in ways of their own, have tests of their own.
OURS = [kind for kind in subclasses(errors.CueliftError) if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_errors_survive_pickling(kind):
    error = kind("what, where, 7", track=3, position=None)

    copy = pickle.loads(pickle.dumps(error))

    assert type(copy) is kind
    assert str(copy) == copy.message == "what, where, 7"
    assert copy.details == {"track": 3, "position": None}


@pytest.mark.parametrize("kind", subclasses(errors.CueliftError), ids=lambda kind: kind.__name__)
def test_the_tree_in_the_docstring_names_every_error(kind):
    assert kind.__name__ in (errors.__doc__ or "")
