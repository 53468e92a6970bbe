"""The language of a track, by its text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.cues import Cue, Span
from cuelift.errors import UsageError
from cuelift.language import Detected, Share, detect
from cuelift.language import identify as module

ENGLISH = "I don't know what you are talking about, but we should leave before they come back."
FRENCH = "Je ne sais pas de quoi vous parlez, mais nous devrions partir avant leur retour."
SERBIAN = "Šta je to? Ne znam gde je moja devojka, a uvek je ovde pre nego što dođe vreme."


def cues(*texts: str) -> list[Cue]:
    return [
        Cue(start_ns=number, end_ns=number + 1, spans=(Span(text),))
        for number, text in enumerate(texts)
    ]


def test_a_track_is_in_the_language_of_its_text():
    found = detect(cues(*[ENGLISH] * 20))

    assert (found.language, found.others) == ("en", ())
    assert found.confidence > 0.99


def test_sound_descriptions_and_comments_are_not_listened_to():
    noise = "[LE PUBLIC APPLAUDIT TRÈS FORT]\n(elle soupire longuement)\n"
    comment = Cue(start_ns=0, end_ns=0, spans=(Span(FRENCH * 40),), comment=True)

    assert detect([comment, *cues(*[noise + ENGLISH] * 5)]).language == "en"


def test_variants_are_told():
    assert detect(cues(*[SERBIAN] * 20)).language == "sr-Latn"


@pytest.mark.parametrize("texts", [(), ("",), ("♪ ♪", "12 34"), ("Ja.", "Na.")])
def test_too_little_text_tells_nothing(texts):
    assert detect(cues(*texts)) == Detected(None, 0.0)


def test_a_script_that_is_no_language_the_model_knows_tells_nothing():
    assert detect(cues(*["𐑢𐑳𐑑 𐑦𐑟 𐑞𐑦𐑕 " * 3] * 20)).language is None


def test_passages_in_another_language_are_told_with_their_share():
    found = detect(cues(*[ENGLISH] * 60, *[FRENCH] * 20))

    assert found.language == "en"
    (other,) = found.others
    assert other.language == "fr"
    assert other.share == pytest.approx(0.25, abs=0.05)


def test_languages_that_are_hardly_told_apart_are_not_others():
    danish = "Jeg ved ikke, hvad du taler om, men vi burde tage af sted, før de kommer igen."
    norwegian = "Jeg vet ikke hva du snakker om, men vi burde dra herfra før de kommer igjen."

    assert detect(cues(*[danish] * 40, *[norwegian] * 20)).others == ()


def test_long_tracks_are_looked_at_here_and_there(monkeypatch):
    asked = []
    classify = module._classify
    monkeypatch.setattr(module, "_classify", lambda text: asked.append(text) or classify(text))

    found = detect(cues(*[ENGLISH] * 6000, *[FRENCH] * 3000))

    assert found.others == (Share("fr", pytest.approx(1 / 3, abs=0.02)),)
    assert len(asked) == module.MOST_PIECES


def test_without_the_package_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    module._identifier.cache_clear()
    with pytest.raises(UsageError, match=r"cuelift\[text\]"):
        detect(cues(ENGLISH))
    module._identifier.cache_clear()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=20))
def test_any_text_has_a_language_or_none(texts):
    found = detect(cues(*texts))

    assert found.language is None or found.confidence >= module.SURE
