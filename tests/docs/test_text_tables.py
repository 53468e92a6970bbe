"""The tables of the text passes' pages are what the passes do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cuelift.text import PASSES
from tests.support.passes import texts_after

PAGES = sorted((Path(__file__).parents[2] / "docs/text").glob("*.md"))
ROW = re.compile(r"^\| `([^`]+)` \| ([\w-]+) \| `([^`]+)` \| `([^`]+)` \|$", re.MULTILINE)
SHOWN = str.maketrans({"⏎": "\n", "⍽": "\u00a0", "·": " ", "␣": "\u200b"})
ROWS = [row for page in PAGES for row in ROW.findall(page.read_text())]


@pytest.mark.parametrize(("recipe", "language", "before", "after"), ROWS)
def test_each_row_is_what_the_pass_does(recipe, language, before, after):
    assert texts_after(recipe, [before.translate(SHOWN)], language) == [after.translate(SHOWN)]


def test_there_are_rows():
    assert len(ROWS) > 20


@pytest.mark.parametrize(
    "name",
    ["mojibake", "bidi", "ocr_fixes", "spelling", "whitespace", "punctuation", "casing", "redact"],
)
def test_the_page_names_every_option(name):
    text = next(page for page in PAGES if page.name == "words.md").read_text()
    section = text.split(f"## {name}\n")[1].split("\n## ")[0]

    for option in PASSES[name].options.__struct_fields__:
        assert re.search(rf"`{option}(?:=\w+)?(?:`|=)", section), option
