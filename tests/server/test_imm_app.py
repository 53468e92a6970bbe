"""Every action, without HTTP. Over HTTP and with official clients: ``test_sdk.py``."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from cuelift.imm.actions import ACTIONS
from cuelift.imm.errors import WireError
from cuelift.jobs.config import Config, Limits, Sources
from cuelift.server.imm_app import ImmApp
from tests.server.inside import inside

TARGET = {"Subtitle": {"ExtractSubtitle": {"Format": "srt", "URI": "oss://films/x"}}}
TASK = {
    "Sources": json.dumps([{"URI": "oss://films/a.mkv"}]),
    "Targets": json.dumps([TARGET]),
}


@pytest.fixture
def app():
    with inside() as made:
        made.call("CreateProject", ProjectName="p")
        yield made


def test_projects(app):
    assert app.call("CreateProject", ProjectName="p")["Code"] == "ResourceAlreadyExists"
    told = app.call("UpdateProject", ProjectName="p", Description="Mine")["Project"]
    assert (told["Description"], told["ProjectQueriesPerSecond"]) == ("Mine", 1000)
    assert (
        app.call("GetProject", ProjectName="p", WithStatistics="True")["Project"]["FileCount"] == 0
    )
    assert [p["ProjectName"] for p in app.call("ListProjects")["Projects"]] == ["p"]
    assert set(app.call("DeleteProject", ProjectName="p")) == {"RequestId"}
    for action in ("GetProject", "UpdateProject", "DeleteProject"):
        assert app.call(action, ProjectName="p")["Code"] == "ResourceNotFound"


def test_buckets(app):
    assert set(app.call("AttachOSSBucket", ProjectName="p", OSSBucket="films")) == {"RequestId"}
    again = app.call("AttachOSSBucket", ProjectName="p", OSSBucket="films", Description="x")
    assert again["Code"] == "ResourceAlreadyExists"
    assert "OSSBucketAttachment" in again["Message"]
    nowhere = app.call("AttachOSSBucket", ProjectName="q", OSSBucket="more")
    assert "Project" in nowhere["Message"]
    assert app.call("GetOSSBucketAttachment", OSSBucket="films")["ProjectName"] == "p"
    listed = app.call("ListAttachedOSSBuckets", ProjectName="p")
    assert [row["OSSBucket"] for row in listed["AttachedOSSBuckets"]] == ["films"]
    assert app.call("ListAttachedOSSBuckets", ProjectName="q")["Code"] == "ResourceNotFound"
    other = app.make_key(project="q")
    for action in ("GetOSSBucketAttachment", "DetachOSSBucket"):
        assert app.call(action, other, OSSBucket="films")["Code"] == "NoPermission"
    assert set(app.call("DetachOSSBucket", OSSBucket="films")) == {"RequestId"}
    assert app.call("DetachOSSBucket", OSSBucket="films")["Code"] == "ResourceNotFound"


def test_a_key_of_a_project_gets_no_bucket_that_is_not_its_own(app):
    key = app.make_key(project="p")
    told = {"ProjectName": "p", "OSSBucket": "films"}

    assert app.call("AttachOSSBucket", key, **told)["Code"] == "NoPermission"
    refused = app.call("CreateMediaConvertTask", key, ProjectName="p", **TASK)
    assert refused["Code"] == "NoPermission"
    assert "bucket films" in refused["Message"]
    looked = app.call("DetectMediaMeta", key, ProjectName="p", SourceURI="oss://films/a.mkv")
    assert looked["AccessDeniedDetail"]["AuthAction"] == "imm:DetectMediaMeta"
    app.call("AttachOSSBucket", **told)
    assert "TaskId" in app.call("CreateMediaConvertTask", key, ProjectName="p", **TASK)
    stranger = app.make_key(project="q")
    refused = app.call("GetOSSBucketAttachment", stranger, OSSBucket="films")
    assert refused["Code"] == "NoPermission"
    assert " p" not in refused["Message"].replace(" perform", "")


def test_a_bucket_that_is_detached_by_another_meanwhile(app, monkeypatch):
    app.call("AttachOSSBucket", ProjectName="p", OSSBucket="films")
    monkeypatch.setattr(app.database.projects, "detach", lambda bucket: False)

    assert app.call("DetachOSSBucket", OSSBucket="films")["Code"] == "ResourceNotFound"


def test_tasks(app):
    task = app.call("CreateMediaConvertTask", ProjectName="p", **TASK)["TaskId"]
    ask = {"ProjectName": "p", "TaskType": "MediaConvert", "TaskId": task}

    assert app.call("GetTask", **ask)["Status"] == "Running"
    assert app.call("GetTask", **{**ask, "TaskType": "FaceClustering"})["Code"] == (
        "ResourceNotFound"
    )
    assert app.call("ListTasks", ProjectName="p")["Tasks"][0]["TaskId"] == task
    assert app.call("ListTasks", ProjectName="q")["Code"] == "ResourceNotFound"
    assert app.call("CancelTask", **ask)["Code"] == "TaskCancelled"
    assert app.call("CancelTask", **{**ask, "TaskId": "none"})["Code"] == "ResourceNotFound"


def test_films_and_regions(app):
    told = app.call("DetectMediaMeta", ProjectName="p", SourceURI="oss://films/a.mkv")
    assert told["Subtitles"][0]["CodecName"] == "subrip"
    assert app.call("DetectMediaMeta", ProjectName="q", SourceURI="oss://films/a")["Code"] == (
        "ResourceNotFound"
    )
    assert app.call("DetectMediaMeta", ProjectName="p", SourceURI="https://a/b")["Code"] == (
        "InvalidArgument"
    )
    assert app.call("ListRegions", AcceptLanguage="ja")["Regions"][0]["RegionId"] == "local"


def test_films_elsewhere_have_no_bucket_to_be_checked():
    with inside(Config(sources=Sources(schemes=("https",)))) as app:
        app.call("CreateProject", ProjectName="p")
        told = app.call("DetectMediaMeta", ProjectName="p", SourceURI="https://host/a.mkv")

    assert told["Size"] == 10


def test_too_many_requests_of_a_project_are_put_off():
    services = SimpleNamespace(config=Config(limits=Limits(project_queries=1)))
    app = ImmApp(services, None, None)
    app._slow_down("p")
    app._slow_down("q")

    with pytest.raises(WireError) as caught:
        app._slow_down("p")
    assert caught.value.code == "Throttling.User"
    assert 0 < caught.value.retry_after_ms <= 1000


def test_there_are_as_many_projects_as_there_may_be():
    with inside(Config(limits=Limits(projects=1))) as app:
        app.call("CreateProject", ProjectName="p")
        more = app.call("CreateProject", ProjectName="q")

    assert more["Code"] == "LimitExceededError"


def test_every_action_has_an_answer(app):
    for name in ACTIONS:
        told = app.call(name)
        assert told.get("Code", "InvalidArgument") == "InvalidArgument", name
    assert app.call("GenerateVideoPlaylist")["Code"] == "InvalidAction.NotFound"


def test_a_key_is_asked_for_before_anything_else(app):
    limited = app.make_key(project="p", action="Get*")

    assert app.call("GetProject", limited, ProjectName="p")["Project"]
    for action, parameters in (
        ("ListProjects", {}),
        ("CreateProject", {"ProjectName": "p"}),
        ("GetProject", {"ProjectName": "q"}),
    ):
        assert app.call(action, limited, **parameters)["Code"] == "NoPermission", action
