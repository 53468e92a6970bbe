"""DetectMediaMeta."""

from __future__ import annotations

import json

import pytest
from alibabacloud_imm20200930 import models

from cuelift.codec import CODECS
from cuelift.container import CONTAINERS
from cuelift.extract.report import SourceReport, TrackReport
from cuelift.imm.actions import ACTIONS, answer
from cuelift.imm.errors import WireError
from cuelift.imm.media_meta import CODEC_NAMES, FORMAT_NAMES, media_body, read_source_uri

REPORT = SourceReport(
    source="oss://films/a.mp4",
    container="mp4",
    size_bytes=1_000_000,
    duration_ms=8000,
    tracks=[
        TrackReport(index=0, codec="tx3g", codec_id="tx3g", kind="text", language="en"),
        TrackReport(index=1, codec="subrip", codec_id="S_TEXT/UTF8", kind="text"),
        TrackReport(index=2, codec="odd", codec_id="odd\x01", kind="unknown"),
        TrackReport(index=3, codec="", codec_id="xyzw", kind="unknown"),
    ],
)


def test_what_the_header_tells_is_told():
    body = models.DetectMediaMetaResponseBody().from_map(
        json.loads(answer("R", media_body(REPORT)))
    )

    assert body.format_name == "mov,mp4,m4a,3gp,3g2,mj2"
    assert body.format_long_name == "QuickTime / MOV"
    assert (body.size, body.duration, body.bitrate) == (1_000_000, 8.0, 1_000_000)
    first, second, third, fourth = body.subtitles
    assert (first.codec_name, first.language) == ("mov_text", "en")
    assert (first.codec_tag_string, first.codec_tag) == ("tx3g", "0x67337874")
    assert (second.codec_name, second.language, second.codec_tag) == ("subrip", None, None)
    assert (third.codec_name, third.codec_long_name, third.codec_tag) == ("odd", None, None)
    assert (fourth.codec_name, fourth.codec_tag_string) == (None, "xyzw")


def test_streams_are_in_the_order_of_their_numbers():
    told = media_body(REPORT)

    assert [stream["StreamIndex"] for stream in told["Subtitles"]] == [0, 1, 2, 3]


@pytest.mark.parametrize(("size", "duration"), [(None, 8000), (1000, None), (1000, 0)])
def test_what_is_not_known_is_left_out(size, duration):
    told = media_body(SourceReport(source="x", size_bytes=size, duration_ms=duration))

    assert "Bitrate" not in told
    assert "FormatName" not in told
    assert None not in told.values()
    assert told["Subtitles"] == []
    assert ("Size" in told, "Duration" in told) == (size is not None, duration is not None)


def test_a_container_without_another_name_goes_by_ours():
    told = media_body(SourceReport(source="x", container="new"))

    assert told["FormatName"] == "new"
    assert "FormatLongName" not in told


def test_names_stand_for_containers_and_codecs_of_ours():
    assert set(CODEC_NAMES) <= set(CODECS)
    assert {"matroska", "mp4"} <= set(FORMAT_NAMES) & set(CONTAINERS)


def test_the_source_is_read():
    sent = {"ProjectName": "p", "SourceURI": "oss://films/a.mp4", "CredentialConfig": "{}"}

    values = ACTIONS["DetectMediaMeta"].read(sent)

    assert read_source_uri(values, ()) == "oss://films/a.mp4"
    for bad in ("", "https://host.test/a.mp4", "oss://films/../a"):
        with pytest.raises(WireError, match="SourceURI"):
            read_source_uri(ACTIONS["DetectMediaMeta"].read(sent | {"SourceURI": bad}), ())
