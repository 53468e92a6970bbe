"""Brackets and asterisks without a partner."""

from __future__ import annotations

from tests.text.hearing_impaired.support import marked, track

STARS = ("*thud*", "*door creaks*", "*sighs*")


def last(*texts: str, language: str = "en") -> list[tuple[str, str]]:
    return marked(track(*texts), language)[-1]


def test_an_asterisk_that_is_never_closed():
    assert last(*STARS, "*dial tone") == [("sound", "*dial tone")]
    assert last(*STARS, "Wait.\n- phone rings*") == [("sound", "phone rings*")]


def test_a_note_at_the_foot_stays():
    for text in ("*terms and conditions apply", "*Laughs at me", "*laughs, she said.", "Press *"):
        assert last(*STARS, text) == []
    assert last("*dial tone") == []
    assert last("＊音＊", "＊声＊", "＊雨＊", "*dial", language="ja") == []


def test_a_list_goes_on_only_where_it_is_one():
    assert marked(track("[sighs, groans,", "I know."))[1] == []


def test_tight_asterisks_among_wide_ones_are_quoted():
    wide = ("* Hund bellt. *", "* Tür knallt. *", "* Er seufzt. *", "* Applaus *")

    assert last(*wide, "Er war es! *grinst*", language="de") == []
    assert last("Er war es! *grinst*", language="de") == []
