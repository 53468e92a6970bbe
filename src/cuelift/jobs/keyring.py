"""Makes credentials, says what they allow, and encrypts their secrets where they lie."""

from __future__ import annotations

import hmac
import os
import re
import secrets
import stat
import string
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal
from uuid import uuid4

from cuelift.errors import ServiceError, UsageError
from cuelift.jobs.model import AccessKey, Secrets

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
SECRET_CHARS: Final = 30
ALPHABET: Final = string.ascii_letters + string.digits


class Keyring:
    """Encrypts with one key: AES-256-GCM, bound to the name of what is encrypted."""

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(key)
        self._key = key

    def __repr__(self) -> str:
        """Without the key."""
        return "Keyring()"

    @classmethod
    def make(cls) -> Keyring:
        """With a new key that is kept nowhere: for databases in memory."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Keyring:
        """Reads a key file, and makes it if there is none.

        Args:
            path: of the file: 64 hexadecimal digits.

        Raises: UsageError: others than its owner may read it, or it holds no key.
        """
        file = Path(path)
        if not file.exists():
            _make_file(file)
        status = file.stat()
        # A file that was mounted for us belongs to somebody else, and is ours by its group.
        others = 0o077 if status.st_uid == os.geteuid() else 0o007
        if stat.S_IMODE(status.st_mode) & others:
            raise UsageError(f"others may read the key file {file}: chmod 600 {file}")
        text = file.read_text(errors="replace").strip()
        if not re.fullmatch(r"[0-9a-f]{64}", text):
            raise UsageError(f"the key file {file} does not hold a key: 64 hexadecimal digits")
        return cls(bytes.fromhex(text))

    def seal(self, plain: bytes, name: str) -> bytes:
        """Encrypts; what comes out opens under the same name only."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, name.encode())

    def derive(self, name: str) -> bytes:
        """A secret for another purpose, the same wherever this key is."""
        return hmac.digest(self._key, f"cuelift {name}".encode(), "sha256")

    def unseal(self, sealed: bytes, name: str) -> bytes:
        """Decrypts. Raises: ServiceError: another key sealed it, or it was changed."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], name.encode())
        except (InvalidTag, ValueError) as error:
            raise ServiceError(f"the secret of {name!r} cannot be decrypted: wrong key?") from error


def make_key(
    kind: Literal["key", "sts", "bearer"],
    projects: tuple[str, ...],
    actions: tuple[str, ...],
    now_ns: int,
    expires_ns: int | None = None,
    note: str = "",
) -> Secrets:
    """Makes a credential with fresh secrets.

    Args:
        kind: a long-term key, a temporary key with its token, or a bearer token.
        projects: patterns of what it may touch.
        actions: patterns of what it may do.
        now_ns: when.
        expires_ns: when it ends; None: never, but a temporary key must end.
        note: of whoever made it.

    Raises: UsageError: a temporary key without an end.
    """
    if kind == "sts" and expires_ns is None:
        raise UsageError("a temporary key needs the time of its end")
    prefix = {"key": "CL", "sts": "STS.", "bearer": "BT."}[kind]
    key = AccessKey(
        id=prefix + _random(22), kind=kind, projects=projects, actions=actions,
        created_ns=now_ns, expires_ns=expires_ns, note=note,
    )  # fmt: skip
    if kind == "bearer":
        return Secrets(key=key, secret="", token="clbt_" + _random(43))
    token = "CAIS" + _random(100) if kind == "sts" else ""
    return Secrets(key=key, secret=_random(SECRET_CHARS), token=token)


def refusal(key: AccessKey, now_ns: int) -> Literal["revoked", "expired"] | None:
    """Why a key is not good any more; None: it is."""
    if key.revoked_ns is not None:
        return "revoked"
    if key.expires_ns is not None and key.expires_ns <= now_ns:
        return "expired"
    return None


def may(key: AccessKey, action: str, resource: str | None) -> bool:
    """Whether the scope of a key allows an action; not whether the key is still good.

    Args:
        key: with its patterns.
        action: its name.
        resource: name of the project or bucket; None: the action touches none in particular.
    """
    return any(matches(pattern, action) for pattern in key.actions) and (
        resource is None or any(matches(pattern, resource) for pattern in key.projects)
    )


def matches(pattern: str, name: str) -> bool:
    """Whether a pattern fits a whole name: ``*`` any text, ``?`` one character, else itself.

    Never slower than the product of both lengths.
    """
    at = place = 0
    star = resume = -1
    while place < len(name):
        if at < len(pattern) and pattern[at] == "*":
            star, resume = at, place
            at += 1
        elif at < len(pattern) and pattern[at] in {"?", name[place]}:
            at += 1
            place += 1
        elif star >= 0:
            resume += 1
            at, place = star + 1, resume
        else:
            return False
    return not pattern[at:].strip("*")


def bearer_digest(token: str) -> str:
    """What a bearer token is looked up by: who reads the database learns no token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def same(one: str, other: str) -> bool:
    """Compares secrets in a time that tells nothing about them."""
    return hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def _random(chars: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(chars))


def _make_file(file: Path) -> None:
    """Makes a key file whole at once; who comes second takes the one of the first."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{uuid4().hex}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(KEY_BYTES) + "\n")
            out.flush()
            os.fsync(out.fileno())
        os.link(temporary, file)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
