from __future__ import annotations

from cuelift.cues import Span, Style
from cuelift.translate.glossary import Glossary
from cuelift.translate.groups import groups_of, names_of, texts_of
from cuelift.translate.sentences import Piece, Unit
from tests.translate.doubles import cue, said


def units(*texts: str) -> list[Unit]:
    return [Unit("speech", (Piece(n, 0, len(text)),)) for n, text in enumerate(texts)]


def test_texts_that_look_different_are_one_group_if_their_marks_agree():
    cues = [cue(0, 1, "Yes"), cue(1, 2, Span("Yes", Style(bold=True))), cue(2, 3, "No")]
    groups = groups_of(cues, units("Yes", "Yes", "No"), Glossary(), terms=True)

    assert [len(group.units) for group in groups] == [2, 1]
    assert [mask.bases[0].style.bold for mask in groups[0].masks] == [False, True]


def test_what_is_too_long_fails_at_once():
    [group] = groups_of(said("a" * 5000), units("a" * 5000), Glossary(), terms=True)

    assert group.masks == []
    assert "longer than" in group.failure


def test_neighbours_are_those_of_the_first_unit():
    plain = ["a", "b", "a", "c"]
    groups = groups_of(said(*plain), units(*plain), Glossary(), terms=True)
    texts = texts_of(groups, [0, 2], plain, 2)

    assert [(text.id, text.plain, text.before, text.after) for text in texts] == [
        (0, "a", (), ("b", "a")),
        (2, "c", ("b", "a"), ()),
    ]


def test_names_are_those_of_speakers():
    cues = [
        cue(0, 1, "x", speaker="MARY"),
        cue(0, 1, Span("x", speaker="Ann  Lee")),
        cue(0, 1, "x", speaker="Man 2"),
        cue(0, 1, "x", speaker="B"),
        cue(0, 1, "x", speaker="narrator"),
    ]

    assert names_of(cues) == ["Ann Lee", "Mary"]
    assert names_of([cue(0, 1, "Will you?")]) == []


def test_a_speaker_whose_label_is_a_common_word_is_no_name():
    cues = [cue(0, 1, "That man will come.", speaker="MAN"), cue(1, 2, "No.", speaker="WILL")]

    assert names_of(cues) == []
