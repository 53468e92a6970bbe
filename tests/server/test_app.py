from __future__ import annotations

import asyncio
import json
import logging

import pytest

from cuelift.errors import NotThere, TransientError
from cuelift.server.answers import Answer
from cuelift.server.app import App
from cuelift.server.metrics import Metrics


async def page():
    return Answer(200, b"page")


def app(**parts):
    return App(Metrics(), {"/page": page}, **parts)


def ask(application, path="/", method="GET", client=("1.2.3.4", 5)):
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"body", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "path": path, "method": method, "headers": [], "query_string": b"",
        "client": client,
    }  # fmt: skip
    asyncio.run(application(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(m["body"] for m in sent[1:])


def raising(error):
    async def handler(call, scope, body):
        call.action = "GetTask"
        raise error

    return handler


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotThere("x"), 400, "ResourceNotFound"),
        (TransientError("the database at 10.0.0.1 is away"), 503, "ServiceUnavailable"),
        (RuntimeError("a secret"), 500, "InternalError"),
    ],
)
def test_whatever_a_handler_raises_is_answered(error, status, code):
    application = app(imm=raising(error), rest=raising(error))

    for path in ("/", "/v1/tasks"):
        answered, headers, body = ask(application, path)
        told = json.loads(body)
        assert (answered, told["Code"]) == (status, code)
        assert told["RequestId"].encode() == headers[b"x-acs-request-id"]
        assert "secret" not in told["Message"]


def test_what_is_counted(caplog):
    caplog.set_level(logging.INFO, "cuelift.access")
    application = app(imm=raising(NotThere("x")))
    ask(application)
    ask(application, "/page", client=None)
    ask(application, "/page", "POST")

    text = application._metrics.text().decode()
    assert 'cuelift_requests_total{action="GetTask",code="ResourceNotFound"} 1.0' in text
    assert 'cuelift_requests_total{action="/page",code="OK"} 1.0' in text
    assert 'cuelift_requests_total{action="/page",code="UnsupportedHTTPMethod"} 1.0' in text
    assert [record.client for record in caplog.records] == ["1.2.3.4", "-", "1.2.3.4"]


def test_parts_that_are_not_served_are_not_there():
    for path in ("/", "/v1/tasks", "/other"):
        assert ask(app(), path)[0] == 404
    assert ask(app(), "/page", "HEAD")[2] == b"page"


def test_the_object_wire_answers_for_itself():
    async def objects(scope, receive, send):
        if scope["path"] == "/b/gone":
            return
        status = 404 if scope["path"] == "/b/none" else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"<xml/>"})

    application = app(objects=objects, is_object=lambda scope: scope["path"].startswith("/b/"))
    answers = [ask(application, "/b/a"), ask(application, "/b/none", "ODD")]
    text = application._metrics.text().decode()

    assert [(status, body) for status, _, body in answers] == [(200, b"<xml/>"), (404, b"<xml/>")]
    assert 'cuelift_requests_total{action="oss:GET",code="OK"} 1.0' in text
    assert 'cuelift_requests_total{action="oss",code="404"} 1.0' in text
    assert ask(application, "/page")[0] == 200


def test_an_answer_that_takes_too_long_is_given_up(monkeypatch):
    async def handler(call, scope, body):
        await asyncio.sleep(10)

    monkeypatch.setattr("cuelift.server.app.ANSWER_S", 0.05)
    status, _, body = ask(app(imm=handler))

    assert (status, json.loads(body)["Code"]) == (503, "ServiceUnavailable")
