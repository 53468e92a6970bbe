from __future__ import annotations

import pytest

from cuelift.errors import TranslateError
from cuelift.translate import glossary as module
from cuelift.translate.glossary import Glossary, Term, parse_glossary, read_glossary

TERMS = (Term("Rosebud"), Term("ship", "Schiff", "de"))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("tsv", "source\ttarget\tlanguage\n# a note\nRosebud\n\nship\tSchiff\tger\n"),
        ("csv", 'Rosebud,\n"ship",Schiff,de\n'),
        ("toml", 'protect = ["Rosebud"]\n[terms.de]\nship = "Schiff"\n'),
    ],
)
def test_three_formats_say_the_same(kind, text):
    assert parse_glossary(text, kind).terms == TERMS


def test_terms_for_all_languages_and_protected_ones_in_tables_of_toml():
    found = parse_glossary('[terms]\nship = "nave"\nRosebud = ""\n', "toml")

    assert found.terms == (Term("Rosebud"), Term("ship", "nave"))


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("xls", "", "'xls' is no format of glossaries; known: csv, toml, tsv"),
        ("tsv", "\tSchiff", "line 1: a term has 1 to"),
        ("tsv", "a\tb\tc d", "is no language"),
        ("csv", "a" * 201, "line 1: a term has"),
        ("csv", "x" * 200_000, "it is no table"),
        ("toml", "a = ", "it is no TOML"),
        ("toml", "a = 1", "unknown key 'a'; known: protect, terms"),
        ("toml", "protect = 1", "protect is a list"),
        ("toml", "protect = [1]", "protect: a term and its translation are text"),
        ("toml", "[terms]\na = 1", "terms: a term and its translation are text"),
        ("toml", "[terms.de.fr]\na = 'b'", "terms.de: a term and its translation are text"),
    ],
)
def test_what_is_wrong_is_named(kind, text, message):
    from cuelift.errors import CueliftError

    with pytest.raises(CueliftError, match=message):
        parse_glossary(text, kind)


def test_too_many_terms(monkeypatch):
    monkeypatch.setattr(module, "MOST_TERMS", 1)

    with pytest.raises(TranslateError, match="2 terms are more than 1"):
        parse_glossary("a\nb\n", "tsv")


def test_files_are_read(tmp_path):
    path = tmp_path / "terms.tsv"
    path.write_text("\ufeffship\tSchiff\tde\n", encoding="utf-8")
    assert read_glossary(str(path)).terms == TERMS[1:]

    path.write_bytes(b"a\xff")
    with pytest.raises(TranslateError, match="is not UTF-8 at byte 1"):
        read_glossary(str(path))
    path.write_bytes(b"\tx")
    with pytest.raises(TranslateError, match=r"terms.tsv: line 1"):
        read_glossary(str(path))
    path.write_bytes(b" " * (8 * 1024 * 1024 + 1))
    with pytest.raises(TranslateError, match="is larger than"):
        read_glossary(str(path))
    with pytest.raises(TranslateError, match="cannot be read"):
        read_glossary(str(tmp_path / "none.tsv"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ship, a Ship!", ["ship", "Ship"]),
        ("shipping, friendship", []),
        ("Rosebud rosebud", ["Rosebud"]),
        ("The war ship", ["war ship"]),
        ("この船は船です", ["船", "船"]),
        ("", []),
    ],
)
def test_terms_are_whole_words_and_the_longest_wins(text, found):
    terms = Glossary([*TERMS, Term("war ship", "Kriegsschiff"), Term("船", "Schiff"), Term("")])

    assert [text[term.start : term.end] for term in terms.find(text)] == found


def test_only_the_terms_of_the_target_count():
    assert Glossary(TERMS).towards("fr").terms == TERMS[:1]
    assert Glossary(TERMS).towards("de-AT", ["Ann", "Rosebud"]).terms == (
        Term("Rosebud"),
        Term("ship", "Schiff"),
        Term("Ann"),
    )


def test_the_digest_tells_glossaries_apart():
    assert Glossary(TERMS).digest == Glossary(reversed(TERMS)).digest
    assert Glossary(TERMS).digest != Glossary(TERMS[1:]).digest
    assert Glossary().digest == ""
