"""``/v1`` without HTTP."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from tests.server.inside import inside
from tests.server.test_imm_app import TASK


@pytest.fixture
def app():
    with inside() as made:
        for name in ("p", "q"):
            made.call("CreateProject", ProjectName=name)
        yield made


def make(app, project="p"):
    return app.call("CreateMediaConvertTask", ProjectName=project, **TASK)["TaskId"]


def test_tasks(app):
    tasks = [make(app) for _ in range(3)]
    first = app.get("/v1/tasks?project=p&limit=2")[1]
    rest = app.get(f"/v1/tasks?project=p&limit=2&after={quote(first['next'])}")[1]
    cancelled = app.get(f"/v1/tasks/{tasks[0]}/cancel", method="POST")[1]

    assert [row["id"] for row in first["tasks"] + rest["tasks"]] == tasks[::-1]
    assert rest["next"] is None
    assert cancelled["failure"]["code"] == "TaskCancelled"
    told = app.get(f"/v1/tasks/{tasks[0]}")[1]
    assert told == cancelled
    [target] = told["targets"]
    assert (target["format"], target["tracks"]) == ("srt", [])
    assert target["uri"].startswith("oss://films/x")
    assert app.get("/v1/tasks?project=p&after=bad")[1]["Code"] == "InvalidArgument"


def test_projects(app):
    first = app.get("/v1/projects?limit=1")[1]
    rest = app.get(f"/v1/projects?limit=1&after={quote(first['next'])}")[1]

    assert [row["name"] for row in first["projects"] + rest["projects"]] == ["p", "q"]
    assert rest["next"] is None


def test_usage(app):
    app.get(f"/v1/tasks/{make(app)}/cancel", method="POST")
    app.get(f"/v1/tasks/{make(app, 'q')}/cancel", method="POST")
    limited = app.make_key(project="q", kind="bearer")

    assert [row["project"] for row in app.get("/v1/usage")[1]["projects"]] == ["p", "q"]
    assert [row["project"] for row in app.get("/v1/usage?project=p")[1]["projects"]] == ["p"]
    own = app.get("/v1/usage", limited)[1]
    assert [row["project"] for row in own["projects"]] == ["q"]
    assert own["total"]["tasks"] == 1
    assert app.get("/v1/usage?project=p", limited)[1]["Code"] == "NoPermission"
    assert app.get("/v1/usage?from=never")[0] == 400


def test_what_there_is_not(app):
    task = make(app)
    other = app.make_key(project="q", kind="bearer")

    assert app.get(f"/v1/tasks/{task}", other)[1]["Code"] == "ResourceNotFound"
    assert app.get("/v1/tasks/none")[1]["Code"] == "ResourceNotFound"
    assert app.get("/v1/tasks?project=p", other)[1]["Code"] == "NoPermission"
    assert app.get("/v1/none")[0] == 404
    assert app.get("/v1/projects", method="PUT")[0] == 405
    assert json.dumps(app.get("/v1/projects", method="HEAD")[1])
