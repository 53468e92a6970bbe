from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.translate.engines.apertium_stream import from_stream, to_stream
from cuelift.translate.engines.base import Text
from cuelift.translate.marks import Token, from_xml, to_plain, to_xml


def text(*tokens: Token) -> Text:
    return Text(3, to_xml(tokens), to_plain(tokens))


@pytest.mark.parametrize(
    ("tokens", "body"),
    [
        ([Token("Yes.")], "Yes."),
        ([Token("yes")], "yes.[]"),
        ([Token("a "), Token("big one", 1), Token("!")], "a [[g1]]big[[/]] [[g1]]one[[/]]!"),
        ([Token("Mary", 0, 1), Token(".")], "[[x1]]Mary[[/]]."),
        ([Token("Mary", 2, 1), Token(".")], "[[g2; x1]]Mary[[/]]."),
        ([Token("New York", 0, 1), Token(".")], "[<x1\\/>]."),
        ([Token("a [b] <c> {d} e@f ^g/h$ \\.")], None),
    ],
)
def test_words_carry_their_marks(tokens, body):
    made = to_stream([text(*tokens)])

    if body is None:
        body = "a \\[b\\] \\<c\\> \\{d\\} e\\@f \\^g\\/h\\$ \\\\."
    assert made == f'[<p id="3">]{body}[<\\/p>\n]'


def test_a_mark_that_was_never_opened_is_passed_over():
    made = to_stream([Text(3, "a</x1> b.", "a b.")])

    assert made == '[<p id="3">]a b.[<\\/p>\n]'


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ('[<p id="3">]Sí.[<\\/p>\n]', [(3, "Sí.")]),
        ('[<p id="3">]sí.[][<\\/p>\n][<p id="4">] no[<\\/p>\n]', [(3, "sí"), (4, " no")]),
        ('[<p id="3">]un [[g1]]perro[[/]]', [(3, "un <g1>perro</g1>")]),
        ('[<p id="3">][[g2; g2]]a la[[/]] [[g1; x1]]a Mary[[/]]',
         [(3, "<g2>a la</g2> <g1><x1>a Mary</x1></g1>")]),
        ('[<p id="3">][<x1\\/>] [  ]x\\[\\<\\&', [(3, "<x1/>   x[&lt;&amp;")]),
        ('[<p id="3">][[g1]]a[[g2]]b[[/]]', [(3, "<g1>a</g1><g2>b</g2>")]),
        ('[<p id="3">][]a', [(3, "a")]),
        ("nothing", []),
        ("[" * 1000, []),
    ],
)  # fmt: skip
def test_what_comes_out_is_read(data, found):
    assert from_stream(data) == found


WORDS = st.text("ab. <&[]{}^$/\\@*~\n", min_size=1, max_size=9)


@settings(max_examples=50)
@given(st.lists(st.builds(Token, WORDS, st.integers(0, 2), st.just(0)), max_size=6))
def test_a_pipeline_that_changes_nothing_changes_nothing(tokens):
    [(number, xml)] = from_stream(to_stream([text(*tokens)]))
    runs, _ = from_xml(xml, (), 2)

    assert number == 3
    assert "".join(run.text for run in runs).rstrip() == to_plain(tokens).rstrip()


@given(st.text('[]\\/<>pidgx="; 0123.\n'))
def test_any_output_is_read(data):
    assert isinstance(from_stream(data), list)
