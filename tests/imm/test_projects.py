"""Projects on the wire."""

from __future__ import annotations

import json

import msgspec
import pytest
from alibabacloud_imm20200930 import models

from cuelift.imm.actions import ACTIONS, answer
from cuelift.imm.errors import WireError
from cuelift.imm.projects import (
    changed_project,
    new_project,
    project_body,
    project_object,
    projects_body,
    read_project_page,
    read_settings,
    regions_body,
)
from cuelift.jobs.model import Project

AT = 1_795_372_073_000_000_123
SECRET = b"s"


def settings(action="CreateProject", **sent):
    return read_settings(ACTIONS[action].read({"ProjectName": "p", **sent}))


def test_a_new_project_has_the_documented_defaults():
    project = new_project(settings(), AT)

    body = models.GetProjectResponseBody().from_map(
        json.loads(answer("R", project_body(project, statistics=True)))
    )
    told = body.project
    assert body.request_id == "R"
    assert told.project_name == "p"
    assert told.create_time == told.update_time == "2026-11-22T18:27:53.000000123Z"
    assert told.service_role == "AliyunIMMDefaultRole"
    assert (told.description, told.template_id, told.tags) == ("", "", [])
    assert (told.project_queries_per_second, told.engine_concurrency) == (100, 100)
    assert told.project_max_dataset_count == 1_000_000_000
    assert told.dataset_max_bind_count == 10
    assert told.dataset_max_file_count == 100_000_000
    assert told.dataset_max_entity_count == 10_000_000_000
    assert told.dataset_max_relation_count == 100_000_000_000
    assert told.dataset_max_total_file_size == 90_000_000_000_000_000
    assert (told.dataset_count, told.file_count, told.total_file_size) == (0, 0, 0)
    assert "DatasetCount" not in project_object(project)


def test_what_is_sent_is_told_again():
    sent = {
        "Description": "d",
        "ServiceRole": "role",
        "TemplateId": "t",
        "DatasetMaxBindCount": "5",
        "Tag": '[{"Key":"k","Value":"v"},{"Key":"e","Value":""}]',
    }

    told = project_object(new_project(settings(**sent), AT))

    assert (told["Description"], told["ServiceRole"], told["TemplateId"]) == ("d", "role", "t")
    assert told["DatasetMaxBindCount"] == 5
    assert told["Tags"] == [{"TagKey": "k", "TagValue": "v"}, {"TagKey": "e", "TagValue": ""}]


def test_only_what_is_sent_is_changed():
    project = new_project(settings(Description="d", Tag='[{"Key":"k","Value":"v"}]'), AT)

    once = changed_project(project, settings("UpdateProject", TemplateId="t"), AT + 5)
    twice = changed_project(once, settings("UpdateProject", Tag='[{"Key":"n"}]'), AT + 6)

    assert once.wire == {"Description": "d", "TemplateId": "t"}
    assert (once.tags, once.created_ns, once.updated_ns) == ({"k": "v"}, AT, AT + 5)
    assert twice.tags == {"n": ""}
    assert twice.wire == once.wire


def test_the_concurrency_of_a_project_is_told():
    project = msgspec.structs.replace(new_project(settings(), AT), concurrency=3)

    assert project_object(project)["EngineConcurrency"] == 3


@pytest.mark.parametrize("name", ["a", "_", "A-b_9", "a" * 128])
def test_names_of_projects_are_taken(name):
    assert settings(ProjectName=name).name == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("ProjectName", name) for name in ["", "9a", "-a", "a b", "a.b", "é", "a" * 129, "a\n"]),
        ("Description", "d" * 257),
        ("DatasetMaxBindCount", "0"),
        ("DatasetMaxBindCount", "11"),
        ("DatasetMaxBindCount", "ten"),
        ("Tag", "[1]"),
        ("Tag", '[{"Value":"v"}]'),
        ("Tag", '[{"Key":"k"},{"Key":"k"}]'),
        ("Tag", '[{"Key":"k","Other":1}]'),
        ("Tag", '[{"Key":"' + "k" * 129 + '"}]'),
        ("Tag", json.dumps([{"Key": str(number)} for number in range(21)])),
        ("Tag", "{}x"),
    ],
)
def test_bad_settings_are_refused_by_name(name, value):
    with pytest.raises(WireError, match=name) as caught:
        settings(**{name: value})

    assert caught.value.code == "InvalidArgument"


def projects(count):
    return [Project(name=f"p{number}", created_ns=AT, updated_ns=AT) for number in range(count)]


def page(**sent):
    return read_project_page(ACTIONS["ListProjects"].read(sent), SECRET)


def test_pages_follow_each_other():
    first = page(Prefix="p", MaxResults="2", Tag='[{"Key":"k","Value":"v"}]')
    body = projects_body(first, projects(3), SECRET)
    same = {"Prefix": "p", "Tag": '[{"Key":"k","Value":"v"}]', "NextToken": body["NextToken"]}

    second = page(**same)

    assert (first.prefix, first.tags, first.after, first.limit) == ("p", {"k": "v"}, None, 2)
    assert [project["ProjectName"] for project in body["Projects"]] == ["p0", "p1"]
    assert second.after == "p1"
    assert second.limit == 100
    assert projects_body(second, projects(2), SECRET)["NextToken"] == ""
    for other in ({"Prefix": "q"}, {"Tag": ""}):
        with pytest.raises(WireError, match="NextToken"):
            page(**same | other)


@pytest.mark.parametrize(("sent", "limit"), [("", 100), ("0", 100), ("1", 1), ("200", 200)])
def test_the_size_of_a_page_has_its_limits(sent, limit):
    assert page(MaxResults=sent).limit == limit


@pytest.mark.parametrize(
    "sent", [{"MaxResults": "201"}, {"MaxResults": "-1"}, {"Prefix": "p" * 129}]
)
def test_bad_pages_are_refused(sent):
    with pytest.raises(WireError, match=next(iter(sent))):
        page(**sent)


def test_the_one_region_is_told():
    assert regions_body("local") == {"Regions": [{"RegionId": "local", "LocalName": "local"}]}
    for language in ("zh-CN", "en-US", "ja"):
        ACTIONS["ListRegions"].read({"AcceptLanguage": language})
    for language in ("", "de"):
        with pytest.raises(WireError, match="AcceptLanguage"):
            ACTIONS["ListRegions"].read({"AcceptLanguage": language})
