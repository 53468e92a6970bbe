from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from benchmarks.service_load import sign
from cuelift.imm.errors import WireError
from cuelift.jobs.database import keys
from cuelift.jobs.database.batch import AsyncDatabase
from cuelift.jobs.database.opening import open_database
from cuelift.jobs.database.schema import access_key
from cuelift.jobs.keyring import Keyring, make_key
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
        database.keys.revoke("nobody", 0)  # which forgets what was found
        return [*callers, await identity.identify_rest(scope, b"")]

    callers = with_identity(database, use)
    assert {caller.key.id for caller in callers} == {key.key.id}
    assert len(asked) == 2


def test_a_revoked_token_is_believed_for_a_second_at_most(database, monkeypatch):
    key = add(database, "bearer")
    now = [100.0]
    monkeypatch.setattr(keys, "time", SimpleNamespace(monotonic=lambda: now[0]))
    scope = {
        "headers": [(b"authorization", f"Bearer {key.token}".encode())],
        "raw_path": b"/v1/tasks", "query_string": b"", "method": "GET",
    }  # fmt: skip

    async def use(identity):
        await identity.identify_rest(scope, b"")
        row = sa.update(access_key).values(revoked_ns=1)  # by another process
        database.connector.write(lambda connection: connection.execute(row))
        now[0] += 0.9
        await identity.identify_rest(scope, b"")
        now[0] += 0.2
        with pytest.raises(WireError) as caught:
            await identity.identify_rest(scope, b"")
        return caught.value

    assert with_identity(database, use).code == "InvalidAccessKeyId.Inactive"


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
