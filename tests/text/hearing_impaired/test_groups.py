"""Brackets found in text."""

from __future__ import annotations

import pytest

from cuelift.text.hearing_impaired.groups import MAX_GROUPS, find_groups, shared_groups


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a] b (c)", [("[", "a"), ("(", "c")]),
        ("[a (b) c]", [("[", "a (b) c")]),
        ("（あ）【い】", [("(", "あ"), ("[", "い")]),
        ("[a)", [("[", "a")]),
        ("*a b* c *d*", [("*", "a b"), ("*", "d")]),
        ("f**k and p*ss", []),
        ("<a> <3 a>b ->", [("<", "a")]),
        ("<i", []),
        ("ha :) or :-( (a)", [("(", "a")]),
        ("~a b~ ::c d::", [("~", "a b"), ("~", "c d")]),
        ("1) a 2) b", []),
        ("(a", []),
    ],
)
def test_outermost_pairs_are_found(text, expected):
    assert [(group.kind, group.inside) for group in find_groups(text).groups] == expected


def test_a_text_full_of_brackets_has_none():
    assert find_groups("[a]" * (MAX_GROUPS + 1)).groups == []


@pytest.mark.parametrize(
    ("texts", "gap", "shared"),
    [
        (["a [b", "c] d"], 0, {0: "b c", 1: "b c"}),
        (["a [b", "c] d"], 10**10, {}),
        (["a [b", "c d"], 0, {}),
        (["a <b", "c) d"], 0, {}),
        (["a [b\n\nc", "c] d"], 0, {}),
    ],
)
def test_brackets_of_two_cues_belong_together(texts, gap, shared):
    found = [find_groups(text) for text in texts]

    groups = shared_groups(texts, [gap], found)

    assert {number: each[0].inside for number, each in groups.items()} == shared
