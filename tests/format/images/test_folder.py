"""A folder of pictures with its index."""

from __future__ import annotations

import json
from collections.abc import Sequence

from msgspec.structs import replace

from cuelift.cues import Cue, Header, Reading, Span
from cuelift.format import FORMATS
from cuelift.format.images.names import file_name
from tests.support.pictures import bitmap, shown


def written(cues: Sequence[Cue]) -> dict[str, bytes]:
    entry = FORMATS["images"]
    assert entry.pictures is not None
    writer = entry.pictures(Header(), entry.options())
    files = list(writer.files(cues))
    assert writer.losses == {}
    assert [file.name for file in files[-2:]] == list(entry.indexes)
    return {file.name: file.data for file in files}


def lines(files: dict[str, bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in files["index.jsonl"].splitlines()]


def test_the_index_has_times_place_canvas_and_file_of_each_caption() -> None:
    top = bitmap(b"\1\1\1\1", at=(50, 40))
    files = written([shown(1, 2.5, forced=True), shown(3, None, top, bitmap())])

    name, other = file_name(bitmap()), file_name(top)
    below = {"file": name, "x": 100, "y": 900, "width": 2, "height": 2}
    assert lines(files) == [
        {"start_ns": 10**9, "end_ns": 25 * 10**8, "forced": True, "canvas": [1920, 1080],
         "pictures": [below]},
        {"start_ns": 3 * 10**9, "end_ns": None, "forced": False, "canvas": [1920, 1080],
         "pictures": [{"file": other, "x": 50, "y": 40, "width": 2, "height": 2}, below]},
    ]  # fmt: skip
    assert list(files) == [name, other, "index.html", "index.jsonl"]


def test_what_was_read_of_a_picture_stands_beside_it() -> None:
    reading = Reading(status="doubtful", confidence=0.25, engines=("a",), alternatives=("<b>",))
    cue = replace(shown(1, 2), spans=(Span("I <i>"),), reading=reading)

    files = written([cue])

    [line] = lines(files)
    assert (line["text"], line["status"], line["confidence"]) == ("I <i>", "doubtful", 0.25)
    assert line["alternatives"] == ["<b>"]
    page = files["index.html"].decode()
    assert "<p>I &lt;i&gt;</p>" in page
    assert "or: &lt;b&gt;" in page


def test_a_cue_without_pictures_is_left_out() -> None:
    files = written([Cue(start_ns=0, end_ns=1, spans=(Span("text"),))])

    assert list(files) == ["index.html", "index.jsonl"]
    assert files["index.jsonl"] == b""
