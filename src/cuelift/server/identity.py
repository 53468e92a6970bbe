"""Who asks, and whether they may."""

from __future__ import annotations

import asyncio
import time

from cuelift.imm.acs3 import present_acs3
from cuelift.imm.authentication import NONCE_LIFE_S, Caller, nonce_used, present, verify
from cuelift.imm.encoding import parse_pairs
from cuelift.imm.errors import no_permission
from cuelift.imm.presented import Presented, incomplete
from cuelift.imm.request import Request, read_headers
from cuelift.jobs.database.batch import AsyncDatabase
from cuelift.jobs.model import AccessKey
from cuelift.jobs.ports import KeyRepository
from cuelift.jobs.scope import allows
from cuelift.server.answers import Scope

NS = 1_000_000_000


class Identity:
    """Checks requests against the keys.

    Args:
        keys: where they are kept.
        quick: the same, for an event loop, and the nonces, shared by all processes.
        account: that all keys belong to.
    """

    def __init__(self, keys: KeyRepository, quick: AsyncDatabase, account: str) -> None:
        self._keys = keys
        self._quick = quick
        self._account = account

    async def identify(self, scope: Scope, body: bytes) -> tuple[Presented, Caller]:
        """The caller of a request to ``/``.

        Raises:
            WireError: it is not signed as it must be.
        """
        presented = present(
            scope["method"], scope["path"], scope["headers"], scope["query_string"], body
        )
        return presented, await self._check(presented)

    async def identify_rest(self, scope: Scope, body: bytes) -> Caller:
        """The caller of a request below ``/v1/``: a bearer token, or a signature as of ``/``.

        Raises:
            WireError: neither, or not as it must be.
        """
        found = [value for name, value in scope["headers"] if name == b"authorization"]
        if len(found) != 1:
            raise incomplete("there must be one header Authorization")
        authorization = found[0].decode("latin-1")
        kind, _, token = authorization.partition(" ")
        if kind.lower() != "bearer":
            request = _rest_request(scope, body)
            return await self._check(present_acs3(request, authorization))
        presented = Presented(
            scheme="bearer",
            key_id="",
            token=token.strip(),
            nonce="",
            date_s=None,
            action="-",
            version="-",
            parameters={},
            to_sign="",
            signature="",
        )
        return await self._check(presented)

    async def _check(self, presented: Presented) -> Caller:
        if presented.scheme == "bearer":
            token = presented.token
            secrets = self._keys.recall_bearer(token) or await asyncio.to_thread(
                self._keys.find_bearer, token
            )
        else:
            secrets = await self._quick.find_key(presented.key_id)
        now = time.time()
        caller = verify(presented, secrets, now)
        if caller.nonce is not None:
            expires_ns = int((now + NONCE_LIFE_S) * NS)
            if not await self._quick.use_nonce(caller.key.id, caller.nonce, expires_ns):
                raise nonce_used()
        return caller

    def permit(self, key: AccessKey, action: str, *names: str) -> None:
        """Lets a key go on with an action.

        Args:
            key: whose.
            action: as ``GetTask`` or ``oss:GetObject``.
            names: of the projects and buckets that it touches.

        Raises:
            WireError: ``NoPermission``.
        """
        if not allows(key, action, names):
            raise no_permission(key.id, self._account, action, ", ".join(names))


def _rest_request(scope: Scope, body: bytes) -> Request:
    return Request(
        method=scope["method"],
        path=scope["raw_path"].decode("latin-1"),
        headers=read_headers(scope["headers"]),
        query=parse_pairs(scope["query_string"]),
        form={},
        body=body,
    )
