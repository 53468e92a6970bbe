"""Descriptions without brackets."""

from __future__ import annotations

import pytest

from cuelift.cues import Span, Style
from cuelift.text.hearing_impaired.house import House
from cuelift.text.hearing_impaired.lines import (
    Colored,
    capitals_inside,
    describes_music,
    is_capitals,
    is_plain_capitals,
    is_song,
    line_colors,
    sound_colors,
)
from cuelift.text.hearing_impaired.words import lexicon

EN = lexicon("en")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("♪ la", True),
        ("# la la", True),
        ("la la #", True),
        ("#la la#", True),
        ("#4 is out", False),
        ("la", False),
        ("é", False),
    ],
)
def test_songs(line, expected):
    assert is_song(line) is expected


@pytest.mark.parametrize(
    ("inside", "house", "expected"),
    [
        ("soft piano music", House(), True),
        ("Piano Music", House(), True),
        ("Piano music of the sea", House(), False),
        ("SLOW BLORP", House(), True),
        ("SLOW BLORP", House(capitals=True), False),
        ("I love music", House(), False),
        ("piano, soft", House(), True),
        ("la la la", House(), False),
        ("soft piano music that goes on and on", House(), False),
        ("...", House(), False),
    ],
)
def test_music_is_told_from_words_that_are_sung(inside, house, expected):
    assert describes_music(inside, house, EN) is expected


def test_music_in_japanese():
    assert describes_music("テーマ曲", House(), lexicon("ja"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DOOR SLAMS", True),
        ("DOOR SLAMS.", False),
        ("DOOR 2 SLAMS HERE", False),
        ("Door slams", False),
        ("NO SHOUTING", False),
        ("I SIGH A LOT", False),
        ("WAY OUT", False),
        ("CLICK HERE", False),
        ("MUSIC HALL", False),
        ("GLASSES CLINK", True),
        ("SOFT PIANO MUSIC", True),
        ("SLAMS " * 20, False),
        ("LAUGHS AND A B C D E F G", False),
        ("- - -", False),
        ("音 SLAMS", False),
    ],
)
def test_plain_capitals(text, expected):
    assert is_plain_capitals(text, EN) is expected


@pytest.mark.parametrize(
    ("text", "house", "expected"),
    [
        ("DOOR SLAMS", House(lines=2), True),
        ("DOOR SLAMS", House(lines=1), False),
        ("DOOR SLAMS", House(), False),
        ("DOOR SLAMS", House(lines=3, capitals=True), False),
        ("HE BLORPS", House(lines=3), True),
        ("HE BLORPS", House(lines=2), False),
        ("HE BLORPS!", House(lines=3), False),
        ("HE DID NOT BLORP", House(lines=3), False),
        ("HE WAS HERE", House(lines=3), False),
        ("THE TRAIN BLORPS", House(lines=3), False),
        ("TRAIN BLORPS", House(lines=3), True),
        ("HE", House(lines=3), False),
    ],
)
def test_capitals_by_the_habit_of_the_track(text, house, expected):
    assert is_capitals(text, house, EN) is expected


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Ten. SHE CHUCKLES", ["SHE CHUCKLES"]),
        ("Ten. SHE SIGHS I know.", ["SHE SIGHS"]),
        ("Ten SHE SIGHS No.", []),
        ("SHE SIGHS know.", []),
        ("SHE SIGHS", []),
        ("A SHE SIGHS LAUGHS GROANS MOANS WEEPS SOBS. No", []),
    ],
)
def test_capitals_between_sentences(line, found):
    spans = capitals_inside(line, House(lines=2), EN)

    assert [line[start:end] for start, end in spans] == found
    assert not list(capitals_inside(line, House(lines=1), EN))


def test_colours_of_lines_and_of_descriptions():
    red, blue = Style(color="#ff0000"), Style(color="#0000ff")
    spans = (Span("a\nb", red), Span("c\n", blue), Span(" ", red), Span("d", blue))

    assert line_colors(spans) == ["#ff0000", "", "#0000ff"]
    lines = [Colored("#1", "Door slams."), Colored("#1", "He sighs."), Colored("#2", "Who?")]
    assert sound_colors(lines, EN) == {"#1"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "SHEARS SNIP", True),
        ("en", "PINS RATTLE IN TIN", True),
        ("en", "CHILDREN CLAP IT BACK", True),
        ("en", "BLORPS CRASH PARTY", False),
        ("en", "STAMPS AND COINS", False),
        ("en", "TAPS ON DOOR", True),
        ("en", "BLORP SWINGS SHUT", True),
        ("en", "MUFFLED BLORP", True),
        ("it", "L'URLO", False),
        ("de", "DER SCHREI", False),
        ("de", "RUF DER WILDNIS", False),
        ("nl", "AUTO KAN NIET STARTEN", True),
        ("nl", "DEUR BLORPT OPEN", True),
    ],
)
def test_capitals_that_tell_and_that_name(language, text, expected):
    house = House(lines=5, names={"blorp"})

    assert is_capitals(text, house, lexicon(language)) is expected


def test_a_dash_beside_a_coloured_line_has_no_colour():
    spans = [Span("-"), Span("Il rit.", Style(color="#ff0000")), Span("\n-Non.")]

    assert line_colors(spans) == ["#ff0000", ""]


def test_a_voice_in_capitals_before_speech():
    house = House(lines=3)
    line = "A BASSA VOCE Niente."

    assert [line[a:b] for a, b in capitals_inside(line, house, lexicon("it"))] == ["A BASSA VOCE"]
    assert list(capitals_inside("BLORP Niente.", house, lexicon("it"))) == []
