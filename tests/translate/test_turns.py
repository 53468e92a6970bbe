from __future__ import annotations

import pytest

from cuelift.cues import Span
from cuelift.translate.turns import turns_of
from tests.translate.doubles import cue


def turns(*texts: str | Span, **fields: object) -> list[tuple[str, str]]:
    made = cue(0, 1, *texts, **fields)
    return [(turn.kind, made.text[turn.start : turn.end]) for turn in turns_of(0, made)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello\nyou", [("speech", "Hello\nyou")]),
        ("- Hi!\n- Hello.", [("speech", "Hi!"), ("speech", "Hello.")]),
        ("Hi!\n– Hello.", [("speech", "Hi!"), ("speech", "Hello.")]),
        ("It is\n-5 degrees", [("speech", "It is\n-5 degrees")]),
        ("I want\n-- no", [("speech", "I want\n-- no")]),
        ("-- no way", [("speech", "-- no way")]),
        ("[DOOR] Who?", [("sound", "DOOR"), ("speech", "Who?")]),
        ("Who? (sighs)", [("speech", "Who?"), ("sound", "sighs")]),
        ("Who? (sighs) [BANG]", [("speech", "Who?"), ("sound", "sighs"), ("sound", "BANG")]),
        ("（笑）はい", [("sound", "笑"), ("speech", "はい")]),
        ("[MAN]: Who?", [("speech", "Who?")]),
        ("(man): Who?", [("sound", "man"), ("speech", "Who?")]),
        ("[open Who?", [("speech", "[open Who?")]),
        ("Who) there)", [("speech", "Who) there)")]),
        ("♪ La la ♪", [("music", "La la")]),
        ("# La la #", [("music", "La la")]),
        ("La la ♪", [("music", "La la")]),
        ("♪♪", []),
        ("MARY: Come.", [("speech", "Come.")]),
        ("MARY：来て", [("speech", "来て")]),
        ("Mary: Come.", [("speech", "Mary: Come.")]),
        ("10:30", []),
        ("[...] Yes", [("speech", "Yes")]),
        (" \n", []),
        ("-", []),
    ],
)
def test_captions_are_taken_apart(text, expected):
    assert turns(text) == expected


def test_another_voice_is_another_turn():
    found = turns_of(0, cue(0, 1, Span("One ", speaker="A"), "two", Span(" three", speaker="B")))

    assert [turn.voice for turn in found] == ["A", None, "B"]


def test_the_cues_speaker_is_the_voice_of_spans_without_one():
    [turn] = turns_of(0, cue(0, 1, "One ", Span(" "), "two", speaker="A"))

    assert turn.voice == "A"


def test_comments_are_not_said():
    assert turns("A note", comment=True) == []


def test_a_crowd_of_turns_is_taken_as_one():
    assert turns("[a]" * 500) == [("speech", "[a]" * 500)]
    assert len(turns("-a\n" * 500)) == 1
    assert len(turns(*[Span("a ", speaker=str(n)) for n in range(500)])) == 1


def test_the_voice_behind_all_spans_is_the_cues():
    from cuelift.translate.turns import _voice_at

    assert _voice_at(cue(0, 1, "ab", speaker="A"), 9) == "A"
