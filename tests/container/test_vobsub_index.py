from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.container.vobsub_index import Language, parse_idx

HEAD = b"# VobSub index file, v7\nsize: 720x576\npalette: 000000\nlangidx: 1\n"


def test_languages_and_their_pictures_are_read() -> None:
    found = parse_idx(
        HEAD + b"id: en, index: 0\ntimestamp: 00:00:01:020, filepos: 000000000\r\n"
        b"timestamp: 01:02:03:004, filepos: 00000A800\n"
        b"id: de, index: 2\n# alt: no\nalt: Deutsch \ntimestamp: 00:00:02:000, filepos: 5\n"
    )

    assert found.settings == HEAD
    assert found.default == 1
    assert found.languages == [
        Language("en", 0, None, [(1020, 0), (3_723_004, 0xA800)]),
        Language("de", 2, "Deutsch", [(2000, 5)]),
    ]
    assert found.broken == 0


def times(text: bytes) -> list[int]:
    [language] = parse_idx(text).languages
    return [ms for ms, _ in language.entries]


AT = b"timestamp: 00:01:00:000, filepos: 0\n"


def test_delays_add_up_within_a_language() -> None:
    text = b"id: en\n" + AT + b"delay: 00:00:01:500\n" + AT + b"delay: -00:00:02:000\n" + AT

    assert times(text) == [60_000, 61_500, 59_500]
    both = parse_idx(text + b"id: de\n" + AT)
    assert both.languages[1] == Language("de", 1, None, [(60_000, 0)])


def test_an_offset_holds_for_all() -> None:
    assert times(b"time offset: -500\nid: en\n" + AT) == [59_500]
    assert times(b"time offset: 00:00:01:000\nid: en\n" + AT) == [61_000]
    assert times(b"time offset: soon\nid: en\n" + AT) == [60_000]


def test_pictures_without_a_language_are_of_one_unknown() -> None:
    assert parse_idx(AT).languages == [Language("", 0, None, [(60_000, 0)])]


def test_times_before_zero_are_read() -> None:
    assert times(b"id: en\ntimestamp: -00:00:00:010, filepos: 0\n") == [-10]


def test_broken_lines_are_counted() -> None:
    found = parse_idx(
        b"langidx: x\nid: en\ntimestamp: soon\ntimestamp: 00:00:01:000, filepos: zz\n"
    )

    assert (found.broken, found.default, found.languages[0].entries) == (2, None, [])
    assert found.languages[0].broken == 2


def test_no_more_entries_are_taken_than_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cuelift.container.vobsub_index._MOST_ENTRIES", 2)

    [language] = parse_idx(b"id: en\n" + AT * 3).languages

    assert (len(language.entries), language.broken) == (2, 1)


def test_more_languages_than_there_can_be_are_not_read() -> None:
    found = parse_idx(b"".join(b"id: en, index: %d\n" % (n % 32) + AT for n in range(40)))

    assert len(found.languages) == 32


def test_text_without_languages_is_all_settings() -> None:
    found = parse_idx(HEAD)

    assert (found.settings, found.languages) == (HEAD, [])


@given(st.binary(max_size=200), st.binary(max_size=100))
def test_any_text_is_read(one: bytes, two: bytes) -> None:
    parse_idx(HEAD + b"id:" + one + b"\ntimestamp:" + two)
