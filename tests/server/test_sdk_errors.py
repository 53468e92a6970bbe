"""Errors as the official clients raise them, keys of every kind, and the older client."""

from __future__ import annotations

import json
import time

import pytest
from alibabacloud_imm20200930 import models
from alibabacloud_tea_openapi.exceptions import ClientException, ThrottlingException

from benchmarks.service_load import sign
from tests.server.raw import exchange
from tests.server.test_sdk import create
from tests.support.service import Service

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def client(imm, project):
    made = imm()
    made.create_project(models.CreateProjectRequest(project_name=project))
    return made


def refusal(call, *arguments):
    with pytest.raises(ClientException) as caught:
        call(*arguments)
    error = caught.value
    assert error.request_id
    assert error.data["RequestId"] == error.request_id
    return error


def test_what_is_not_there_is_told_so(client, project):
    ask = models.GetTaskRequest(project_name=project, task_type="MediaConvert", task_id="no")
    error = refusal(client.get_task, ask)

    assert (error.code, error.status_code) == ("ResourceNotFound", 400)
    assert "The specified resource Task is not found." in error.message
    for call, request in (
        (client.get_project, models.GetProjectRequest(project_name="nobody")),
        (client.delete_project, models.DeleteProjectRequest(project_name="nobody")),
        (client.update_project, models.UpdateProjectRequest(project_name="nobody")),
        (client.list_tasks, models.ListTasksRequest(project_name="nobody")),
        (client.list_attached_ossbuckets,
         models.ListAttachedOSSBucketsRequest(project_name="nobody")),
        (client.get_ossbucket_attachment,
         models.GetOSSBucketAttachmentRequest(ossbucket="no-bucket")),
        (client.detach_ossbucket, models.DetachOSSBucketRequest(ossbucket="no-bucket")),
        (client.create_media_convert_task,
         create("nobody", "oss://bucket/a.mkv", "oss://bucket/a", "srt")),
    ):  # fmt: skip
        assert refusal(call, request).code == "ResourceNotFound", call


def test_what_is_there_is_told_so(client, project):
    error = refusal(client.create_project, models.CreateProjectRequest(project_name=project))

    assert error.code == "ResourceAlreadyExists"
    attach = models.AttachOSSBucketRequest(project_name=project, ossbucket=project)
    client.attach_ossbucket(attach)
    assert refusal(client.attach_ossbucket, attach).code == "ResourceAlreadyExists"
    holding = refusal(client.delete_project, models.DeleteProjectRequest(project_name=project))
    assert holding.code == "ResourceNotEmpty"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"format_": "mp4"}, "Targets[0].Subtitle.ExtractSubtitle.Format"),
        ({"target": "s3://bucket/a"}, "ExtractSubtitle.URI"),
        ({"target": "oss://bucket/{nonsense}.vtt"}, "nonsense"),
        ({"target": "oss://bucket/../a"}, "ExtractSubtitle.URI"),
        ({"target": "oss://{title}/a.vtt"}, "ExtractSubtitle.URI"),
        ({"source": "https://host/a.mkv"}, "Sources[0].URI"),
        ({"source": "oss://bucket"}, "Sources[0].URI"),
        ({"user_data": "x" * 2049}, "UserData"),
        ({"tags": {"cuelift:clean": "all"}}, "Tags.cuelift:clean"),
        ({"tags": {"cuelift:translate": "german"}}, "Tags.cuelift:translate"),
        ({"tags": {"cuelift:styles": "no"}}, "Tags.cuelift:styles"),
    ],
)
def test_a_task_that_cannot_be_is_refused_by_the_name_of_the_field(client, project, changes, named):
    given = {"source": "oss://bucket/a.mkv", "target": "oss://bucket/a", "format_": "srt"}
    error = refusal(client.create_media_convert_task, create(project, **(given | changes)))

    assert error.code == "InvalidArgument"
    assert named in error.message


def test_an_action_that_is_not_done_here(client, project):
    request = models.GenerateVideoPlaylistRequest(project_name=project, source_uri="oss://b/a")
    error = refusal(client.generate_video_playlist, request)

    assert (error.code, error.status_code) == ("InvalidAction.NotFound", 404)


def test_keys_that_do_not_fit(service, imm, project):
    key_id, secret = service.first_key
    ask = models.GetProjectRequest(project_name=project)

    wrong = imm(access_key_id=key_id, access_key_secret="wrong")
    assert refusal(wrong.get_project, ask).code == "SignatureDoesNotMatch"
    unknown = refusal(imm(access_key_id="nobody", access_key_secret=secret).get_project, ask)
    assert (unknown.code, unknown.status_code) == ("InvalidAccessKeyId.NotFound", 404)


def test_a_key_may_only_do_what_it_was_given(service, imm):
    made = service.make_key(project="team-a*", action="GetProject")
    client = imm(access_key_id=made["access_key_id"], access_key_secret=made["access_key_secret"])

    other = refusal(client.get_project, models.GetProjectRequest(project_name="team-b"))
    action = refusal(client.create_project, models.CreateProjectRequest(project_name="team-a1"))
    own = refusal(client.get_project, models.GetProjectRequest(project_name="team-a1"))

    assert (other.code, other.status_code) == ("NoPermission", 403)
    assert other.access_denied_detail["AuthAction"] == "imm:GetProject"
    assert other.access_denied_detail["AuthPrincipalDisplayName"] == made["access_key_id"]
    assert action.code == "NoPermission"
    assert own.code == "ResourceNotFound"


def test_lists_hold_what_a_key_may_touch(service, imm, project):
    client = imm()
    for name in (f"{project}-a", f"{project}-b", f"{project}-c"):
        client.create_project(models.CreateProjectRequest(project_name=name))
    made = service.make_key("--project", f"{project}-c", project=f"{project}-a", action="List*")
    limited = imm(access_key_id=made["access_key_id"], access_key_secret=made["access_key_secret"])

    ask = models.ListProjectsRequest(prefix=project, max_results=1)
    first = limited.list_projects(ask).body
    ask.next_token = first.next_token
    second = limited.list_projects(ask).body

    assert [p.project_name for p in first.projects] == [f"{project}-a"]
    assert [p.project_name for p in second.projects] == [f"{project}-c"]
    assert not second.next_token


def test_temporary_keys_and_bearer_tokens(service, imm, client, project):
    sts = service.make_key("--sts", "--expires", "15m")
    settings = {
        "access_key_id": sts["access_key_id"],
        "access_key_secret": sts["access_key_secret"],
        "security_token": sts["security_token"],
        "type": "sts",
    }
    ask = models.GetProjectRequest(project_name=project)

    assert imm(**settings).get_project(ask).body.project.project_name == project
    stolen = imm(**(settings | {"security_token": "another"}))
    mismatch = refusal(stolen.get_project, ask)
    assert mismatch.code == "InvalidSecurityToken.MismatchWithAccessKey"
    bearer = service.make_key("--bearer")["bearer_token"]
    told = imm(bearer_token=bearer, type="bearer").get_project(ask).body
    assert told.project.project_name == project
    unknown = refusal(imm(bearer_token="clbt_no", type="bearer").get_project, ask)
    assert unknown.code == "InvalidSecurityToken.NotFound"


def test_rpc_signatures(service, imm, client, project):
    key_id, secret = service.first_key
    ask = models.GetProjectRequest(project_name=project)
    rpc = imm(access_key_id=key_id, access_key_secret=secret, signature_algorithm="v2")
    wrong = imm(access_key_id=key_id, access_key_secret="no", signature_algorithm="v2")

    assert rpc.get_project(ask).body.project.project_name == project
    assert refusal(wrong.get_project, ask).code == "SignatureDoesNotMatch"


def test_the_older_client(service, client, project):
    from aliyunsdkcore.acs_exception.exceptions import ServerException as OldServerException
    from aliyunsdkcore.client import AcsClient
    from aliyunsdkcore.request import CommonRequest

    def request(action, method="POST", body=None, **parameters):
        made = CommonRequest(domain=service.host, version="2020-09-30", action_name=action)
        made.set_protocol_type("http")
        made.set_method(method)
        for name, value in parameters.items():
            made.add_query_param(name, value)
        for name, value in (body or {}).items():
            made.add_body_params(name, value)
        return made

    old = AcsClient(*service.first_key, "local")

    told = json.loads(old.do_action_with_exception(request("GetProject", ProjectName=project)))
    got = old.do_action_with_exception(request("GetProject", "GET", ProjectName=project))
    form = request("GetProject", body={"ProjectName": project})
    assert told["Project"]["ProjectName"] == project
    assert json.loads(got)["Project"] == told["Project"]
    assert json.loads(old.do_action_with_exception(form))["Project"] == told["Project"]
    with pytest.raises(OldServerException) as caught:
        old.do_action_with_exception(request("GetProject", ProjectName="nobody"))
    assert caught.value.get_error_code() == "ResourceNotFound"
    assert caught.value.get_http_status() == 400
    assert caught.value.get_request_id()


def test_too_much_at_once_is_put_off(tmp_path, project):
    from alibabacloud_imm20200930.client import Client
    from alibabacloud_tea_openapi.models import Config

    limits = "[limits]\nproject_queries = 3\nwaiting = 1\n"
    service = Service(tmp_path / "data", "--role", "api", config=limits)
    try:
        key_id, secret = service.first_key
        client = Client(
            Config(
                endpoint=service.host,
                protocol="http",
                access_key_id=key_id,
                access_key_secret=secret,
            )
        )
        client.create_project(models.CreateProjectRequest(project_name=project))
        request = create(project, "oss://bucket/a.mkv", "oss://bucket/a", "srt")
        client.create_media_convert_task(request)
        with pytest.raises(ThrottlingException) as waiting:
            client.create_media_convert_task(request)
        ask = models.GetProjectRequest(project_name=project)
        caught = [waiting.value]
        for _ in range(10):
            try:
                client.get_project(ask)
            except ThrottlingException as error:
                caught.append(error)
    finally:
        service.stop()

    assert len(caught) > 1
    for error in caught:
        assert (error.code, error.status_code) == ("Throttling.User", 429)
        assert 0 < error.retry_after <= 1000


def test_a_request_counts_once(service, client, project):
    key_id, secret = service.first_key
    request = sign(service.host, "GetProject", {"ProjectName": project}, key_id, secret)

    first, again = exchange(service, request), exchange(service, request)

    assert first.status == 200
    assert (again.status, again.json["Code"]) == (400, "SignatureNonceUsed")


def test_a_clock_that_is_wrong(service, client, project, monkeypatch):
    key_id, secret = service.first_key
    past = time.gmtime(time.time() - 16 * 60)
    monkeypatch.setattr("benchmarks.service_load.time.gmtime", lambda: past)
    request = sign(service.host, "GetProject", {"ProjectName": project}, key_id, secret)

    answer = exchange(service, request)

    assert (answer.status, answer.json["Code"]) == (400, "InvalidTimeStamp.Expired")
