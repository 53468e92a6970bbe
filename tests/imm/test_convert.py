"""CreateMediaConvertTask as a whole."""

from __future__ import annotations

import json

import pytest

from cuelift.imm.actions import ACTIONS
from cuelift.imm.convert import create_body, create_task, read_notification
from cuelift.imm.errors import WireError

SOURCES = '[{"Subtitles":[],"URI":"oss://films/video-demo/test.mp4"}]'
TARGETS = (
    '[{"Subtitle":{"ExtractSubtitle":{"Format":"webvtt",'
    '"URI":"oss://out/subtitle-{streamindex}.{autoext}"}}}]'
)


def create(**sent):
    sent = {"ProjectName": "p", "Sources": SOURCES, "Targets": TARGETS, **sent}
    return create_task(
        ACTIONS["CreateMediaConvertTask"].read(sent),
        supported={"forced": str},
        schemes=(),
        request_id="R",
        task_id="MediaConvert-1",
        event_id="0ED-1",
        now_ns=5,
    )


def test_the_documented_request_becomes_a_task():
    task = create(
        TargetGroups="[]",
        Notification='{"MNS":{"TopicName":"test-mns-topic"}}',
        UserData='{"run": "6c"}',
        Tags='{"run":"a9","n":1,"t":true,"z":null,"o":{"k":[]}}',
        CredentialConfig='{"ServiceRole":"r","Chain":[]}',
        AlignmentIndex="0",
        RegionId="cn-test",
    )

    assert (task.id, task.project, task.kind, task.status) == (
        "MediaConvert-1", "p", "MediaConvert", "running"
    )  # fmt: skip
    assert task.created_ns == 5
    assert task.spec.source == "oss://films/video-demo/test.mp4"
    assert task.spec.targets[0].format == "webvtt"
    assert task.spec.topic == "test-mns-topic"
    assert task.tags == {"run": "a9", "n": 1, "t": True, "z": None, "o": {"k": []}}
    assert task.user_data == '{"run": "6c"}'
    assert create_body(task) == {"EventId": "0ED-1", "TaskId": "MediaConvert-1"}
    assert task.wire["request_id"] == "R"
    assert task.wire["definition"] == {
        "ProjectName": "p",
        "Sources": json.loads(SOURCES),
        "Targets": json.loads(TARGETS),
        "Notification": {"MNS": {"TopicName": "test-mns-topic"}},
        "Tags": task.tags,
        "UserData": task.user_data,
        "CredentialConfig": {"ServiceRole": "r", "Chain": []},
    }


def test_the_least_request_is_enough():
    task = create()

    assert (task.tags, task.user_data, task.spec.topic, task.spec.details_uri) == (
        {},
        "",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"ProjectName": ""}, "The parameter ProjectName is required but not provided."),
        ({"Sources": ""}, "The parameter Sources is required but not provided."),
        ({"Sources": "[]"}, "The parameter Sources is required but not provided."),
        ({"Targets": "[]"}, "The parameter Targets is required but not provided."),
        ({"Sources": '[{"URI":"oss://a/1"},{"URI":"oss://a/2"}]'}, "Sources is invalid: several"),
        ({"TargetGroups": "[{}]"}, "TargetGroups is invalid"),
        ({"Targets": "{"}, "Targets is invalid: it cannot be read as JSON"),
        ({"Tags": "[1]"}, "Tags is invalid"),
        ({"Tags": '{"a":"' + "x" * 16384 + '"}'}, "Tags is invalid: it has at most"),
        ({"UserData": "字" * 683}, "UserData is invalid: it has at most 2048 bytes"),
        ({"AlignmentIndex": "1"}, "AlignmentIndex is invalid"),
        ({"CredentialConfig": "x"}, "CredentialConfig is invalid"),
        ({"Notification": '{"Webhook":{"URI":"x"}}'}, "Notification.Webhook is invalid"),
    ],
)
def test_bad_requests_are_refused_by_name(sent, said):
    with pytest.raises(WireError) as caught:
        create(**sent)

    assert said in caught.value.message
    assert caught.value.code == "InvalidArgument"


def test_the_object_of_details_cannot_be_the_film():
    with pytest.raises(WireError, match="ExtendedMessageURI is invalid: it would replace the film"):
        create(
            Sources='[{"URI":"oss://b/a.mkv"}]',
            Notification='{"ExtendedMessageURI":"oss://b/a.mkv"}',
        )


def test_user_data_of_the_longest_length_is_taken():
    assert create(UserData="x" * 2048).user_data == "x" * 2048


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, (None, None)),
        ({"MNS": {}}, (None, None)),
        ({"MNS": {"TopicName": "t"}}, ("t", None)),
        ({"RocketMQ": {"InstanceId": "i", "TopicName": "t"}}, ("t", None)),
        ({"MNS": {"TopicName": "t"}, "RocketMQ": {"TopicName": "t"}}, ("t", None)),
        ({"ExtendedMessageURI": "oss://b/d.json"}, (None, "oss://b/d.json")),
    ],
)
def test_notifications_are_read(value, expected):
    assert read_notification(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        {"MNS": {"TopicName": "t"}, "RocketMQ": {"TopicName": "u"}},
        {"MNS": {"TopicName": "t\n"}},
        {"MNS": {"TopicName": "t" * 256}},
        {"MNS": {"TopicName": 5}},
        {"MNS": {"Endpoint": "x"}},
        {"RocketMQ": {"Group": "x"}},
        {"ExtendedMessageURI": "https://host.test/d.json"},
        {"ExtendedMessageURI": "oss://b/../d.json"},
    ],
)
def test_bad_notifications_are_refused(value):
    with pytest.raises(WireError, match="Notification"):
        read_notification(value)
