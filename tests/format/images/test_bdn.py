"""BDN XML."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pytest

from cuelift.cues import Cue, Header
from cuelift.format import FORMATS
from cuelift.format.images.names import file_name
from tests.support.pictures import bitmap, shown


def written(cues: Sequence[Cue], header: Header | None = None) -> tuple[ET.Element, list[str]]:
    entry = FORMATS["bdn"]
    assert entry.pictures is not None
    *pictures, index = entry.pictures(header or Header(), entry.options()).files(cues)
    assert index.name == "bdn.xml"
    return ET.fromstring(index.data), [file.name for file in pictures]


def test_events_name_their_pictures_and_places() -> None:
    root, pictures = written([shown(1, 2.5), shown(3723, 3724.26, forced=True)])

    assert pictures == [file_name(bitmap())]
    events = [each.attrib for each in root.iter("Event")]
    assert events == [
        {"Forced": "False", "InTC": "00:00:01:00", "OutTC": "00:00:02:25"},
        {"Forced": "True", "InTC": "01:02:03:00", "OutTC": "01:02:04:13"},
    ]
    graphic = root.find("Events/Event/Graphic")
    assert graphic is not None
    assert graphic.attrib == {"Width": "2", "Height": "2", "X": "100", "Y": "900"}
    assert graphic.text == pictures[0]
    of_all = root.find("Description/Events")
    assert of_all is not None
    assert of_all.attrib == {
        "Type": "Graphic", "FirstEventInTC": "00:00:01:00", "LastEventOutTC": "01:02:04:13",
        "ContentInTC": "00:00:00:00", "ContentOutTC": "01:02:04:13", "NumberofEvents": "2",
    }  # fmt: skip


def test_overlapping_cues_become_events_that_do_not_overlap() -> None:
    root, _ = written([shown(1, 3, bitmap(at=(0, 0))), shown(2, 4)])

    times = [(each.get("InTC"), each.get("OutTC"), len(each)) for each in root.iter("Event")]
    assert times == [
        ("00:00:01:00", "00:00:02:00", 1),
        ("00:00:02:00", "00:00:03:00", 2),
        ("00:00:03:00", "00:00:04:00", 1),
    ]


def test_an_event_lasts_a_frame_at_least() -> None:
    root, _ = written([shown(1, 1.001)])

    assert [each.get("OutTC") for each in root.iter("Event")] == ["00:00:01:01"]


@pytest.mark.parametrize(
    ("lines", "name"),
    [(480, "480i"), (576, "576i"), (720, "720p"), (1080, "1080p"), (2160, "2160p")],
)  # fmt: skip
def test_the_canvas_tells_the_video_format(lines, name) -> None:
    root, _ = written([shown(1, 2, bitmap(at=(0, 0), canvas=(720, lines)))])

    form = root.find("Description/Format")
    assert form is not None
    assert form.attrib == {"VideoFormat": name, "FrameRate": "50", "DropFrame": "False"}


def test_titles_are_escaped_and_rid_of_what_xml_cannot_hold() -> None:
    root, _ = written([], Header(title='a"<&\x00\x0b\udc80', language="de"))

    name = root.find("Description/Name")
    language = root.find("Description/Language")
    assert name is not None
    assert language is not None
    assert (name.get("Title"), language.get("Code")) == ('a"<&', "de")
