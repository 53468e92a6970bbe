"""The words of the languages."""

from __future__ import annotations

import re

import pytest

from cuelift.text.hearing_impaired.words import LANGUAGES, WordSet, lexicon, parts
from cuelift.text.hearing_impaired.words.guess import guess_language


def test_words_beginnings_and_ends():
    words = WordSet("stop laugh* *musik")

    assert [words.has(w) for w in ("stop", "stops", "laughing", "klaviermusik", "musik")] == [
        True, False, True, True, False,
    ]  # fmt: skip


def test_ideographic_words_stand_anywhere():
    words = WordSet("音 笑", anywhere=True)

    assert words.has("足音だ")
    assert words.ends("足音")
    assert not words.ends("音だ")


def test_words_behind_apostrophes_and_hyphens_count():
    assert parts("l'eau") == ("l'eau", "eau", "eau")
    assert parts("eau") == ("eau",)


def test_turkish_letters():
    assert lexicon("tr").words("ISLIK İNLER") == ["ıslık", "inler"]


def test_an_unknown_language_is_read_as_english():
    assert lexicon("xx") is not None
    assert lexicon("xx").language == "en"
    assert guess_language(["…"]) == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_words_in_lower_case_and_once(language):
    words = lexicon(language)

    for name in ("sound", "source", "music", "roles", "speech", "stops"):
        found: WordSet = getattr(words, name)
        entries = found.anywhere or tuple(found.exact | found.heads | found.tails)
        assert len(entries) > 5 or language in ("ja", "zh")
        assert all(entry == entry.lower() and not re.search(r"[*\s]", entry) for entry in entries)
    said = words.speech.anywhere or words.speech.exact
    assert not set(said) & (set(words.sound.anywhere) | words.sound.exact)
