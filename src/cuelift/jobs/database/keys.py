"""Credentials, and the nonces that were used with them."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Final
from uuid import uuid4

import msgspec
import sqlalchemy as sa

from cuelift.errors import AlreadyExists
from cuelift.jobs.database.connect import Connector
from cuelift.jobs.database.json_text import to_json
from cuelift.jobs.database.schema import access_key, nonce
from cuelift.jobs.database.statements import insert_ignoring
from cuelift.jobs.keyring import Keyring, bearer_digest, same
from cuelift.jobs.model import AccessKey, Secrets

FRESH_S: Final = 1.0
"""A key that was revoked by another process is taken this long."""
REMEMBERED: Final = 4096
FIRST_LOCK: Final = 0x6375656C00000004
"""Of PostgreSQL: whoever makes the first key holds it."""

_KEY = sa.select(access_key.c.document, access_key.c.revoked_ns, access_key.c.sealed)
_BY_ID = _KEY.where(access_key.c.id == sa.bindparam("wanted"))
_BY_TOKEN = _KEY.where(access_key.c.bearer == sa.bindparam("wanted"))
_ALL = sa.select(access_key.c.document, access_key.c.revoked_ns).order_by(access_key.c.id)

_USE_POSTGRES = sa.text(
    "INSERT INTO nonce (digest, claim, expires_ns) "
    "SELECT digest, :claim, :expires FROM unnest(CAST(:digests AS text[])) AS digest "
    "ON CONFLICT (digest) DO UPDATE SET claim = excluded.claim "
    "WHERE nonce.claim = excluded.claim RETURNING digest"
)
_USE_SQLITE = sa.text(
    "INSERT INTO nonce (digest, claim, expires_ns) "
    "SELECT value, :claim, :expires FROM json_each(:digests) WHERE true "
    "ON CONFLICT (digest) DO UPDATE SET claim = excluded.claim "
    "WHERE nonce.claim = excluded.claim RETURNING digest"
)
# An array makes one statement of whatever many; the claim lets a statement that is run again
# after its answer was lost find its own rows.

_key = msgspec.json.Decoder(AccessKey).decode


class SqlKeys:
    """A ``KeyRepository``."""

    def __init__(self, connector: Connector, keyring: Keyring) -> None:
        self._connector = connector
        self._keyring = keyring
        self._add = insert_ignoring(connector, access_key).returning(access_key.c.id)
        self._lock = threading.Lock()
        self._seen: dict[tuple[bool, str], tuple[float, Secrets]] = {}

    def add(self, secrets: Secrets) -> None:
        """Keeps a credential. Raises: AlreadyExists: its id is taken."""
        key, row = secrets.key, self._row(secrets)
        sealed = row["sealed"]

        def work(connection: sa.Connection) -> None:
            if connection.execute(self._add, row).first() is None:
                there = connection.execute(_BY_ID, {"wanted": key.id}).first()
                if there is None or bytes(there.sealed) != sealed:
                    raise AlreadyExists(f"there is a key {key.id} already", key=key.id)

        self._connector.write(work)

    def add_first(self, secrets: Secrets) -> bool:
        """Keeps a credential if there is none at all, however many processes try at once."""
        row = self._row(secrets)

        def work(connection: sa.Connection) -> bool:
            self._connector.serialise(connection, FIRST_LOCK)
            there = connection.execute(sa.select(access_key.c.id).limit(1)).scalar()
            if there is None:
                connection.execute(self._add, row)
            return there in {None, row["id"]}  # done already, where it is run again

        return self._connector.write(work)

    def _row(self, secrets: Secrets) -> dict[str, Any]:
        key = secrets.key
        return {
            "id": key.id,
            "document": to_json(key),
            "revoked_ns": key.revoked_ns,
            "sealed": self._keyring.seal(
                msgspec.json.encode([secrets.secret, secrets.token]), key.id
            ),
            "bearer": bearer_digest(secrets.token) if key.kind == "bearer" else None,
        }

    def find(self, key_id: str) -> Secrets | None:
        """By access key id, whether expired or revoked or not."""
        return self.recall(key_id) or self._look_up(_BY_ID, (False, key_id), key_id)

    def find_bearer(self, token: str) -> Secrets | None:
        """By bearer token."""
        digest = bearer_digest(token)
        found = self.recall_bearer(token) or self._look_up(_BY_TOKEN, (True, digest), digest)
        return found if found is not None and same(found.token, token) else None

    def recall(self, key_id: str) -> Secrets | None:
        """A key that was found within the last second, without asking the database."""
        return self._recall((False, key_id))

    def recall_bearer(self, token: str) -> Secrets | None:
        """One whose token was found within the last second, without asking the database."""
        found = self._recall((True, bearer_digest(token)))
        return found if found is not None and same(found.token, token) else None

    def keys(self) -> list[AccessKey]:
        """All of them, by id."""
        rows = self._connector.read(lambda connection: connection.execute(_ALL).all())
        return [_revoked(document, revoked_ns) for document, revoked_ns in rows]

    def revoke(self, key_id: str, now_ns: int) -> bool:
        """Ends a key for good; False: there is none, or it was revoked before."""
        update = (
            sa.update(access_key)
            .where(access_key.c.id == key_id, access_key.c.revoked_ns.is_(None))
            .values(revoked_ns=now_ns)
        )
        done = self._connector.write_one(lambda connection: connection.execute(update).rowcount > 0)
        with self._lock:
            self._seen.clear()
        return done

    def use_nonces(self, nonces: Sequence[tuple[str, str]], expires_ns: int) -> list[bool]:
        """Which of these (key id, nonce) were never used before; all are used from now on."""
        digests = [nonce_digest(key_id, value) for key_id, value in nonces]
        wanted = sorted(set(digests))  # in one order, so that no two calls wait for each other
        values: dict[str, Any] = {"claim": uuid4().hex, "expires": expires_ns, "digests": wanted}
        statement = _USE_POSTGRES
        if not self._connector.is_postgres:
            statement = _USE_SQLITE
            values["digests"] = msgspec.json.encode(wanted).decode()

        def work(connection: sa.Connection) -> set[str]:
            return set(connection.execute(statement, values).scalars())

        unused = self._connector.write_one(work, durable=False)
        answers = []
        for digest in digests:
            answers.append(digest in unused)
            unused.discard(digest)
        return answers

    def purge_nonces(self, now_ns: int) -> int:
        """Forgets nonces that expired; returns how many."""
        gone = sa.delete(nonce).where(nonce.c.expires_ns < now_ns)
        return self._connector.write_one(
            lambda connection: connection.execute(gone).rowcount, durable=False
        )

    def _recall(self, name: tuple[bool, str]) -> Secrets | None:
        found = self._seen.get(name)
        if found is None or time.monotonic() - found[0] > FRESH_S:
            return None
        return found[1]

    def _look_up(
        self, query: sa.Select[Any], name: tuple[bool, str], wanted: str
    ) -> Secrets | None:
        asked = time.monotonic()
        values = {"wanted": wanted}
        row = self._connector.read(lambda connection: connection.execute(query, values).first())
        if row is None:
            return None
        key = _revoked(row.document, row.revoked_ns)
        secret, token = msgspec.json.decode(self._keyring.unseal(bytes(row.sealed), key.id))
        found = Secrets(key=key, secret=secret, token=token)
        with self._lock:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            self._seen[name] = asked, found
        return found


def nonce_digest(key_id: str, value: str) -> str:
    """Stands for a nonce of a key, however long callers made it."""
    whole = f"{len(key_id)} {key_id}{value}".encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=16).hexdigest()


def _revoked(document: str, revoked_ns: int | None) -> AccessKey:
    return msgspec.structs.replace(_key(document), revoked_ns=revoked_ns)
