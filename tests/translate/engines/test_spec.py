from __future__ import annotations

import os

import pytest

from cuelift.errors import TranslateError, UsageError
from cuelift.translate.engines import ENGINES, USAGE, open_engine
from cuelift.translate.engines.spec import (
    EngineOptions,
    Secret,
    check_options,
    environment,
    parse_spec,
)


@pytest.mark.parametrize(
    ("text", "name", "where", "options"),
    [
        ("apertium", "apertium", "", {}),
        ("Apertium:eng-spa", "apertium", "eng-spa", {}),
        ("libretranslate:http://h:5000", "libretranslate", "http://h:5000", {}),
        ("openai?model=x", "openai", "", {"model": "x"}),
        (
            "openai:https://h/v1?model=a%2Fb&x=",
            "openai",
            "https://h/v1",
            {"model": "a/b", "x": ""},
        ),
        ("", "", "", {}),
    ],
)
def test_specifications_are_read(text, name, where, options):
    spec = parse_spec(text)

    assert (spec.name, spec.where, dict(spec.options)) == (name, where, options)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("openai?model", "are not option=value"),
        ("openai?model=a&model=b", "'model' is given twice"),
        ("openai?api_key=s3", "keys are taken from the environment"),
    ],
)
def test_bad_specifications_are_told(text, message):
    with pytest.raises(UsageError, match=message) as caught:
        parse_spec(text)
    assert "s3" not in str(caught.value)


def test_unknown_options_list_the_known():
    with pytest.raises(UsageError, match="unknown option 'x'; known: a, b"):
        check_options(parse_spec("e?x=1"), ("b", "a"))
    with pytest.raises(UsageError, match="known: none"):
        check_options(parse_spec("e?x=1"), ())
    check_options(parse_spec("e?a=1"), ("a",))


def test_unknown_engines_list_the_known():
    assert ENGINES.keys() == USAGE.keys()
    with pytest.raises(UsageError, match="'babel' is no translation engine; known: apertium") as e:
        open_engine("babel:fish", EngineOptions())
    assert all(usage in str(e.value) for usage in USAGE.values())


@pytest.mark.parametrize(
    "text",
    ["apertium", "ctranslate2:/m", "deepl", "libretranslate:http://h", "openai?model=m"],
)
def test_every_engine_opens_and_shows_no_key(text):
    options = EngineOptions(environment={"DEEPL_AUTH_KEY": "s3cr3t", "OPENAI_API_KEY": "s3cr3t"})
    engine = open_engine(text, options)

    assert engine.name == parse_spec(text).name
    assert "s3cr3t" not in repr(vars(engine)) + repr(options)


def test_keys_come_from_a_file_or_a_variable(tmp_path):
    options = EngineOptions(environment={"B": " key ", "A": ""})
    assert options.key("A", "B").reveal() == "key"
    assert not options.key("A")
    assert not options.key("NONE")

    path = tmp_path / "key"
    path.write_text("from file\n")
    assert EngineOptions(key_file=str(path), environment={"A": "x"}).key("A").reveal() == (
        "from file"
    )
    for data in (b"", b"two\nlines", b"\xff", "é".encode()):
        path.write_bytes(data)
        with pytest.raises(TranslateError, match="key"):
            EngineOptions(key_file=str(path)).key("A")
    with pytest.raises(TranslateError, match="cannot be read"):
        EngineOptions(key_file=str(tmp_path / "none")).key("A")
    with pytest.raises(TranslateError, match="the variable A does not hold a key"):
        EngineOptions(environment={"A": "a\nb"}).key("A")


def test_secrets_do_not_show():
    assert repr(Secret("x")) == str(Secret("x")) == "Secret(***)"
    assert repr(Secret("")) == "Secret()"
    assert Secret("").hide_in("text") == "text"
    assert environment() is os.environ
