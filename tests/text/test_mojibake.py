import sys

import pytest

from cuelift.cues import Cue, Span, Style
from cuelift.errors import UsageError
from cuelift.text import Context, clean
from cuelift.text.mojibake import mender
from tests.support.passes import texts_after


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("DÃ©jÃ  vu", "Déjà vu"),
        ("câ€™est la vie", "c’est la vie"),
        ("It\u0092s", "It’s"),
        ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
        ("plain", "plain"),
        ("Ça va très bien", "Ça va très bien"),
        ("ﬁ Ａ “x” ‘y’ &amp; ½ e\u0301", "ﬁ Ａ “x” ‘y’ &amp; ½ e\u0301"),
        ("日本語のテスト", "日本語のテスト"),
    ],
)
def test_only_wrong_decoding_is_undone(broken, right):
    assert texts_after("mojibake", [broken], "fr") == [right]


def test_a_lost_byte_is_told_only_by_wish():
    assert texts_after("mojibake", ["â€\ufffd"], "en") == ["\ufffd"]
    assert texts_after("mojibake:lossy=false", ["â€\ufffd"], "en") == ["â€\ufffd"]


def test_each_span_is_mended_by_itself_and_comments_stay():
    style = Style(italic=True)
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("Ã©tÃ© "), Span("plus", style)))
    comment = Cue(start_ns=0, end_ns=1, spans=(Span("Ã©"),), comment=True)

    made = clean([cue, comment], "mojibake", Context())

    assert made.cues[0].spans == (Span("été "), Span("plus", style))
    assert made.cues[1] is comment


def test_without_ftfy_the_message_says_what_to_install(monkeypatch):
    mender.cache_clear()
    monkeypatch.setitem(sys.modules, "ftfy", None)

    with pytest.raises(UsageError, match=r"cuelift\[text\]"):
        texts_after("mojibake", ["Ã©"])
