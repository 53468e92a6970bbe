"""A dictionary as a witness."""

from __future__ import annotations

from pathlib import Path

import pytest

from cuelift.errors import UsageError
from cuelift.ocr import wordlist
from cuelift.ocr.languages import LANGUAGES
from cuelift.ocr.wordlist import Wordlist, wordlist_of, words_in
from cuelift.text.dictionary import Words
from tests.support.passes import write_dictionary


def dictionary(folder: Path, *words: str, name: str = "own") -> Words:
    return Words(f"{write_dictionary(folder, name, ' '.join(words), '')}/{name}")


def test_words_keep_their_apostrophes():
    assert words_in("- L'eau n’est… 3D, ok?") == ["L'eau", "n’est", "D", "ok"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The river", True),
        ("THE RIVER!", True),
        ("the riwer", False),
        ("tHe RIver", False),
        ("paris", False),
        ("PARIS, Paris", True),
        ("l’river", True),
        ("l'riwer", False),
        ("x" * 33, False),
        ("12:30", True),
    ],
)
def test_all_words_of_a_text_are_looked_up_whatever_their_case(tmp_path, text, known):
    words = Wordlist((dictionary(tmp_path, "the", "river", "Paris"),))

    assert words.known(text) is known
    assert words.known(text) is known


def test_a_word_of_any_spelling_is_one(tmp_path):
    one = dictionary(tmp_path, "honor", name="one")
    other = dictionary(tmp_path, "honour", name="other")

    words = Wordlist((one, other))

    assert words.known("honor honour")
    assert words.paths == (str(tmp_path / "one"), str(tmp_path / "other"))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("calym", "całym"),
        ("Calym", "Całym"),
        ("Catym", "Całym"),
        ("folvón", "folyón"),
        ("blancnes", "blanches"),
        ("modem", "modern"),
        ("całym", ""),
        ("Delfador", ""),
        ("y", ""),
        ("z" * 40, ""),
    ],
)
def test_an_unknown_word_may_be_one_that_looks_alike(tmp_path, read, meant):
    listed = dictionary(tmp_path, "całym", "folyón", "blanches", "modern")
    words = Wordlist((listed,), "ąćęłńóśźżß„")

    assert words.twin(read) == meant
    assert words.twin(read) == meant


def test_languages_without_a_dictionary_have_none(monkeypatch):
    def refused(language: str, folder: str = "") -> Words:
        raise UsageError("dictionaries need spylls")

    wordlist._load.cache_clear()
    monkeypatch.setattr(wordlist, "find_words", lambda language: None)
    assert wordlist_of(LANGUAGES["la"]) is None
    assert wordlist_of(LANGUAGES["ja"]) is None
    monkeypatch.setattr(wordlist, "find_words", refused)
    assert wordlist_of(LANGUAGES["eo"]) is None
    wordlist._load.cache_clear()


def test_english_comes_with_spylls():
    pytest.importorskip("spylls")
    words = wordlist_of(LANGUAGES["en"])

    assert words is not None
    assert words.known("The battle was lost")
    assert not words.known("The batlle")
