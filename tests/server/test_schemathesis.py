"""Whatever the description allows, and much that it does not, sent to a real server."""

from __future__ import annotations

import json

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cuelift.server.openapi import describe
from tests.server.test_sdk import FILM, create, wait

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

EXAMPLES = 40
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
DESCRIPTION = json.loads(msgspec.json.encode(describe()))
OPERATIONS = [
    (path.partition("#")[0], path, method)
    for path, methods in DESCRIPTION["paths"].items()
    for method in methods
    if path.startswith(("/#", "/v1/"))
]


MODES = [("any", GenerationMode.POSITIVE), ("bad", GenerationMode.NEGATIVE), ("known", None)]


@pytest.fixture(scope="module")
def headers(service):
    token = service.make_key("--bearer")["bearer_token"]
    return {"x-acs-bearer-token": token, "Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def known(service):
    """Values of parameters that name something that is there."""
    from alibabacloud_imm20200930 import models
    from alibabacloud_imm20200930.client import Client
    from alibabacloud_tea_openapi.models import Config

    key, secret = service.first_key
    client = Client(
        Config(endpoint=service.host, protocol="http", access_key_id=key, access_key_secret=secret)
    )
    project = "described"
    client.create_project(models.CreateProjectRequest(project_name=project))
    client.attach_ossbucket(
        models.AttachOSSBucketRequest(project_name=project, ossbucket="described")
    )
    source = service.put("described", "a.mkv", FILM)
    request = create(project, source, "oss://described/x", "srt", tags={"a": 1})
    task = client.create_media_convert_task(request).body.task_id
    wait(client, project, task)
    return {
        "ProjectName": project, "OSSBucket": "described", "TaskId": task, "SourceURI": source,
        "TaskType": "MediaConvert", "project": project, "id": task,
    }  # fmt: skip


def described(path, operation, values):
    """The description of one operation, as anybody may ask it."""
    parameters = [
        {**parameter, "schema": {"const": values[parameter["name"]]}}
        if parameter["name"] in values
        else parameter
        for parameter in operation["parameters"]
    ]
    method = {**operation, "parameters": parameters, "security": []}
    components = {**DESCRIPTION["components"], "securitySchemes": {}}
    return {**DESCRIPTION, "paths": {path: method}, "components": components}


@pytest.mark.parametrize(("kind", "mode"), MODES, ids=[kind for kind, _ in MODES])
@pytest.mark.parametrize(("path", "named", "method"), OPERATIONS, ids=str)
def test_answers_are_as_described(service, headers, known, path, named, method, kind, mode):
    if kind == "known" and named.endswith(("DeleteProject", "DetachOSSBucket")):
        pytest.skip("what is known shall stay")
    operation = DESCRIPTION["paths"][named][method]
    whole = described(path, operation, known if kind == "known" else {})
    whole["paths"] = {path: {method: whole["paths"][path]}}
    schema = schemathesis.openapi.from_dict(whole)
    schema.config.base_url = service.url
    name = "x-acs-bearer-token" if path == "/" else "Authorization"
    statuses = set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path][method].as_strategy(generation_mode=mode or GenerationMode.POSITIVE))
    def ask(case):
        answer = case.call(headers={name: headers[name]})
        case.validate_response(answer, checks=CHECKS)
        statuses.add(answer.status_code)

    ask()
    if kind == "known" and not named.endswith(("CreateProject", "AttachOSSBucket")):
        assert 200 in statuses or named.endswith("CreateMediaConvertTask")
