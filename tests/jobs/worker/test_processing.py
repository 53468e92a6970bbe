"""Processing options by name."""

from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.extract.options import ExtractOptions, OcrRequest, Target, TranslateRequest
from cuelift.jobs.config import Translation, TranslationEngine
from cuelift.jobs.worker.processing import (
    _OPTIONS,
    PROCESSING,
    with_processing,
    with_translation,
)


def test_options_reach_the_extraction() -> None:
    made = with_processing(
        ExtractOptions(template="x"),
        {
            "bom": "TRUE", "flatten": "false", "forced": "only", "newline": "crlf", "rtl": "wrap",
            "speakers": "off", "styles": "full", "timeline": " raw ", "ocr": "Consensus",
            "ocr-language": " zh-Hant ",
        },
    )  # fmt: skip

    assert (made.bom, made.flatten, made.newline, made.rtl) == (True, False, "crlf", "wrap")
    assert (made.speakers, made.styles, made.template) == ("off", "full", "x")
    assert (made.selection.forced, made.selection.timeline) == ("only", "raw")
    assert made.ocr == OcrRequest(policy="consensus", language="zh-Hant")


OTHERS = {
    "clean": "pass 'no such value' is not known; known are: ",
    "translate": "'no such value' is no language to translate into",
    "translate-engine": "translate-engine is a name out of the server's configuration",
    "translate-glossary": "translate-glossary is a name out of the server's configuration",
}


@pytest.mark.parametrize("name", sorted(PROCESSING))
def test_values_are_checked_and_the_message_says_what_may_stand_there(name: str) -> None:
    with pytest.raises(UsageError, match=OTHERS.get(name, f"{name} is one (of|language tag)")):
        PROCESSING[name]("no such value")


def test_unknown_option_is_refused() -> None:
    with pytest.raises(UsageError, match="'shine'"):
        with_processing(ExtractOptions(), {"shine": "all"})


@pytest.mark.parametrize("name", ["ocr-command", "ocr-vision", "ocr-key-file", "tessdata"])
def test_a_task_names_no_program_endpoint_or_folder_that_reads_pictures(name: str) -> None:
    with pytest.raises(UsageError, match="is no processing option"):
        with_processing(ExtractOptions(), {name: "http://h/v1?model=m"})
    fields = {option.field for option in _OPTIONS.values() if option.part == "ocr"}
    assert fields == {"policy", "language"}


def test_text_options_reach_the_extraction() -> None:
    targets = (Target(template="oss://b/out/{barename}.{language}.{autoext}"),)
    made = with_processing(
        ExtractOptions(targets=targets),
        {
            "clean": "whitespace", "changes": "html", "detect-language": "always", "times": "true",
            "translate": " pt_br, de,de ", "translate-formality": "more",
        },
    )  # fmt: skip

    assert (made.clean, made.detect_language, made.times) == ("whitespace", "always", True)
    assert made.changes == "oss://b/out/{barename}.changes.html"
    assert made.translate == TranslateRequest(to=("pt-BR", "de"), formality="more")
    assert with_processing(ExtractOptions(), {"changes": "off"}).changes is None
    beside = with_processing(ExtractOptions(template="a.srt"), {"changes": "html"})
    assert beside.changes == "{barename}.changes.html"


def test_a_wrong_recipe_is_told_with_the_name_of_its_option() -> None:
    with pytest.raises(UsageError, match=r"^clean: 'shout': pass 'shout' is not known"):
        with_processing(ExtractOptions(), {"clean": "shout"})


def test_too_many_languages_are_refused() -> None:
    with pytest.raises(UsageError, match="1 to 20 languages, not 0"):
        PROCESSING["translate"](",")


@pytest.mark.parametrize("recipe", ["/etc/passwd.toml", "spelling:folder=/etc"])
def test_files_of_the_server_are_not_read(recipe: str) -> None:
    with pytest.raises(UsageError, match="are not read"):
        PROCESSING["clean"](recipe)


MT = Translation(
    engines={"mt": TranslationEngine(engine="apertium"), "two": TranslationEngine(engine="deepl")},
    glossaries={"film": "/etc/film.tsv"},
    default="two",
    cache="/var/cache",
)


def wanted(**fields: object) -> ExtractOptions:
    return ExtractOptions(translate=TranslateRequest(to=("de",), **fields))  # type: ignore[arg-type]


def test_engines_and_glossaries_are_those_of_the_configuration() -> None:
    assert with_translation(ExtractOptions(), Translation()) == ExtractOptions()
    made = with_translation(wanted(engine="mt", glossary="film"), MT).translate
    assert (made.engine, made.glossary, made.cache) == ("apertium", "/etc/film.tsv", "/var/cache")
    assert with_translation(wanted(), MT).translate.engine == "deepl"
    only = Translation(engines={"mt": TranslationEngine(engine="apertium", key_file="k")})
    made = with_translation(wanted(), only).translate
    assert (made.engine, made.key_file) == ("apertium", "k")


@pytest.mark.parametrize(
    ("fields", "config", "said"),
    [
        ({}, Translation(), "this server has no engine"),
        ({"engine": "http"}, MT, "'http' is none of this server's: mt, two"),
        ({"glossary": "/etc/passwd"}, MT, "'/etc/passwd' is none of this server's: film"),
    ],
)
def test_what_is_not_configured_is_refused(
    fields: dict[str, str], config: Translation, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        with_translation(wanted(**fields), config)
