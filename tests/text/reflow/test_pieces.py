"""The pieces of a text that is too long for one cue."""

from __future__ import annotations

from itertools import pairwise

from cuelift.text.reflow.pieces import best_pieces
from tests.text.reflow.test_lines import flow

TEXT = "He came home late. Nobody was there to see him, and he went to bed at once, tired."


def pieces(text: str, allowed=lambda node: True, lasts=lambda a, b: True, **limits) -> list[str]:
    each = flow(text, **limits)
    inner = best_pieces(each, allowed, lasts, 400)
    if inner is None:
        return []
    bounds = [0, *inner, len(each.nodes) - 1]
    return [text[each.nodes[a].start : each.nodes[b].end] for a, b in pairwise(bounds)]


def test_the_fewest_pieces_that_read_well():
    assert pieces(TEXT, line_length=42) == [TEXT]
    assert pieces(TEXT, line_length=30) == [
        "He came home late.",
        "Nobody was there to see him, and he went to bed at once, tired.",
    ] or pieces(TEXT, line_length=30) == [
        "He came home late. Nobody was there to see him,",
        "and he went to bed at once, tired.",
    ]


def test_speakers_are_parted_first():
    text = "- I have not seen him since.\n- He was here yesterday, you know, with Ann."

    assert pieces(text, line_length=30) == text.split("\n")


def test_a_long_word_stands_alone():
    assert pieces("a incomprehensibilities b", line_length=6) == [
        "a",
        "incomprehensibilities b",
    ]


def test_breaks_that_are_not_allowed_are_not_taken():
    assert pieces(TEXT, allowed=lambda node: False, line_length=30) == []


def test_time_may_ask_for_more_pieces():
    short = pieces(TEXT, lasts=lambda first, last: last - first <= 6, line_length=42)

    assert len(short) == 3
