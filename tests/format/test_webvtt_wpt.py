"""The web-platform-tests files, compared with what their pages assert."""

from __future__ import annotations

import json

import pytest

from cuelift.cues import CueSettings
from cuelift.markup.webvtt_blocks import parse_head
from tests.support.webvtt_public import read, region_json

pytestmark = pytest.mark.corpus


def wpt(corpus, name):
    path = corpus / "ttconv" / "vtt" / "wpt-tests" / name
    return read(path.read_bytes().decode())


def settings_of(cues):
    return [(cue.place and cue.place.settings) or CueSettings() for cue in cues]


TEXTS = {
    "arrows": [f"text{n}" for n in range(6)],
    "header-garbage": ["text"],
    "header-space": ["text"],
    "header-tab": ["text"],
    "header-timings": ["text"],
    "newlines": [f"text{n}" for n in range(4)],
    "signature-bom": [],
    "signature-no-newline": [],
    "signature-space": [],
    "signature-space-no-newline": [],
    "signature-tab": [],
    "signature-tab-no-newline": [],
    "signature-timings": [],
    "stylesheets": ["text", "text"],
    "timings-60": ["text1", "text2"],
    "timings-eof": [],
    "timings-garbage": [],
    "timings-negative": [f"text{n}" for n in range(4)],
    "timings-omitted-hours": [f"text{n}" for n in range(3)],
    "timings-too-long": ["text0", "text1"],
    "timings-too-short": ["text0", "text1"],
    "whitespace-chars": ["   text0", "text1", "text2"],
    "comment-in-cue-text": ["NOTE text", "NOTE text\nNOTE text2"],
    "nulls": ["text0", "text1", "\ufffdtext\ufffd2", "text3", "text4", "text5", "text6"],
    "ids": [f"text{n}" for n in range(5)],
}


@pytest.mark.parametrize("name", TEXTS)
def test_files_of_the_web_platform_tests_have_these_cues(corpus, name):
    _, cues = wpt(corpus, f"file-parsing/{name}.vtt")

    assert [cue.text for cue in cues] == TEXTS[name]


def test_identifiers_of_the_web_platform_tests(corpus):
    _, cues = wpt(corpus, "file-parsing/ids.vtt")

    assert [cue.id for cue in cues] == [" leading space", "trailing space ", "-- >", "->", " "]


def test_a_nul_in_settings_spoils_only_its_setting(corpus):
    _, cues = wpt(corpus, "file-parsing/nulls.vtt")

    aligns = [settings.align for settings in settings_of(cues)]
    assert aligns == ["center"] * 6 + ["end"]
    assert cues[1].id == "\ufffd (null in id)"


BIG = [65536, 4294967296, 18446744073709552000, 10**34]
MAX = 1.7976931348623157e308


def test_line_settings_of_the_web_platform_tests(corpus):
    _, cues = wpt(corpus, "file-parsing/settings-line.vtt")
    lines = [settings.line for settings in settings_of(cues)]
    snaps = [settings.snap_to_lines for settings in settings_of(cues)]
    aligns = [settings.line_align for settings in settings_of(cues)]

    assert lines == (
        [-1, 0, 0, 1, 100, 101, *map(float, BIG), 1.5, MAX, -MAX, 5e-324, 0]
        + [None] * 23
        + [0, 0, 100, 100, 100, 100, 5e-324, 0]
    )
    assert snaps == [True] * 38 + [False] * 8
    assert aligns == ["start"] * 42 + ["center", "end", "start", "start"]


SETTINGS = [
    (
        "align",
        "align",
        ["center", "start", "center", "end", "left", "right"] + ["end"] * 6 + ["center"],
    ),
    ("position", "position", [1, 100, 1, 1.5, 1, 1, 1, 1] + [None] * 14),
    (
        "position",
        "position_align",
        ["auto"] * 4 + ["line-left", "center", "line-right"] + ["auto"] * 15,
    ),
    ("size", "size", [100, 2, 0, 0, 100, 50, 1.5] + [100] * 9),
    ("vertical", "vertical", ["", "lr", "rl", "lr", "", "", "", ""]),
    ("region", "region", ["foo", "bar", "bar", None, "foo", None, None, None, None]),
]


@pytest.mark.parametrize(("name", "field", "values"), SETTINGS)
def test_settings_of_the_web_platform_tests(corpus, name, field, values):
    _, cues = wpt(corpus, f"file-parsing/settings-{name}.vtt")

    assert [getattr(settings, field) for settings in settings_of(cues)] == values


def test_several_settings_of_the_web_platform_tests(corpus):
    _, cues = wpt(corpus, "file-parsing/settings-multiple.vtt")

    assert settings_of(cues) == [
        CueSettings(
            vertical="lr", line=1, snap_to_lines=False, size=50, position=25, align="start"
        ),
        CueSettings(vertical="rl", line=1, size=0, position=100),
    ]


ANCHORS = [(0, 100), (0, 0), (1, 1), (100, 0), (0, 100), (100, 100)] + [(0, 100)] * 14


REGIONS = [
    ("lines", "lines", [0, 1, 100, 101, *BIG[:2], BIG[2], BIG[3], 2] + [3] * 4),
    ("id", "lines", [2, 1, 3, 4]),
    ("regionanchor", "anchor", ANCHORS),
    ("viewportanchor", "viewport_anchor", ANCHORS),
    ("scroll", "scroll", [False, True, True, False, False, True]),
    ("edge-case", "lines", [1, 2, 3, 4]),
]


@pytest.mark.parametrize(("name", "field", "values"), REGIONS)
def test_regions_of_the_web_platform_tests(corpus, name, field, values):
    regions, cues = wpt(corpus, f"file-parsing/regions-{name}.vtt")

    named = [regions[settings.region] for settings in settings_of(cues)]
    assert [getattr(region, field) for region in named] == values


def test_region_headers_of_the_web_platform_tests_name_their_result(corpus):
    regions, cues = wpt(corpus, "file-parsing/header-regions.vtt")

    for cue, settings in zip(cues, settings_of(cues), strict=True):
        said = json.loads(cue.text)
        region = regions.get(settings.region)
        if said == "no region":
            assert region is None
        else:
            assert (
                region_json(region) == region_json(parse_head("REGION\nid:x").regions["x"]) | said
            )


def test_old_regions_of_the_web_platform_tests_are_none(corpus):
    regions, cues = wpt(corpus, "file-parsing/regions-old.vtt")

    assert regions == {}
    assert [settings.region for settings in settings_of(cues)] == [None, None]


def test_every_file_of_the_web_platform_tests_is_looked_at(corpus):
    tests = corpus / "ttconv" / "vtt" / "wpt-tests"
    parsing = {path.stem for path in (tests / "file-parsing").glob("*.vtt")}
    settings = {f"settings-{n}" for n in ("line", "multiple", *(case[0] for case in SETTINGS))}
    regions = {f"regions-{n}" for n in ("old", *(case[0] for case in REGIONS))}

    assert parsing == {*TEXTS, *settings, *regions, "header-regions"}
    assert len(parsing) == 40


def test_every_rendering_file_of_the_web_platform_tests_has_cues(corpus):
    rendering = sorted((corpus / "ttconv" / "vtt" / "wpt-tests" / "rendering").glob("*.vtt"))

    for path in rendering:
        assert wpt(corpus, f"rendering/{path.name}")[1], path.name
    assert len(rendering) == 88
