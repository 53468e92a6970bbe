"""The files of vtt.js, parsed and compared with the results that lie beside them.

The results of ``vtt.js`` are of 2014. ``OLDER`` names every file where the specification has
changed since; what the present one demands is asserted instead.
"""

from __future__ import annotations

import json
import re
from itertools import groupby

import pytest

from cuelift.cues import CueSettings
from tests.support.webvtt_public import read, region_json

pytestmark = pytest.mark.corpus

SHARED = {
    "cue-settings/align": "bad-align",
    "cue-settings/line": "bad-line",
    "cue-settings/position": "bad-position",
    "cue-settings/region": "bad-region",
    "cue-settings/size": "bad-size",
    "cue-settings/vertical": "bad-vertical",
    "cue-times": "with-data",
    "cue-times/missing-separator": "bad-data",
    "file-layout": "no-output",
    "file-layout/webvtt": "with-data",
    "regions/id": "bad-id",
    "regions/lines": "bad-line",
    "regions/regionanchor": "bad-regionanchor",
    "regions/scroll": "bad-scroll",
    "regions/viewportanchor": "bad-viewportanchor",
    "regions/width": "bad-width",
    "regions": "good-region",
    "regions/incorrect-delimiter": "bad-region",
    "regions/line-break": "bad-region",
    "regions/space-before-delimiter": "bad-region",
}
"""Results that several files of a folder share, unless a file's name says otherwise."""

LINE = {"line": "auto", "lineAlign": "start", "snapToLines": True}

OLDER = {
    "cue-settings/line/bad-line-align.vtt": [LINE],
    "cue-settings/line/line-middle-align.vtt": [LINE],
    "cue-settings/position/bad-position-align.vtt": [{"position": "auto"}],
    "cue-settings/position/position-end-align.vtt": [{"position": "auto"}],
    "cue-settings/position/position-start-align.vtt": [{"position": "auto"}],
    "cue-settings/region/region-arrows.vtt": [{"region": ""}],
    "regions/id/arrows.vtt": [{"region": ""}],
    "cue-times/min-top-digits.vtt": [],
    "cue-times/minimum-spots-over-sixty.vtt": [],
    "file-layout/header-no-new-line.vtt": [
        {"startTime": 11.0, "endTime": 13.0, "text": "Test", "id": ""}
    ],
    "integration/id.vtt": [
        {"text": "This", "id": "1"},
        {"text": "Is", "id": "Random"},
        {"text": "A", "id": "12*AS& Over ..."},
        {"text": "Test", "id": "", "startTime": 4.0},
        {"text": "And stuff?", "id": "ja88120 aa", "startTime": 6.0},
    ],
}
"""Where the present specification demands something else of the cues, and what."""

OLDER_TEXT = {
    "cuetext/escape-characters/incorrect.vtt": "&l &g; \u00a0 &am; < > &nbs &nbs; &g; &lr;"
}
"""As HTML reads them, ``&lt`` and ``&nbsp`` need no semicolon."""


def vttjs(corpus):
    root = corpus / "vtt.js" / "tests"
    return [(path.relative_to(root).as_posix(), path) for path in sorted(root.rglob("*.vtt"))]


def expected_of(name, path):
    own = path.with_suffix(".json")
    if not own.exists():
        folder = name.rpartition("/")[0]
        keys = (f"{folder}/{path.stem}", f"{folder}/{path.stem.partition('-')[0]}", folder)
        own = path.with_name(next(SHARED[key] for key in keys if key in SHARED) + ".json")
    return json.loads(own.read_text(encoding="utf-8"))


def modern(text):
    """Region definitions of the header as blocks, as they are written now."""
    old = re.compile(r"^Region:(.*)\n?", re.MULTILINE)
    head, _, rest = text.partition("\n\n")
    blocks = [f"\n\nREGION\n{found[1].replace('=', ':')}" for found in old.finditer(head)]
    return old.sub("", head).rstrip("\n") + "".join(blocks) + "\n\n" + rest


def cue_json(cue, regions):
    """A cue in the words of 2014: ``middle`` for ``center``."""
    settings = (cue.place and cue.place.settings) or CueSettings()
    assert cue.raw is not None
    assert cue.end_ns is not None
    return {
        "align": settings.align.replace("center", "middle"),
        "startTime": cue.start_ns / 1e9,
        "endTime": cue.end_ns / 1e9,
        "id": cue.id or "",
        "line": "auto" if settings.line is None else settings.line,
        "lineAlign": settings.line_align.replace("center", "middle"),
        "pauseOnExit": False,
        "position": "auto" if settings.position is None else settings.position,
        "region": region_json(regions[settings.region] if settings.region else None),
        "size": settings.size,
        "snapToLines": settings.snap_to_lines,
        "text": cue.raw.text,
        "vertical": settings.vertical,
    }


def test_every_cue_and_region_of_vttjs(corpus):
    """The alignment of positions is left out: what was computed then is ``auto`` now."""
    failed = []
    passed = older = 0
    for name, path in vttjs(corpus):
        expected = expected_of(name, path)
        regions, cues = read(modern(path.read_bytes().decode()))
        got = [cue_json(cue, regions) for cue in cues]
        wanted = [
            {key: value for key, value in cue.items() if key != "positionAlign"}
            for cue in expected["cues"]
        ]
        if name in OLDER:
            older += 1
            assert got != wanted
            expected["regions"] = []
            wanted = [cue | demand for cue, demand in zip(got, OLDER[name], strict=True)]
        else:
            passed += 1
        named = [region_json(region) for region in regions.values()]
        if got != wanted or named != expected["regions"]:
            failed.append((name, got, wanted, named, expected["regions"]))

    assert failed == []
    assert (passed, older) == (256, 11)


def test_regions_in_the_header_are_no_regions_now(corpus):
    for _, path in vttjs(corpus):
        regions, cues = read(path.read_bytes().decode())
        assert regions == {}
        assert all(cue.place is None or cue.place.settings.region is None for cue in cues)


def leaves(node, around):
    """Texts of a rendered tree with the elements around them."""
    if not node["localName"]:
        yield node["data"], around
    for child in node["childNodes"]:
        yield from leaves(child, [*around, node])


def run_of(text, around):
    names = {node["localName"] for node in around}
    classes = tuple(name for node in around for name in node["className"].split())
    titles = [node["title"] for node in around if node["title"]]
    languages = [node["lang"] for node in around if node["lang"]]
    said = ("b" in names, "i" in names, "u" in names, classes, titles[-1:], languages[-1:])
    return (said, "rt" in names, text)


def runs_of(root):
    """``(what applies, text, ruby text)`` for each run of a rendered cue."""
    runs = []
    found = [run_of(text, around) for text, around in leaves(root, [])]
    for (said, ruby), group in groupby(found, lambda run: run[:2]):
        text = "".join([run[2] for run in group])
        if ruby:
            runs[-1] = (*runs[-1][:2], text)
        else:
            runs.append((said, text, None))
    return runs


def our_runs(cue):
    runs = []
    for span in cue.spans:
        style, voice = span.style, span.speaker or cue.speaker
        said = (
            style.bold,
            style.italic,
            style.underline,
            span.classes,
            [voice] if voice else [],
            [span.language] if span.language else [],
        )
        runs.append((said, span.text, span.ruby))
    return runs


def test_every_cue_text_of_vttjs(corpus):
    failed = []
    passed = older = 0
    for name, path in vttjs(corpus):
        proc = path.with_name(path.stem + "-proc.json")
        rendered = json.loads(proc.read_text(encoding="utf-8")) if proc.exists() else None
        if rendered is None:
            continue
        _, cues = read(path.read_bytes().decode())
        got = [our_runs(cue) for cue in cues]
        wanted = [runs_of(root) for root in rendered]
        if name in OLDER_TEXT:
            older += 1
            assert [[run[1] for run in runs] for runs in got] == [[OLDER_TEXT[name]]]
        elif name in OLDER and len(got) != len(wanted):
            older += 1
        elif got == wanted:
            passed += 1
        else:
            failed.append((name, got, wanted))

    assert failed == []
    assert (passed, older) == (199, 5)
