from __future__ import annotations

import asyncio
import time

import pytest

from cuelift.errors import BadAnswer, EngineBusy, EngineRefused, TranslateError, UsageError
from cuelift.store.buckets import NetworkPolicy
from cuelift.translate.engines.http import HttpEngine, retry_after, service_url
from cuelift.translate.engines.spec import Secret
from tests.support.range_server import Answer
from tests.translate.engines.endpoint import MISBEHAVIOUR, NONSENSE, as_json, endpoint


def post(url: str, text: str = "é", **options: object) -> object:
    async def run() -> object:
        engine = HttpEngine(url, **options)  # type: ignore[arg-type] # the tests' own words
        try:
            return await engine.post("translate", {"q": text})
        finally:
            await engine.close()
            await engine.close()

    return asyncio.run(run())


def test_json_is_sent_and_read():
    with endpoint(lambda path, body: {"path": path, "body": body}) as service:
        assert post(f"{service.url}/v1/") == {"path": "/v1/translate", "body": {"q": "é"}}


def test_halves_of_characters_do_not_stop_a_request():
    with endpoint(lambda path, body: body) as service:
        assert post(service.url, "a\ud800") == {"q": "a?"}


@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_what_may_pass_is_told_from_the_rest(name):
    with (
        endpoint(lambda path, body: MISBEHAVIOUR[name]) as service,
        pytest.raises(EngineBusy) as caught,
    ):
        post(service.url)
    assert caught.value.details.get("wait_s", 0.0) == 0.0


@pytest.mark.parametrize("name", ["page", "prose", "cut JSON", "latin-1", "nothing", "deep"])
def test_what_is_no_json_is_no_answer(name):
    with (
        endpoint(lambda path, body: NONSENSE[name]) as service,
        pytest.raises(BadAnswer, match="answers no JSON"),
    ):
        post(service.url)


def test_an_endless_answer_is_not_read_to_its_end():
    with (
        endpoint(lambda path, body: NONSENSE["too long"]) as service,
        pytest.raises(BadAnswer, match="longer than"),
    ):
        post(service.url)


def test_a_stalling_answer_ends():
    stall = Answer(200, {}, b"x" * 100, stall_at=10)
    with (
        endpoint(lambda path, body: stall) as service,
        pytest.raises(EngineBusy, match=r"no answer within 0.2 s"),
    ):
        post(service.url, timeout_s=0.2)


def test_nobody_there():
    with endpoint(lambda path, body: None) as service:
        url = service.url
    with pytest.raises(EngineBusy, match="Connect call failed"):
        post(url)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, BadAnswer), (422, BadAnswer), (401, EngineRefused), (404, EngineRefused)],
)
def test_statuses_tell_what_to_do(status, kind):
    with (
        endpoint(lambda path, body: as_json({"error": "no \u0007 way"}, status)) as service,
        pytest.raises(kind, match=f"answers {status}: .*no .* way") as caught,
    ):
        post(service.url)
    assert caught.value.details["status"] == status


def test_redirects_are_not_followed():
    with (
        endpoint(lambda path, body: Answer(307, {"Location": "http://127.0.0.1:1/"})) as service,
        pytest.raises(EngineRefused, match="answers 307: redirects are not followed"),
    ):
        post(service.url)


def test_keys_are_hidden_in_what_a_service_says():
    with (
        endpoint(lambda path, body: Answer(401, {}, b"bad key s3cr3t!")) as service,
        pytest.raises(EngineRefused, match=r"bad key \*\*\*!"),
    ):
        post(service.url, secret=Secret("s3cr3t"))


def test_headers_that_cannot_be_sent_are_not_repeated():
    with endpoint(lambda path, body: {}) as service:
        with pytest.raises(TranslateError) as caught:
            post(service.url, headers={"Authorization": "Bearer s3\ncret"})
        # The connection is made and closed unused: the server must have seen it before it ends.
        while service.server.connections == 0:
            time.sleep(0.01)
    assert "s3" not in str(caught.value)


def test_private_hosts_are_asked_only_where_a_policy_allows_them():
    with endpoint(lambda path, body: {"a": 1}) as service:
        with pytest.raises(EngineRefused, match="not public"):
            post(service.url, network=NetworkPolicy())
        by_name = service.url.replace("127.0.0.1", "localhost")
        with pytest.raises(EngineRefused, match="not public"):
            post(by_name, network=NetworkPolicy())
        assert post(service.url, network=NetworkPolicy(allowed=("127.0.0.0/8",))) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3", 3.0),
        (" 120 ", 120.0),
        ("9" * 50, 999999999.0),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 100.0 - 40),
        ("Thu, 01 Jan 1970 00:00:10 GMT", 0.0),
        ("soon", 0.0),
        ("", 0.0),
        ("²", 0.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(text, seconds):
    assert retry_after(text, 40.0) == seconds


@pytest.mark.parametrize(
    "text",
    ["host:5000", "ftp://host", "http://", "http://u:p@host", "http://h?k=v", "http://h:99999999"],
)
def test_addresses_are_checked_and_not_repeated(text):
    with pytest.raises(UsageError, match="http") as caught:
        service_url(text)
    assert "u:p" not in str(caught.value)


def test_certificates_are_looked_at():
    import aiohttp

    from cuelift.translate.engines.http import _reason

    error = aiohttp.ClientConnectorCertificateError(None, ValueError("x"))  # type: ignore[arg-type] # a key that is not looked at
    assert _reason(error) == "its certificate is not accepted"
    assert _reason(OSError(111, "refused")) == "refused"
