from __future__ import annotations

import pytest

from cuelift.cues import Cue, Span
from cuelift.dataset import foreign
from cuelift.dataset.foreign import foreign_cues

ENGLISH = [
    "I thought we would never see this place again.",
    "The river is higher than it was last summer, is it not?",
    "Bring the lamp over here so that we can look at the map.",
    "There was a letter on the table when I came home yesterday.",
    "Nobody knows what happened to the old man and his dog.",
    "We should be going before it gets too dark outside.",
]
GERMAN = [
    "Ich habe nicht gewusst, dass wir heute noch fahren m\u00fcssen.",
    "Kannst du mir bitte sagen, wo der Schl\u00fcssel geblieben ist?",
    "Das Wetter wird morgen bestimmt wieder besser werden.",
    "Wir sollten jetzt gehen, bevor es drau\u00dfen dunkel wird.",
    "Niemand wei\u00df, was mit dem alten Mann geschehen ist.",
    "Gestern lag ein Brief auf dem Tisch, als ich nach Hause kam.",
]


def cues(*texts: str) -> list[Cue]:
    return [Cue(start_ns=n, end_ns=n + 1, spans=(Span(text),)) for n, text in enumerate(texts)]


def test_a_passage_in_another_language_is_found():
    found = foreign_cues(cues(*ENGLISH, *GERMAN, *ENGLISH), "en-GB")

    assert found
    assert found <= set(range(5, 13))
    assert {7, 8, 9} <= found


def test_one_language_has_no_foreign_passage():
    assert foreign_cues(cues(*ENGLISH, *ENGLISH, ENGLISH[0], *ENGLISH[2:5]), "en") == frozenset()
    assert foreign_cues(cues(*ENGLISH), None) == frozenset()


def test_a_caption_that_says_so_is_foreign():
    tagged = Cue(start_ns=0, end_ns=1, spans=(Span("Oui", language="fr"), Span(" ")))
    own = Cue(start_ns=0, end_ns=1, spans=(Span("Yes", language="en-US"),))

    assert foreign_cues([tagged, own], "en") == {0}


def test_without_the_package_only_tags_tell(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(foreign, "find_spec", lambda _: None)

    assert foreign_cues(cues(*ENGLISH, *GERMAN, *GERMAN), "en") == frozenset()
