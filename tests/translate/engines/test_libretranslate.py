from __future__ import annotations

import asyncio
import re

import pytest

from cuelift.errors import BadAnswer, EngineBusy, EngineRefused, UsageError
from cuelift.translate import Asking, translate
from cuelift.translate.engines import EngineOptions, open_engine
from cuelift.translate.engines.base import Engine
from tests.support.range_server import Answer
from tests.translate.doubles import said
from tests.translate.engines.endpoint import (
    MISBEHAVIOUR,
    NONSENSE,
    as_json,
    ask,
    endpoint,
    request,
)

LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["de", "en", "es", "zt", "zh"]},
    {"code": "es", "name": "Spanish", "targets": ["en"]},
    {"code": "zt", "name": "Chinese (traditional)"},
    {"code": "zh-Hans", "name": "Chinese"},
    {"code": 5},
    "x",
]


def shout(text: str) -> str:
    return re.sub(r">([^<]*)<", lambda found: f">{found[1].upper()}<", text)


def service(path: str, body: dict[str, object] | None) -> object:
    if path == "/languages":
        return LANGUAGES
    assert body is not None
    assert path == "/translate"
    assert body["format"] == "html"
    return {"translatedText": [shout(text) for text in body["q"]]}  # type: ignore[attr-defined] # sent so


def opened(url: str, key: str = "") -> Engine:
    variables = {"LIBRETRANSLATE_API_KEY": key}
    return open_engine(f"libretranslate:{url}", EngineOptions(environment=variables))


def test_texts_are_translated_as_html_with_ids():
    with endpoint(service) as there:
        answers = asyncio.run(ask(opened(there.url), request("yes", "no")))

    assert answers == {0: "YES", 1: "NO"}
    assert there.asked[0]["q"] == ['<p id="0">yes</p>', '<p id="1">no</p>']
    assert "api_key" not in there.asked[0]


def test_a_key_is_sent_where_there_is_one():
    with endpoint(service) as there:
        asyncio.run(ask(opened(there.url, "s3cr3t"), request("yes")))

    assert there.asked[0]["api_key"] == "s3cr3t"


@pytest.mark.parametrize(
    ("target", "code"),
    [("de-AT", "de"), ("zh-TW", "zt"), ("zh-Hant", "zt"), ("es-419", "es"), ("zh", "zh-Hans")],
)
def test_languages_are_called_as_the_service_calls_them(target, code):
    with endpoint(service) as there:
        languages = [{"code": "en"}, *LANGUAGES[1:4], {"code": "de"}]
        there.reply = lambda path, body: languages if body is None else service(path, body)
        asyncio.run(ask(opened(there.url), request("yes", target=target)))

    assert there.asked[0]["target"] == code


def test_an_engine_asks_for_the_languages_once():
    with endpoint(service) as there:
        engine = opened(there.url)
        asyncio.run(ask(engine, request("yes")))
        asyncio.run(ask(engine, request("no")))
        assert there.server.count("GET") == 1


def test_what_the_service_does_not_know_is_told_with_what_it_knows():
    with endpoint(service) as there:
        with pytest.raises(EngineRefused, match="does not know fr; it knows: en, es, zh-Hans"):
            asyncio.run(ask(opened(there.url), request("yes", target="fr")))
        with pytest.raises(EngineRefused, match="from es into zh; it does into: en"):
            asyncio.run(ask(opened(there.url), request("yes", source="es", target="zh")))


@pytest.mark.parametrize("answer", [Answer(404), as_json({}), as_json([])])
def test_a_service_that_does_not_list_its_languages_is_asked_all_the_same(answer):
    with endpoint(lambda p, b: answer if b is None else service(p, b)) as there:
        assert asyncio.run(ask(opened(there.url), request("a", target="pt-BR"))) == {0: "A"}
    assert there.asked[0]["target"] == "pt"


def test_a_service_that_is_ill_is_not_taken_for_one_without_a_list():
    with endpoint(lambda path, body: Answer(503)) as there, pytest.raises(EngineBusy):
        asyncio.run(ask(opened(there.url), request("a")))
    with endpoint(lambda path, body: Answer(403)) as there, pytest.raises(EngineRefused):
        asyncio.run(ask(opened(there.url), request("a")))


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_no_answer(name):
    with (
        endpoint(lambda p, b: LANGUAGES if b is None else NONSENSE[name]) as there,
        pytest.raises(BadAnswer),
    ):
        asyncio.run(ask(opened(there.url), request("a", "b")))


@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_a_service_that_misbehaves_once_loses_nothing(name):
    cues = said("One.", "Two.")
    with endpoint(service) as there:
        there.first = [MISBEHAVIOUR[name]]
        asking = Asking(first_wait_s=0.001)
        done = translate(cues, "en", "es", opened(there.url), asking=asking)

    assert [cue.text for cue in done.cues] == ["ONE.", "TWO."]
    assert done.report.requests == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda texts: texts[:-1],
        lambda texts: [texts[0] + texts[1], *texts[2:]],
        lambda texts: [texts[0], texts[0], *texts[2:]],
        lambda texts: [re.sub("<[^>]*>", "", text) for text in texts],
        lambda texts: [*texts, texts[0]],
        " ".join,
        lambda texts: [None, *texts[1:]],
    ],
)
def test_a_service_that_cannot_keep_lists_apart_is_asked_text_by_text(spoil):
    def bad(path: str, body: dict[str, object] | None) -> object:
        made = service(path, body)
        if body is None:
            return made
        texts = made["translatedText"]  # type: ignore[index, call-overload] # made above
        return {"translatedText": spoil(texts) if len(texts) > 1 else texts[0]}

    with endpoint(bad) as there:
        cues = said("One.", "Two.", "Three.")
        done = translate(cues, "en", "es", opened(there.url), asking=Asking(first_wait_s=0.001))

    assert [cue.text for cue in done.cues] == ["ONE.", "TWO.", "THREE."]


def test_lists_in_another_order_are_put_right():
    def reordered(path: str, body: dict[str, object] | None) -> object:
        made = service(path, body)
        return made if body is None else {"translatedText": made["translatedText"][::-1]}  # type: ignore[index, call-overload] # made above

    with endpoint(reordered) as there:
        done = translate(said("One.", "Two."), "en", "es", opened(there.url))

    assert [cue.text for cue in done.cues] == ["ONE.", "TWO."]
    assert done.report.requests == 1


def test_it_needs_an_address():
    with pytest.raises(UsageError, match="libretranslate:URL"):
        open_engine("libretranslate", EngineOptions())
