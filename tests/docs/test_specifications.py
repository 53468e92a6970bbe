"""The page of specifications names modules that exist, and all that follow a specification."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "cuelift"
PAGE = ROOT / "docs" / "specifications.md"


def modules() -> dict[str, str]:
    """Docstrings by dotted name within the package; a package goes by its own name."""
    found: dict[str, str] = {}
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.get_docstring(ast.parse(path.read_text())) or ""
    return found


def named() -> set[str]:
    """What stands in the last column of the page's tables."""
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    return {name for row in rows for name in re.findall(r"`([\w.]+)`", row.split("|")[-2])}


def test_every_module_that_the_page_names_exists() -> None:
    existing = modules()

    assert named()
    assert {name for name in named() if name not in existing and not any(
        other.startswith(f"{name}_") for other in existing
    )} == set()  # fmt: skip


def test_every_module_that_follows_a_specification_is_named() -> None:
    names = tuple(named())

    assert {
        name
        for name, docstring in modules().items()
        if "Spec:" in docstring and not name.startswith(names)
    } == set()
