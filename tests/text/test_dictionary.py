import importlib

import pytest

from cuelift.errors import UsageError
from cuelift.text import dictionary
from cuelift.text.dictionary import MAX_WORD, Words, find_words, is_there, need_words, package_of
from tests.support.passes import write_dictionary

PLURAL = "NEEDAFFIX N\nREP 3\nREP ei ie\nREP ^alot$ a_lot\nREP 'x y\nSFX S Y 1\nSFX S 0 s .\n"


@pytest.fixture
def folder(tmp_path):
    return write_dictionary(tmp_path, "xx", "house/S half/N cat/SN London\tpo:name", PLURAL)


def test_stems_are_known_without_the_rules(folder, monkeypatch):
    monkeypatch.setattr(dictionary, "_load_rules", lambda path: pytest.fail("rules were loaded"))
    words = find_words("xx", folder)

    assert words.known("house")
    assert words.known("London")


def test_other_words_are_asked_of_the_rules_once(folder):
    words = find_words("xx", folder)

    assert words.known("houses")
    assert words.known("cats")
    assert not words.known("cat")
    assert not words.known("house's")
    assert words.either_case("House")
    assert not words.known("x" * (MAX_WORD + 1))
    assert words is find_words("xx", folder)


def test_the_table_of_mistakes_is_read(folder):
    assert find_words("xx", folder).replacements == (("ei", "ie"), ("alot", "a lot"))


def test_answers_are_forgotten_before_they_are_too_many(folder, monkeypatch):
    monkeypatch.setattr(dictionary, "MAX_KEPT", 2)
    words = Words(f"{folder}/xx")

    for word in ("one", "two", "three"):
        assert not words.known(word)

    assert len(words._known) == 1


def test_flags_that_stand_for_others_leave_all_to_the_rules(tmp_path):
    folder = write_dictionary(tmp_path, "xx", "house/1", "AF 1\nAF S\nSFX S Y 1\nSFX S 0 s .\n")

    words = find_words("xx", folder)

    assert not words._stems
    assert words.known("houses")


def test_without_special_flags_all_stems_count(tmp_path):
    folder = write_dictionary(tmp_path, "xx", "house/S", "SFX S Y 1\nSFX S 0 s .\n")

    assert find_words("xx", folder)._stems == {"house"}


def test_the_region_comes_first(tmp_path):
    write_dictionary(tmp_path, "xx", "general")
    write_dictionary(tmp_path, "xx_YY", "regional")

    assert find_words("xx-Latn-YY", str(tmp_path)).known("regional")
    assert find_words("xx-ZZ", str(tmp_path)).known("general")


def test_some_dictionaries_come_with_spylls(monkeypatch):
    monkeypatch.setattr(dictionary, "FOLDERS", ())

    assert "spylls" in find_words("en-GB").path
    assert "spylls" in find_words("sv").path
    assert find_words("xx") is None
    assert find_words("../x") is None


def test_without_a_dictionary_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(dictionary, "FOLDERS", ("/nowhere",))

    with pytest.raises(UsageError, match=r"hunspell-de-de.*/nowhere.*p:folder=.*p:missing=skip"):
        need_words("de", "", "p")
    with pytest.raises(UsageError, match="hunspell-pt-br"):
        need_words("pt-BR", "", "p")
    with pytest.raises(UsageError, match="hunspell-xx"):
        need_words("xx", "", "p")
    with pytest.raises(UsageError, match="language of the track"):
        need_words("", "", "p")


def test_a_dictionary_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "xx.dic").write_text("1\na\n")
    (tmp_path / "xx.aff").write_text("SET no-such\n")
    with pytest.raises(UsageError, match="cannot be read"):
        find_words("xx", str(tmp_path))

    (tmp_path / "yy.dic").write_text("1\na\n")
    (tmp_path / "yy.aff").write_text("SFX\n")
    words = find_words("yy", str(tmp_path))
    with pytest.raises(UsageError, match="cannot be read"):
        words.known("b")


def test_without_spylls_the_message_says_what_to_install(folder, monkeypatch):
    def missing(name):
        raise ImportError(name)

    dictionary._load.cache_clear()
    monkeypatch.setattr(dictionary, "import_module", missing)

    with pytest.raises(UsageError, match=r"cuelift\[text\]"):
        find_words("xx", folder)
    assert importlib.import_module is not missing


def test_a_dictionary_is_found_without_being_read(folder, monkeypatch):
    monkeypatch.setattr(dictionary, "FOLDERS", (folder,))
    monkeypatch.setattr(dictionary, "_load", lambda path: pytest.fail("it was read"))

    assert is_there("xx")
    assert not is_there("zz")
    assert (package_of("pt-BR"), package_of("pl-PL")) == ("hunspell-pt-br", "hunspell-pl")


def test_without_spylls_none_is_there(monkeypatch):
    def refused() -> str:
        raise UsageError("dictionaries need spylls")

    monkeypatch.setattr(dictionary, "FOLDERS", ())
    monkeypatch.setattr(dictionary, "_spylls_folder", refused)

    assert not is_there("en")
