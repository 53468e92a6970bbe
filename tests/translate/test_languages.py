from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.translate.languages import (
    base_of,
    ends_sentence,
    goes_on,
    is_unspaced,
    is_wide,
    script_of,
    sentence_ends,
    tag_of,
)


def test_tags_are_read_as_callers_write_them():
    assert tag_of("eng") == "en"
    assert tag_of("pt_br") == "pt-BR"
    assert base_of("pt-BR") == "pt"


def test_what_is_no_language_is_refused():
    with pytest.raises(UsageError, match="'klingon!' is no language"):
        tag_of("klingon!")


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("en", "Latn"),
        ("ru", "Cyrl"),
        ("sr-Latn-RS", "Latn"),
        ("zh-TW", "Hans"),
        ("zh-Hant", "Hant"),
    ],
)
def test_the_script_is_the_tags_or_the_usual_one(tag, script):
    assert script_of(tag) == script


def test_who_writes_without_spaces():
    assert is_unspaced("ja")
    assert not is_unspaced("ko-KR")
    assert is_wide("猫")
    assert is_wide("。")
    assert not is_wide("é")
    assert not is_wide("한")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Yes. No", [4]),
        ("Really?! “Yes.” Go", [8, 15]),
        ("It costs 3.50 now", []),
        ("Dear Mr. Smith left.", [20]),
        ("行こう。早く", [4]),
        ("Wait...", [7]),
        ("... we go", []),
        ("No. ... We go", [7]),
        ("", []),
    ],
)
def test_sentences_end_where_a_mark_is_followed_by_space_or_nothing(text, ends):
    assert sentence_ends(text) == ends


def test_titles_do_not_end_a_sentence():
    assert ends_sentence("Stop!”")
    assert not ends_sentence("I saw Dr.")
    assert not ends_sentence("and then")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("I thought", "you left.", True),
        ("I thought...", "...you left.", True),
        ("I thought...", "you left.", True),
        ("I thought...", "Never mind.", False),
        ("I want --", "The red one.", True),
        ("I left.", "you know.", False),
        ("Well,", "Mary came.", True),
        ("これは➡", "猫です", True),
        ("これは", "猫です", False),
    ],
)
def test_what_goes_on_in_the_next_caption(before, after, expected):
    assert goes_on(before, after, punctuated=False) is expected


def test_a_missing_mark_tells_something_where_the_others_have_one():
    assert goes_on("I told", "Mary about it.", punctuated=True)
    assert not goes_on("I told", "Mary about it.", punctuated=False)
