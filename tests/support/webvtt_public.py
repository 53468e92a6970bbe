"""What the tests on public WebVTT files share."""

from __future__ import annotations

from cuelift.errors import FormatError
from cuelift.format.webvtt_reader import read_webvtt
from cuelift.markup.webvtt_blocks import parse_head


def read(text):
    """Regions and shown cues; no signature: none."""
    try:
        document = read_webvtt(text)
    except FormatError:
        return {}, []
    regions = parse_head("WEBVTT" + document.header.text).regions
    return regions, [cue for cue in document.cues if not cue.comment]


def region_json(region):
    if region is None:
        return ""
    return {
        "width": region.width,
        "lines": region.lines,
        "regionAnchorX": region.anchor[0],
        "regionAnchorY": region.anchor[1],
        "viewportAnchorX": region.viewport_anchor[0],
        "viewportAnchorY": region.viewport_anchor[1],
        "scroll": "up" if region.scroll else "",
    }
