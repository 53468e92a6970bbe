import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import CueSettings, Place, Point, Rect
from cuelift.markup.webvtt_region import Region
from cuelift.markup.webvtt_settings import (
    format_number,
    format_settings,
    parse_settings,
    place_of,
    settings_of,
)

REGIONS = {"fred": Region("fred"), "top": Region("top", 40, 3, (0, 0), (0, 0))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", CueSettings()),
        ("vertical:rl", CueSettings(vertical="rl")),
        ("vertical:RL vertical:x", CueSettings()),
        ("line:-1", CueSettings(line=-1)),
        ("line:1.5,end", CueSettings(line=1.5, line_align="end")),
        ("line:42%,center", CueSettings(line=42, snap_to_lines=False, line_align="center")),
        ("line:42%,middle line:x line:1% line:101%", CueSettings(line=1, snap_to_lines=False)),
        ("line:1- line:1.2.3 line:.5 line:--1 line:%", CueSettings()),
        ("line:" + "9" * 400, CueSettings()),
        ("position:10%,line-left", CueSettings(position=10, position_align="line-left")),
        ("position:10%,start position:10 position:", CueSettings()),
        ("position:100%", CueSettings(position=100)),
        ("size:50%", CueSettings(size=50)),
        ("size:101% size:x", CueSettings()),
        ("align:left align:middle", CueSettings(align="left")),
        ("region:fred", CueSettings(region="fred")),
        ("region:bill", CueSettings()),
        ("region:fred line:0", CueSettings(line=0)),
        ("line:0 region:fred", CueSettings(line=0, region="fred")),
        ("region:fred size:100%", CueSettings(region="fred")),
        ("region:fred size:99%", CueSettings(size=99)),
        ("region:fred vertical:lr", CueSettings(vertical="lr")),
        ("region:fred vertical:x", CueSettings(region="fred")),
        ("unknown:1 line :x", CueSettings()),
    ],
)
def test_settings_are_read_as_the_specification_says(text, expected):
    assert parse_settings(text, REGIONS) == expected


def test_without_a_list_of_regions_any_name_counts():
    assert parse_settings("region:any").region == "any"


settings = st.builds(
    CueSettings,
    vertical=st.sampled_from(["", "rl", "lr"]),
    line=st.none() | st.integers(-99, 99).map(float) | st.integers(0, 800).map(lambda n: n / 8),
    snap_to_lines=st.just(True),
    line_align=st.sampled_from(["start", "center", "end"]),
    position=st.none() | st.integers(0, 800).map(lambda n: n / 8),
    position_align=st.sampled_from(["auto", "line-left", "center", "line-right"]),
    size=st.integers(0, 800).map(lambda n: n / 8),
    align=st.sampled_from(["start", "center", "end", "left", "right"]),
    region=st.none() | st.just("fred"),
)


@given(settings)
def test_formatted_settings_read_back(given_settings):
    once = parse_settings(format_settings(given_settings))

    assert parse_settings(format_settings(once)) == once
    if given_settings.line is not None and given_settings.position is not None:
        assert once == given_settings


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("size:50%", None),
        ("line:0", 8),
        ("line:7", 8),
        ("line:8", 2),
        ("line:-1", 2),
        ("line:24%", 8),
        ("line:25%", 5),
        ("line:75%", 5),
        ("line:76%", 2),
        ("position:24%", 1),
        ("position:25%", None),
        ("position:76%", 3),
        ("position:75%", None),
        ("align:left", 1),
        ("align:start", 1),
        ("align:end line:0", 9),
        ("align:right position:0%", 1),
        ("region:fred", 1),
        ("region:top", 7),
        ("region:fred align:left", 1),
        ("vertical:rl", 6 - 2),
        ("vertical:lr", 6),
        ("vertical:rl line:0", 6),
        ("vertical:lr line:0", 4),
        ("vertical:rl line:-1", 4),
        ("vertical:rl line:90%", 6),
        ("vertical:lr line:10% align:start", 7),
        ("vertical:lr line:50% position:90%", 2),
    ],
)
def test_settings_amount_to_a_cell(text, cell):
    regions = {"fred": Region("fred", 40), "top": REGIONS["top"]}

    place = place_of(parse_settings(text, regions), regions)

    assert place is not None
    assert place.align == cell


def test_default_settings_say_nothing_of_the_place():
    assert place_of(parse_settings("align:center size:100%")) is None


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(), ""),
        (Place(align=1), "position:0% align:left"),
        (Place(align=2), ""),
        (Place(align=3), "position:100% align:right"),
        (Place(align=4), "line:50% position:0% align:left"),
        (Place(align=5), "line:50%"),
        (Place(align=7), "line:0 position:0% align:left"),
        (Place(align=8), "line:0"),
        (Place(align=9), "line:0 position:100% align:right"),
        (Place(vertical="rl"), "vertical:rl"),
        (Place(vertical="rl", align=8), "vertical:rl line:0"),
        (Place(anchor=Point(0.5, 0.25)), "line:25%,end position:50%,center"),
        (
            Place(anchor=Point(1 / 3, 0.25), align=7),
            "line:25% position:33.33%,line-left align:left",
        ),
        (
            Place(anchor=Point(0.9, -1), align=6),
            "line:0%,center position:90%,line-right align:right",
        ),
        (
            Place(rect=Rect(0.1, 0.8, 0.8, 0.1)),
            "line:80% position:50%,center size:80%",
        ),
        (
            Place(rect=Rect(0.1, 0.8, 0.8, 0.1), align=1),
            "line:90%,end position:10%,line-left size:80% align:left",
        ),
        (Place(align=8, settings=CueSettings(line=3)), "line:3"),
    ],
)
def test_a_place_is_said_in_settings(place, expected):
    assert settings_of(place) == expected
    assert format_settings(parse_settings(expected)) == expected


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (-0.0, "0"), (12.5, "12.5"), (100, "100"), (1e20, "1" + "0" * 20)],
)
def test_numbers_have_no_exponent(number, text):
    assert format_number(number) == text
