from __future__ import annotations

import socket

import pytest
import uvicorn

from cuelift.errors import UsageError
from cuelift.server.http import Listen, bind, check_parser, make_server
from cuelift.server.protocol import Protocol


async def application(scope, receive, send):
    """Answers nothing."""


@pytest.mark.parametrize(
    "chosen",
    [
        {"http": "h11"},
        {"http": Protocol},
        {"http": Protocol, "h11_max_incomplete_event_size": 65536},
    ],
)
def test_a_parser_that_takes_no_long_request_lines_ends_the_start(chosen):
    config = uvicorn.Config(application, lifespan="off", **chosen)
    config.load()

    with pytest.raises(RuntimeError, match="request lines"):
        check_parser(config)


def test_the_server_takes_long_request_lines():
    server = make_server(application, Listen(host="127.0.0.1", port=0))

    check_parser(server.config)
    with server.capture_signals():
        assert server.server_state.connections == set()
    server.server_state.connections.add(object())
    server.sweep(0.0, 1.0)


def test_an_address_that_cannot_be_listened_on_is_told():
    with bind(Listen(host="127.0.0.1", port=0)) as bound:
        bound.listen()
        port = bound.getsockname()[1]
        with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1:{port}"):
            bind(Listen(host="127.0.0.1", port=port))
    with pytest.raises(UsageError, match=r"cannot listen on nobody\.invalid:80"):
        bind(Listen(host="nobody.invalid", port=80))


def test_an_address_of_version_six():
    if not socket.has_ipv6:
        pytest.skip("needs IPv6")
    try:
        bound = bind(Listen(host="::1", port=0))
    except UsageError:
        pytest.skip("needs IPv6")
    with bound:
        assert bound.family == socket.AF_INET6


def test_a_certificate_that_cannot_be_used_is_told(tmp_path):
    (tmp_path / "cert.pem").write_text("nothing")
    listen = Listen(host="127.0.0.1", port=0, tls_cert=str(tmp_path / "cert.pem"))

    with pytest.raises(UsageError, match="cannot be used"):
        make_server(application, listen)
