"""Tasks whose text is cleaned and translated, by the official client against a real server."""

from __future__ import annotations

import json

import pytest
from alibabacloud_imm20200930 import models
from alibabacloud_imm20200930.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException
from alibabacloud_tea_openapi.models import Config

from tests.server.test_sdk import create, wait
from tests.support.service import Service
from tests.support.small import Text, mkv
from tests.translate.engines.endpoint import endpoint
from tests.translate.engines.test_libretranslate import service as translating

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

LINES = [(1000, 1500, "Who  is there ?"), (3000, 1500, "<i>Nobody.</i>")]
CONFIG = """
[translation.engines.mt]
engine = "libretranslate:{url}"

[prices]
thousand_characters = 1.0
"""


@pytest.fixture(scope="module")
def there():
    with endpoint(translating) as found:
        yield found


@pytest.fixture(scope="module")
def service(there, tmp_path_factory):
    running = Service(tmp_path_factory.mktemp("texts"), config=CONFIG.format(url=there.url))
    yield running
    running.stop()


@pytest.fixture
def client(service, project):
    name, secret = service.first_key
    made = Client(
        Config(endpoint=service.host, protocol="http", access_key_id=name, access_key_secret=secret)
    )
    made.create_project(models.CreateProjectRequest(project_name=project))
    return made


def test_one_task_gives_clean_text_translations_and_changes(service, client, project):
    source = service.put(f"{project}-films", "a.mkv", mkv(Text(LINES)))
    tags = {
        "cuelift:clean": ["whitespace"],
        "cuelift:changes": "jsonl",
        "cuelift:translate": {"To": ["es"], "Engine": "mt"},
    }
    target = f"oss://{project}-captions/{{barename}}.{{language}}.{{autoext}}"

    task = client.create_media_convert_task(
        create(project, source, target, "srt", tags=tags)
    ).body.task_id
    body = wait(client, project, task)

    assert body.status == "Succeeded", body
    made = service.objects(f"{project}-captions")
    assert sorted(made) == ["a.changes.jsonl", "a.en.srt", "a.es.srt"]
    assert b"Who is there?" in made["a.en.srt"]
    assert b"WHO IS THERE?" in made["a.es.srt"]
    assert json.loads(made["a.changes.jsonl"].splitlines()[0])["cuelift"] == "changes"
    used = {
        line["item"]: line["quantity"]
        for line in service.command("usage", "--project", project, "--records", "--json")
    }
    assert used["text"] == 1
    assert used["translation"] >= len("Who is there?Nobody.")
    total = service.command("usage", "--project", project, "--json")["total"]
    assert total["cost"] == pytest.approx(total["characters"] / 1000)


def test_defaults_of_a_project_hold_and_nothing_is_metered_that_was_not_asked_for(
    service, client, project
):
    source = service.put(f"{project}-films", "a.mkv", mkv(Text(LINES)))
    target = f"oss://{project}-captions/{{barename}}.{{autoext}}"
    request = create(project, source, target, "srt")

    task = client.create_media_convert_task(request).body.task_id
    assert wait(client, project, task).status == "Succeeded"
    assert b"Who  is there ?" in service.objects(f"{project}-captions")["a.srt"]
    service.command("project", "set", project, "--option", "clean=whitespace")
    task = client.create_media_convert_task(request).body.task_id
    assert wait(client, project, task).status == "Succeeded"

    assert b"Who is there?" in service.objects(f"{project}-captions")["a.srt"]
    total = service.command("usage", "--project", project, "--json")["total"]
    assert (total["text_tracks"], total["characters"]) == (2, 0)


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ({"cuelift:clean": "shine"}, "pass 'shine' is not known"),
        ({"cuelift:clean": "mine.toml"}, "are not read"),
        ({"cuelift:translate": "klingon"}, "no language to translate into"),
        ({"cuelift:translate-engine": "http://10.0.0.1"}, "out of the server's configuration"),
    ],
)
def test_what_cannot_be_met_is_refused_at_once(service, client, project, tags, said):
    source = service.put(f"{project}-films", "a.mkv", mkv(Text(LINES)))

    with pytest.raises(ClientException) as caught:
        client.create_media_convert_task(
            create(project, source, f"oss://{project}-captions/x", "srt", tags=tags)
        )

    assert said in str(caught.value)


def test_an_engine_that_is_not_there_fails_the_task(service, client, project):
    source = service.put(f"{project}-films", "a.mkv", mkv(Text(LINES)))
    tags = {"cuelift:translate": {"To": "es", "Engine": "other"}}

    task = client.create_media_convert_task(
        create(project, source, f"oss://{project}-captions/x", "srt", tags=tags)
    ).body.task_id
    body = wait(client, project, task)

    assert body.status == "Failed"
    assert "'other' is none of this server's: mt" in body.message
