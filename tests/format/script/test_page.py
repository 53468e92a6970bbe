"""Scripts as pages."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from cuelift.cues import Cue, Header, Reading, Span
from cuelift.format import FORMATS
from cuelift.format.options import ScriptOptions
from cuelift.format.script import page as module
from tests.support.pictures import bitmap, noise


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def page(*cues: Cue, header: Header | None = None, **options: str) -> tuple[Seen, dict[str, int]]:
    make = FORMATS["html"].document
    assert make is not None
    writer = make(header or Header(), ScriptOptions(**options))
    seen = Seen()
    seen.feed(writer.write(cues).decode())
    assert seen.open == []
    return seen, writer.losses


def cue(text: str, **fields: object) -> Cue:
    return Cue(start_ns=1_000_000_000, end_ns=2_500_000_000, spans=(Span(text),), **fields)


DOUBT = Reading(status="doubtful", confidence=0.1, engines=("a",), alternatives=("I<l",))


def test_a_page_shows_who_says_what_when():
    seen, losses = page(
        cue("Who <b>are</b> you?", speaker="Ann & Bob"), cue("Nobody.", speaker="Eve"),
        header=Header(title="A <film>", language="en"),
    )  # fmt: skip

    assert "Who <b>are</b> you?" in seen.text
    assert "Ann & Bob" in seen.text
    assert "0:00:01.000" in seen.text
    assert "A <film> (en)" in seen.text
    assert "2 captions, 4 words, 2 speakers" in seen.text
    assert losses == {}
    choices = [attrs["id"] for tag, attrs in seen.tags if tag == "input"]
    assert choices == ["only-", "only-s0", "only-s1"]


def test_a_page_needs_nothing_from_elsewhere():
    seen, _ = page(cue("a", bitmaps=(bitmap(),), reading=DOUBT), cue("b"))

    assert not [tag for tag, _ in seen.tags if tag in ("script", "link", "iframe")]
    sources = [attrs["src"] or "" for tag, attrs in seen.tags if tag == "img"]
    assert [source[:22] for source in sources] == ["data:image/png;base64,"]
    assert "or: I<l" in seen.text
    rows = [attrs.get("class") for tag, attrs in seen.tags if tag == "tr"]
    assert rows == [None, "doubtful", None]


def test_each_cue_can_be_linked_to_once():
    seen, _ = page(Cue(
        start_ns=0, end_ns=1, spans=(Span("a\n", speaker="A"), Span("b", speaker="B")),
    ), cue("c"))  # fmt: skip

    assert [attrs["id"] for tag, attrs in seen.tags if tag == "tr" and "id" in attrs] == [
        "c1", "c2",
    ]  # fmt: skip


def test_pictures_beyond_what_a_page_bears_are_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "PICTURE_BYTES", 200)
    cues = [cue("a", bitmaps=(bitmap(noise(seed), 40),)) for seed in range(3)]

    seen, losses = page(*cues)

    shown = sum(tag == "img" for tag, _ in seen.tags)
    assert losses == {"picture": 3 - shown}
    assert shown < 3


def test_a_page_of_nothing_and_without_names():
    seen, _ = page()
    assert "0 captions, 0 words" in seen.text
    seen, _ = page(cue("a", speaker="Ann"), speakers="off")
    assert "Ann" not in seen.text
