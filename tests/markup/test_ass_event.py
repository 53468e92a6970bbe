from __future__ import annotations

import pytest

from cuelift.cues import Cue, Raw, Span
from cuelift.markup.ass_event import AssEvents, Event
from cuelift.markup.ass_script import parse_script

EVENT = Event(1, 2, "3", "Default", "Bob", "", "{\\fad(1,1)}x", (("Layer", "3"),))


def cue_of(event: Event) -> tuple[Cue, dict[str, int]]:
    losses: dict[str, int] = {}
    return AssEvents(parse_script(""), losses).cue(event), losses


def test_an_event_becomes_a_cue_whose_speaker_is_a_note() -> None:
    cue, losses = cue_of(EVENT)

    assert cue == Cue(
        start_ns=1,
        end_ns=2,
        spans=(Span("x"),),
        layer=3,
        speaker="Bob",
        raw=Raw(format="ass", text="{\\fad(1,1)}x", fields=(("Layer", "3"),)),
    )
    assert not cue.speaker_is_voice
    assert losses == {"effect": 1}


@pytest.mark.parametrize(
    ("effect", "losses"),
    [("", {}), ("!Effect", {}), ("Banner;30", {"effect": 1}), ("scroll up;1;2;3", {"effect": 1})],
)
def test_moving_text_is_counted(effect: str, losses: dict[str, int]) -> None:
    assert cue_of(EVENT._replace(effect=effect, text="x"))[1] == losses


def test_a_comment_loses_nothing_as_it_is_never_shown() -> None:
    cue, losses = cue_of(EVENT._replace(effect="Banner;1", comment=True))

    assert cue.comment
    assert losses == {}


@pytest.mark.parametrize("layer", ["0", "Marked=0", "", "x"])
def test_a_layer_that_is_no_number_is_the_lowest(layer: str) -> None:
    assert cue_of(EVENT._replace(layer=layer))[0].layer == 0
