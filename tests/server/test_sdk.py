"""The official IMM client, unmodified, against a real server."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from alibabacloud_imm20200930 import models
from alibabacloud_tea_openapi.exceptions import ClientException

from tests.support.small import LINES, Text, mkv

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

FILM = mkv(Text(LINES), Text(LINES, language="ger"))


@pytest.fixture
def client(imm, project):
    made = imm()
    made.create_project(models.CreateProjectRequest(project_name=project))
    return made


def create(project, source, target, format_, **more):
    return models.CreateMediaConvertTaskRequest(
        project_name=project,
        sources=[models.CreateMediaConvertTaskRequestSources(uri=source)],
        targets=[
            models.CreateMediaConvertTaskRequestTargets(
                subtitle=models.TargetSubtitle(
                    extract_subtitle=models.TargetSubtitleExtractSubtitle(
                        format=format_, uri=target
                    )
                )
            )
        ],
        **more,
    )


def wait(client, project, task, definition=False, within_s=60):
    request = models.GetTaskRequest(
        project_name=project,
        task_type="MediaConvert",
        task_id=task,
        request_definition=definition,
    )
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        body = client.get_task(request).body
        if body.status != "Running":
            return body
        time.sleep(0.1)
    raise AssertionError("the task does not end")


def test_all_streams_as_webvtt(service, client, project):
    source = service.put("films-one", "video-demo/test.mkv", FILM)
    target = "oss://captions-one/{dirname}/{barename}_{streamindex}.{autoext}"
    made = client.create_media_convert_task(
        create(project, source, target, "webvtt", user_data='{"run":"a"}', tags={"run": "a"})
    ).body

    ended = wait(client, project, made.task_id, definition=True)

    assert made.task_id.startswith("MediaConvert-")
    assert (ended.status, ended.code, ended.message) == ("Succeeded", "", "")
    assert ended.user_data == '{"run":"a"}'
    assert ended.tags == {"run": "a"}
    assert ended.event_id == made.event_id
    assert json.loads(ended.task_request_definition)["ProjectName"] == project
    files = service.objects("captions-one")
    assert sorted(files) == ["video-demo/test_0.vtt", "video-demo/test_1.vtt"]
    assert files["video-demo/test_0.vtt"].startswith(b"WEBVTT\n")


def test_all_streams_as_srt_to_a_plain_prefix(service, client, project):
    source = service.put("films-two", "test.mkv", FILM)
    made = client.create_media_convert_task(
        create(project, source, "oss://captions-two/outputSubtitle", "srt")
    ).body

    ended = wait(client, project, made.task_id)

    assert ended.status == "Succeeded"
    files = service.objects("captions-two")
    assert sorted(files) == ["outputSubtitle_0.srt", "outputSubtitle_1.srt"]
    assert b"00:00:01,000 --> 00:00:02,500\nOne\n" in files["outputSubtitle_0.srt"]


def test_the_asynchronous_client_does_the_same(service, imm, project):
    source = service.put("films-async", "a film, (1)!.mkv", FILM)

    async def run():
        client = imm()
        await client.create_project_async(models.CreateProjectRequest(project_name=project))
        target = "oss://captions-async/{barename}.{streamindex}.{autoext}"
        request = create(project, source, target, "ass", tags={"x": "a:b,c/d*!'()?"})
        made = (await client.create_media_convert_task_async(request)).body
        while True:
            got = await client.get_task_async(
                models.GetTaskRequest(
                    project_name=project, task_type="MediaConvert", task_id=made.task_id
                )
            )
            if got.body.status != "Running":
                return got.body
            await asyncio.sleep(0.1)

    ended = asyncio.run(run())

    assert ended.status == "Succeeded"
    assert ended.tags == {"x": "a:b,c/d*!'()?"}
    assert "a film, (1)!.0.ass" in service.objects("captions-async")


def test_a_film_that_is_not_there_fails_the_task(service, client, project):
    (service.data / "buckets/films-none").mkdir()
    request = create(project, "oss://films-none/no.mkv", "oss://captions-none/a", "webvtt")
    made = client.create_media_convert_task(request).body

    ended = wait(client, project, made.task_id)

    assert (ended.status, ended.code) == ("Failed", "ResourceNotFound")
    assert "no.mkv" in ended.message


def test_a_project_from_its_beginning_to_its_end(client, project, imm):
    ask = models.GetProjectRequest(project_name=project)
    made = client.get_project(ask).body.project
    tags = [models.UpdateProjectRequestTag(key="team", value="a")]
    client.update_project(
        models.UpdateProjectRequest(project_name=project, description="Mine", tag=tags)
    )
    changed = client.get_project(
        models.GetProjectRequest(project_name=project, with_statistics=True)
    ).body.project
    by_tag = client.list_projects(
        models.ListProjectsRequest(
            prefix=project, tag=[models.ListProjectsRequestTag(key="team", value="a")]
        )
    ).body.projects
    client.delete_project(models.DeleteProjectRequest(project_name=project))

    assert made.create_time == made.update_time
    assert (made.project_queries_per_second, made.engine_concurrency) == (2000, 8)
    assert changed.description == "Mine"
    assert changed.update_time > changed.create_time == made.create_time
    assert [(tag.tag_key, tag.tag_value) for tag in changed.tags] == [("team", "a")]
    assert (changed.dataset_count, changed.file_count) == (0, 0)
    assert [found.project_name for found in by_tag] == [project]
    with pytest.raises(ClientException):
        client.get_project(ask)


def test_buckets_of_a_project(client, project):
    buckets = [f"{project}-{number}" for number in range(3)]
    for bucket in buckets:
        client.attach_ossbucket(
            models.AttachOSSBucketRequest(
                project_name=project, ossbucket=bucket, description="Films"
            )
        )
    ask = models.ListAttachedOSSBucketsRequest(project_name=project, max_results=2)
    first = client.list_attached_ossbuckets(ask).body
    ask.next_token = first.next_token
    second = client.list_attached_ossbuckets(ask).body
    one = client.get_ossbucket_attachment(
        models.GetOSSBucketAttachmentRequest(ossbucket=buckets[1])
    ).body
    client.detach_ossbucket(models.DetachOSSBucketRequest(ossbucket=buckets[1]))

    listed = [*first.attached_ossbuckets, *second.attached_ossbuckets]
    assert [item.ossbucket for item in listed] == buckets
    assert len(first.attached_ossbuckets) == 2
    assert not second.next_token
    assert (one.project_name, one.description) == (project, "Films")
    with pytest.raises(ClientException):
        client.get_ossbucket_attachment(models.GetOSSBucketAttachmentRequest(ossbucket=buckets[1]))


def test_regions(client):
    regions = client.list_regions(models.ListRegionsRequest(accept_language="en-US")).body.regions

    assert [region.region_id for region in regions] == ["local"]


def test_tasks_are_listed_by_page_and_filter(service, client, project):
    source = service.put(f"{project}-films", "a.mkv", FILM)
    made = []
    for number in range(5):
        request = create(
            project, source, f"oss://{project}-captions/{number}/", "srt", tags={"n": number % 2}
        )
        request.targets[0].subtitle.extract_subtitle.uri += "{streamindex}.srt"
        made.append(client.create_media_convert_task(request).body.task_id)
    for task in made:
        assert wait(client, project, task).status == "Succeeded"
    missing = create(project, f"oss://{project}-films/no.mkv", "oss://captions/x", "srt")
    failed = client.create_media_convert_task(missing).body.task_id
    ended = wait(client, project, failed)

    def listed(**filters):
        found, ask = [], models.ListTasksRequest(project_name=project, **filters)
        while True:
            page = client.list_tasks(ask).body
            assert page.max_results == str(len(page.tasks))
            found += [task.task_id for task in page.tasks]
            if not page.next_token:
                return found
            ask.next_token = page.next_token

    assert listed(max_results=2) == sorted([*made, failed])
    assert listed(sort="StartTime") == [*made, failed]
    assert listed(sort="StartTime", order="desc", max_results=4) == [failed, *reversed(made)]
    assert set(listed(sort="EndTime")) == {*made, failed}
    assert listed(status="Failed") == [failed]
    assert listed(status="Running") == []
    assert set(listed(tag_selector="n=1")) == {made[1], made[3]}
    assert listed(task_types=["FaceClustering"]) == []
    assert len(listed(task_types=["MediaConvert", "FaceClustering"])) == 6
    late = models.TimeRange(start=ended.start_time)
    assert listed(start_time_range=late) == [failed]
    early = models.TimeRange(end="2020-01-01T00:00:00Z")
    assert listed(end_time_range=early) == []
    definition = client.list_tasks(
        models.ListTasksRequest(project_name=project, status="Failed", request_definition=True)
    ).body.tasks[0]
    assert json.loads(definition.task_request_definition)["ProjectName"] == project
    ask = models.ListTasksRequest(project_name=project, max_results=1)
    ask.next_token = client.list_tasks(ask).body.next_token
    ask.status = "Failed"
    with pytest.raises(ClientException, match="NextToken"):
        client.list_tasks(ask)


def test_the_captions_of_a_film_without_extracting_them(service, client, project):
    source = service.put(f"{project}-films", "a.mkv", FILM)
    ask = models.DetectMediaMetaRequest(project_name=project, source_uri=source)
    told = client.detect_media_meta(ask).body

    assert told.format_name == "matroska,webm"
    assert told.size == len(FILM)
    assert [stream.language for stream in told.subtitles] == ["en", "de"]
    assert told.subtitles[0].codec_name == "subrip"
    service.put(f"{project}-films", "b.mkv", b"no film at all")
    for uri, code in (
        (f"oss://{project}-films/b.mkv", "InvalidMedia"),
        (f"oss://{project}-films/c.mkv", "ResourceNotFound"),
    ):
        ask.source_uri = uri
        with pytest.raises(ClientException) as caught:
            client.detect_media_meta(ask)
        assert caught.value.code == code


def test_a_bucket_of_another_project_is_not_for_everybody(service, imm, client, project):
    other = f"{project}-other"
    client.create_project(models.CreateProjectRequest(project_name=other))
    client.attach_ossbucket(
        models.AttachOSSBucketRequest(project_name=other, ossbucket=f"{other}-films")
    )
    source = service.put(f"{other}-films", "a.mkv", FILM)
    made = service.make_key(project=project, action="*")
    limited = imm(access_key_id=made["access_key_id"], access_key_secret=made["access_key_secret"])
    calls = [
        create(project, source, "oss://captions/x", "srt"),
        create(project, "oss://films/a.mkv", f"oss://{other}-films/x", "srt"),
        create(project, source, "oss://{bucket}/x_{streamindex}.srt", "srt"),
    ]

    for request in calls:
        with pytest.raises(ClientException) as caught:
            limited.create_media_convert_task(request)
        assert caught.value.code == "NoPermission"
        client.create_media_convert_task(request)  # this key may touch both projects
    with pytest.raises(ClientException) as caught:
        limited.detect_media_meta(
            models.DetectMediaMetaRequest(project_name=project, source_uri=source)
        )
    assert caught.value.code == "NoPermission"


def test_options_of_a_project_hold_for_its_tasks(service, client, project):
    source = service.put(f"{project}-films", "a.mkv", FILM)
    service.command("project", "set", project, "--option", "newline=crlf", "--priority", "5")
    texts = []
    for tags in ({}, {"cuelift:newline": "lf"}):
        request = create(project, source, f"oss://{project}-captions/x", "srt", tags=tags)
        task = client.create_media_convert_task(request).body.task_id
        assert wait(client, project, task).status == "Succeeded"
        texts.append(service.objects(f"{project}-captions")["x_0.srt"])

    assert b"\r\n" in texts[0]
    assert b"\r\n" not in texts[1]
