"""What takes a message, what writes its body, and who counts."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol, TypeAlias

import aiohttp

from cuelift.jobs.model import Message, Task

BodyFormat: TypeAlias = Literal["imm", "cloudevents"]
Outcome: TypeAlias = Literal["delivered", "retried", "dead"]


class Verdict(NamedTuple):
    """How a try to deliver ended."""

    state: Literal["taken", "later", "refused"]
    """``later``: another try may succeed; ``refused``: none will until somebody mends something."""
    said: str = ""
    """Why not; no secrets."""
    wait_s: float = 0.0
    """The receiver asks not to be tried again before this has passed."""


class Sink(Protocol):
    """Hands messages to one receiver."""

    format: BodyFormat
    """Of the bodies that it is given."""
    limit: int
    """Bytes of a body that the receiver takes."""

    async def send(self, session: aiohttp.ClientSession, message_id: str, body: bytes) -> Verdict:
        """Tries once, in bounded time and memory; failures are verdicts, never exceptions."""


class Renderer(Protocol):
    """Writes the body of a message about a task.

    Bodies are JSON in UTF-8, hold the message's id, and are the same in every try. One that would
    be longer than ``limit`` leaves out what the receiver can do without; one that is longer all the
    same is sent as it is.
    """

    def __call__(
        self, message: Message, task: Task, body_format: BodyFormat, limit: int
    ) -> bytes: ...


class DeliveryMetrics(Protocol):
    """Counts deliveries."""

    def tried(self, topic: str, outcome: Outcome, elapsed_s: float) -> None:
        """One try is over.

        Args:
            topic: of the configuration; empty: a topic that is not in it.
            outcome: what became of the message.
            elapsed_s: from when the message was taken up.
        """
