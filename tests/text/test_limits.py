"""The figures of style guides."""

from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.text.base import Context
from cuelift.text.limits import PROFILES, find_limits


def own(text: str, language: str | None = None, **changes: object):
    context = Context(language=language, read=lambda name: text)
    return find_limits("own.toml", context, changes=changes)


@pytest.mark.parametrize(
    ("language", "line", "speed"),
    [
        ("en-GB", 42, 20),
        ("fr", 42, 17),
        ("ja", 13, 4),
        ("ko", 16, 12),
        ("zh-Hant", 16, 9),
        (None, 42, 17),
    ],
)
def test_netflix_limits_follow_the_language(language, line, speed):
    limits = find_limits("netflix", Context(language=language))

    assert (limits.line_length, limits.speed, limits.lines) == (line, speed, 2)
    assert limits.gap_ns == 83_333_333
    assert (limits.min_ns, limits.max_ns) == (833_333_333, 7_000_000_000)


def test_every_profile_makes_sense_in_every_language_it_knows():
    for name, profile in PROFILES.items():
        for language in ("en", *profile.languages):
            assert find_limits(name, Context(language=language)).line_length >= 13


def test_children_read_slower():
    assert find_limits("netflix", Context(language="en"), children=True).speed == 17
    with pytest.raises(UsageError, match="children"):
        find_limits("bbc", Context(), children=True)


def test_bbc_counts_words_and_has_no_longest_duration():
    limits = find_limits("bbc", Context())

    assert (limits.words_per_minute, limits.speed, limits.max_ns, limits.gap_ns) == (
        180,
        None,
        None,
        0,
    )


def test_the_gap_in_frames_follows_the_rate():
    limits = find_limits("netflix", Context(), changes={"frame_rate": "25"})

    assert limits.gap_ns == 80_000_000
    assert find_limits("netflix", Context(), changes={"gap": 0.2}).gap_ns == 200_000_000


def test_a_file_changes_what_it_extends():
    text = 'extends = "bbc"\nline_length = 30\ngap = 0.12\n[language.ja]\nline_length = 12\n'

    assert own(text).line_length == 30
    assert own(text).gap_ns == 120_000_000
    assert own(text, "ja").line_length == 12
    assert own("speed = 15", "en").speed == 15


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = 1", "unknown field `x`"),
        ("line_length = [", "own.toml"),
        ('extends = "x"', "extends names one of"),
        ("language = 3", "language.ja"),
        ("line_length = 0", "line_length 0 makes no sense"),
        ("speed = nan", "speed nan makes no sense"),
        ("gap = -1", "gap -1 makes no sense"),
        ("lines = 9", "lines 9"),
        ("gap_frames = -2", "gap_frames"),
        ("max_duration = 0.1", "below min_duration"),
        ('frame_rate = "x"', "frame rate"),
        ("[language.ja]\nlines = 0", "lines 0"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(text, says):
    with pytest.raises(UsageError, match=says):
        own(text)


def test_an_unknown_profile_lists_the_known():
    with pytest.raises(UsageError, match="netflix, bbc, ebu, asr"):
        find_limits("nflx", Context())
