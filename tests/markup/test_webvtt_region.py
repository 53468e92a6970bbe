import pytest

from cuelift.markup.webvtt_region import Region, parse_percentage, parse_region


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0%", 0),
        ("100%", 100),
        ("00.50%", 0.5),
        ("100.1%", None),
        ("-0%", None),
        ("1", None),
        ("1.%", None),
        (".5%", None),
        ("1%%", None),
        ("1e1%", None),
        ("", None),
    ],
)
def test_percentages_lie_between_0_and_100(text, expected):
    assert parse_percentage(text) == expected


def test_all_settings_of_a_region_are_read():
    text = "id:fred width:40%\nlines:4 regionanchor:0%,100%\tviewportanchor:10%,90.5% scroll:up"

    assert parse_region(text) == Region("fred", 40, 4, (0, 100), (10, 90.5), True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id: width:",
        ":x",
        "width:101% width:40",
        "lines:1.5 lines:-1 lines:" + "9" * 101,
        "regionanchor:0% regionanchor:1%,x viewportanchor:,1% anchor:1%,1%",
        "scroll:down SCROLL:up",
    ],
)
def test_what_cannot_be_read_keeps_its_default(text):
    assert parse_region(text) == Region()
