"""The house rules that no linter knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src/cuelift").rglob("*.py"))
LINES = 400


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_files_stay_short(path):
    lines = path.read_text().splitlines()
    table = sum(bool(re.fullmatch(r'\s+[("\d].*,?', line)) for line in lines)

    assert len(lines) <= LINES or table > len(lines) // 2, f"{len(lines)} lines"


def test_nothing_is_put_off_or_silenced_without_a_reason():
    bare = re.compile(r"#\s*(?:noqa(?:: [A-Z0-9, ]+)?|type:\s*ignore(?:\[[\w-]+\])?)\s*$")
    for path in SOURCES:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            assert not bare.search(line), f"{path}:{number}: say why"
            assert "TODO" not in line, f"{path}:{number}"


def test_every_module_has_a_docstring_that_says_what_it_is():
    for path in SOURCES:
        assert path.read_text().lstrip("#!").startswith(('"""', 'r"""')), path
