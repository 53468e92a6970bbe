"""Messages about the end of tasks."""

from __future__ import annotations

import json

import msgspec
import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from cuelift.imm.notification import MAX_BYTES, Sender, cloud_event, content, details, envelope
from cuelift.jobs.model import Failure, TargetSpec
from tests.imm.samples import AT, DONE, FAILED, TRACKS

SENDER = Sender(region="local", account="1000000000000001")


def of(message):
    return json.loads(json.loads(message)["content"])


def test_the_envelope_is_as_documented():
    told = json.loads(envelope(DONE, SENDER, "25E-7f", AT))

    assert list(told) == ["id", "source", "type", "subject", "time", "content"]
    assert told["id"] == "25E-7f"
    assert told["source"] == "acs.imm"
    assert told["type"] == "imm:Task:MediaConvert"
    assert told["subject"] == ("acs:imm:local:1000000000000001:test-project/imm:Task:MediaConvert")
    assert told["time"] == "1795372357634"
    assert json.loads(told["content"]) == content(DONE)


def test_the_content_is_as_documented():
    told = of(envelope(DONE, SENDER, "25E-7f", AT))

    files, streams = told.pop("Files"), told.pop("Streams")
    assert told == {
        "ProjectName": "test-project",
        "DatasetName": "",
        "RequestId": "016CB5CE",
        "StartTime": "2026-11-22T18:32:37.634Z",
        "EndTime": "2026-11-22T18:32:38.044Z",
        "UserData": '{"run":"a9"}',
        "TaskType": "MediaConvert",
        "TaskId": "MediaConvert-e998617a",
        "Status": "Succeeded",
        "Code": "",
        "Message": "",
        "EventSourceId": "",
        "Sources": [{"URI": "oss://films/a.mkv", "SubtitleSources": None}],
        "Targets": [
            {
                "URI": "",
                "Subtitle": {"Extract": {"URI": "oss://out/a-{streamindex}.{autoext}"}},
                "Image": {"Sprites": None, "Snapshots": None, "Animations": None},
            }
        ],
    }
    assert [item["URI"] for item in files] == ["oss://out/a-0.vtt", "oss://out/a-0.srt"]
    assert [stream["Outcome"] for stream in streams] == ["cues", "failed"]


def test_a_failed_task_says_why():
    told = of(envelope(FAILED, SENDER, "25E-7f", AT))

    assert (told["Status"], told["Code"], told["Message"]) == (
        "Failed", "PartiallyFailed", "1 of 2 tracks failed"
    )  # fmt: skip


def test_credentials_of_a_source_are_not_told():
    spec = msgspec.structs.replace(DONE.spec, source="https://u:secret@host/a.mkv?token=secret")
    task = msgspec.structs.replace(DONE, spec=spec)

    assert b"secret" not in envelope(task, SENDER, "25E-7f", AT)


def test_a_cloud_event_is_one():
    message = cloud_event(DONE, SENDER, "25E-7f", AT)

    event = JSONFormat().read(CloudEvent, message)
    assert event.get_id() == "25E-7f"
    assert event.get_source() == "acs.imm"
    assert event.get_type() == "imm:Task:MediaConvert"
    assert event.get_specversion() == "1.0"
    assert event.get_datacontenttype() == "application/json"
    assert event.get_time().isoformat() == "2026-11-22T18:32:37.634000+00:00"
    assert event.get_data() == content(DONE)


def many(count):
    track = msgspec.structs.replace(
        TRACKS[0], outputs=tuple(f"oss://out/{n}" for n in range(count))
    )
    result = msgspec.structs.replace(DONE.result, tracks=(track,))
    return msgspec.structs.replace(DONE, result=result)


@pytest.mark.parametrize("make", [envelope, cloud_event])
def test_a_message_that_is_too_long_goes_without_its_files(make):
    short, long = make(many(10), SENDER, "i", AT), make(many(2000), SENDER, "i", AT)

    assert b"oss://out/9" in short
    assert b"oss://out/9" not in long
    assert b"Streams" not in long
    assert b"oss://films/a.mkv" in long
    assert b"{streamindex}" in long
    assert max(len(short), len(long)) <= MAX_BYTES


@pytest.mark.parametrize("make", [envelope, cloud_event])
def test_the_limit_may_be_another(make):
    message = make(DONE, SENDER, "i", AT, 1100)

    assert b"Streams" not in message
    assert len(message) <= 1100
    assert b"Streams" in make(DONE, SENDER, "i", AT)


def test_a_message_of_many_targets_goes_without_them():
    target = TargetSpec(format="srt", template="oss://out/" + "x" * 1000)
    task = msgspec.structs.replace(
        DONE, spec=msgspec.structs.replace(DONE.spec, targets=(target,) * 100)
    )

    message = envelope(task, SENDER, "i", AT)

    assert len(message) <= MAX_BYTES
    assert "Targets" not in of(message)


def test_a_message_is_never_too_long():
    task = msgspec.structs.replace(
        many(2000),
        user_data="\x01" * 2048,
        status="failed",
        failure=Failure(code="NotFound", message="\x01" * 100_000),
    )

    message = envelope(task, SENDER, "i", AT)

    assert len(message) <= MAX_BYTES
    assert of(message)["Code"] == "ResourceNotFound"
    assert of(message)["UserData"] == task.user_data


def test_the_details_tell_all():
    told = json.loads(details(DONE))

    assert told["TaskId"] == DONE.id
    assert told["RequestId"] == "016CB5CE"
    assert json.loads(told["TaskRequestDefinition"]) == DONE.wire["definition"]
    assert len(told["Files"]) == len(told["Streams"]) == 2
    assert (told["Container"], told["Size"], told["BytesRead"]) == ("matroska", 5_000_000, 4096)
    assert (told["ReadMode"], told["ElapsedMilliseconds"], told["Warnings"]) == (
        "indexed", 400, ["odd"]
    )  # fmt: skip


def test_the_details_of_a_task_without_a_result_are_short():
    task = msgspec.structs.replace(FAILED, result=None)

    told = json.loads(details(task))

    assert told["Code"] == "PartiallyFailed"
    assert told["Files"] == []
    assert "Container" not in told


def test_a_name_that_is_no_text_is_told_somehow():
    track = msgspec.structs.replace(TRACKS[0], title="\udcff")
    result = msgspec.structs.replace(DONE.result, tracks=(track,))
    task = msgspec.structs.replace(DONE, result=result)

    assert of(envelope(task, SENDER, "i", AT))["Files"][0]["Title"] == "\\udcff"
    assert json.loads(details(task))["Files"][0]["Title"] == "\\udcff"
