"""Results of single streams."""

from __future__ import annotations

from cuelift.imm.streams import file_objects, stream_objects
from tests.imm.samples import DONE, TASK


def test_each_stream_tells_what_became_of_it():
    assert stream_objects(DONE) == [
        {
            "StreamIndex": 0,
            "Language": "en",
            "Title": "SDH",
            "CodecName": "subrip",
            "Kind": "text",
            "Cues": 1500,
            "Outcome": "cues",
            "URIs": ["oss://out/a-0.vtt", "oss://out/a-0.srt"],
        },
        {
            "StreamIndex": 1,
            "CodecName": "pgs",
            "Kind": "graphical",
            "Outcome": "failed",
            "URIs": [],
            "Message": "no recogniser",
        },
    ]


def test_each_file_tells_its_stream():
    files = file_objects(DONE)

    assert [(item["URI"], item["StreamIndex"]) for item in files] == [
        ("oss://out/a-0.vtt", 0),
        ("oss://out/a-0.srt", 0),
    ]
    assert files[0] | {"URI": ""} == {
        "URI": "", "StreamIndex": 0, "Language": "en", "Title": "SDH", "CodecName": "subrip",
        "Kind": "text", "Cues": 1500,
    }  # fmt: skip


def test_a_task_that_runs_has_none():
    assert stream_objects(TASK) == file_objects(TASK) == []
