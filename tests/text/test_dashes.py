import pytest

from cuelift.cues import Cue, Span
from cuelift.text.dashes import dash_rule
from tests.support.passes import cues_of, texts_after


@pytest.mark.parametrize(
    ("style", "texts", "expected"),
    [
        ("majority", ["- A\n- B", "–C"], ["- A\n- B", "- C"]),
        ("majority", ["–A\n–B", "–D", "- C", "- 5 men"], ["–A\n–B", "–D", "–C", "– 5 men"]),
        ("hyphen", ["– A", "—B"], ["- A", "-B"]),
        ("en", ["- A\n-B"], ["– A\n–B"]),
        ("em", ["- A"], ["— A"]),
    ],
)
def test_leading_dashes_are_of_one_style(style, texts, expected):
    assert texts_after(f"punctuation:dashes={style}", texts) == expected


@pytest.mark.parametrize("text", ["-5 degrees", "--what", "-->", "a - b", "-", "-...", "- - -"])
def test_other_dashes_stay(text):
    assert texts_after("punctuation:dashes=em", [text]) == [text]


def test_comments_are_not_counted():
    comment = Cue(start_ns=0, end_ns=1, spans=(Span("–A"),), comment=True)

    assert dash_rule([*cues_of("- B"), comment], "majority") is None
    assert dash_rule([], "majority") is None


def test_among_equals_the_order_of_the_cues_does_not_matter():
    assert texts_after("punctuation:dashes=majority", ["–A", "- B"]) == ["- A", "- B"]
    assert texts_after("punctuation:dashes=majority", ["- B", "–A"]) == ["- B", "- A"]
