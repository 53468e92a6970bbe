"""The scripts do what they say on machines that lack something; nothing is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = """#!/bin/sh
echo "$@" >> "{log}"
if [ "$1 $2" = "-m venv" ]; then
    mkdir -p "$3/bin"
    cp "{stub}" "$3/bin/python"
fi
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    return tmp_path


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def script(
    folder: Path, name: str, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", f"scripts/{name}", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("left", ["nothing", "no pip", "whole"])
def test_a_half_made_environment_is_repaired(copy, left):
    log, stub = copy / "log", copy / "stub"
    program(stub, PYTHON.format(log=log, stub=stub))
    if left == "no pip":
        program(copy / "venv/bin/python", "#!/bin/sh\nexit 1\n")
    elif left == "whole":
        program(copy / "venv/bin/python", stub.read_text())

    done = script(copy, "install", "venv", PYTHON=str(stub))

    assert done.returncode == 0, done.stderr
    said = log.read_text()
    assert ("-m venv venv" in said) == (left != "whole")
    assert said.rstrip().endswith(".")


def bare(folder: Path, *programs: str) -> str:
    """A PATH on which little is found."""
    found = folder / "bin"
    for name in ("sh", "id", "dirname", "true", *programs):
        target = shutil.which(name)
        assert target
        found.mkdir(exist_ok=True)
        (found / name).symlink_to(target)
    return str(found)


def test_tools_that_cannot_be_installed_are_named(copy):
    path = bare(copy)
    (copy / "bin/id").unlink()
    program(copy / "bin/id", "#!/bin/sh\necho 1000\n")
    program(copy / "bin/apt-get", "#!/bin/sh\nexit 0\n")
    program(copy / "bin/sudo", '#!/bin/sh\n[ "$1" = -n ] && exit 1\nsleep 60\n')

    done = script(copy, "tools", PATH=path)

    assert done.returncode == 1
    assert "as root: ffmpeg mkvmerge mkvextract" in done.stderr


@pytest.mark.parametrize(("ci", "goes_on"), [("", True), ("true", False)])
def test_tests_go_on_without_tools_where_they_may_be_skipped(copy, ci, goes_on):
    program(copy / "scripts/tools", "exit 1\n")
    for name in ("install", "lint", "build"):
        program(copy / "scripts" / name, f"echo {name}\n")
    program(copy / ".venv-test/bin/python", "#!/bin/sh\necho tested\n")

    done = script(copy, "test", CI=ci)

    assert ("tested" in done.stdout) == goes_on
    assert (done.returncode == 0) == goes_on


@pytest.mark.parametrize("code", [0, 1])
def test_the_demo_hides_no_failure(copy, code):
    for name in ("tools", "install"):
        program(copy / "scripts" / name, "exit 0\n")
    program(copy / ".venv-demo/bin/python", "#!/bin/sh\nexit 0\n")
    program(
        copy / ".venv-demo/bin/cuelift",
        f'#!/bin/sh\necho "$@" >> log\n[ "$1" = probe ] || exit {code}\n',
    )
    (copy / "demo/captions").mkdir(parents=True)
    for number in (0, 3):
        (copy / f"demo/captions/film.mkv.{number}.en.srt").write_text("1\n")

    assert script(copy, "demo").returncode == code
    assert "--track 0 --track 1 --track 2" in (copy / "log").read_text()
