"""All kinds of sinks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cuelift.jobs.config import Topic
from cuelift.jobs.notify.base import Sink
from cuelift.jobs.notify.mns import MnsSink
from cuelift.jobs.notify.webhook import WebhookSink

SINKS: Mapping[str, Callable[[str, Topic], Sink]] = MappingProxyType(
    {"mns": MnsSink, "webhook": WebhookSink}
)
"""By ``Topic.kind``."""


def open_sinks(topics: Mapping[str, Topic]) -> dict[str, Sink]:
    """The sink of each topic.

    Raises:
        UsageError: a topic is configured so that it cannot work.
    """
    return {name: SINKS[topic.kind](name, topic) for name, topic in topics.items()}
