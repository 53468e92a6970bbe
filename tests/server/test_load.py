"""The load generator of the benchmarks, against a real server."""

from __future__ import annotations

import pytest
from alibabacloud_imm20200930 import models

from benchmarks.service_load import get_task_load
from tests.server.test_sdk import FILM, create

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_every_request_of_a_load_is_answered(service, imm, project):
    client = imm()
    client.create_project(models.CreateProjectRequest(project_name=project))
    source = service.put(f"{project}-films", "a.mkv", FILM)
    request = create(project, source, f"oss://{project}-captions/x", "srt")
    task = client.create_media_convert_task(request).body.task_id

    load = get_task_load(
        service.url, *service.first_key, [(project, task), (project, "none")],
        count=200, connections=8,
    )  # fmt: skip

    assert load.requests == 200
    assert load.statuses == {200: 100, 400: 100}
    assert 0 < load.p50_ms <= load.p99_ms <= load.worst_ms
