"""The table of actions, against the official client's model of the same."""

from __future__ import annotations

import inspect
import json
import re

import pytest
from alibabacloud_imm20200930 import models

from cuelift.imm.actions import ACTIONS, VERSION, answer, find_action
from cuelift.imm.errors import WireError
from cuelift.imm.parameters import Parameter


def official(action: str) -> set[str]:
    """Names of all parameters that the official client knows of an action."""
    kind = getattr(models, f"{action}ShrinkRequest", None) or getattr(models, f"{action}Request")
    return set(re.findall(r"result\['(\w+)'\]", inspect.getsource(kind.to_map)))


@pytest.mark.parametrize("name", [name for name, action in ACTIONS.items() if not action.extension])
def test_every_parameter_of_the_official_client_is_read(name):
    mine = {parameter.name for parameter in ACTIONS[name].parameters}

    assert mine == official(name)


def test_the_actions_are_those_of_the_wire():
    assert set(ACTIONS) == {
        "CreateProject", "GetProject", "UpdateProject", "DeleteProject", "ListProjects",
        "ListRegions", "AttachOSSBucket", "DetachOSSBucket", "GetOSSBucketAttachment",
        "ListAttachedOSSBuckets", "CreateMediaConvertTask", "GetTask", "ListTasks", "CancelTask",
        "DetectMediaMeta",
    }  # fmt: skip
    assert [name for name, action in ACTIONS.items() if action.extension] == ["CancelTask"]
    assert all(name == action.name for name, action in ACTIONS.items())


@pytest.mark.parametrize("action", ACTIONS.values(), ids=lambda action: action.name)
def test_what_an_action_touches_is_a_parameter_of_it(action):
    required = {parameter.name for parameter in action.parameters if parameter.required}

    assert {"project": "ProjectName", "bucket": "OSSBucket", "none": None}[action.resource] in (
        *required,
        None,
    )
    assert ("ProjectName" in required) == (action.resource == "project")
    assert action.about


@pytest.mark.parametrize("action", ACTIONS.values(), ids=lambda action: action.name)
def test_parameters_are_described_without_contradiction(action):
    for parameter in action.parameters:
        assert isinstance(parameter, Parameter)
        assert not (parameter.required and parameter.default is not None)
        if parameter.choices and parameter.default is not None:
            assert parameter.default in parameter.choices


def test_an_action_is_found():
    assert find_action("GetTask", VERSION) is ACTIONS["GetTask"]


@pytest.mark.parametrize(
    ("name", "version", "code", "status"),
    [
        ("GenerateVideoPlaylist", VERSION, "InvalidAction.NotFound", 404),
        ("getTask", VERSION, "InvalidAction.NotFound", 404),
        ("GetTask", "2017-09-06", "InvalidVersion", 400),
        ("Nope", "", "InvalidVersion", 400),
    ],
)
def test_others_are_not(name, version, code, status):
    with pytest.raises(WireError) as caught:
        find_action(name, version)

    assert (caught.value.code, caught.value.status) == (code, status)


def test_answers_begin_with_their_request():
    assert answer("R", {"TaskId": "字"}) == '{"RequestId":"R","TaskId":"字"}'.encode()
    assert json.loads(answer("R", {})) == {"RequestId": "R"}
