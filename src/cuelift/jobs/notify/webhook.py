"""Posts messages to a webhook, signed.

Spec: Standard Webhooks 1.0, "Webhook payload" to "Operational considerations".
"""

from __future__ import annotations

import binascii
import hmac
import time
from base64 import b64decode, b64encode
from collections.abc import Callable

import aiohttp

from cuelift.errors import UsageError
from cuelift.jobs.config import Topic
from cuelift.jobs.notify.base import BodyFormat, Verdict
from cuelift.jobs.notify.http import BODY_LIMIT, Reply, excerpt, post, receiver_url

PREFIX = "whsec_"
LEAST_SECRET_BYTES = 24
CONTENT_TYPES: dict[BodyFormat, str] = {
    "imm": "application/json; charset=utf-8",
    "cloudevents": "application/cloudevents+json; charset=utf-8",
}


class WebhookSink:
    """One receiver of Standard Webhooks."""

    limit = BODY_LIMIT

    def __init__(self, name: str, topic: Topic, clock: Callable[[], float] = time.time) -> None:
        self.format: BodyFormat = topic.format
        self._url = receiver_url(topic.url, name)
        self._keys = read_secrets(topic.secret or "", name)
        self._clock = clock

    async def send(self, session: aiohttp.ClientSession, message_id: str, body: bytes) -> Verdict:
        """Posts once; the id is the message's, the time that of this try."""
        now_s = int(self._clock())
        headers = {
            "Content-Type": CONTENT_TYPES[self.format],
            "webhook-id": message_id,
            "webhook-timestamp": str(now_s),
            "webhook-signature": sign(self._keys, message_id, now_s, body),
        }
        reply = await post(session, self._url, headers, body)
        return reply if isinstance(reply, Verdict) else judge(reply)


def judge(reply: Reply) -> Verdict:
    """What an answer to a message means."""
    if 200 <= reply.status < 300:
        return Verdict("taken")
    if reply.status == 410:
        return Verdict("refused", "answered 410: the receiver is gone for good")
    return Verdict("later", f"answered {reply.status}{excerpt(reply.body)}", reply.wait_s)


def sign(keys: tuple[bytes, ...], message_id: str, time_s: int, body: bytes) -> str:
    """The signatures by each key, as the header holds them."""
    signed = b"%s.%d.%s" % (message_id.encode(), time_s, body)
    return " ".join(f"v1,{b64encode(hmac.digest(key, signed, 'sha256')).decode()}" for key in keys)


def read_secrets(text: str, name: str) -> tuple[bytes, ...]:
    """The keys of a secret: several, parted by spaces, while a receiver changes keys.

    Raises:
        UsageError: none, one that is not ``whsec_`` and base64, or one that is too short.
    """
    keys = []
    for secret in text.split():
        try:
            key = b64decode(secret.removeprefix(PREFIX) + "==")
        except binascii.Error:
            key = b""
        if not secret.startswith(PREFIX) or len(key) < LEAST_SECRET_BYTES:
            raise UsageError(
                f"topic {name!r}: its secret must be {PREFIX} and the base64 of at least "
                f"{LEAST_SECRET_BYTES} bytes"
            )
        keys.append(key)
    if not keys:
        raise UsageError(f"topic {name!r}: a webhook needs a secret")
    return tuple(keys)
