"""Graphical captions as a task: engines that read pictures work within a child's limits."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from alibabacloud_imm20200930 import models

from tests.graphical.films import LINES, graphics
from tests.server.test_sdk import create, wait
from tests.support.needs import without
from tests.support.service import Service
from tests.support.small import Text, mkv

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

CONFIG = """
[limits]
memory_mb = 256
"""


@pytest.fixture
def service(tmp_path):
    running = Service(tmp_path / "service", config=CONFIG)
    yield running
    running.stop()


@pytest.mark.parametrize("policy", ["fast", "consensus"])
def test_pictures_are_read_in_half_of_the_usual_memory(service, imm, project, policy) -> None:
    if find_spec("onnxruntime") is None or find_spec("rapidocr") is None:
        without("needs onnxruntime and rapidocr: pip install 'cuelift[ocr]'")
    client = imm()
    client.create_project(models.CreateProjectRequest(project_name=project))
    film = mkv(Text([(ms, None, data) for ms, data in graphics(LINES)], "S_HDMV/PGS", "eng"))
    source = service.put("discs", "a.mkv", film)
    target = "oss://discs/{barename}.{streamindex}.{autoext}"
    request = create(project, source, target, "srt", tags={"cuelift:ocr": policy})

    ended = wait(client, project, client.create_media_convert_task(request).body.task_id)

    assert (ended.status, ended.message) == ("Succeeded", "")
    text = service.objects("discs")["a.0.srt"].decode()
    assert [line for line in text.splitlines() if line in LINES] == list(LINES)
