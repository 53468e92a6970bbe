from __future__ import annotations

import pytest

from cuelift.cues import Cue, Span, Style
from cuelift.translate.glossary import Glossary, Term
from cuelift.translate.protect import MOST_HOLDS, MOST_STYLES, Masked, mask, slices
from cuelift.translate.sentences import Piece, Unit
from tests.translate.doubles import cue

ITALIC = Style(italic=True)
GLOSSARY = Glossary([Term("Mary"), Term("ship", "Schiff")])


def masked(*cues: Cue, terms: bool = True, numbers: bool = False) -> Masked:
    pieces = tuple(Piece(number, 0, len(each.text)) for number, each in enumerate(cues))
    return mask(cues, Unit("speech", pieces), GLOSSARY, terms=terms, numbers=numbers)


@pytest.mark.parametrize(
    ("text", "xml"),
    [
        ("Mary's ship", "<x1>Mary</x1>'s <x2>ship</x2>"),
        ("one\ntwo", "one two"),
        ("one \n two", "one  two"),
        ("one\n\ntwo", "one two"),
        ("\n\none", "one"),
        ("日本\n語", "日本語"),
        ("日本\nabc", "日本 abc"),
        ("la ♪♫ la", "la <x1>♪♫</x1> la"),
        ("see https://a.b/c?d or www.x.y", "see <x1>https://a.b/c?d</x1> or <x2>www.x.y</x2>"),
        ("ask me@here.org", "ask <x1>me@here.org</x1>"),
        ("{name} has %d of ${x} %(n)s", None),
        ("1 < 2", "1 &lt; 2"),
    ],
)
def test_what_must_stay_is_marked(text, xml):
    found = masked(cue(0, 1, text))

    if xml is None:
        assert [hold.text for hold in found.holds] == ["{name}", "%d", "${x}", "%(n)s"]
    else:
        assert found.xml == xml


def test_terms_are_left_to_engines_that_look_at_the_glossary():
    assert masked(cue(0, 1, "Mary's ship"), terms=False).xml == "<x1>Mary</x1>'s ship"


def test_numbers_are_held_where_they_were_lost_before():
    found = masked(cue(0, 1, "3 dogs at 10:30"), numbers=True)

    assert found.xml == "<x1>3</x1> dogs at <x2>10:30</x2>"
    assert found.holds[1].kind == "number"


def test_the_usual_look_of_a_piece_needs_no_mark():
    found = masked(
        cue(0, 1, Span("I really ", ITALIC), Span("do"), speaker="A"),
        cue(1, 2, "like it", Span(" here", ITALIC, time_ns=5)),
    )

    assert found.xml == "I really <g1>do</g1> like it<g2> here</g2>"
    assert [base.style for base in found.bases] == [ITALIC, Style()]
    assert found.plain == "I really do like it here"


def test_pieces_of_japanese_are_joined_without_space():
    assert masked(cue(0, 1, "これは"), cue(1, 2, "猫です")).plain == "これは猫です"


def test_a_crowd_of_styles_and_of_holds_is_bounded():
    spans = [Span("a ", Style(size=float(n))) for n in range(200)]
    found = masked(cue(0, 1, *spans), cue(1, 2, "♪ a " * 500))

    assert len(found.styles) == MOST_STYLES
    assert len(found.holds) == MOST_HOLDS
    assert found.plain.count("♪") == 500


def test_slices_cut_spans():
    made = cue(0, 1, "abc", Span("def", ITALIC))

    assert [text for _, text in slices(made, 1, 5)] == ["bc", "de"]
    assert list(slices(made, 3, 3)) == []
