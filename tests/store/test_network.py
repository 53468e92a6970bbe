"""Requests on a caller's behalf stay away from hosts that only this machine should reach."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from aiohttp.abc import AbstractResolver
from hypothesis import given
from hypothesis import strategies as st

from cuelift.errors import AccessDenied, TransientError, UsageError
from cuelift.store import network
from cuelift.store.base import Counters
from cuelift.store.buckets import NetworkPolicy
from cuelift.store.network import Guard
from cuelift.store.options import StoreOptions
from cuelift.store.registry import open_target
from cuelift.store.uri import parse_uri
from tests.store.test_http import FILM, opened, read
from tests.support.range_server import Answer, RangeServer

PRIVATE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.1",
    "192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.100.100.200", "192.0.0.8",
    "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1",
    "fd00:ec2::254", "ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "4000::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2606:4700::1111"]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_refused(address):
    guard = Guard(NetworkPolicy())
    with pytest.raises(AccessDenied, match="not public"):
        guard.check_host(address)
    with pytest.raises(AccessDenied) as caught:
        guard.check_addresses("film.example", [ipaddress.ip_address(address)])
    assert address not in caught.value.message.replace("film.example", "")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_asked(address):
    Guard(NetworkPolicy()).check_host(address)
    Guard(NetworkPolicy()).check_host(f"[{address}]" if ":" in address else address)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "017700000001", "1.2.3.0x4",
        "127.0.0.1.", "127.0.0.01", "a.0x", "a.1", "", ".", "256.1.1.1",
    ],
)  # fmt: skip
def test_numbers_in_disguise_are_no_hosts(host):
    with pytest.raises(AccessDenied):
        Guard(NetworkPolicy()).check_host(host)


@pytest.mark.parametrize("host", ["film.example", "a1.b2", "0x7g.com", "xn--e1afmkfd.com", "host."])
def test_names_wait_for_their_addresses(host):
    Guard(NetworkPolicy()).check_host(host)


def test_what_the_configuration_allows_by_name_or_network():
    guard = Guard(NetworkPolicy(allowed=("Media.Internal", "10.1.0.0/16", "fd00::/8", "127.0.0.1")))
    inside = [ipaddress.ip_address(text) for text in ("10.1.2.3", "fd00::1", "127.0.0.1")]

    guard.check_addresses("media.internal.", [ipaddress.ip_address("192.168.0.1")])
    guard.check_addresses("other.internal", inside)
    guard.check_host("127.0.0.1")
    with pytest.raises(AccessDenied):
        guard.check_addresses("other.internal", [*inside, ipaddress.ip_address("10.2.0.1")])
    with pytest.raises(AccessDenied):
        guard.check_host("127.0.0.2")


@pytest.mark.parametrize("entry", ["", "a b", "10.0.0.0/33", "http://x/", "*.example"])
def test_an_entry_that_is_neither_name_nor_network(entry):
    with pytest.raises(UsageError, match="neither"):
        Guard(NetworkPolicy(allowed=(entry,)))


@given(st.ip_addresses())
def test_no_address_is_both_special_and_public(address):
    try:
        Guard(NetworkPolicy()).check_addresses("x.example", [address])
    except AccessDenied:
        return
    assert address.is_global
    assert not address.is_multicast


class Names(AbstractResolver):
    """Answers with a different list each time."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def resolve(self, host, port=0, family=socket.AF_INET):
        self.asked.append(host)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if not answer:
            raise OSError("no such name")
        return [
            {
                "hostname": host, "host": address, "port": port, "proto": 0, "flags": 0,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
            }
            for address in answer
        ]  # fmt: skip

    async def close(self):
        pass


@pytest.fixture
def server():
    with RangeServer({"/film.mkv": FILM}) as running:
        yield running


@pytest.fixture
def names(monkeypatch):
    made = Names(["127.0.0.1"])
    monkeypatch.setattr(network.aiohttp, "ThreadedResolver", lambda: made)
    return made


def policy(*allowed, **more):
    return StoreOptions(network=NetworkPolicy(allowed=allowed), read_timeout_s=5, **more)


def named(server, host="film.example"):
    return f"http://{host}:{server.port}/film.mkv"


def test_a_name_is_asked_at_the_very_address_that_was_looked_at(server, names):
    names.answers = [["127.0.0.1"], ["127.0.0.9"]]
    _, parts = read(named(server), (0, 10), (10, 20), options=policy("127.0.0.1/32"))

    assert parts == [FILM[:10], FILM[10:20]]
    assert names.asked == ["film.example"]


def test_a_name_that_changes_its_meaning_is_refused(server, names):
    # Public at first, as a look before the request would see it; then this machine.
    names.answers = [["127.0.0.1"]]
    with pytest.raises(AccessDenied, match=r"'film\.example' has an address that is not"):
        read(named(server), (0, 10), options=policy())
    assert server.log == []
    assert server.connections == 0


@pytest.mark.parametrize("answer", [["8.8.8.8", "127.0.0.1"], ["::1"], ["fd00:ec2::254"], ["odd"]])
def test_one_bad_address_among_good_ones_refuses_the_name(server, names, answer):
    names.answers = [answer]
    with pytest.raises(AccessDenied):
        read(named(server), (0, 10), options=policy())
    assert server.connections == 0


def test_a_name_that_does_not_resolve_is_a_passing_failure(server, names):
    names.answers = [[]]
    with pytest.raises(TransientError):
        read(named(server), (0, 10), options=policy())


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0", "2130706433", "127.1", "0x7f.0.0.1"]
)
def test_addresses_in_urls_are_refused_without_a_connection(server, host):
    with pytest.raises(AccessDenied):
        read(named(server, host), (0, 10), options=policy())
    assert server.connections == 0


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:{port}/film.mkv", "http://[::1]:{port}/", "//169.254.169.254/latest"],
)
def test_redirects_to_this_machine_are_refused(server, names, target):
    where = target.format(port=server.port)
    server.rules.append(
        lambda request: (
            Answer(302, {"Location": where}) if request.headers["host"].startswith("film") else None
        )
    )
    with pytest.raises(AccessDenied):
        read(named(server), (0, 10), options=policy("film.example"))
    assert {request.headers["host"] for request in server.log} == {f"film.example:{server.port}"}


def test_redirects_to_a_name_that_may_not_be_asked_are_refused(server, names):
    server.rules.append(
        lambda request: Answer(302, {"Location": f"http://inner.example:{server.port}/film.mkv"})
    )
    with pytest.raises(AccessDenied, match=r"inner\.example"):
        read(named(server), (0, 10), options=policy("film.example"))


def test_a_caller_s_s3_endpoint_is_held_to_the_policy(server, names):
    keys = {"access_key_id": "a", "secret_access_key": "b", "allow_http": True}
    options = policy(endpoint=f"http://minio.example:{server.port}", **keys)
    for uri in ("s3://films/a", "oss://films/a"):
        with pytest.raises(AccessDenied, match="not public"):
            read(uri, (0, 10), options=options)
    with pytest.raises(UsageError, match="configured buckets only"):
        open_target(parse_uri("s3://films/a"), options, Counters())
    assert server.connections == 0


def test_proxies_are_not_used_under_a_policy(server, names, monkeypatch):
    with RangeServer() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url(""))
        assert read(named(server), (0, 5), options=policy("film.example"))[1] == [FILM[:5]]
        assert proxy.log == []
    with pytest.raises(UsageError, match="proxy"):
        read(named(server), (0, 5), options=policy("film.example", proxy="http://127.0.0.1:1"))


def test_closing_closes_the_resolver_too(server, names):
    import asyncio

    async def scenario():
        await network.GuardedResolver(Guard(NetworkPolicy()), names).close()
        async with opened(named(server), policy("film.example")) as (store, key):
            assert (await store.head(key)).size_bytes == len(FILM)

    asyncio.run(scenario())
