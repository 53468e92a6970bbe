"""Reports as JSON, and what they add up to."""

from __future__ import annotations

import json

from cuelift.errors import NotFound
from cuelift.extract.report import (
    AttachmentReport,
    SourceReport,
    TrackReport,
    failed_report,
    to_json,
)


def test_names_that_are_not_utf_8_are_written_with_a_backslash():
    track = TrackReport(index=0, codec="", codec_id="", kind="text", outputs=["b\udcff.vtt"])
    report = SourceReport(source="b\udcff.mkv", tracks=[track], requests={"get\udc80": 1})

    said = json.loads(to_json(report))

    assert said["source"] == "b\\udcff.mkv"
    assert said["tracks"][0]["outputs"] == ["b\\udcff.vtt"]
    assert said["requests"] == {"get\\udc80": 1}
    assert list(said) == list(json.loads(to_json(SourceReport(source="a"))))


def test_a_failed_source_tells_the_class_of_its_error():
    report = failed_report("a.mkv", NotFound("a.mkv does not exist"))

    assert (report.error, report.error_type) == ("a.mkv does not exist", "NotFound")
    assert not report.good


def test_an_attachment_that_was_not_saved_is_trouble():
    saved = AttachmentReport(name="a", media_type="", size_bytes=1, output="x/a")
    lost = AttachmentReport(name="b", media_type="", size_bytes=1, error="no room")

    assert SourceReport(source="a", attachments=[saved]).good
    assert SourceReport(source="a", attachments=[saved]).files == ["x/a"]
    assert not SourceReport(source="a", attachments=[saved, lost]).good
