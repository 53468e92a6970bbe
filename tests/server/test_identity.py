from __future__ import annotations

import asyncio
import time

import pytest

from benchmarks.service_load import sign
from cuelift.imm.errors import WireError
from cuelift.jobs.database.batch import AsyncDatabase
from cuelift.jobs.database.opening import open_database
from cuelift.jobs.keyring import Keyring, make_key
from cuelift.server import identity as module
from cuelift.server.identity import Identity
from tests.server.inside import scope_of


@pytest.fixture
def database():
    opened = open_database("sqlite://", Keyring.make())
    yield opened
    opened.close()


def with_identity(database, use):
    async def run():
        quick = AsyncDatabase(database)
        try:
            return await use(Identity(database.keys, quick, "1"))
        finally:
            await quick.close()

    return asyncio.run(run())


def signed(key, **parameters):
    return scope_of(sign("host", "GetTask", parameters, key.key.id, key.secret))


def add(database, kind="key", **more):
    made = make_key(kind, ("p*",), ("Get*",), time.time_ns(), **more)
    database.keys.add(made)
    return made


def test_a_signature_tells_who_it_is_once(database):
    key = add(database)
    scope = signed(key, a="b")

    async def use(identity):
        presented, caller = await identity.identify(scope, b"")
        with pytest.raises(WireError) as again:
            await identity.identify(scope, b"")
        return presented, caller, again.value

    presented, caller, again = with_identity(database, use)
    assert (presented.action, presented.parameters) == ("GetTask", {"a": "b"})
    assert caller.key.id == key.key.id
    assert again.code == "SignatureNonceUsed"


def test_a_bearer_token_is_looked_up_once_a_second(database, monkeypatch):
    key = add(database, "bearer")
    asked = []
    find = database.keys.find_bearer
    monkeypatch.setattr(
        database.keys, "find_bearer", lambda token: (asked.append(token), find(token))[1]
    )
    scope = {
        "headers": [(b"authorization", f"Bearer {key.token}".encode())],
        "raw_path": b"/v1/tasks", "query_string": b"", "method": "GET",
    }  # fmt: skip

    async def use(identity):
        callers = [await identity.identify_rest(scope, b"") for _ in range(3)]
        monkeypatch.setattr(module, "KEPT_S", 0.0)
        await identity.identify_rest(scope, b"")
        monkeypatch.setattr(module, "_MOST_KEPT", 0)
        await identity.identify_rest(scope, b"")
        return callers

    callers = with_identity(database, use)
    assert {caller.key.id for caller in callers} == {key.key.id}
    assert len(asked) == 3


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(b"authorization", b"Bearer x"), (b"authorization", b"Bearer y")],
        [(b"authorization", b"Bearer ")],
        [(b"authorization", b"bearer nobody")],
        [(b"authorization", b"Basic x")],
        [(b"authorization", b"ACS3-HMAC-SHA256 x"), *[(b"x%d" % n, b"") for n in range(101)]],
    ],
)
def test_nobody_is_let_in_without_a_key(database, headers):
    scope = {"headers": headers, "raw_path": b"/v1/x", "query_string": b"", "method": "GET"}

    with pytest.raises(WireError):
        with_identity(database, lambda identity: identity.identify_rest(scope, b""))


def test_a_signature_of_another_path_does_not_count(database):
    key = add(database)
    scope = signed(key)
    moved = {**scope, "raw_path": b"/v1/projects"}
    right = scope_of(
        sign("host", "GetTask", {}, key.key.id, key.secret, path="/v1/projects", method="GET")
    )

    with pytest.raises(WireError) as caught:
        with_identity(database, lambda identity: identity.identify_rest(moved, b""))
    assert caught.value.code == "SignatureDoesNotMatch"
    caller = with_identity(database, lambda identity: identity.identify_rest(right, b""))
    assert caller.key.id == key.key.id


def test_a_key_goes_as_far_as_its_scope(database):
    key = add(database).key

    async def use(identity):
        identity.permit(key, "GetTask")
        identity.permit(key, "GetTask", "p1", "p2")
        for action, names in (("PutTask", ()), ("GetTask", ("p1", "q"))):
            with pytest.raises(WireError) as caught:
                identity.permit(key, action, *names)
            assert caught.value.denied["AuthPrincipalOwnerId"] == "1"

    with_identity(database, use)
