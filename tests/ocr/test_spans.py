from __future__ import annotations

from cuelift.cues.model import Span
from cuelift.ocr.spans import ITALIC, Styled, spans_of


def test_plain_lines_are_one_span():
    assert spans_of([Styled("One"), Styled("two")]) == (Span("One\ntwo"),)


def test_italic_words_are_spans_of_their_own():
    line = Styled("I am here", (False, False, True, True, False, False, False, False, False))

    assert spans_of([line]) == (Span("I "), Span("am", ITALIC), Span(" here"))


def test_italic_lines_are_one_span():
    assert spans_of([Styled("ab", (True, True)), Styled("c", (True,))]) == (Span("ab\nc", ITALIC),)


def test_ruby_stands_over_its_characters():
    line = Styled("王子だ", ruby=((0, 2, "おうじ"),))

    assert spans_of([line, Styled("行け")]) == (Span("王子", ruby="おうじ"), Span("だ\n行け"))


def test_a_line_after_ruby_starts_a_new_span():
    assert spans_of([Styled("王", ruby=((0, 1, "おう"),)), Styled("行")]) == (
        Span("王", ruby="おう"),
        Span("\n行"),
    )


def test_nothing_is_no_span():
    assert spans_of([]) == ()
