"""Publishes messages to a topic of MNS (Simple Message Queue), Alibaba Cloud's message service.

Spec: MNS API 2015-06-06, "Sign requests", "PublishMessage", "Error codes".
"""

from __future__ import annotations

import hmac
import re
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from email.utils import formatdate
from hashlib import md5
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import aiohttp

from cuelift.errors import UsageError
from cuelift.jobs.config import Topic
from cuelift.jobs.notify.base import BodyFormat, Verdict
from cuelift.jobs.notify.http import BODY_LIMIT, TRANSIENT, Reply, excerpt, post, receiver_url

VERSION = "2015-06-06"
NAMESPACE = "http://mns.aliyuncs.com/doc/v1/"
CONTENT_TYPE = "text/xml;charset=UTF-8"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,254}")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class MnsError(NamedTuple):
    """What an error answer says."""

    code: str
    message: str
    request_id: str


class MnsSink:
    """One topic of MNS."""

    def __init__(self, name: str, topic: Topic, clock: Callable[[], float] = time.time) -> None:
        self.format: BodyFormat = topic.format
        self.limit = BODY_LIMIT // 4 * 3 if topic.encoding == "base64" else BODY_LIMIT
        self._encoding = topic.encoding
        self._key_id, self._secret = topic.access_key_id or "", topic.access_key_secret or ""
        self._token = topic.security_token
        if not self._key_id or not self._secret:
            raise UsageError(f"topic {name!r}: mns needs access_key_id and access_key_secret")
        there = topic.topic or name
        if not _NAME.fullmatch(there):
            raise UsageError(f"topic {name!r}: {there!r} cannot be the name of a topic of MNS")
        endpoint = receiver_url(topic.url, name)
        if endpoint.raw_path != "/" or endpoint.query_string or endpoint.fragment:
            raise UsageError(f"topic {name!r}: the url of mns is its endpoint, without a path")
        self._resource = f"/topics/{there}/messages"
        self._url = endpoint.with_path(self._resource)
        self._clock = clock

    async def send(self, session: aiohttp.ClientSession, message_id: str, body: bytes) -> Verdict:
        """Publishes once; what tells doubles apart is the id within the body."""
        document = message_document(body, base64=self._encoding == "base64")
        headers = {
            "Content-MD5": content_md5(document),
            "Content-Type": CONTENT_TYPE,
            "Date": formatdate(self._clock(), usegmt=True),
            "x-mns-version": VERSION,
        }
        headers["Authorization"] = authorization(
            self._key_id, self._secret, "POST", headers, self._resource
        )
        if self._token:
            headers["security-token"] = self._token
        reply = await post(session, self._url, headers, document)
        return reply if isinstance(reply, Verdict) else judge(reply)


def content_md5(document: bytes) -> str:
    """The digest as the service's own SDK sends it: of its hexadecimal form, not of its bytes."""
    return b64encode(md5(document, usedforsecurity=False).hexdigest().encode()).decode()


def judge(reply: Reply) -> Verdict:
    """What an answer to a publish request means."""
    if reply.status == 201:
        return Verdict("taken")
    error = parse_error(reply.body)
    said = excerpt(reply.body)
    if error is not None:
        said = excerpt(f"{error.code}: {error.message} (request {error.request_id})".encode())
    permanent = 400 <= reply.status < 500 and reply.status not in TRANSIENT
    # A page of some proxy is no refusal by the service.
    return Verdict(
        "refused" if permanent and error is not None else "later",
        f"answered {reply.status}{said}",
        reply.wait_s,
    )


def authorization(
    key_id: str, secret: str, method: str, headers: Mapping[str, str], resource: str
) -> str:
    """The header that signs a request.

    Args:
        key_id: of the access key.
        secret: of the access key.
        method: of the request.
        headers: of the request; those that are signed are looked up whatever their case.
        resource: path and query as sent.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    own = "".join(
        f"{name}:{value}\n" for name, value in sorted(lower.items()) if name.startswith("x-mns-")
    )
    signed = "\n".join(
        [method, *(lower.get(name, "") for name in ("content-md5", "content-type", "date"))]
    )
    digest = hmac.digest(secret.encode(), f"{signed}\n{own}{resource}".encode(), "sha1")
    return f"MNS {key_id}:{b64encode(digest).decode()}"


def message_document(body: bytes, *, base64: bool) -> bytes:
    """A message as the service takes it.

    Args:
        body: JSON in UTF-8.
        base64: whether the service shall see it encoded, as its SDKs for queues expect by default.
    """
    text = b64encode(body).decode() if base64 else _plain(body)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Message xmlns="{NAMESPACE}">'
        f"<MessageBody>{text}</MessageBody></Message>"
    ).encode()


def _plain(body: bytes) -> str:
    # What XML cannot hold stands within strings of the JSON, where it can be escaped.
    text = _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", body.decode("utf-8", "replace"))
    return escape(text, {"\r": "&#13;"})


def parse_error(body: bytes) -> MnsError | None:
    """What an error answer says; None: it is not one of the service."""
    text = body.decode("utf-8", "replace")
    if "<!DOCTYPE" in text:
        return None
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - entities need a document type
    except ElementTree.ParseError:
        return None
    code = root.findtext("{*}Code")
    if root.tag.rpartition("}")[2] != "Error" or not code:
        return None
    return MnsError(code, root.findtext("{*}Message") or "", root.findtext("{*}RequestId") or "")
