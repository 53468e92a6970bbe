"""What an application does: puts a film, has its captions extracted, gets them."""

from __future__ import annotations

import json

import oss2
import pytest
from alibabacloud_imm20200930 import models

from tests.server.test_sdk import FILM, create, wait

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_put_extract_and_get_with_the_official_clients(service, imm, project):
    bucket = oss2.Bucket(oss2.Auth(*service.first_key), service.url, project)
    client = imm()
    client.create_project(models.CreateProjectRequest(project_name=project))

    bucket.put_object("films/a.mkv", FILM)
    request = create(
        project, f"oss://{project}/films/a.mkv",
        "oss://{bucket}/{dirname}/{barename}.{language}.{autoext}", "webvtt",
    )  # fmt: skip
    request.notification = models.Notification(extended_message_uri=f"oss://{project}/details.json")
    task = client.create_media_convert_task(request).body.task_id
    ended = wait(client, project, task)

    assert ended.status == "Succeeded"
    assert bucket.get_object("films/a.en.vtt").read().startswith(b"WEBVTT")
    assert [found.key for found in oss2.ObjectIteratorV2(bucket, prefix="films/")] == [
        "films/a.de.vtt",
        "films/a.en.vtt",
        "films/a.mkv",
    ]
    details = json.loads(bucket.get_object("details.json").read())
    assert details["Status"] == "Succeeded"
    assert details["EndTime"]
    assert len(details["Files"]) == 2


def test_the_wires_share_keys_and_scopes(service, project):
    made = service.make_key(project=project, action="oss:PutObject")
    auth = oss2.AuthV4(made["access_key_id"], made["access_key_secret"])
    own = oss2.Bucket(auth, service.url, project, region="local")
    other = oss2.Bucket(auth, service.url, f"{project}-other", region="local")

    own.put_object("a", b"1")
    with pytest.raises(oss2.exceptions.AccessDenied):
        own.get_object("a")
    with pytest.raises(oss2.exceptions.AccessDenied):
        other.put_object("a", b"1")
