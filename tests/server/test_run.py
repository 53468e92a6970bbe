"""``cuelift serve`` as a process: its start, its end, and several of them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import trustme
from alibabacloud_imm20200930 import models
from alibabacloud_imm20200930.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException
from alibabacloud_tea_openapi.models import Config

from benchmarks.service_load import sign
from tests.server.raw import connect, exchange, read_reply
from tests.server.test_sdk import FILM, create, wait
from tests.support.service import Service

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

HELP = {"project_name": "p"}


def client_of(service: Service, key: tuple[str, str], **more: str) -> Client:
    settings = {"protocol": "http", **more}
    return Client(
        Config(endpoint=service.host, access_key_id=key[0], access_key_secret=key[1], **settings)
    )


def test_the_first_start_prints_a_key_once(tmp_path):
    first = Service(tmp_path / "data")
    key = first.first_key
    client_of(first, key).create_project(models.CreateProjectRequest(project_name="p"))
    code = first.stop()
    second = Service(tmp_path / "data")
    told = client_of(second, key).get_project(models.GetProjectRequest(project_name="p")).body
    second.stop()

    assert code == 0
    assert told.project.project_name == "p"
    assert "access key" in first.said
    assert "access key" not in second.said
    assert key[1] not in first.log + second.log
    secret = tmp_path / "data/secret.key"
    assert secret.stat().st_mode & 0o777 == 0o600
    for path in (tmp_path / "data").glob("*.sqlite*"):
        assert key[1].encode() not in path.read_bytes(), path
        assert path.stat().st_mode & 0o077 == 0, path
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_keys_are_made_and_revoked_while_the_server_runs(service):
    made = service.make_key(project="p*", action="GetProject")
    client = client_of(service, (made["access_key_id"], made["access_key_secret"]))
    ask = models.GetProjectRequest(project_name="p-none")

    with pytest.raises(ClientException, match="not found"):
        client.get_project(ask)
    listed = service.command("keys", "list", "--json")
    service.command("keys", "revoke", made["access_key_id"])
    time.sleep(1.2)

    with pytest.raises(ClientException) as caught:
        client.get_project(ask)
    assert caught.value.code == "InvalidAccessKeyId.Inactive"
    assert made["access_key_id"] in [key["access_key_id"] for key in listed]
    assert "secret" not in json.dumps(listed)


def test_a_folder_serves_one_server(service):
    other = subprocess.run(
        [sys.executable, "-m", "cuelift", "serve", "--data", str(service.data), "--port", "0"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert other.returncode != 0
    assert f"is used by another cuelift serve (process {service.process.pid})" in other.stderr
    assert "Traceback" not in other.stderr


def test_an_address_in_use_is_told(service, tmp_path):
    port = service.host.rpartition(":")[2]
    other = subprocess.run(
        [sys.executable, "-m", "cuelift", "serve", "--data", str(tmp_path), "--port", port],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert other.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in other.stderr


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[limits]\nwall_s = 'x'\n", "limits.wall_s = 'x'"),
        ("[topics.a]\nkind = 'webhook'\nurl = 'https://a'\n", "topics.a"),
        ("[topics.a]\nkind = 'webhook'\nurl = 'ftp://a'\nsecret = 'whsec_YWFh'\n", "'a'"),
    ],
)
def test_a_configuration_that_cannot_be_is_told(tmp_path, text, named):
    (tmp_path / "config.toml").write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "cuelift", "serve", "--data", str(tmp_path), "--port", "0"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_pages_for_anybody(service):
    health, ready = service.ask("/healthz"), service.ask("/readyz")
    metrics, page = service.ask("/metrics"), service.ask("/docs")

    assert (health[0], json.loads(health[2])) == (200, {"status": "ok"})
    assert json.loads(ready[2]) == {"status": "ok", "database": "ok", "worker": "ok"}
    assert metrics[0] == 200
    assert b"cuelift_requests_total" in metrics[2]
    assert b"cuelift_task_places" in metrics[2]
    assert page[1]["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page[1]["content-security-policy"]
    assert b"CreateMediaConvertTask" in page[2]
    assert not re.search(rb"<(script|link|img)|url\(|https?://(?!docs)", page[2])


@pytest.mark.parametrize(
    ("path", "method", "status", "code"),
    [
        ("/nothing", "GET", 404, "NotFound"),
        ("/healthz", "POST", 405, "UnsupportedHTTPMethod"),
        ("/", "PUT", 405, "UnsupportedHTTPMethod"),
        ("/", "GET", 400, "IncompleteSignature"),
    ],
)
def test_every_error_is_the_contracts_json(service, path, method, status, code):
    answered, headers, body = service.ask(path, method)
    told = json.loads(body)

    assert answered == status
    assert headers["content-type"] == "application/json;charset=utf-8"
    assert set(told) >= {"Code", "Message", "RequestId", "HostId"}
    assert told["Code"] == code
    assert headers["x-acs-request-id"] == told["RequestId"]


def test_a_body_that_is_too_large_is_refused(service):
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n"
    told = exchange(service, head % (2 * 1024 * 1024))
    chunk = b"100000\r\n" + bytes(0x100000) + b"\r\n"
    with connect(service) as peer:
        peer.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk)
        peer.sendall(b"1\r\na\r\n0\r\n\r\n")
        streamed = read_reply(peer)

    for answer in (told, streamed):
        assert (answer.status, answer.json["Code"]) == (413, "RequestEntityTooLarge")


def test_a_large_request_line_reaches_the_actions(service, project):
    key_id, secret = service.first_key
    tags = json.dumps({"a": "x" * 200})
    parameters = {"ProjectName": project, "Ballast": "x" * 256 * 1024, "Tags": tags}
    answer = exchange(service, sign(service.host, "GetProject", parameters, key_id, secret))
    longer = {"ProjectName": project, "Ballast": "x" * 600 * 1024}
    refused = exchange(service, sign(service.host, "GetProject", longer, key_id, secret))

    assert (answer.status, answer.json["Code"]) == (400, "ResourceNotFound")
    assert (refused.status, refused.json["Code"]) == (414, "RequestURITooLong")


def test_tls_with_a_private_authority(tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    made = authority.issue_cert("127.0.0.1", "localhost")
    made.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    for number, part in enumerate(made.cert_chain_pems):
        part.write_to_path(str(tmp_path / "cert.pem"), append=number > 0)
    service = Service(
        tmp_path / "data",
        "--tls-cert", str(tmp_path / "cert.pem"), "--tls-key", str(tmp_path / "key.pem"),
    )  # fmt: skip
    try:
        assert service.url.startswith("https://")
        ca = str(tmp_path / "ca.pem")
        client = client_of(service, service.first_key, protocol="https", ca=ca)
        made = client.create_project(models.CreateProjectRequest(project_name="p")).body
    finally:
        service.stop()
    broken = subprocess.run(
        [sys.executable, "-m", "cuelift", "serve", "--data", str(tmp_path / "other"), "--port",
         "0", "--tls-cert", str(tmp_path / "ca.pem"), "--tls-key", str(tmp_path / "key.pem")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    half = subprocess.run(
        [sys.executable, "-m", "cuelift", "serve", "--tls-cert", str(tmp_path / "ca.pem")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert made.project.project_name == "p"
    assert broken.returncode == 2
    assert "cannot be used" in broken.stderr
    assert half.returncode == 2
    assert "go together" in half.stderr


def test_the_log_tells_requests_without_their_secrets(tmp_path):
    service = Service(tmp_path / "data", "--access-log", "--log-json")
    key_id, secret = service.first_key
    bearer = service.make_key("--bearer")["bearer_token"]
    request = sign(service.host, "GetProject", {"ProjectName": "p"}, key_id, secret)
    exchange(service, request)
    service.ask(
        "/v1/projects?x-oss-signature=abcdef", headers={"Authorization": f"Bearer {bearer}"}
    )
    service.stop(signal.SIGINT)
    lines = [json.loads(line) for line in service.log.splitlines()]

    told = [line for line in lines if line["logger"] == "cuelift.access"]
    assert [line["action"] for line in told] == ["GetProject", "v1:ListProjects"]
    assert told[0]["key"] == key_id
    assert told[0]["code"] == "ResourceNotFound"
    assert told[0]["project"] == "p"
    signature = re.search(rb"Signature=(\w+)", request)
    for hidden in (secret, bearer, "abcdef", signature[1].decode()):
        assert hidden not in service.log


def _start_film(service: Service, count: int) -> list[str]:
    client = client_of(service, service.first_key)
    client.create_project(models.CreateProjectRequest(project_name="p"))
    source = service.put("films", "a.mkv", FILM)
    return [
        client.create_media_convert_task(
            create("p", source, f"oss://captions/{number}_{{streamindex}}.srt", "srt")
        ).body.task_id
        for number in range(count)
    ]


def test_the_end_is_waited_for_and_nothing_is_lost(tmp_path):
    service = Service(tmp_path / "data")
    tasks = _start_film(service, 10)
    begun = time.monotonic()
    code = service.stop()
    took = time.monotonic() - begun
    again = Service(tmp_path / "data")
    client = client_of(again, service.first_key)
    ended = [wait(client, "p", task) for task in tasks]
    code_again = again.stop()

    assert (code, code_again) == (0, 0)
    assert took < 25
    assert {(task.status, task.code, task.message) for task in ended} == {("Succeeded", "", "")}
    assert len(again.objects("captions")) == 20


def test_a_second_signal_ends_it_at_once(tmp_path):
    service = Service(tmp_path / "data")
    with connect(service) as peer:
        peer.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")
        time.sleep(0.2)
        service.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert service.process.poll() is None
        begun = time.monotonic()
        service.process.send_signal(signal.SIGTERM)
        code = service.process.wait(10)

    assert code == 1
    assert time.monotonic() - begun < 2


def test_a_kill_leaves_no_process_behind(tmp_path):
    service = Service(tmp_path / "data")
    children = _children(service.process.pid)
    service.kill()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in children):
        assert time.monotonic() < deadline
        time.sleep(0.05)

    assert children


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parts[2]))
    return found


@pytest.mark.postgres
def test_several_servers_on_one_database(tmp_path, postgres_url):
    data = tmp_path / "data"
    options = ("--database", postgres_url)
    one = Service(data, *options, "--role", "api")
    two = Service(data, *options, "--role", "api")
    worker = Service(data, *options, "--role", "worker")
    try:
        key = one.first_key
        project = {"ProjectName": "p"}
        client_of(one, key).create_project(models.CreateProjectRequest(project_name="p"))
        # The same bytes at another process: its host is part of what is signed, so one name.
        request = sign("imm.local", "GetProject", project, *key)
        first, replayed = exchange(one, request), exchange(two, request)
        source = one.put("films", "a.mkv", FILM)
        made = client_of(one, key).create_media_convert_task(
            create("p", source, "oss://captions/x", "srt")
        )
        ended = wait(client_of(two, key), "p", made.body.task_id)
        ready = json.loads(worker.ask("/readyz")[2])
        refused = worker.ask("/", "POST")
    finally:
        codes = [service.stop() for service in (one, two, worker)]

    assert first.status == 200
    assert (replayed.status, replayed.json["Code"]) == (400, "SignatureNonceUsed")
    assert ended.status == "Succeeded"
    assert sorted(one.objects("captions")) == ["x_0.srt", "x_1.srt"]
    assert ready == {"status": "ok", "database": "ok", "worker": "ok"}
    assert refused[0] == 404
    assert "access key" not in worker.said + two.said
    assert codes == [0, 0, 0]
    password = postgres_url.partition("://")[2]
    assert password not in one.log + two.log + worker.log


@pytest.mark.postgres
def test_a_database_that_is_away_makes_a_server_unready(tmp_path, postgres_server):
    url = postgres_server.url()
    service = Service(
        tmp_path / "data", "--database", url, "--role", "api",
        environment={"PGCONNECT_TIMEOUT": "2"},
    )  # fmt: skip
    try:
        assert service.ask("/readyz")[0] == 200
        request = sign(service.host, "GetProject", {"ProjectName": "p"}, *service.first_key)
        postgres_server.stop()
        status, _, body = service.ask("/readyz")
        begun = time.monotonic()
        refused = exchange(service, request)
        took = time.monotonic() - begun
    finally:
        postgres_server.start()
        service.stop()
    assert status == 503
    assert json.loads(body)["database"] != "ok"
    assert (refused.status, refused.json["Code"]) == (503, "ServiceUnavailable")
    assert took < 10
