from __future__ import annotations

import json

import pytest

from cuelift.cli.main import run


@pytest.fixture
def project(tmp_path, capsys):
    def call(*arguments):
        code = run(["project", *arguments, "--data", str(tmp_path / "data")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_a_project_is_made_changed_and_shown(project):
    assert project("create", "films")[0] == 0
    changed = json.loads(
        project(
            "set", "films", "--option", "styles=full", "--option", "bom=true", "--tag", "a=b",
            "--concurrency", "3", "--priority", "-1",
        )[1]
    )  # fmt: skip
    again = json.loads(project("set", "films", "--option", "bom=", "--concurrency", "0")[1])
    shown = json.loads(project("show", "films")[1])

    assert changed["options"] == {"styles": "full", "bom": "true"}
    assert (changed["concurrency"], changed["priority"], changed["tags"]) == (3, -1, {"a": "b"})
    assert again["options"] == {"styles": "full"}
    assert again["concurrency"] is None
    assert again["priority"] == -1
    assert shown == again


def test_projects_are_listed(project, monkeypatch):
    monkeypatch.setattr("cuelift.cli.project._CHUNK", 2)
    for name in ("c", "a", "b", "d"):
        project("create", name)

    assert project("list")[1].split() == ["a", "b", "c", "d"]
    assert [row["name"] for row in json.loads(project("list", "--json")[1])] == list("abcd")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("set", "none", "--priority", "1"), "none"),
        (("show", "none"), "none"),
        (("set", "films", "--option", "clean=all"), "clean"),
        (("set", "films", "--option", "styles=no"), "styles"),
        (("set", "films", "--option", "styles"), "NAME=VALUE"),
        (("create", "1films"), "ProjectName"),
    ],
)
def test_what_cannot_be_asked_for(project, arguments, told):
    project("create", "films")
    code, _, err = project(*arguments)

    assert code in (2, 3)
    assert told in err


def test_a_name_is_given_once(project):
    project("create", "films")
    code, _, err = project("create", "films")

    assert code != 0
    assert "films" in err
