"""The contact sheet."""

from __future__ import annotations

import re
from base64 import b64encode
from html.parser import HTMLParser

from msgspec.structs import replace

from cuelift.cues import Header, Reading, Span
from cuelift.format.images.names import file_name
from cuelift.format.images.png import png
from cuelift.format.images.sheet import sheet
from tests.support.pictures import bitmap, shown

VOID = {"meta", "img", "input"}


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
    data = f"data:image/png;base64,{b64encode(png(bitmap())).decode()}"
    assert found.links == ["#c1", data, "#c2", data]
    assert "script" not in found.tags
    assert not re.search(r"https?:|//|url\(|@import", page.replace(data, ""))
    assert page.count('loading="lazy"') == 2
    assert "0:00:03.000 – ?" in page
    assert page.count("<b>forced</b>") == 1


def test_pictures_that_are_too_much_for_a_page_are_those_of_the_files() -> None:
    size = len(png(bitmap()))
    cues = [shown(at, at + 1) for at in range(4)]
    found = Page(sheet(Header(), cues, 2 * size + 1)).links[1::2]

    assert [link.startswith("data:") for link in found] == [True, True, False, False]
    assert found[2:] == [file_name(bitmap())] * 2


def test_captions_of_a_kind_can_be_shown_alone() -> None:
    cues = [
        replace(shown(at, at + 1), reading=Reading(status=status, confidence=1, engines=()))
        for at, status in enumerate(("agreed", "single", "doubtful", "doubtful"))
    ]
    page = sheet(Header(), [*cues, shown(9, 10, forced=True)])

    for kind, count in (("agreed", 1), ("single", 1), ("doubtful", 2), ("forced", 1)):
        assert f'<input type="checkbox" id="only-{kind}"> {kind} only ({count})' in page
        assert f"body:has(#only-{kind}:checked) li:not(.{kind}) {{ display: none }}" in page
        assert page.count(f'class="{kind}"') == count
    assert "input" not in Page(sheet(Header(), cues[2:])).tags


def test_titles_and_readings_are_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    reading = Reading(status="single", confidence=1, engines=(), alternatives=(evil,))
    cue = replace(shown(1, 2), spans=(Span(evil),), reading=reading)

    page = sheet(Header(title=evil, language=evil), [cue])

    assert "<script" not in page
    assert "script" not in Page(page).tags
    assert '<b class="status">single</b>' in page


def test_agreed_readings_have_no_mark() -> None:
    reading = Reading(status="agreed", confidence=1, engines=("a", "b"))

    assert "</b>" not in sheet(Header(), [replace(shown(1, 2), reading=reading)])


def test_thousands_of_captions_make_one_small_page() -> None:
    page = sheet(Header(language="en"), [shown(at, at + 1) for at in range(5000)])

    assert len(page) < 5000 * 400
    assert "5,000 captions" in page
    assert "<title>Captions (en)</title>" in page
