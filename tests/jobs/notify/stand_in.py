"""Stand-ins: a message service that speaks the protocol of MNS, an outbox in memory, tasks."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Collection
from hashlib import md5
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import msgspec
from mns.auth import Credentials
from mns.mns_client import MNSClient

from cuelift.jobs.model import Message, Task, TaskSpec
from tests.support.range_server import Answer, RangeServer, Request

NAMESPACE = "http://mns.aliyuncs.com/doc/v1/"
KEY_ID, SECRET, TOKEN = "testak", "s3cret", "sts-token"


def signature(request: Request, secret: str = SECRET) -> str:
    """What the official SDK would sign this very request with."""
    client = MNSClient("http://127.0.0.1", KEY_ID, secret)
    return client.get_signature(
        request.method, request.headers, request.target, Credentials(KEY_ID, secret)
    )


class MnsServer:
    """Topics that hand what is published on to the queues that subscribe to them."""

    def __init__(self, *topics: str) -> None:
        self.topics: dict[str, list[str]] = {topic: [] for topic in topics}
        self.queues: dict[str, deque[str]] = {}
        self.token: str | None = None
        self.refused = 0
        self._ids = itertools.count(1)

    def rule(self, request: Request) -> Answer:
        """Answers everything."""
        if request.headers.get("authorization") != signature(request):
            self.refused += 1
            return fault(403, "SignatureDoesNotMatch", "The signature does not match.")
        if self.token is not None and request.headers.get("security-token") != self.token:
            return fault(403, "InvalidSecurityToken", "The token is not right.")
        kind, name, *rest = request.target.partition("?")[0].strip("/").split("/")
        if kind == "topics" and name not in self.topics:
            return fault(404, "TopicNotExist", "The topic name you provided is not exist.")
        if kind == "topics" and rest[0] == "subscriptions":
            endpoint = ElementTree.fromstring(request.body).findtext("{*}Endpoint")
            assert endpoint is not None
            self.topics[name].append(endpoint.rpartition("/")[2])
            return Answer(201, {"Location": f"http://mns.local{request.target}"})
        if kind == "topics":
            return self._publish(name, request.body)
        return self._queue(request.method, name)

    def _publish(self, topic: str, document: bytes) -> Answer:
        try:
            text = ElementTree.fromstring(document).findtext("{*}MessageBody") or ""
        except ElementTree.ParseError:
            return fault(400, "MalformedXML", "The XML you provided was not well-formed.")
        if len(text.encode()) > 65536:
            return fault(400, "InvalidArgument", "The value of MessageBody is too long.")
        for queue in self.topics[topic]:
            self.queues.setdefault(queue, deque()).append(text)
        digest = md5(text.encode()).hexdigest().upper()
        return answer(201, f"<MessageId>M{next(self._ids)}</MessageId>"
                      f"<MessageBodyMD5>{digest}</MessageBodyMD5>")  # fmt: skip

    def _queue(self, method: str, name: str) -> Answer:
        held = self.queues.get(name)
        if not held:
            return fault(404, "MessageNotExist", "Message not exist.")
        if method == "DELETE":
            held.popleft()
            return Answer(204)
        fields = {
            "MessageId": "M1", "ReceiptHandle": "R1", "MessageBodyMD5": "0", "MessageBody": held[0],
            "EnqueueTime": "1", "FirstDequeueTime": "2", "NextVisibleTime": "3",
            "DequeueCount": "1", "Priority": "8",
        }  # fmt: skip
        return answer(200, "".join(f"<{k}>{escape(v)}</{k}>" for k, v in fields.items()))


def answer(status: int, inner: str, root: str = "Message") -> Answer:
    """An answer of the service."""
    text = f'<?xml version="1.0" encoding="utf-8"?><{root} xmlns="{NAMESPACE}">{inner}</{root}>'
    return Answer(status, {"Content-Type": "text/xml"}, text.encode())


def fault(status: int, code: str, message: str) -> Answer:
    """An error of the service."""
    inner = f"<Code>{code}</Code><Message>{message}</Message><RequestId>R7</RequestId>"
    return answer(status, f"{inner}<HostId>http://mns.local</HostId>", "Error")


class MemoryOutbox:
    """An outbox that forgets; ``broken`` lets calls fail."""

    def __init__(self, *messages: Message) -> None:
        self.rows = {message.id: message for message in messages}
        self.broken: list[str] = []
        self.taken: list[str] = []

    def _call(self, name: str) -> None:
        if self.broken and self.broken[0] == name:
            self.broken.pop(0)
            raise OSError("the database is away")

    def due(
        self, now_ns: int, lease_ns: int, limit: int, skip: Collection[str] = ()
    ) -> list[Message]:
        self._call("due")
        found = [
            row
            for row in sorted(self.rows.values(), key=lambda row: row.next_ns)
            if row.state == "pending" and row.next_ns <= now_ns and row.topic not in skip
        ][:limit]
        for row in found:
            self._put(row.id, next_ns=now_ns + lease_ns)
            self.taken.append(row.id)
        return found

    def delivered(self, message: str) -> None:
        self._call("delivered")
        self._put(message, state="delivered")

    def failed(self, message: str, error: str, next_ns: int | None) -> None:
        self._call("failed")
        tries = self.rows[message].attempts + 1
        if next_ns is None:
            self._put(message, state="dead", error=error, attempts=tries)
        else:
            self._put(message, error=error, next_ns=next_ns, attempts=tries)

    def messages(self, state: str | None, limit: int) -> list[Message]:
        return [row for row in self.rows.values() if state in (None, row.state)][:limit]

    def retry(self, message: str | None, now_ns: int) -> int:
        raise AssertionError(message, now_ns)

    def _put(self, message: str, **changes: object) -> None:
        self.rows[message] = msgspec.structs.replace(self.rows[message], **changes)


class Tasks:
    """Finds a task for every id but ``gone``."""

    def __init__(self) -> None:
        self.failures = 0

    def find(self, task: str) -> Task | None:
        if self.failures:
            self.failures -= 1
            raise OSError("the database is away")
        return None if task == "gone" else a_task(task)


def a_task(task: str = "t1") -> Task:
    return Task(
        id=task, project="p", kind="MediaConvert", spec=TaskSpec(source="oss://b/f.mkv"),
        created_ns=1, status="succeeded",
    )  # fmt: skip


def a_message(
    name: str = "m1", topic: str = "hook", task: str = "t1", attempts: int = 0
) -> Message:
    return Message(
        id=name, task=task, project="p", topic=topic, attempts=attempts, state="pending",
        created_ns=1, next_ns=1,
    )  # fmt: skip


def serve(*rules: object) -> RangeServer:
    """A server with these rules."""
    server = RangeServer()
    server.rules.extend(rules)  # type: ignore[arg-type]
    return server
