from __future__ import annotations

import json
import time

import pytest

from cuelift.imm.actions import ACTIONS
from cuelift.imm.errors import WireError
from cuelift.jobs.config import Config, Limits, Sources
from cuelift.jobs.database.opening import open_database
from cuelift.jobs.keyring import Keyring
from cuelift.jobs.model import AccessKey, Attachment, Project, TargetSpec, TaskSpec
from cuelift.server.imm_tasks import check_bucket, make_task, named_objects
from cuelift.server.services import Services

KEY = AccessKey(id="k", kind="key", projects=("p",), actions=("*",), created_ns=0)


class Engine:
    """Remembers what it was given."""

    def __init__(self):
        self.submitted = []
        self.broken = False

    def submit(self, task, project, priority):
        if self.broken:
            raise RuntimeError("away")
        self.submitted.append((task, project, priority))


@pytest.fixture
def services():
    database = open_database("sqlite://", Keyring.make())
    config = Config(limits=Limits(waiting=2), sources=Sources(schemes=("https",)))
    for name, priority in (("p", -3), ("q", 0)):
        project = Project(
            name=name, created_ns=1, updated_ns=1, priority=priority, options={"bom": "true"}
        )
        database.projects.create(project, 10)
    attached = {"description": "", "created_ns": 0, "updated_ns": time.time_ns()}
    database.projects.attach(Attachment(bucket="films", project="p", **attached))
    yield Services(
        config=config, projects=database.projects, tasks=database.tasks, usage=database.usage,
        engine=Engine(), quick=None, token_secret=b"x",
    )  # fmt: skip
    database.close()


def make(services, source="oss://films/a.mkv", tags=None, project="p"):
    target = {"Subtitle": {"ExtractSubtitle": {"Format": "srt", "URI": "oss://films/x"}}}
    values = ACTIONS["CreateMediaConvertTask"].read({
        "ProjectName": project,
        "Sources": json.dumps([{"URI": source}]),
        "Targets": json.dumps([target]),
        "Tags": json.dumps(tags or {}),
    })  # fmt: skip
    return make_task(services, KEY, values, "request")


def test_a_task_is_kept_and_queued_with_its_projects_priority_and_options(services):
    made = make(services, tags={"cuelift:bom": "false", "cuelift:styles": "full"})
    plain = make(services, source="https://host/a.mkv")

    assert services.engine.submitted == [(made["TaskId"], "p", -3), (plain["TaskId"], "p", -3)]
    assert services.tasks.find(made["TaskId"]).spec.options == {"bom": "false", "styles": "full"}
    assert services.tasks.find(plain["TaskId"]).spec.options == {"bom": "true"}


def test_a_task_that_cannot_be_queued_now_is_kept_all_the_same(services, caplog):
    services.engine.broken = True
    made = make(services)

    assert services.tasks.find(made["TaskId"]) is not None
    assert "could not be queued" in caplog.text


def test_a_project_must_be_there(services):
    with pytest.raises(WireError, match="Project is not found"):
        make(services, project="none")


def test_a_source_without_a_bucket_gives_none_to_a_template():
    target = TargetSpec(format="srt", template="oss://{bucket}/x")

    with pytest.raises(WireError, match="oss:// source"):
        named_objects(TaskSpec(source="https://films/a", targets=(target,)))


def test_what_a_task_names_is_checked():
    spec = TaskSpec(
        source="oss://a/film",
        targets=(
            TargetSpec(format="srt", template="oss://{bucket}/x"),
            TargetSpec(format="srt", template="oss://b/x"),
        ),
        details_uri="oss://c/x",
    )

    assert [uri for _, uri in named_objects(spec)] == [
        "oss://a/film",
        "oss://b/x",
        "oss://c/x",
    ]


def test_a_bucket_is_for_its_project_and_for_keys_that_may_touch_it(services):
    attached = {"description": "", "created_ns": 0, "updated_ns": time.time_ns()}
    services.projects.attach(Attachment(bucket="own", project="p", **attached))
    services.projects.attach(Attachment(bucket="other", project="q", **attached))
    wide = AccessKey(id="w", kind="key", projects=("p", "oth*"), actions=("*",), created_ns=0)

    check_bucket(services, KEY, "p", "URI", "oss://own/a")
    check_bucket(services, wide, "p", "URI", "oss://other/a")
    for bucket in ("other", "free"):
        with pytest.raises(WireError) as caught:
            check_bucket(services, KEY, "p", "URI", f"oss://{bucket}/a", "DetectMediaMeta")
        assert caught.value.code == "NoPermission"
        assert caught.value.denied["AuthAction"] == "imm:DetectMediaMeta"
    with pytest.raises(WireError, match=r"\{bucket\}"):
        check_bucket(services, wide, "p", "URI", "oss://{tags.x}/a")
