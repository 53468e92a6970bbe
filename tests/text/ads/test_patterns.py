"""Patterns of one's own, none of which can run away."""

from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.text.ads.patterns import find_patterns, parse_patterns


@pytest.mark.parametrize(
    "line",
    [
        "/(a+)+b/", "/(a|b)*c/", "/a*b*c*d/", "/(?=a)b/", r"/(a)\1/", "/(/", "/a?/",
        "/a?b?c?d?e?f?g?h/",
        "/" + "(?:aa|b)" * 7 + "c/", "x" * 400,
    ],
)  # fmt: skip
def test_patterns_that_may_run_away_are_refused(line):
    with pytest.raises(UsageError, match=r"marks\.txt, line 2"):
        parse_patterns(f"# a\n{line}", "marks.txt")


def test_too_many_patterns_are_refused():
    with pytest.raises(UsageError, match="at most 500"):
        parse_patterns("a\n" * 501, "marks.txt")


@pytest.mark.parametrize(
    ("pattern", "text", "spans"),
    [
        ("a b", "A  b, cab b", [(0, 4)]),
        ("/a+b/", "xaab ab", [(1, 4), (5, 7)]),
        ("/(?:ab)?c/", "abc", [(0, 3)]),
        ("/a.{3}b|(c)/", "axxxb c", [(0, 5), (6, 7)]),
        ("/\\d+ (?:kb|mb)/", "10 KB", [(0, 5)]),
    ],
)
def test_patterns_match(pattern, text, spans):
    assert find_patterns(text, parse_patterns(pattern, "marks.txt")) == spans


def test_matches_that_overlap_are_one():
    patterns = parse_patterns("a b\nb c\n/b/", "marks.txt")

    assert find_patterns("a b c", patterns) == [(0, 5)]
