"""Films on an S3 server that others wrote, through the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cuelift.cli.main import run
from tests.support.s3_server import BUCKET, KEY_ID, SECRET, S3Server, s3_server
from tests.support.small import LINES, Text, mkv

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the server's own libraries
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
FILM = mkv(Text(LINES), Text(LINES, language="ger"))


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with s3_server() as running:
        yield running


@pytest.fixture
def place(server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    """The server with two films, and an environment that finds it as S3 and as OSS."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": KEY_ID,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": server.endpoint,
        "OSS_ACCESS_KEY_ID": KEY_ID,
        "OSS_ACCESS_KEY_SECRET": SECRET,
        "OSS_REGION": "us-east-1",
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    for key in ("films/one.mkv", "films/deep/two.mkv", "films/readme.txt"):
        server.client.put_object(Bucket=BUCKET, Key=key, Body=FILM)
    yield server
    for item in server.client.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
        server.client.delete_object(Bucket=BUCKET, Key=item["Key"])


def keys(server: S3Server) -> list[str]:
    listed = server.client.list_objects_v2(Bucket=BUCKET)["Contents"]
    return [item["Key"] for item in listed if item["Key"].startswith("out/")]


def body(server: S3Server, key: str) -> str:
    text: str = server.client.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode()
    return text


def test_an_object_is_extracted_into_the_working_directory(place, capsys):
    assert run(["extract", f"s3://{BUCKET}/films/one.mkv", "-f", "srt", "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert report["requests"]["head"] == 1
    assert report["requests"]["get"] >= 2
    assert Path("one.en.srt").read_text().count("-->") == 3
    assert Path("one.de.srt").exists()


def test_outputs_go_back_to_the_bucket(place):
    target = f"s3://{BUCKET}/out/{{barename}}.{{streamindex}}.{{autoext}}"

    assert run(["extract", f"s3://{BUCKET}/films/one.mkv", "-o", target, "-q"]) == 0
    assert keys(place) == ["out/one.0.vtt", "out/one.1.vtt"]
    assert body(place, "out/one.0.vtt").startswith("WEBVTT\n")


def test_a_prefix_and_a_pattern_stand_for_the_films_below(place, capsys):
    target = f"s3://{BUCKET}/out/{{barename}}.{{streamindex}}.{{autoext}}"
    prefix = ["extract", f"s3://{BUCKET}/films/", "-o", target, "--jobs", "1", "--json"]
    assert run(prefix) == 0
    first = json.loads(capsys.readouterr().out)["summary"]
    assert run(prefix) == 0
    second = json.loads(capsys.readouterr().out)["summary"]
    assert run(["probe", f"s3://{BUCKET}/films/**/t*.mkv"]) == 0

    assert (first["sources"], first["outputs"], first["skipped"]) == (2, 4, 0)
    assert second["skipped"] == 2
    assert "films/deep/two.mkv" in capsys.readouterr().out


def test_oss_is_read_through_its_s3_endpoint(place):
    arguments = ["--endpoint", place.endpoint, "--oss-api", "s3", "-f", "srt", "-q"]

    assert run(["extract", f"oss://{BUCKET}/films/one.mkv", *arguments]) == 0
    assert Path("one.en.srt").exists()


def test_an_archived_object_is_an_error_that_says_so(place, capsys):
    place.client.put_object(Bucket=BUCKET, Key="cold.mkv", Body=FILM, StorageClass="GLACIER")

    assert run(["extract", f"s3://{BUCKET}/cold.mkv"]) == 3
    assert "GLACIER" in capsys.readouterr().err


def test_missing_objects_buckets_and_keys_are_told_apart(place, capsys, monkeypatch):
    assert run(["probe", f"s3://{BUCKET}/gone.mkv"]) == 3
    assert "gone.mkv" in capsys.readouterr().err
    assert run(["probe", "s3://no-such-bucket/film.mkv"]) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_secrets_stay_out_of_what_is_said(place, capsys):
    run(["extract", f"s3://{BUCKET}/films/one.mkv", "--json", "--explain"])
    run(["probe", f"s3://{BUCKET}/gone.mkv"])

    caught = capsys.readouterr()
    assert SECRET not in caught.out + caught.err
    assert "Signature" not in caught.out + caught.err
