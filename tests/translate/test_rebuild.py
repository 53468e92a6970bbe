from __future__ import annotations

from msgspec.structs import replace

from cuelift.cues import Raw, Span, Style
from cuelift.translate.glossary import Glossary
from cuelift.translate.marks import Run
from cuelift.translate.protect import mask
from cuelift.translate.rebuild import Rebuilder, columns_of, parts_of
from cuelift.translate.sentences import Piece, Unit
from cuelift.translate.turns import Turn
from tests.translate.doubles import cue

ITALIC = Style(italic=True)


def test_the_longer_a_cue_shows_the_more_it_gets():
    unit = Unit("speech", (Piece(0, 0, 4), Piece(1, 0, 4)))
    text = "uno dos tres cuatro cinco seis siete ocho"

    def first(seconds: float) -> str:
        cues = [cue(0, seconds, "abcd"), cue(seconds, seconds + 1, "efgh")]
        masked = mask(cues, unit, Glossary(), terms=True)
        parts = parts_of(cues, unit, masked, [Run(text)], "es")
        return "".join([span.text for span in parts[unit.pieces[0]]])

    assert len(first(0.1)) < len(first(1)) < len(first(20))


def test_a_piece_without_length_or_time_still_has_its_part():
    unit = Unit("speech", (Piece(0, 0, 1), Piece(1, 0, 1)))
    cues = [replace(cue(0, 0, "\u0301"), end_ns=None), cue(0, 0, "b")]
    masked = mask(cues, unit, Glossary(), terms=True)
    parts = parts_of(cues, unit, masked, [Run("uno dos")], "es")

    assert [spans[0].text for spans in parts.values()] == ["uno", "dos"]


def test_sentences_of_a_turn_are_put_together_and_broken_anew():
    source = cue(0, 2, "One sentence\nends. Two", Span(" begins", ITALIC))
    turn = Turn(0, 0, len(source.text), "speech")
    parts = {
        Piece(0, 0, 18): (Span("Una frase"), Span(" se acaba.", ITALIC)),
        Piece(0, 19, len(source.text)): (Span("Otra empieza", ITALIC),),
    }
    made = Rebuilder("es", 42, "x").cue(source, [turn], parts)

    assert made.text == "Una frase se acaba.\nOtra empieza"
    assert [span.style.italic for span in made.spans] == [False, True]


def test_between_sentences_japanese_needs_no_space_and_marks_stay():
    source = cue(0, 2, "One. ... Two\n--")
    turn = Turn(0, 0, len(source.text), "speech")
    parts = {Piece(0, 0, 4): (Span("一。"),), Piece(0, 9, 12): (Span("二"),)}

    assert Rebuilder("ja", 42, "x").cue(source, [turn], parts).text == "一。 ... 二 --"
    del parts[Piece(0, 0, 4)]
    parts = {Piece(0, 0, 8): (Span("一。"),), Piece(0, 9, 15): (Span("二"),)}
    assert Rebuilder("ja", 42, "x").cue(source, [turn], parts).text == "一。二"


def test_a_turn_without_translation_stays():
    source = cue(0, 1, "One. Two.")
    turns = [Turn(0, 0, 4, "speech"), Turn(0, 5, 9, "speech")]

    made = Rebuilder("es", 42, "x").cue(source, turns, {Piece(0, 5, 9): (Span("Dos."),)})
    assert made.text == "One. Dos."


def test_a_payload_without_fields_is_taken_off():
    source = replace(cue(0, 1, "One"), raw=Raw(format="srt", text="One"))
    parts = {Piece(0, 0, 3): (Span("Uno"),)}

    assert Rebuilder("es", 42, "x").cue(source, [Turn(0, 0, 3, "speech")], parts).raw is None


def test_lines_may_be_as_broad_as_those_of_the_source():
    assert columns_of([]) == 42
    assert columns_of([cue(0, 1, "a" * 50 + "\nb")]) == 50
    assert columns_of([cue(0, 1, "a" * 500)]) == 84
