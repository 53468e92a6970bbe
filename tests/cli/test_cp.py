"""``cuelift cp``, as a user calls it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from cuelift.cli.main import run
from cuelift.store.copy_options import CopyReport
from cuelift.store.copying import copy_object
from tests.support.bucket_server import FakeBucket
from tests.support.range_server import RangeServer


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("OSS_ACCESS_KEY_ID", "id")
    monkeypatch.setenv("OSS_ACCESS_KEY_SECRET", "secret")
    for path in ("films/a.mkv", "films/deep/b.mkv"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    return tmp_path


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch):
    kept = FakeBucket()
    with RangeServer() as server:
        server.rules.append(kept)
        monkeypatch.setenv("OSS_ENDPOINT", server.url(""))
        yield kept


def test_a_film_goes_into_a_bucket_and_back(folder, bucket, capsys):
    assert run(["cp", "films/a.mkv", "oss://films/x/a.mkv"]) == 0
    said = capsys.readouterr().out
    assert "films/a.mkv -> oss://films/x/a.mkv: 11 B" in said
    assert run(["cp", "oss://films/x/a.mkv", "back.mkv", "-q"]) == 0

    assert bucket.objects == {"x/a.mkv": b"films/a.mkv"}
    assert (folder / "back.mkv").read_text() == "films/a.mkv"
    assert capsys.readouterr().out == ""


def test_a_folder_as_target_keeps_the_name(folder, bucket):
    (folder / "out").mkdir()
    assert run(["cp", "films/a.mkv", "oss://films/in/"]) == 0
    assert run(["cp", "oss://films/in/a.mkv", "out"]) == 0
    assert run(["cp", "films/a.mkv", "new/"]) == 0
    assert run(["cp", "films/a.mkv", "films/deep/b.mkv", "oss://films"]) == 0

    assert (folder / "out/a.mkv").exists()
    assert (folder / "new/a.mkv").exists()
    assert set(bucket.objects) == {"in/a.mkv", "a.mkv", "b.mkv"}


def test_what_lies_below_keeps_its_path_below(folder, bucket, capsys):
    bucket.objects["mark/"] = b""
    assert run(["cp", "-r", "films", "oss://films/all", "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert {"all/a.mkv", "all/deep/b.mkv"} <= set(bucket.objects)
    assert [copy["target"] for copy in report["copies"]] == [
        "oss://films/all/a.mkv",
        "oss://films/all/deep/b.mkv",
    ]
    assert run(["cp", "-r", "oss://films/all/", "oss://films/mark/", "back/"]) == 0
    assert (folder / "back/deep/b.mkv").read_text() == "films/deep/b.mkv"


def test_a_folder_without_the_option_is_a_usage_error(folder, bucket, capsys):
    for source in ("films", "oss://films/all/", "oss://films"):
        assert run(["cp", source, "x/"]) == 2
        assert "-r copies what lies below it" in capsys.readouterr().err
    assert run(["cp", "-r", "oss://films/none/", "x/"]) == 2
    assert "nothing to copy" in capsys.readouterr().err


@pytest.mark.parametrize("key", ["a/../../up", "a//b", "./c", "a/.."])
def test_keys_never_lead_out_of_the_target_folder(folder, bucket, capsys, key):
    bucket.objects[f"bad/{key}"] = b"x"

    assert run(["cp", "-r", "oss://films/bad/", "out/"]) == 2
    assert "cannot be a path below" in capsys.readouterr().err
    assert not (folder / "up").exists()


def test_a_url_gives_its_last_segment_as_name(folder, capsys):
    with RangeServer({"/v/film.mkv": b"data"}) as web:
        assert run(["cp", web.url("/v/film.mkv?sig=1"), "out/"]) == 0
        assert run(["cp", web.url("/"), "out/"]) == 2
    assert (folder / "out/film.mkv").read_bytes() == b"data"
    assert "sig=1" not in capsys.readouterr().out


def test_one_failing_copy_costs_itself_only(folder, bucket, capsys):
    code = run(["cp", "films/none.mkv", "films/a.mkv", "out/", "--json"])

    captured = capsys.readouterr()
    report = json.loads(captured.out)["copies"]
    assert code == 3
    assert report[0]["error_type"] == "NotFound"
    assert "none.mkv does not exist" in captured.err
    assert report[1]["error"] is None
    assert (folder / "out/a.mkv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["films/a.mkv", "films/a.mkv"], "the same object"),
        (["films/a.mkv", "http://127.0.0.1/x"], "cannot be written"),
        (["memory:a", "x"], "memory is of no use"),
        (["films/a.mkv", "memory:a"], "memory is of no use"),
        (["films/a.mkv", "films/deep/../a.mkv", "out/"], "would both be copied to out/a.mkv"),
    ],
)
def test_requests_that_cannot_be_met(folder, capsys, arguments, said):
    assert run(["cp", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_one_report_for_one_copy(folder, capsys):
    assert run(["cp", "films/a.mkv", "b.mkv", "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert set(report) == set(CopyReport.__struct_fields__)
    assert (report["size_bytes"], report["target"]) == (11, "b.mkv")


def test_the_target_may_have_an_endpoint_of_its_own(folder, bucket, monkeypatch):
    other = FakeBucket()
    bucket.objects["a"] = b"data"
    with RangeServer() as server:
        server.rules.append(other)
        arguments = ["--to-endpoint", server.url(""), "--to-region", "r"]
        assert run(["cp", "oss://films/a", "oss://films/b", *arguments]) == 0
    assert other.objects == {"b": b"data"}


def test_a_resumed_copy_says_what_was_there(folder, capsys, monkeypatch):
    def resumed(*arguments):
        report = copy_object(*arguments)
        report.resumed_bytes = 7
        return report

    monkeypatch.setattr("cuelift.store.copying.copy_object", resumed)
    assert run(["cp", "films/a.mkv", "b.mkv"]) == 0
    assert "7 B were there" in capsys.readouterr().out


def test_a_terminal_sees_a_bar(folder, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run(["cp", "films/a.mkv", "b.mkv"]) == 0

    assert "films/a.mkv" in capsys.readouterr().err


def test_a_stop_ends_all_copies(folder, monkeypatch, capsys):
    from cuelift.errors import Cancelled

    def stopped(*_):
        raise Cancelled("stopped")

    monkeypatch.setattr("cuelift.store.copying.copy_object", stopped)
    assert run(["cp", "films/a.mkv", "films/deep/b.mkv", "out/"]) == 130
