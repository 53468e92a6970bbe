"""The public interface is what ``__all__`` says, and loads on demand."""

from __future__ import annotations

import subprocess
import sys
import types

import pytest

import cuelift


@pytest.mark.parametrize("name", cuelift.__all__)
def test_every_public_name_loads_and_is_no_module(name):
    assert not isinstance(getattr(cuelift, name), types.ModuleType)


def test_unknown_names_are_attribute_errors():
    with pytest.raises(AttributeError, match="nothing"):
        _ = cuelift.nothing


def test_calls_keep_their_names_beside_packages_of_the_same_name():
    from cuelift.cues import Cue
    from cuelift.extract.api import cues, extract

    assert cuelift.extract is extract
    assert cuelift.cues is cues
    assert cuelift.Cue is Cue


def test_dir_lists_the_public_names():
    assert set(cuelift.__all__) <= set(dir(cuelift))


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_help_loads_next_to_nothing():
    loaded = modules_after("from cuelift.cli.main import run\nrun(['--help'])")

    assert not loaded & {"asyncio", "aiohttp", "obstore", "numpy", "rich", "sqlite3", "msgspec"}


def test_a_local_text_run_loads_neither_network_nor_numpy(tmp_path):
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n")
    code = (
        "from cuelift.cli.main import run\n"
        f"run(['convert', '{tmp_path}/a.srt', '{tmp_path}/a.vtt', '--json'])"
    )
    loaded = modules_after(code)

    assert "cuelift.format.webvtt" in loaded
    assert not loaded & {"asyncio", "aiohttp", "obstore", "numpy", "rich", "chardet", "ssl"}
