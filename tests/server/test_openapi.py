from __future__ import annotations

import json

import msgspec
import pytest
from openapi_spec_validator import validate

from cuelift.imm.actions import ACTIONS
from cuelift.server.docs_page import write_page
from cuelift.server.openapi import describe
from cuelift.server.rest import OPERATIONS


@pytest.fixture(scope="module")
def description():
    return json.loads(msgspec.json.encode(describe()))


def test_the_description_is_one(description):
    validate(description)


def test_every_action_and_operation_is_in_it(description):
    named = {
        operation["operationId"]
        for methods in description["paths"].values()
        for operation in methods.values()
        if "operationId" in operation
    }

    assert named == {*ACTIONS, *(f"v1{operation.action}" for operation in OPERATIONS)}


def test_parameters_are_those_that_are_read(description):
    for action in ACTIONS.values():
        told = description["paths"][f"/#Action={action.name}"]["post"]["parameters"]
        own = {p["name"]: p for p in told if not p["name"].startswith(("x-acs", "Signature"))}
        assert set(own) == {parameter.name for parameter in action.parameters}
        for parameter in action.parameters:
            assert own[parameter.name]["required"] == parameter.required


def test_the_page_tells_all_of_it_and_loads_nothing(description):
    page = write_page(description)

    for action in ACTIONS:
        assert f">{action}</h3>" in page
    assert "<script" not in page
    assert "src=" not in page
    assert "RequestId" in page
    assert "result.tracks[].outcome" in page
    assert "&lt;" not in page.partition("<body>")[0]


def test_text_of_a_description_is_no_markup(description):
    description["info"]["description"] = "<b>`<i>`"

    assert "&lt;b&gt;<code>&lt;i&gt;</code>" in write_page(description)


def test_schemas_within_themselves_end(description):
    schemas = description["components"]["schemas"]
    schemas["Stream"]["properties"]["Inner"] = {"$ref": "#/components/schemas/Stream"}

    page = write_page(description)

    assert "Streams[].Inner.Inner<" in page
    assert "Streams[].Inner.Inner.Inner.Inner" not in page
