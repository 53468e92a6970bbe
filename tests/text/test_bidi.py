import pytest

from cuelift.cues import Cue, Span
from cuelift.text import Context, clean
from tests.support.passes import texts_after

RLM, RLE, LRE, PDF, RLI, PDI = "\u200f", "\u202b", "\u202a", "\u202c", "\u2067", "\u2069"
FRONT = [f".שלום {number}" for number in range(8)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{RLM}Hello", "Hello", id="no such letters"),
        pytest.param(f"{RLM}שלום{RLM}", f"{RLM}שלום{RLM}", id="marks at work"),
        pytest.param(f"{RLM}{RLM}שלום", f"{RLM}שלום", id="repeated"),
        pytest.param(f"{RLE}שלום", "שלום", id="never closed"),
        pytest.param(f"שלום{PDF}", "שלום", id="never opened"),
        pytest.param(f"{RLE}{RLI}שלום{PDI}{PDF}", f"{RLE}{RLI}שלום{PDI}{PDF}", id="paired"),
        pytest.param(f"{RLI}שלום{PDF}", "שלום", id="wrong partner"),
        pytest.param(f"{RLM}{PDF}{RLM}א", f"{RLM}א", id="repeated behind a stray one"),
        pytest.param(f"{RLM}Hi\n{RLM}א", f"Hi\n{RLM}א", id="line by line"),
        pytest.param("plain", "plain", id="none"),
        pytest.param("é", "é", id="no mark"),
    ],
)
def test_marks_that_do_nothing_go(text, expected):
    assert texts_after("bidi", [text], "he") == [expected]


def test_all_marks_go_by_wish():
    assert texts_after("bidi:strip", [f"{RLM}שלום{RLM}.", "é", "a"], "he") == ["שלום.", "é", "a"]


def test_lines_are_embedded_by_wish():
    texts = [f"{LRE}שלום\nHi", f"{RLE}שלום{PDF}", "é", "a"]

    assert texts_after("bidi:wrap", texts, "he") == [
        f"{RLE}שלום{PDF}\nHi",
        f"{RLE}שלום{PDF}",
        "é",
        "a",
    ]


def test_marks_are_kept_by_wish():
    assert texts_after("bidi:keep", [f"{RLM}Hello"], "he") == [f"{RLM}Hello"]


def test_punctuation_goes_to_the_end_where_the_whole_track_has_it_in_front():
    texts = [*FRONT, "?!מה שלומך -", "...אז\nHello.", "-לא", "!כן-"]

    made = texts_after("bidi", texts, "he")

    assert made[0] == "שלום 0."
    assert made[8:] == ["- מה שלומך?!", "אז...\nHello.", "-לא", "-כן!"]


def test_punctuation_stays_without_clear_evidence():
    few = [*FRONT[:7], "...אז", "", "Hi."]
    mixed = [*FRONT, "שלום.", "שלום!"]

    assert texts_after("bidi", few, "he") == few
    assert texts_after("bidi", mixed, "he") == mixed
    assert texts_after("bidi:punctuation=false", FRONT, "he") == FRONT


def test_comments_are_no_evidence():
    comments = [Cue(start_ns=0, end_ns=1, spans=(Span(text),), comment=True) for text in FRONT]

    assert clean(comments, "bidi", Context(language="he")).cues == comments
