"""The page of ``cuelift check``."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from cuelift.cues import Cue, Span
from cuelift.text import Context
from cuelift.text.check import Violation, check
from cuelift.text.check_page import Checked, describe, page
from cuelift.text.clock import clock
from cuelift.text.limits import find_limits

S = 1_000_000_000


def checked(*texts: str, at: int = 0) -> Checked:
    cues = [
        Cue(start_ns=at + 3 * n * S, end_ns=at + 3 * n * S + 2 * S, spans=(Span(text),))
        for n, text in enumerate(texts)
    ]
    found = check(cues, find_limits("netflix", Context()))
    return Checked(source="<a>&.srt", profile="netflix", language=None, cues=cues, violations=found)


class Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.targets: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids.add(values.get("id", ""))
        if tag == "a":
            self.targets.add(values["href"].removeprefix("#"))
        if tag not in ("meta", "path", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag != "path":
            assert self.open.pop() == tag


def test_marks_of_the_timeline_lead_to_rows():
    text = page([checked("x" * 50, "fine", "a\nb\nc"), checked("x" * 60)]).decode()

    parser = Ids()
    parser.feed(text)
    assert parser.targets == {"f0c1", "f0c3", "f1c1"} <= parser.ids
    assert parser.open == []
    assert "line too long: 50 characters, limit 42" in text


def test_nothing_is_loaded_and_everything_is_escaped():
    text = page([checked("<script>alert(1)</script>" + "x" * 40)]).decode()

    assert "<script" not in text
    assert "&lt;a&gt;&amp;.srt" in text
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|https?:", text)
    assert "default-src 'none'" in text
    assert "prefers-color-scheme:dark" in text


def test_a_clean_file_and_an_empty_one_are_told():
    text = page([checked("Yes."), checked()]).decode()

    assert text.count("nothing against the profile") == 2
    assert text.count("<svg") == 1


@pytest.mark.parametrize(
    ("kind", "value", "limit", "says"),
    [
        ("lines", 3, 2, "too many lines: 3 lines, limit 2"),
        ("empty", None, None, "no text"),
        ("character", "U+FFFD", None, "character that no caption should hold: U+FFFD"),
        ("too_short", 0.5, 0.833, "shows too short: 0.5 s, limit 0.833"),
    ],
)
def test_violations_in_words(kind, value, limit, says):
    assert describe(Violation(cue=1, kind=kind, start_ns=0, value=value, limit=limit)) == says


def test_clocks():
    assert [clock(t) for t in (None, -S, 3_600 * S)] == ["open", "-00:00:01.000", "01:00:00.000"]
