from __future__ import annotations

import pytest

from cuelift.translate.marks import (
    Hold,
    Run,
    Token,
    escape,
    from_xml,
    to_plain,
    to_xml,
    unescape,
)

HOLDS = [Hold("name", "Mary", "Mary"), Hold("term", "ship", "Schiff")]


def test_marks_are_written_around_styles_and_held_words():
    tokens = [Token("a <b> "), Token("big ", 1), Token("Mary", 1, 1), Token(" & "), Token("x", 2)]

    assert to_xml(tokens) == "a &lt;b&gt; <g1>big <x1>Mary</x1></g1> &amp; <g2>x</g2>"
    assert to_plain(tokens) == "a <b> big Mary & x"
    assert to_xml([]) == ""


@pytest.mark.parametrize(
    ("answer", "runs", "seen"),
    [
        ("ein <g1>gro&szlig;er</g1> Hund", [("ein ", 0), ("gro&szlig;er", 1), (" Hund", 0)], set()),
        ("<x1/> sieht <x2>das ship</x2>", [("Mary sieht das Schiff", 0)], {1, 2}),
        ("< X1 />!", [("Mary!", 0)], {1}),
        ("<x1>Maria</x1> lacht", [("Mary lacht", 0)], {1}),
        ("<x1>Maria lacht", [("MaryMaria lacht", 0)], {1}),
        ("<x1>a <g1>b</g1></x1>", [("Marya ", 0), ("b", 1)], {1}),
        ("<x1/><x1/>", [("Mary", 0)], {1}),
        ("<g1><x1/></g1> geht", [("Mary", 1), (" geht", 0)], {1}),
        ("</x1><x9/><g9>a</g9><g0>b</g0>", [("ab", 0)], set()),
        ("<g1>a<g2>b", [("a", 1), ("b", 2)], set()),
        ("<g1/>a", [("a", 0)], set()),
        ("<b>a</b> &lt;b&gt; < c", [("a <b> < c", 0)], set()),
        ("", [], set()),
    ],
)
def test_answers_are_read_and_invented_marks_dropped(answer, runs, seen):
    assert from_xml(answer, HOLDS, 2) == ([Run(*run) for run in runs], seen)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("&lt;&gt;&amp;&quot;&apos;&nbsp;", "<>&\"'\u00a0"),
        ("&#233;&#xE9;", "éé"),
        ("&#0;&#xD800;&#9999999;", ""),
        ("AT&T &amp;lt;", "AT&T &lt;"),
    ],
)
def test_entities(text, plain):
    assert unescape(text) == plain


def test_escaping_is_undone():
    assert unescape(escape("<a> & &amp;")) == "<a> & &amp;"
