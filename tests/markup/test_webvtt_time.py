import pytest

from cuelift.markup.webvtt_time import format_timestamp, parse_timestamp

S = 1_000_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:00.000", 0),
        ("00:01.500", 1_500_000_000),
        ("59:59.999", 3_599_999_000_000),
        ("1:00:00.000", 3600 * S),
        ("000:00:01.000", S),
        ("999999:00:00.000", 999_999 * 3600 * S),
        ("1000000:00:00.000", None),
        ("0:01.000", None),
        ("000:01.000", None),
        ("60:00.000", None),
        ("00:60.000", None),
        ("00:60:00.000", None),
        ("00:00:60.000", None),
        ("00:00.00", None),
        ("00:00.0000", None),
        ("00:00,000", None),
        (" 00:00.000", None),
        ("00:00.000 ", None),
        ("٠٠:٠٠.٠٠٠", None),
        ("", None),
    ],
)
def test_only_a_whole_timestamp_is_a_time(text, expected):
    assert parse_timestamp(text) == expected


@pytest.mark.parametrize(
    ("time_ns", "expected"),
    [
        (-1, "00:00:00.000"),
        (499_999, "00:00:00.000"),
        (500_000, "00:00:00.001"),
        (1_499_999, "00:00:00.001"),
        (1_500_000, "00:00:00.002"),
        (59_999_500_000, "00:01:00.000"),
        (360_000 * S, "100:00:00.000"),
    ],
)
def test_times_are_rounded_half_up_once(time_ns, expected):
    assert format_timestamp(time_ns) == expected
