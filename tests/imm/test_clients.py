"""What the official clients sign is what we calculate, for each of their ways to sign."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from alibabacloud_imm20200930 import models
from alibabacloud_imm20200930.client import Client
from alibabacloud_tea_openapi.utils_models import Config
from aliyunsdkcore.auth.credentials import StsTokenCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest

from cuelift.imm.actions import find_action
from cuelift.imm.authentication import present, verify
from cuelift.imm.convert import create_task
from cuelift.imm.errors import CODES, WireError, body, headers, wire_error
from cuelift.jobs.model import AccessKey, Secrets

SECRET = "sëcret/+= 1"
TOKEN = "CAIS+token/=="
TEMPLATE = "oss://out/{barename}-{streamindex}.{autoext}?*'()!,:é 字"


def secrets(kind: str, key_id: str = "testak") -> Secrets:
    key = AccessKey(id=key_id, kind=kind, projects=("*",), actions=("*",), created_ns=0)
    return Secrets(
        key=key,
        secret="" if kind == "bearer" else SECRET,
        token="" if kind == "key" else TOKEN,
    )


def convert_request() -> models.CreateMediaConvertTaskRequest:
    return models.CreateMediaConvertTaskRequest().from_map(
        {
            "ProjectName": "test-project",
            "Sources": [{"URI": "oss://films/a b/ü~*film.mkv", "StartTime": 1.5}],
            "Targets": [
                {
                    "Subtitle": {
                        "Stream": [0, 1],
                        "ExtractSubtitle": {"Format": "webvtt", "URI": TEMPLATE},
                    }
                }
            ],
            "Tags": {"run": "a&b=c+d", "n": 1, "t": True, "z": None},
            "UserData": '{"run": "6c 41"}',
            "Notification": {"MNS": {"TopicName": "topic"}},
        }
    )


def call(client: Client, request: object, *, asynchronous: bool) -> object:
    names = {
        models.CreateMediaConvertTaskRequest: "create_media_convert_task",
        models.GetTaskRequest: "get_task",
    }
    name = names[type(request)]
    if asynchronous:
        return asyncio.run(getattr(client, f"{name}_async")(request))
    return getattr(client, name)(request)


CONFIGS = {
    "V3 key": ({"access_key_id": "testak", "access_key_secret": SECRET}, "key", "acs3"),
    "V3 STS": (
        {"access_key_id": "testak", "access_key_secret": SECRET, "security_token": TOKEN},
        "sts",
        "acs3",
    ),
    "bearer": ({"bearer_token": TOKEN}, "bearer", "bearer"),
    "RPC key": (
        {"access_key_id": "testak", "access_key_secret": SECRET, "signature_algorithm": "v2"},
        "key",
        "rpc",
    ),
    "RPC STS": (
        {
            "access_key_id": "testak",
            "access_key_secret": SECRET,
            "security_token": TOKEN,
            "signature_algorithm": "v2",
        },
        "sts",
        "rpc",
    ),
}


@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("name", CONFIGS)
def test_the_official_client_is_believed(recorder, name, asynchronous):
    settings, kind, scheme = CONFIGS[name]
    client = Client(Config(**settings, endpoint=recorder.endpoint, protocol="http"))

    call(client, convert_request(), asynchronous=asynchronous)

    presented = present(*recorder.last)
    assert presented.scheme == scheme
    caller = verify(presented, secrets(kind), time.time())
    assert caller.key.id == "testak"
    assert (caller.nonce is None) == (scheme == "bearer")
    action = find_action(presented.action, presented.version)
    task = create_task(
        action.read(presented.parameters),
        supported={},
        schemes=(),
        request_id="R",
        task_id="T",
        event_id="E",
        now_ns=0,
    )
    assert task.spec.source == "oss://films/a b/ü~*film.mkv"
    assert task.spec.start_ns == 1_500_000_000
    assert task.spec.targets[0].template == TEMPLATE
    assert task.spec.targets[0].tracks == (0, 1)
    assert task.tags == {"run": "a&b=c+d", "n": 1, "t": True, "z": None}
    assert task.user_data == '{"run": "6c 41"}'
    assert task.spec.topic == "topic"


@pytest.mark.parametrize("name", [name for name in CONFIGS if name != "bearer"])
def test_another_secret_is_not_believed(recorder, name):
    settings, kind, _ = CONFIGS[name]
    other = settings | {"access_key_secret": "other"}
    client = Client(Config(**other, endpoint=recorder.endpoint, protocol="http"))
    call(client, convert_request(), asynchronous=False)

    with pytest.raises(WireError) as caught:
        verify(present(*recorder.last), secrets(kind), time.time())

    assert caught.value.code == "SignatureDoesNotMatch"


@pytest.mark.parametrize("endpoint", ["http://{}", "{}/"])
def test_the_host_is_verified_as_it_was_sent(recorder, endpoint):
    settings = CONFIGS["V3 key"][0]
    client = Client(
        Config(**settings, endpoint=endpoint.format(recorder.endpoint), protocol="http")
    )

    call(client, convert_request(), asynchronous=False)

    verify(present(*recorder.last), secrets("key"), time.time())


def test_booleans_and_blank_values_of_the_client_are_read(recorder):
    client = Client(Config(**CONFIGS["V3 key"][0], endpoint=recorder.endpoint, protocol="http"))
    request = models.GetTaskRequest(
        project_name="p", task_type="MediaConvert", task_id="T", request_definition=True
    )

    call(client, request, asynchronous=False)

    presented = present(*recorder.last)
    values = find_action(presented.action, presented.version).read(presented.parameters)
    assert b"RequestDefinition=True" in recorder.last.query
    assert values["RequestDefinition"] is True


def older(recorder, *, sts: bool) -> AcsClient:
    if sts:
        return AcsClient(
            region_id="cn-test", credential=StsTokenCredential("testak", SECRET, TOKEN)
        )
    return AcsClient("testak", SECRET, "cn-test")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("sts", [False, True], ids=["key", "STS"])
@pytest.mark.parametrize("form", ["query", "get", "form"])
def test_the_older_client_is_believed(recorder, sts, form):
    request = CommonRequest(domain=recorder.endpoint, version="2020-09-30", action_name="GetTask")
    request.set_method("GET" if form == "get" else "POST")
    add = request.add_body_params if form == "form" else request.add_query_param
    for name, value in {
        "ProjectName": "p",
        "TaskType": "MediaConvert",
        "TaskId": "T",
        "Extra": "a b+c~*'é字",
    }.items():
        add(name, value)

    older(recorder, sts=sts).do_action_with_exception(request)

    presented = present(*recorder.last)
    assert recorder.last.method == ("GET" if form == "get" else "POST")
    assert bool(recorder.last.body) == (form == "form")
    assert presented.scheme == "rpc"
    assert presented.action == "GetTask"
    assert presented.parameters["SignatureType"] == ""
    verify(presented, secrets("sts" if sts else "key"), time.time())
    values = find_action(presented.action, presented.version).read(presented.parameters)
    assert values["TaskId"] == "T"


@pytest.mark.parametrize("code", CODES)
def test_every_error_reaches_the_official_client(recorder, code):
    error = wire_error(code, "Because.", denied={"AuthAction": "imm:X"})
    recorder.status = error.status
    recorder.answer = body(error, "R-1")
    recorder.answer_headers = headers(error, "R-1")
    client = Client(Config(**CONFIGS["V3 key"][0], endpoint=recorder.endpoint, protocol="http"))

    with pytest.raises(Exception, match="Because") as caught:
        call(client, convert_request(), asynchronous=False)

    told = caught.value
    kind = "Throttling" if error.retry_after_ms else "Client" if error.status < 500 else "Server"
    assert type(told).__name__ == f"{kind}Exception"
    assert (told.code, told.status_code, told.request_id) == (code, error.status, "R-1")
    assert told.data["Code"] == json.loads(recorder.answer)["Code"]
    if kind == "Client":
        assert told.access_denied_detail == {"AuthAction": "imm:X"}
    if kind == "Throttling":
        assert told.retry_after == 1000
