from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cuelift.errors import OcrError, UsageError
from cuelift.ocr.engines.vision import VisionEngine
from cuelift.ocr.options import VisionOptions
from tests.ocr.draw import caption, page_of
from tests.support.range_server import Answer, RangeServer, Request

PAGE = page_of(caption("Yes"))


class Endpoint:
    """Answers every question alike and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer: object = {"choices": [{"message": {"content": " Yes.\n\n No. "}}]}
        self.asked: list[tuple[str, dict[str, str], dict[str, object]]] = []


@pytest.fixture
def endpoint() -> Iterator[tuple[str, Endpoint]]:
    state = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked.append((self.path, dict(self.headers), json.loads(body)))
            data = (
                state.answer
                if isinstance(state.answer, bytes)
                else json.dumps(state.answer).encode()
            )
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1", state
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_sends_the_picture_and_takes_the_text(endpoint):
    url, state = endpoint
    engine = VisionEngine(VisionOptions(url=url, model="m", key="secret"))

    assert engine.ask(PAGE, "fr") == "Yes.\nNo."

    [(path, headers, question)] = state.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert question["model"] == "m"
    text, picture = question["messages"][0]["content"]  # type: ignore[index] # sent above
    assert "French" in text["text"]
    assert picture["image_url"]["url"].startswith("data:image/png;base64,iVBOR")


def test_it_asks_no_more_than_it_may(endpoint):
    url, state = endpoint
    engine = VisionEngine(VisionOptions(url=url, model="m", most=1))

    assert engine.ask(PAGE, "xx") is not None
    assert engine.ask(PAGE, "xx") is None
    assert len(state.asked) == 1
    assert "Authorization" not in state.asked[0][1]


@pytest.mark.parametrize(
    "answer", [{}, {"choices": []}, [], {"choices": [{"message": {"content": 4}}]}, b"<html>"]
)
def test_other_answers_are_errors(endpoint, answer):
    url, state = endpoint
    state.answer = answer

    with pytest.raises(OcrError):
        VisionEngine(VisionOptions(url=url, model="m")).ask(PAGE, "en")


def test_the_key_follows_no_redirect():
    def answer(request: Request) -> Answer:
        return Answer(302, {"Location": f"http://localhost:{server.port}/elsewhere"})

    with RangeServer() as server:
        server.rules.append(answer)
        options = VisionOptions(url=server.url("/v1"), model="m", key="secret")
        with pytest.raises(OcrError, match="302"):
            VisionEngine(options).ask(PAGE, "en")
        assert [request.target for request in server.log] == ["/v1/chat/completions"]


def test_an_endpoint_that_is_not_there_is_an_error():
    with pytest.raises(OcrError, match="failed"):
        VisionEngine(VisionOptions(url="http://127.0.0.1:9/v1", model="m")).ask(PAGE, "en")


def test_only_http_is_spoken():
    with pytest.raises(UsageError, match="file:///etc"):
        VisionEngine(VisionOptions(url="file:///etc", model="m"))
