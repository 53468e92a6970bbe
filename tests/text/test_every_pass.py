"""What holds for every pass of the registry, and for every recipe of them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cuelift.cues import Cue, Header, Place, Point, Raw, Reading, Span, Style
from cuelift.extract.outputs import render
from cuelift.format import FORMATS
from cuelift.text import PASSES, Context, Step, clean, dictionary, parse_recipe
from cuelift.text.changes import read_records, record, undo, write_records

OWN = (
    "mojibake", "bidi", "bidi:wrap", "bidi:strip", "ocr_fixes:missing=skip", "spelling",
    "spelling:table=true:missing=skip", "whitespace", "whitespace:no_break=all", "punctuation",
    "punctuation:quotes=typographic:apostrophes=typographic:ellipsis=char:dashes=majority",
    "punctuation:quotes=straight:apostrophes=straight:ellipsis=dots:dashes=em", "casing",
    "casing:cue", "redact", "redact:drop", "redact:tag",
)  # fmt: skip
"""Passes that look at words and marks."""
PIECES = (
    "Hello", "hello", "HELLO", "MR. SMITH", "I", "l'm", "rnan", "heIl", "teh", "fuck",
    "ann@a.org", "+49 171 1234567", "4111 1111 1111 1111", "http://a.b/c?d", "12:30", "5'10\"",
    "DÃ©jÃ", "â€™", "Ça", "qu'il", "Qué haces", "STRASSE", "İYİ", "IJS", "ΟΔΟΣ", "ß", "שלום",
    ".שלום", "مرحبا", "你好", "そう", "です", "ไทย", "\u200f", "\u202b", "\u202c", "\u2067",
    "\u200b", "\u00ad", "\u00a0", "\u202f", "\u3000", "\u2003", " ", "  ", "\t", "\n", "\n\n",
    "\n-", "\n- ", "- ", "– ", "—", "-", "'", "’", '"', "“", "”", "«", "»", "¿", "¡", "...",
    "…", ". . .", ".", ",", ";", ":", "?", "!", "?!", "(", ")", "[", "]", "♪", "|", "0", "1",
    "\x85", "\x00", "\ufffd", "e\u0301",
)  # fmt: skip
STYLES = st.sampled_from([Style(), Style(italic=True), Style(bold=True, color="#ff0000")])
SPAN = st.builds(
    Span,
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    STYLES,
    st.sampled_from([None, None, "Ann"]),
    ruby=st.sampled_from([None, None, None, "a"]),
)
READING = st.none() | st.builds(
    Reading,
    status=st.sampled_from(["agreed", "single"]),
    confidence=st.just(0.5),
    engines=st.just(("a",)),
    alternatives=st.sampled_from([(), ("hello man",), ("HELLO",)]),
)
CUE = st.builds(
    Cue,
    start_ns=st.integers(0, 20).map(lambda at: at * 10**9),
    end_ns=st.just(21 * 10**9),
    spans=st.lists(SPAN, max_size=3).map(tuple),
    comment=st.sampled_from([False, False, False, True]),
    place=st.sampled_from([None, None, Place(anchor=Point(0.5, 0.5))]),
    reading=READING,
)
CUES = st.lists(CUE, max_size=12).map(lambda cues: sorted(cues, key=lambda cue: cue.start_ns))
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
LANGUAGES = st.sampled_from(
    ["en", "fr", "fr-CA", "es", "ja", "zh", "tr", "nl", "he", "el", "cs", None]
)


@pytest.fixture(autouse=True)
def no_dictionaries_but_those_of_spylls(monkeypatch):
    monkeypatch.setattr(dictionary, "FOLDERS", ("/nowhere",))


@pytest.mark.parametrize("step", OWN)
@FEW
@given(cues=CUES, language=LANGUAGES)
def test_twice_is_once(step, cues, language):
    context = Context(language=language)
    once = clean(cues, step, context)

    assert clean(once.cues, step, context).cues == once.cues


@pytest.mark.parametrize("step", OWN)
@FEW
@given(cues=CUES, language=LANGUAGES)
def test_what_is_not_changed_is_the_same_object_and_all_changes_are_told(step, cues, language):
    made = clean(cues, step, Context(language=language))
    given = {id(cue) for cue in cues}
    told = {id(cue) for change in made.changes for cue in change.after}

    assert all(id(cue) in given or id(cue) in told for cue in made.cues)
    kept = {id(cue) for cue in made.cues}
    gone = {id(cue) for change in made.changes for cue in change.before}
    assert all(id(cue) in kept or id(cue) in gone for cue in cues)
    assert all(cue in made.cues for cue in cues if cue.comment)


@pytest.mark.parametrize("step", OWN)
def test_texts_of_any_length_take_linear_time(step):
    for piece in (
        "a ",
        ". ",
        "' ",
        '"',
        "\n",
        "\n-",
        "12",
        "A.",
        "… ",
        "fuck ",
        "I'M ",
        "»:",
        "?!a@",
    ):
        cue = Cue(start_ns=0, end_ns=1, spans=(Span(piece * (10_000 // len(piece))),))
        for language in ("en", "fr", "es", "zh"):
            clean([cue], step, Context(language=language))


@pytest.mark.parametrize("name", PASSES)
def test_every_pass_says_what_it_does(name):
    entry = PASSES[name]

    assert entry.says.endswith(".")
    assert entry.options() == entry.options()
    assert entry.main is None or entry.main in entry.options.__struct_fields__
    assert entry.options.__doc__


RECIPES = st.lists(st.sampled_from(OWN), max_size=5).map(",".join)


@FEW
@given(cues=CUES, recipe=RECIPES, language=LANGUAGES)
def test_taking_a_pass_back_is_running_the_recipe_without_it(cues, recipe, language):
    context = Context(language=language)
    cues = [_with_payload(cue, at) for at, cue in enumerate(cues)]
    steps = parse_recipe(recipe)
    changes = clean(cues, steps, context).changes
    header = Header(language=language)

    [read] = read_records(write_records([record("film", 0, header, context, cues, steps, changes)]))

    for name in {step.name for step in steps}:
        without = [step for step in steps if step.name != name]
        assert _files(header, undo(read, [name])) == _files(
            header, clean(cues, without, context).cues
        )
    assert _files(header, undo(read)) == _files(header, cues)


def _with_payload(cue: Cue, at: int) -> Cue:
    """Every other cue comes from a file, with a payload that no writer would make."""
    if at % 2 or cue.comment:
        return cue
    raw = Raw(format=("srt", "webvtt", "ass")[at // 2 % 3], text=f"{cue.text}<i></i>")
    return Cue(start_ns=cue.start_ns, end_ns=cue.end_ns, spans=cue.spans, raw=raw)


def _files(header: Header, cues: list[Cue]) -> list[bytes]:
    return [
        render(name, header, cues, FORMATS[name].options())[0] for name in ("srt", "webvtt", "ass")
    ]


def test_steps_of_the_registry_are_in_the_order_of_their_use():
    order = [
        "mojibake", "bidi", "dedupe", "hearing_impaired", "speakers", "ads", "ocr_fixes",
        "spelling", "whitespace", "punctuation", "casing", "redact", "reflow", "timing",
    ]  # fmt: skip

    assert list(PASSES) == [name for name in order if name in PASSES]
    assert Step("redact", PASSES["redact"].options()).entry is PASSES["redact"]
