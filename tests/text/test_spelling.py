import pytest

from cuelift.cues import Cue, Span
from cuelift.errors import UsageError
from cuelift.text import Context, clean, dictionary, spelling
from cuelift.text.spelling import as_written
from tests.support.passes import cues_of, texts_after, write_dictionary


@pytest.fixture
def folder(tmp_path):
    rules = "REP 4\nREP f ph\nREP ei ie\nREP e i\nREP alot a_lot"
    return write_dictionary(tmp_path, "en_US", "phone believe bin ben a lot", rules)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Teh man recieved IT. DEFINATELY!", "The man received IT. DEFINITELY!"),
        ("de", "Garnicht vieleicht", "Gar nicht vielleicht"),
        ("fr", "Biensûr, malgrès tout", "Bien sûr, malgré tout"),
        ("it", "Qual’è", "Qual è"),
        ("xx", "Teh", "Teh"),
        (None, "Teh", "Teh"),
        ("en", "teh@example.com", "teh@example.com"),
    ],
)
def test_misspellings_of_the_lists_are_mended(language, text, expected):
    assert texts_after("spelling", [text], language) == [expected]


def test_own_lists_are_added():
    def read(name):
        assert name == "mine.txt"
        return "# ours\n\nfoo = bar # why\nteh=THE\nround=about\nabout=round\n"

    texts = ["Foo teh round wich"]

    assert texts_after("spelling:list=mine.txt", texts, read=read) == ["Bar THE round which"]
    assert texts_after("spelling:list=mine.txt:builtin=false", ["wich"], read=read) == ["wich"]


@pytest.mark.parametrize("line", ["foo", "= bar", "foo =", "a = b = c"])
def test_a_line_that_is_no_pair_is_named(line):
    with pytest.raises(UsageError, match="mine, line 2: not 'wrong = right'"):
        texts_after("spelling:list=mine", ["a"], read=lambda name: f"a = b\n{line}")


def test_the_table_of_the_dictionary_is_used_by_wish(folder):
    recipe = f"spelling:table=true:folder={folder}"
    texts = ["fone beleive alot", "ben fone phone", "Fone xyz"]

    assert texts_after(recipe, texts) == ["phone believe a lot", "ben phone phone", "Fone xyz"]


def test_two_words_of_the_table_are_doubt(tmp_path):
    rules = "REP 2\nREP f ph\nREP f v"
    folder = write_dictionary(tmp_path, "en_US", "phone vone", rules)

    assert texts_after(f"spelling:table=true:folder={folder}", ["fone"]) == ["fone"]


def test_only_so_many_words_are_tried(folder, monkeypatch):
    monkeypatch.setattr(spelling, "MAX_JUDGED", 1)

    assert texts_after(f"spelling:table=true:folder={folder}", ["xyz fone"]) == ["xyz fone"]


def test_unknown_words_are_reported_by_wish(folder):
    made = clean(
        cues_of("Phone xyz", "phone"),
        f"spelling:report=true:folder={folder}",
        Context(language="en"),
    )

    assert [cue.text for cue in made.cues] == ["Phone xyz", "phone"]
    assert [change.rule for change in made.changes] == ["unknown: xyz"]


def test_a_missing_dictionary_is_an_error_only_where_one_is_needed(monkeypatch):
    monkeypatch.setattr(dictionary, "FOLDERS", ("/nowhere",))

    assert texts_after("spelling", ["a"], "de") == ["a"]
    with pytest.raises(UsageError, match="hunspell-de-de"):
        texts_after("spelling:table=true", ["a"], "de")
    assert texts_after("spelling:report=true:missing=skip", ["a"], "de") == ["a"]


def test_comments_stay():
    comment = Cue(start_ns=0, end_ns=1, spans=(Span("teh"),), comment=True)

    assert clean([comment], "spelling", Context(language="en")).cues == [comment]


def test_words_keep_their_letter_case():
    assert [as_written(word, "the") for word in ("teh", "Teh", "TEH", "T")] == [
        "the",
        "The",
        "THE",
        "The",
    ]
