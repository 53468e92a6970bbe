import asyncio
import socket
import ssl

import aiohttp
import pytest

from cuelift.errors import (
    AccessDenied,
    Cancelled,
    StoreError,
    TransientError,
    UsageError,
)
from cuelift.store import http_client
from cuelift.store.base import Counters
from cuelift.store.http import PlainAddresses
from cuelift.store.http_client import HttpClient
from cuelift.store.options import StoreOptions
from tests.store.test_http import FILM, PATIENT, opened, read
from tests.support.range_server import Answer, RangeServer, answer_file


@pytest.fixture
def server():
    with RangeServer({"/film.mkv": FILM}) as running:
        yield running


@pytest.fixture
def other():
    with RangeServer({"/film.mkv": FILM}) as running:
        yield running


def to(target, status=302):
    return lambda request: (
        Answer(status, {"Location": target}, b"moved") if request.target.startswith("/go") else None
    )


def test_redirects_are_followed_counted_and_remembered(server):
    server.rules.append(to("/film.mkv"))
    counters = Counters()
    _, parts = read(server.url("/go"), (10, 20), (20, 30), counters=counters)

    assert parts == [FILM[10:20], FILM[20:30]]
    asked = [(request.method, request.target) for request in server.log]
    assert asked == [
        ("HEAD", "/go"),
        ("HEAD", "/film.mkv"),
        ("GET", "/go"),
        ("GET", "/film.mkv"),
        ("GET", "/film.mkv"),
    ]
    assert counters.requests == {"get": 3, "head": 2, "put": 0, "list": 0}


def test_another_host_sees_no_credentials(server, other):
    server.rules.append(to(other.url("/film.mkv?sig=1"), 307))
    uri = server.url("/go").replace("//", "//me:pass@")
    options = StoreOptions(headers=(("X-Api-Key", "k"),))

    assert read(uri, (10, 20), options=options)[1] == [FILM[10:20]]
    assert all("authorization" in request.headers for request in server.log)
    assert len(other.log) == 2
    for request in other.log:
        assert not {"authorization", "x-api-key"} & request.headers.keys()
        assert request.target == "/film.mkv?sig=1"
    assert other.log[-1].headers["range"] == "bytes=10-19"


def test_an_expired_target_is_asked_for_again_once(server, other):
    tickets = iter("1234")
    valid = []

    def ticket(request):
        if request.method == "HEAD":
            return answer_file(request, FILM)
        valid.append(next(tickets))
        return Answer(302, {"Location": other.url(f"/film.mkv?ticket={valid[-1]}")})

    server.rules.append(ticket)
    other.rules.append(
        lambda request: None if request.target.endswith(f"={valid[-1]}") else Answer(403)
    )

    async def scenario():
        async with opened(server.url("/film.mkv")) as (store, key):
            info = await store.head(key)
            await store.get_range(info, 0, 10)
            valid.append("none")
            assert await store.get_range(info, 10, 20) == FILM[10:20]
            other.rules[:] = [lambda _: Answer(403)]
            with pytest.raises(AccessDenied):
                await store.get_range(info, 10, 20)

    asyncio.run(scenario())
    assert server.count("GET") == 3
    assert other.count("GET") == 5


def test_reads_that_find_a_target_expired_together_share_the_new_one(server, other):
    valid = ["1"]

    def ticket(request):
        return Answer(302, {"Location": other.url(f"/film.mkv?ticket={valid[-1]}")})

    server.rules.append(ticket)
    other.rules.append(
        lambda request: None if request.target.endswith(f"={valid[-1]}") else Answer(403)
    )

    async def scenario():
        async with opened(server.url("/film.mkv")) as (store, key):
            info = await store.head(key)
            await store.get_range(info, 0, 10)
            valid.append("2")
            asked = [store.get_range(info, at, at + 5) for at in range(5)]
            assert await asyncio.gather(*asked) == [FILM[at : at + 5] for at in range(5)]

    asyncio.run(scenario())


def test_a_remembered_target_that_was_replaced_meanwhile_is_used(server, other):
    """Two reads fail on the old target; the second finds the first one's new target."""
    valid = ["1"]
    server.rules.append(
        lambda request: Answer(302, {"Location": other.url(f"/film.mkv?ticket={valid[-1]}")})
    )

    def check(request):
        if request.target.endswith(f"={valid[-1]}"):
            return None
        # Late refusals come when the first read has long renewed the target.
        return Answer(403)

    other.rules.append(check)

    async def scenario():
        async with opened(server.url("/film.mkv")) as (store, key):
            info = await store.head(key)
            await store.get_range(info, 0, 10)
            valid.append("2")
            client = store.client
            old = client._routes["get", key]
            await store.get_range(info, 0, 5)
            new = client._routes["get", key]
            assert new is not old
            answers = iter([old, new, new])

            class Late(dict):
                def get(self, *_):
                    return next(answers)

            client._routes = Late()
            assert await store.get_range(info, 5, 9) == FILM[5:9]

    asyncio.run(scenario())


def test_redirects_in_a_circle_end(server):
    server.rules.append(to("/go/on"))
    counters = Counters()

    with pytest.raises(StoreError, match="more than 5 redirects"):
        read(server.url("/go"), counters=counters)
    assert counters.requests["head"] == 6


def test_a_redirect_to_nowhere(server):
    server.rules.append(lambda _: Answer(301, {"x-amz-bucket-region": "eu-west-1"}))

    with pytest.raises(StoreError, match="301; the bucket's region is eu-west-1"):
        read(server.url("/film.mkv"))


def test_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(TransientError, match="Connect call failed"):
        read(f"http://127.0.0.1:{port}/a")


def test_what_the_client_dislikes_about_an_answer_is_said(server):
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx"
    server.rules.append(lambda _: Answer(0, raw=raw))
    with pytest.raises(StoreError, match=r"refuses: .*Content-Length"):
        read(server.url("/a"))


def test_an_answer_that_is_not_http(server):
    server.rules.append(lambda _: Answer(0, raw=b"SSH-2.0-OpenSSH\r\n\r\n"))
    with pytest.raises(StoreError, match="not HTTP"):
        read(server.url("/film.mkv"))


def test_a_connection_closed_without_an_answer(server):
    server.rules.append(lambda _: Answer(0, raw=b""))
    with pytest.raises(TransientError):
        read(server.url("/film.mkv"))


def test_plain_http_where_tls_is_expected(server):
    with pytest.raises(TransientError):
        read(server.url("/film.mkv").replace("http:", "https:"))


def test_a_proxy_is_asked_instead_of_the_host(server, monkeypatch):
    proxied = StoreOptions(proxy=server.url(""), read_timeout_s=1)
    read("http://films.invalid/film.mkv", (10, 20), options=StoreOptions(proxy=server.url("")))
    assert server.log[0].target == "http://films.invalid/film.mkv"
    assert proxied.proxy == server.url("")

    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(TransientError):
        read(server.url("/film.mkv"))
    read(server.url("/film.mkv"), options=StoreOptions(proxy=""))


@pytest.fixture(autouse=True)
def tolerate_absolute_targets(server):
    server.rules.append(
        lambda request: answer_file(request, FILM) if "://" in request.target else None
    )


def test_authorities_are_read_from_the_file_given(tmp_path):
    bad = tmp_path / "bad.pem"
    bad.write_text("nothing")
    for path in (bad, tmp_path / "none.pem"):
        with pytest.raises(UsageError, match="no certificates"):
            read("https://127.0.0.1:1/", options=StoreOptions(ca_file=str(path)))
    paths = ssl.get_default_verify_paths()
    assert isinstance(
        http_client._tls_context(paths.cafile or paths.openssl_cafile), ssl.SSLContext
    )


class Os:
    errno = None


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (aiohttp.InvalidURL("http://h/?token=hush"), UsageError, "a URL that can"),
        (
            aiohttp.ClientConnectorCertificateError(None, ssl.CertificateError()),
            StoreError,
            "not trusted",
        ),
        (aiohttp.ConnectionTimeoutError(), TransientError, "no connection in 2"),
        (aiohttp.SocketTimeoutError(), TransientError, "nothing came"),
        (aiohttp.ClientPayloadError("hush"), TransientError, "ClientPayloadError"),
        (OSError(5, "Input/output error"), TransientError, "Input/output error"),
    ],
)
def test_failures_are_named_without_the_url(error, kind, said):
    client = HttpClient(PlainAddresses("http://h", ()), PATIENT, Counters())
    ours = client._failure("/a?token=hush", error)

    assert type(ours) is kind
    assert said in str(ours)
    assert "hush" not in str(ours)


def test_nothing_is_asked_of_a_closed_client(server):
    async def scenario():
        client = HttpClient(PlainAddresses(server.url(""), ()), PATIENT, Counters())
        await client.close()
        with pytest.raises(Cancelled):
            await client.ask("get", "/film.mkv", {})

    asyncio.run(scenario())
    assert server.log == []
