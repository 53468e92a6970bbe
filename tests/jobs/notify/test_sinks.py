"""All kinds of sinks."""

from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.jobs.config import Topic
from cuelift.jobs.notify.mns import MnsSink
from cuelift.jobs.notify.sinks import open_sinks
from cuelift.jobs.notify.webhook import WebhookSink
from tests.jobs.notify.test_webhook import SECRET


def test_each_topic_has_the_sink_of_its_kind():
    sinks = open_sinks({
        "a": Topic(kind="webhook", url="https://h/x", secret=SECRET, format="cloudevents"),
        "b": Topic(kind="mns", url="https://h/", access_key_id="i", access_key_secret="s"),
    })  # fmt: skip

    assert (type(sinks["a"]), sinks["a"].format) == (WebhookSink, "cloudevents")
    assert (type(sinks["b"]), sinks["b"].format) == (MnsSink, "imm")


def test_one_that_cannot_work_is_named():
    with pytest.raises(UsageError, match="topic 'bad'"):
        open_sinks({"bad": Topic(kind="webhook", url="https://h/x")})
