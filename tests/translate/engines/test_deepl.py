from __future__ import annotations

import asyncio

import pytest

from cuelift.errors import BadAnswer, EngineRefused, TranslateError
from cuelift.translate.engines import EngineOptions, open_engine
from cuelift.translate.engines.base import Engine, Request, Text
from cuelift.translate.engines.deepl import source_code, target_code
from tests.support.range_server import Answer
from tests.translate.engines.endpoint import NONSENSE, ask, endpoint, request


def service(path: str, body: dict[str, object]) -> object:
    assert path == "/v2/translate"
    return {"translations": [{"text": text.replace("a", "b")} for text in body["text"]]}  # type: ignore[attr-defined] # sent so


def opened(url: str, formality: str = "default", **variables: str) -> Engine:
    variables = variables or {"CUELIFT_TRANSLATE_KEY": "s3cr3t"}
    return open_engine(f"deepl:{url}", EngineOptions(environment=variables, formality=formality))


def test_texts_are_translated_as_xml():
    texts = (
        Text(0, "a <x1>Mary</x1> <g1>a</g1>", "a Mary a", before=("Before.",)),
        Text(1, "a", "a", after=("After.",)),
    )
    with endpoint(service) as there:
        answers = asyncio.run(ask(opened(there.url), Request("en-GB", "pt-BR", texts)))
        [asked] = there.asked
        [sent] = [r for r in there.server.log if r.method == "POST"]

    assert answers == {0: "b <x1>Mbry</x1> <g1>b</g1>", 1: "b"}
    assert sent.headers["authorization"] == "DeepL-Auth-Key s3cr3t"
    assert (asked["source_lang"], asked["target_lang"]) == ("EN", "PT-BR")
    assert asked["tag_handling"] == "xml"
    assert asked["ignore_tags"] == ["x1"]
    assert asked["context"] == "Before.\nAfter."
    assert "formality" not in asked
    assert "glossary_id" not in asked


def test_options_are_sent_and_part_of_the_identity():
    with endpoint(service) as there:
        engine = opened(f"{there.url}?glossary=g7&formality=less", formality="more")
        asyncio.run(ask(engine, request("a")))

    assert there.asked[0]["formality"] == "prefer_less"
    assert there.asked[0]["glossary_id"] == "g7"
    assert "context" not in there.asked[0]
    identity = asyncio.run(engine.identity("en", "de"))
    assert identity == "deepl EN DE prefer_less g7"


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_no_answer(name):
    with endpoint(lambda path, body: NONSENSE[name]) as there, pytest.raises(BadAnswer):
        asyncio.run(ask(opened(there.url), request("a", "b")))


def test_a_spent_quota_ends_the_asking():
    with (
        endpoint(lambda path, body: Answer(456, {}, b"Quota exceeded")) as there,
        pytest.raises(EngineRefused, match="456: Quota exceeded"),
    ):
        asyncio.run(ask(opened(there.url), request("a")))


def test_keys_of_the_free_service_are_known_by_their_end():
    free = opened("", DEEPL_API_KEY="k:fx")
    paid = opened("", DEEPL_API_KEY="k")

    assert free._http.shown == "https://api-free.deepl.com"  # type: ignore[attr-defined] # its own
    assert paid._http.shown == "https://api.deepl.com"  # type: ignore[attr-defined] # its own


def test_it_needs_a_key():
    with pytest.raises(TranslateError, match="set DEEPL_AUTH_KEY, for other hosts"):
        open_engine("deepl", EngineOptions())
    with pytest.raises(TranslateError, match="or give a key file"):
        opened("https://example.org", DEEPL_AUTH_KEY="s3cr3t")


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("en", "EN", "EN-US"),
        ("en-GB", "EN", "EN-GB"),
        ("pt", "PT", "PT-PT"),
        ("de-AT", "DE", "DE"),
        ("no", "NB", "NB"),
        ("zh", "ZH", "ZH-HANS"),
        ("zh-TW", "ZH", "ZH-HANT"),
    ],
)
def test_languages_are_called_as_the_service_calls_them(tag, source, target):
    assert source_code(tag) == source
    assert target_code(tag) == target
