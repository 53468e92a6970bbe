"""The documentation is true: pages made from code are current, links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def test_the_command_line_page_is_what_the_commands_print():
    # In a process of its own: commands keep the help option that they were first asked for.
    script = [sys.executable, str(ROOT / "scripts" / "command_line_page.py")]
    made = subprocess.run(script, capture_output=True, text=True, check=True).stdout

    assert (ROOT / "docs/reference/command-line.md").read_text() == made, (
        "run: python scripts/command_line_page.py > docs/reference/command-line.md"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page):
    for target in _LINK.findall(page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_report_page_names_every_field():
    from cuelift.extract.report import SourceReport, Summary, TrackReport

    text = (ROOT / "docs/reference/report.md").read_text()
    words = set(re.findall(r"\w+", text))
    for kind in (SourceReport, TrackReport, Summary):
        assert set(kind.__struct_fields__) <= words


def test_the_library_page_names_every_public_call():
    import cuelift

    text = (ROOT / "docs/reference/library.md").read_text()
    for name in ("probe", "extract", "cues", "convert"):
        assert f"`{name}(" in text
    assert {"ExtractOptions", "Selection", "ReadOptions", "ReadLimits"} <= set(cuelift.__all__)
