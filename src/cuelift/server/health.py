"""``/healthz``, ``/readyz`` and ``/metrics``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import msgspec

from cuelift.errors import CueliftError
from cuelift.server.answers import Answer
from cuelift.server.app import Page
from cuelift.server.metrics import MEDIA_TYPE, Metrics

ASK_S = 3.0
_NO_STORE = ((b"cache-control", b"no-store"),)


class Health:
    """Answers whether this process is of use.

    Args:
        metrics: of this process.
        checks: by name; each returns when all is well and raises when not.
    """

    def __init__(self, metrics: Metrics, checks: Mapping[str, Callable[[], None]]) -> None:
        self._metrics = metrics
        self._checks = checks
        self.draining = False
        """Whether the process is about to end, and shall be sent nothing more."""

    @property
    def pages(self) -> dict[str, Page]:
        """By path."""
        return {"/healthz": self.live, "/readyz": self.ready, "/metrics": self.metrics}

    async def live(self) -> Answer:
        """The process answers."""
        return _told(200, {"status": "ok"})

    async def ready(self) -> Answer:
        """The process can do its work."""
        names = list(self._checks)
        found = await asyncio.gather(*(self._check(self._checks[name]) for name in names))
        told = dict(zip(names, found, strict=True))
        if self.draining:
            told["process"] = "ending"
        well = all(state == "ok" for state in told.values())
        return _told(200 if well else 503, {"status": "ok" if well else "not ready", **told})

    async def metrics(self) -> Answer:
        """What was counted."""
        text = await asyncio.to_thread(self._metrics.text)
        return Answer(200, text, _NO_STORE, MEDIA_TYPE)

    async def _check(self, check: Callable[[], None]) -> str:
        try:
            await asyncio.wait_for(asyncio.to_thread(check), ASK_S)
        except TimeoutError:
            return "does not answer"
        except CueliftError as error:
            # The text may name hosts and users; whoever asks here need not know them.
            return type(error).__name__
        return "ok"


def _told(status: int, what: dict[str, str]) -> Answer:
    return Answer(status, msgspec.json.encode(what), _NO_STORE)
