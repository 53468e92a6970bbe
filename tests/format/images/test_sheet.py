"""The contact sheet."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from msgspec.structs import replace

from cuelift.cues import Header, Reading, Span
from cuelift.format.images.names import file_name
from cuelift.format.images.sheet import sheet
from tests.support.pictures import bitmap, shown

VOID = {"meta", "img"}


class Page(HTMLParser):
    """Checks that tags nest; keeps what they point at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_points_at_nothing_outside() -> None:
    page = sheet(Header(title="Main"), [shown(1, 2), shown(3, None, forced=True)])

    found = Page(page)
    assert not found.open
    assert found.links == ["#c1", file_name(bitmap()), "#c2", file_name(bitmap())]
    assert "script" not in found.tags
    assert not re.search(r"https?:|//|url\(|@import", page)
    assert page.count('loading="lazy"') == 2
    assert "0:00:03.000 – ?" in page
    assert page.count("<b>forced</b>") == 1


def test_titles_and_readings_are_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    reading = Reading(status="single", confidence=1, engines=(), alternatives=(evil,))
    cue = replace(shown(1, 2), spans=(Span(evil),), reading=reading)

    page = sheet(Header(title=evil, language=evil), [cue])

    assert "<script" not in page
    assert "script" not in Page(page).tags
    assert "<b>single</b>" in page


def test_agreed_readings_have_no_mark() -> None:
    reading = Reading(status="agreed", confidence=1, engines=("a", "b"))

    assert "<b>" not in sheet(Header(), [replace(shown(1, 2), reading=reading)])


def test_thousands_of_captions_make_one_small_page() -> None:
    page = sheet(Header(language="en"), [shown(at, at + 1) for at in range(5000)])

    assert len(page) < 5000 * 400
    assert "<p>5,000 captions</p>" in page
    assert "<title>(en)</title>" in page
