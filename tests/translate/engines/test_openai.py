from __future__ import annotations

import asyncio
import json

import pytest

from cuelift.errors import BadAnswer, EngineRefused, UsageError
from cuelift.translate import Asking, Glossary, Term, translate
from cuelift.translate.engines import EngineOptions, open_engine
from cuelift.translate.engines.base import Engine, Request, Text
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


def items_of(body: dict[str, object]) -> list[dict[str, object]]:
    messages = body["messages"]
    return json.loads(messages[1]["content"])["items"]  # type: ignore[index, no-any-return] # sent so


def message(content: object, reason: str = "stop") -> dict[str, object]:
    text = content if isinstance(content, str) else json.dumps(content)
    return {"choices": [{"message": {"content": text}, "finish_reason": reason}]}


def translated(body: dict[str, object]) -> list[dict[str, object]]:
    return [{"id": item["id"], "text": str(item["text"]).upper()} for item in items_of(body)]


def service(path: str, body: dict[str, object]) -> object:
    assert path == "/v1/chat/completions"
    return message({"items": translated(body)})


def opened(url: str, formality: str = "default", **options: object) -> Engine:
    made = EngineOptions(formality=formality, **options)  # type: ignore[arg-type] # the tests' own words
    return open_engine(f"openai:{url}/v1?model=m", made)


def test_texts_are_sent_with_ids_and_a_schema():
    texts = (Text(4, "a <g1>b</g1>", "a b", before=("Before",)), Text(9, "c", "c", (), ("After",)))
    with endpoint(service) as there:
        engine = opened(there.url)
        asked = Request("en", "de", texts, terms=(("ship", "Schiff"),))
        assert asyncio.run(ask(engine, asked)) == {4: "A <G1>B</G1>", 9: "C"}
        [body] = there.asked
        [sent] = there.server.log

    assert "authorization" not in sent.headers
    assert (body["model"], body["temperature"]) == ("m", 0)
    assert body["response_format"]["json_schema"]["strict"] is True
    task, texts_sent = [each["content"] for each in body["messages"]]
    assert "from en into de" in task
    assert "ship = Schiff" in task
    assert json.loads(texts_sent)["before"] == ["Before"]
    assert json.loads(texts_sent)["after"] == ["After"]


@pytest.mark.parametrize(("formality", "words"), [("more", "formally"), ("less", "informally")])
def test_formality_is_told(formality, words):
    with endpoint(service) as there:
        engine = opened(there.url, formality)
        asyncio.run(ask(engine, request("a")))
        assert f"Address people {words}." in there.asked[0]["messages"][0]["content"]
        assert f" m {formality} " in asyncio.run(engine.identity("en", "de"))


def test_keys_of_the_home_service_are_not_told_to_others(tmp_path):
    variables = {"OPENAI_API_KEY": "s3cr3t"}
    (tmp_path / "key").write_text("0th3r")
    with endpoint(service) as there:
        asyncio.run(ask(opened(there.url, environment=variables), request("a")))
        asyncio.run(ask(opened(there.url, key_file=str(tmp_path / "key")), request("a")))
        own = {"CUELIFT_TRANSLATE_KEY": "0wn"}
        asyncio.run(ask(opened(there.url, environment=own), request("a")))
        sent = [each.headers.get("authorization") for each in there.server.log]

    assert sent == [None, "Bearer 0th3r", "Bearer 0wn"]
    home = open_engine("openai?model=m", EngineOptions(environment=variables))
    assert home._http._headers["Authorization"] == "Bearer s3cr3t"  # type: ignore[attr-defined] # its own


def test_servers_that_know_less_are_asked_for_less_and_that_is_remembered():
    def simple(path: str, body: dict[str, object]) -> object:
        if "temperature" in body and "response_format" in body:
            return as_json({"error": "unsupported"}, 400)
        return service(path, body)

    with endpoint(simple) as there:
        engine = opened(there.url)
        asyncio.run(ask(engine, request("a")))
        asyncio.run(ask(engine, request("b")))

    assert len(there.asked) == 4
    assert "response_format" not in there.asked[3]


def test_a_text_that_is_refused_in_every_shape_does_not_change_the_shape():
    def strict(path: str, body: dict[str, object]) -> object:
        bad = "bad" in json.dumps(body["messages"][1])  # type: ignore[index] # sent so
        return as_json({"error": "filtered"}, 400) if bad else service(path, body)

    with endpoint(strict) as there:
        engine = opened(there.url)
        with pytest.raises(BadAnswer, match="filtered"):
            asyncio.run(ask(engine, request("bad")))
        asyncio.run(ask(engine, request("good")))

    assert "response_format" in there.asked[-1]


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_no_answer(name):
    with endpoint(lambda path, body: NONSENSE[name]) as there, pytest.raises(BadAnswer):
        asyncio.run(ask(opened(there.url), request("a", "b")))


@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_a_service_that_misbehaves_once_loses_nothing(name):
    with endpoint(service) as there:
        there.first = [MISBEHAVIOUR[name]]
        asking = Asking(first_wait_s=0.001)
        done = translate(said("One.", "Two."), "en", "es", opened(there.url), asking=asking)

    assert [cue.text for cue in done.cues] == ["ONE.", "TWO."]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda items: items[:-1],
        lambda items: [{"id": items[0]["id"], "text": "ONE. TWO."}, *items[2:]],
        lambda items: [{"id": item["id"] + 1, "text": item["text"]} for item in items],
        lambda items: [*items, items[0]],
        lambda items: [*items, {"id": 77, "text": "more"}],
        lambda items: [{"text": item["text"]} for item in items],
    ],
)
def test_dropped_joined_doubled_and_invented_items_are_never_taken(spoil):
    def bad(path: str, body: dict[str, object]) -> object:
        items = translated(body)
        return message({"items": spoil(items) if len(items) > 1 else items})

    with endpoint(bad) as there:
        done = translate(said("One.", "Two.", "Three."), "en", "es", opened(there.url))

    assert [cue.text for cue in done.cues] == ["ONE.", "TWO.", "THREE."]
    assert done.report.counts["failed"] == 0


def test_items_in_another_order_are_put_right():
    with endpoint(lambda p, body: message({"items": translated(body)[::-1]})) as there:
        done = translate(said("One.", "Two."), "en", "es", opened(there.url))

    assert [cue.text for cue in done.cues] == ["ONE.", "TWO."]


def test_an_answer_that_was_cut_off_is_asked_for_in_halves():
    def short(path: str, body: dict[str, object]) -> object:
        items = translated(body)
        return message({"items": items}, "length" if len(items) > 1 else "stop")

    with endpoint(short) as there:
        done = translate(said("One.", "Two."), "en", "es", opened(there.url))

    assert done.report.requests == 3
    assert done.statuses == ["translated"] * 2


def test_a_wrong_key_ends_the_asking():
    with endpoint(lambda path, body: Answer(401, {}, b"Incorrect API key")) as there:
        done = translate(said("One.", "Two."), "en", "es", opened(there.url))

    assert done.statuses == ["failed", "failed"]
    assert "Incorrect API key" in done.report.stopped
    assert done.report.requests == 1


def test_terms_of_the_glossary_are_told_and_looked_for():
    with endpoint(service) as there:
        glossary = Glossary([Term("ship", "nave")])
        done = translate(said("A ship."), "en", "es", opened(there.url), glossary)
        assert "ship = nave" in there.asked[0]["messages"][0]["content"]
    assert done.statuses == ["translated"]


def test_it_needs_a_model():
    with pytest.raises(UsageError, match=r"openai:URL\?model=NAME"):
        open_engine("openai:http://h", EngineOptions())


def test_a_refusal_is_passed_on():
    with endpoint(lambda path, body: Answer(403)) as there, pytest.raises(EngineRefused):
        asyncio.run(ask(opened(there.url), request("a")))
