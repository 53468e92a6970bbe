"""``/v1`` over HTTP, with a bearer token and with a signature."""

from __future__ import annotations

import json
import time
from urllib.parse import quote

import pytest
from alibabacloud_imm20200930 import models

from cuelift.errors import CueliftError
from cuelift.server.rest import OPERATIONS, route
from tests.server.test_sdk import FILM, create, wait

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def task(service, imm, project):
    """A task that has ended, and its client."""
    client = imm()
    client.create_project(models.CreateProjectRequest(project_name=project))
    source = service.put(f"{project}-films", "a.mkv", FILM)
    request = create(project, source, f"oss://{project}-captions/x", "srt", tags={"a": 1})
    made = client.create_media_convert_task(request).body.task_id
    wait(client, project, made)
    return made


@pytest.fixture
def ask(service, project):
    token = service.make_key("--bearer", project=f"{project}*")["bearer_token"]

    def asked(path, method="GET"):
        status, _, body = service.ask(path, method, {"Authorization": f"Bearer {token}"})
        return status, json.loads(body)

    return asked


def test_a_task_with_all_that_is_known(ask, project, task):
    status, told = ask(f"/v1/tasks/{task}")

    assert status == 200
    assert (told["id"], told["project"], told["status"]) == (task, project, "succeeded")
    assert told["progress"] == 100
    assert told["tags"] == {"a": 1}
    assert told["targets"][0]["format"] == "srt"
    assert [track["outcome"] for track in told["result"]["tracks"]] == ["cues", "cues"]
    assert told["result"]["tracks"][1]["outputs"] == [f"oss://{project}-captions/x_1.srt"]
    assert told["result"]["bytes_read"] > 0
    assert told["created"] <= told["started"] <= told["ended"]


def test_tasks_by_page(ask, imm, service, project, task):
    client = imm()
    missing = create(project, f"oss://{project}-films/no.mkv", "oss://captions/x", "srt")
    failed = client.create_media_convert_task(missing).body.task_id
    wait(client, project, failed)

    first = ask(f"/v1/tasks?project={project}&limit=1")[1]
    second = ask(f"/v1/tasks?project={project}&limit=1&after={quote(first['next'])}")[1]
    bad = ask(f"/v1/tasks?project={project}&status=failed&after={quote(first['next'])}")
    only = ask(f"/v1/tasks?project={project}&status=failed")[1]

    assert [row["id"] for row in first["tasks"]] == [failed]
    assert [row["id"] for row in second["tasks"]] == [task]
    assert second["next"] is None
    assert [row["id"] for row in only["tasks"]] == [failed]
    assert only["tasks"][0]["failure"]["code"] == "NotFound"
    assert (bad[0], bad[1]["Code"]) == (400, "InvalidArgument")


def test_projects(ask, imm, project):
    for name in (f"{project}-1", f"{project}-2"):
        imm().create_project(models.CreateProjectRequest(project_name=name))

    first = ask("/v1/projects?limit=1")[1]
    second = ask(f"/v1/projects?limit=1&after={quote(first['next'])}")[1]

    assert [row["name"] for row in first["projects"]] == [f"{project}-1"]
    assert [row["name"] for row in second["projects"]] == [f"{project}-2"]
    assert second["next"] is None


def test_usage(ask, project, task):
    everything = ask("/v1/usage")[1]
    one = ask(f"/v1/usage?project={project}&from=2020-01-01")[1]
    nothing = ask("/v1/usage?from=2020-01-01&to=2020-01-02T00:00:00Z")[1]

    assert [row["project"] for row in everything["projects"]] == [project]
    assert one["projects"][0]["text_tracks"] == 2
    assert one["projects"][0]["tasks"] == 1
    assert nothing["projects"] == []
    assert ask("/v1/usage?from=2021-01-01&to=2020-01-01")[0] == 400
    assert ask("/v1/usage?from=tomorrow")[1]["Code"] == "InvalidArgument"


def test_a_task_is_cancelled(service, imm, project, ask):
    client = imm()
    client.create_project(models.CreateProjectRequest(project_name=project))
    service.command("project", "set", project, "--concurrency", "1")
    source = service.put(f"{project}-films", "a.mkv", FILM)
    request = create(project, source, f"oss://{project}-captions/x", "srt")
    made = [client.create_media_convert_task(request).body.task_id for _ in range(12)]

    status, told = ask(f"/v1/tasks/{made[-1]}/cancel", "POST")
    again = ask(f"/v1/tasks/{made[-1]}/cancel", "POST")[1]

    assert status == 200
    assert (told["status"], told["failure"]["code"]) == ("failed", "TaskCancelled")
    assert again["ended"] == told["ended"]
    ended = wait(client, project, made[-1])
    assert (ended.status, ended.code) == ("Failed", "TaskCancelled")
    deadline = time.monotonic() + 60
    while any(t.status == "Running" for t in _tasks(client, project)):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert sum(task.status == "Succeeded" for task in _tasks(client, project)) == 11


def _tasks(client, project):
    return client.list_tasks(models.ListTasksRequest(project_name=project)).body.tasks


@pytest.mark.parametrize(
    ("path", "method", "status", "code"),
    [
        ("/v1/tasks/MediaConvert-none", "GET", 400, "ResourceNotFound"),
        ("/v1/tasks/MediaConvert-none/cancel", "POST", 400, "ResourceNotFound"),
        ("/v1/tasks", "GET", 400, "InvalidArgument"),
        ("/v1/tasks?project=other", "GET", 403, "NoPermission"),
        ("/v1/usage?project=other", "GET", 403, "NoPermission"),
        ("/v1/tasks?project=a&limit=0", "GET", 400, "InvalidArgument"),
        ("/v1/tasks?project=a&status=no", "GET", 400, "InvalidArgument"),
        ("/v1/tasks", "DELETE", 405, "UnsupportedHTTPMethod"),
        ("/v1/nothing", "GET", 404, "NotFound"),
        ("/v1/tasks/..%2F..", "GET", 404, "NotFound"),
    ],
)
def test_what_cannot_be_answered(ask, path, method, status, code):
    answered, told = ask(path, method)

    assert (answered, told["Code"]) == (status, code)
    assert told["RequestId"]


def test_another_projects_task_is_not_there(service, task):
    token = service.make_key("--bearer", project="other")["bearer_token"]
    headers = {"Authorization": f"Bearer {token}"}

    status, _, body = service.ask(f"/v1/tasks/{task}", headers=headers)
    unknown = service.ask("/v1/tasks/MediaConvert-none", headers=headers)[2]

    assert status == 400
    assert json.loads(body)["Message"] == json.loads(unknown)["Message"]


@pytest.mark.parametrize("header", [None, "Bearer no", "Basic YTpi", "ACS3-HMAC-SHA256 x"])
def test_nobody_without_a_key(service, header):
    headers = {} if header is None else {"Authorization": header}
    status, _, body = service.ask("/v1/projects", headers=headers)

    assert status == 400
    assert json.loads(body)["Code"] in ("IncompleteSignature", "InvalidSecurityToken.NotFound")


def test_every_operation_has_its_path():
    for operation in OPERATIONS:
        found, task = route(operation.method, operation.path.replace("{id}", "abc"))
        assert found is operation
        assert task == ("abc" if "{id}" in operation.path else "")
    assert route("HEAD", "/v1/projects")[0].action == "ListProjects"
    with pytest.raises(CueliftError):
        route("GET", "/v1/")
