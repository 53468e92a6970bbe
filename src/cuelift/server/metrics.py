"""What a server counts, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from cuelift.version import __version__

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4.encode()
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """Counters of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        info = Gauge("cuelift_info", "The version.", ["version"], registry=self.registry)
        info.labels(__version__).set(1)
        self._requests = Counter(
            "cuelift_requests", "Requests by action and outcome.", ["action", "code"],
            registry=self.registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "cuelift_request_seconds", "Time to answer.", ["action"], buckets=_SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self._deliveries = Counter(
            "cuelift_deliveries", "Tries to deliver a message.", ["topic", "outcome"],
            registry=self.registry,
        )  # fmt: skip
        self._delivery_seconds = Histogram(
            "cuelift_delivery_seconds", "Time of a try.", ["topic"], buckets=_SECONDS,
            registry=self.registry,
        )  # fmt: skip

    def answered(self, action: str, code: str, elapsed_s: float) -> None:
        """A request was answered; ``code``: of the error, or ``OK``."""
        self._requests.labels(action, code).inc()
        self._seconds.labels(action).observe(elapsed_s)

    def tried(self, topic: str, outcome: str, elapsed_s: float) -> None:
        """A message was tried to be delivered."""
        self._deliveries.labels(topic, outcome).inc()
        self._delivery_seconds.labels(topic).observe(elapsed_s)

    def watch(self, name: str, text: str, ask: Callable[[], float]) -> None:
        """Shows a number that somebody else keeps."""
        Gauge(name, text, registry=self.registry).set_function(ask)

    def text(self) -> bytes:
        """All of it, in the text format."""
        return generate_latest(self.registry)
