"""Languages out of the titles of tracks."""

from __future__ import annotations

import pytest

from cuelift.language import language_of_title


@pytest.mark.parametrize(
    ("title", "tag"),
    [
        ("English", "en"),
        ("ENGLISH (SDH)", "en"),
        ("Português (Brasil)", "pt-BR"),
        ("Brazilian Portuguese", "pt-BR"),
        ("Português (Portugal)", "pt-PT"),
        ("Latin American Spanish", "es-419"),
        ("Español (Latinoamérica)", "es-419"),
        ("Spanish", "es"),
        ("Français forcé", "fr"),
        ("French (Canada)", "fr-CA"),
        ("Canadian French", "fr-CA"),
        ("Simplified Chinese", "zh-Hans"),
        ("Chinese (Traditional)", "zh-Hant"),
        ("简体中文", "zh-Hans"),
        ("繁體中文字幕", "zh-Hant"),
        ("简体", "zh-Hans"),
        ("中文 (粵語)", "zh"),
        ("Srpski (latinica)", "sr-Latn"),
        ("Српски", "sr"),
        ("Serbian Cyrillic", "sr-Cyrl"),
        ("Українська", "uk"),
        ("日本語", "ja"),
        ("हिन्दी", "hi"),
        ("ไทย", "th"),
        ("pt-BR", "pt-BR"),
        ("Full [zh_TW]", "zh-TW"),
        ("xx-YY", None),
        ("Director's commentary", None),
        ("Simplified", None),
        ("English & French", None),
        ("Finish line", None),
        ("", None),
        (None, None),
        ("日", None),
        ("x" * 100_000 + " English", None),
    ],
)
def test_a_title_hints_at_one_language_or_none(title, tag):
    assert language_of_title(title) == tag
