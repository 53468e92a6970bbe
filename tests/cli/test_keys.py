from __future__ import annotations

import json
import time

import pytest

from cuelift.cli.main import run


@pytest.fixture
def keys(tmp_path, capsys):
    def call(*arguments):
        code = run(["keys", *arguments, "--data", str(tmp_path / "data")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


CREATE = ("create", "--project", "team-*", "--project", "films", "--action", "GetTask")


def test_a_key_is_made_and_listed_without_its_secret(keys):
    code, out, _ = keys(*CREATE, "--note", "for tests", "--json")
    made = json.loads(out)
    listed = json.loads(keys("list", "--json")[1])
    table = keys("list")[1]

    assert code == 0
    assert made["access_key_id"].startswith("CL")
    assert made["access_key_secret"]
    assert made["security_token"] is None
    assert made["bearer_token"] is None
    assert listed == [
        {name: made[name] for name in made if "secret" not in name and "token" not in name}
    ]
    assert (listed[0]["projects"], listed[0]["actions"]) == (["team-*", "films"], ["GetTask"])
    assert made["access_key_secret"] not in table
    assert "valid" in table


def test_a_key_is_printed_for_people(keys):
    _, out, err = keys(*CREATE)

    assert [line.partition(":")[0] for line in out.splitlines()] == [
        "access key id",
        "access key secret",
    ]
    assert "shown once" in err


def test_a_temporary_key_ends_within_the_hour(keys):
    made = json.loads(keys(*CREATE, "--sts", "--json")[1])

    assert made["security_token"]
    end = time.strptime(made["expires"], "%Y-%m-%dT%H:%M:%SZ")
    made_at = time.strptime(made["created"], "%Y-%m-%dT%H:%M:%SZ")
    assert time.mktime(end) - time.mktime(made_at) == pytest.approx(3600, abs=2)


def test_a_bearer_token_has_no_secret(keys):
    made = json.loads(keys(*CREATE, "--bearer", "--json")[1])

    assert made["bearer_token"]
    assert made["access_key_secret"] is None
    assert made["kind"] == "bearer"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2w", None),
        ("2100-01-31", "2100-01-31T00:00:00Z"),
        ("2100-01-31T12:00:00+02:00", "2100-01-31T10:00:00Z"),
    ],
)
def test_the_end_of_a_key(keys, text, end):
    made = json.loads(keys(*CREATE, "--expires", text, "--json")[1])

    assert made["expires"] == end or end is None
    assert made["expires"] > made["created"]
    assert "until" in keys("list")[1]


def test_keys_end_and_are_revoked(keys):
    short = json.loads(keys(*CREATE, "--expires", "1s", "--json")[1])["access_key_id"]
    gone = json.loads(keys(*CREATE, "--json")[1])["access_key_id"]
    time.sleep(1.1)

    assert keys("revoke", gone)[:2] == (0, f"revoked {gone}\n")
    rows = {line.split()[0]: line for line in keys("list")[1].splitlines()}
    assert "expired" in rows[short]
    assert "revoked" in rows[gone]
    code, _, err = keys("revoke", gone)
    assert code == 2
    assert gone in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("create", "--project", "a"),
        ("create", "--action", "a"),
        ("create", "--project", "", "--action", "GetTask"),
        ("create", "--project", "a\nb", "--action", "GetTask"),
        ("create", "--project", "a", "--action", ""),
        ("create", "--project", "a", "--action", "gettask"),
        ("create", "--project", "a", "--action", "GetTask", "--action", "imm:GetTask"),
        (*CREATE, "--note", "a\nb"),
        (*CREATE, "--sts", "--bearer"),
        (*CREATE, "--expires", "soon"),
        (*CREATE, "--expires", "2020-01-01"),
        ("revoke", "nobody"),
    ],
)
def test_what_cannot_be_asked_for(keys, arguments):
    code, out, err = keys(*arguments)

    assert code == 2
    assert out == ""
    assert err


def test_a_key_file_is_made_once(tmp_path, capsys):
    path = tmp_path / "shared.key"

    assert run(["keys", "init", str(path)]) == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert run(["keys", "init", str(path)]) == 2
    assert str(path) in capsys.readouterr().err
