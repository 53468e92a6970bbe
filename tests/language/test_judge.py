"""Tag, title and text against each other."""

from __future__ import annotations

import pytest

from cuelift.language import Detected, Verdict, judge


def text(language: str | None, confidence: float = 1.0) -> Detected:
    return Detected(language, confidence)


@pytest.mark.parametrize(
    ("tag", "title", "detected", "verdict"),
    [
        (None, None, None, Verdict(None, None)),
        (None, None, text(None, 0.1), Verdict(None, None)),
        (None, None, text("de"), Verdict("de", "text")),
        (None, "pt-BR", text("pt-BR"), Verdict("pt-BR", "title")),
        ("pt", None, text("pt-BR"), Verdict("pt-BR", "tag")),
        ("pt", "pt-PT", None, Verdict("pt-PT", "tag")),
        ("zh", None, text("zh-Hant"), Verdict("zh-Hant", "tag")),
        ("en-GB", "en", text("en"), Verdict("en-GB", "tag")),
        ("no", None, text("nb"), Verdict("no", "tag")),
        ("sr", None, text("hr"), Verdict("sr", "tag")),
        ("pt-BR", "pt", text("es", 0.6), Verdict("pt-BR", "tag")),
        ("zh-TW", None, text("zh-Hant"), Verdict("zh-TW", "tag")),
    ],
)
def test_the_tag_goes_before_the_title_and_the_title_before_the_text(tag, title, detected, verdict):
    assert judge(tag, title, detected) == verdict


@pytest.mark.parametrize(
    ("tag", "title", "detected", "said"),
    [
        ("en", None, text("fr"), "the track is tagged en, its text is fr"),
        ("en", "fr", text("en"), "the track is tagged en, its title says fr"),
        (None, "en", text("fr"), "the track's title says en, its text is fr"),
        ("zh-Hans", None, text("zh-Hant"), "the track is tagged zh-Hans, its text is zh-Hant"),
        ("pt-PT", None, text("pt-BR"), "the track is tagged pt-PT, its text is pt-BR"),
    ],
)
def test_what_does_not_agree_is_a_conflict_and_the_tag_stands(tag, title, detected, said):
    verdict = judge(tag, title, detected)

    assert verdict.conflict == said
    assert verdict.language == (tag or title)
