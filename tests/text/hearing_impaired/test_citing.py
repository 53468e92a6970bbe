"""Words in brackets that somebody speaks of stay."""

from __future__ import annotations

import pytest

from cuelift.text.hearing_impaired.citing import is_cited
from cuelift.text.hearing_impaired.words import lexicon
from tests.text.hearing_impaired.support import marked, track


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", 'He wrote "', '" below.'),
        ("fr", "Il a écrit «", "» dessous."),
        ("ja", "", "って何だよ"),
        ("ja", "「", "」と書いてある"),
        ("zh", "", "是什么意思"),
    ],
)
def test_a_cited_word(language, before, after):
    assert is_cited(before, after, lexicon(language))


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "", "Hello."),
        ("en", '"No." "', '" said he'),
        ("ja", "", "はい"),
        ("zh", "", "是我"),
    ],
)
def test_no_cited_word(language, before, after):
    cited = is_cited(before, after, lexicon(language))

    assert cited == (before.endswith('"') and before.startswith('"No'))


def test_a_cited_description_among_others_stays():
    cues = track("[エンジン音]", "[警報音]", "（笑）って何だよ", "（笑）はい")

    found = marked(cues, "ja")
    assert found[2] == []
    assert found[3] == [("sound", "（笑）")]
