"""Signed requests, made with the official client's own functions."""

from __future__ import annotations

from hashlib import sha256
from types import SimpleNamespace
from urllib.parse import quote, urlencode

from alibabacloud_tea_openapi.utils import Utils

from cuelift.imm.authentication import present
from cuelift.imm.presented import Presented
from cuelift.jobs.model import AccessKey, Secrets

NOW = 1_795_372_073
DATE = "2026-11-22T18:27:53Z"
KEY_ID = "testak"
SECRET = "secret"
TOKEN = "token"


def key(kind="key", **changes) -> Secrets:
    made = AccessKey(
        **{
            "id": KEY_ID,
            "kind": kind,
            "projects": ("*",),
            "actions": ("*",),
            "created_ns": 0,
            **{name: value for name, value in changes.items() if name not in ("secret", "token")},
        }
    )
    secret = changes.get("secret", "" if kind == "bearer" else SECRET)
    token = changes.get("token", "" if kind == "key" else TOKEN)
    return Secrets(key=made, secret=secret, token=token)


class Call:
    """A request that can be changed before it is signed, and after."""

    def __init__(self, *, sts=False) -> None:
        self.method = "POST"
        self.path = "/"
        self.query: dict[str, str] = {"ProjectName": "p q", "UserData": ""}
        self.body = b""
        self.headers = {
            "host": "imm.test",
            "x-acs-version": "2020-09-30",
            "x-acs-action": "GetProject",
            "x-acs-date": DATE,
            "x-acs-signature-nonce": "nonce-1",
            "accept": "application/json",
        }
        if sts:
            self.headers["x-acs-accesskey-id"] = KEY_ID
            self.headers["x-acs-security-token"] = TOKEN
        self.more: list[tuple[bytes, bytes]] = []

    def sign(self, secret=SECRET, key_id=KEY_ID) -> Call:
        digest = self.headers.setdefault("x-acs-content-sha256", sha256(self.body).hexdigest())
        request = SimpleNamespace(
            pathname="/", method=self.method, query=self.query, headers=self.headers
        )
        self.headers["Authorization"] = Utils.get_authorization(
            request, "ACS3-HMAC-SHA256", digest, key_id, secret
        )
        return self

    def edit(self, name, old, new) -> Call:
        assert old in self.headers[name]
        self.headers[name] = self.headers[name].replace(old, new)
        return self

    def present(self) -> Presented:
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        query = urlencode(self.query, quote_via=quote).encode()
        return present(self.method, self.path, [*headers, *self.more], query, self.body)


class RpcCall:
    """The same for the older way to sign."""

    def __init__(self, *, sts=False) -> None:
        self.method = "POST"
        self.headers = [(b"host", b"imm.test")]
        self.form: dict[str, str] = {}
        self.query = {
            "Action": "GetProject",
            "Version": "2020-09-30",
            "Format": "json",
            "Timestamp": DATE,
            "SignatureNonce": "nonce-1",
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureType": "",
            "AccessKeyId": KEY_ID,
            "ProjectName": "p q*~",
        }
        if sts:
            self.query["SecurityToken"] = TOKEN

    def sign(self, secret=SECRET) -> RpcCall:
        signed = {**self.query, **self.form}
        self.query["Signature"] = Utils.get_rpcsignature(signed, self.method, secret)
        return self

    def present(self) -> Presented:
        body = urlencode(self.form).encode()
        headers = list(self.headers)
        if body:
            headers.append((b"content-type", b"application/x-www-form-urlencoded"))
        return present(self.method, "/", headers, urlencode(self.query).encode(), body)
