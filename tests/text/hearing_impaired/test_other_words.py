"""Descriptions, labels and what only looks like them, in words that no list was made from."""

import json
from pathlib import Path

import pytest

from cuelift.cues import Cue, Span, Style
from cuelift.text import Context, clean

S = 1_000_000_000
RECIPE = "hearing_impaired,speakers:names=keep"

EXAMPLES = json.loads(Path(__file__).with_name("other_words.json").read_text(encoding="utf-8"))


def texts_of(cues):
    return [cue.text for cue in cues]


def left(language, texts):
    cues = [
        Cue(start_ns=3 * n * S, end_ns=(3 * n + 2) * S, spans=(Span(text),))
        for n, text in enumerate(texts)
    ]
    made = clean(cues, RECIPE, Context(language=language)).cues
    assert texts_of(clean(made, RECIPE, Context(language=language)).cues) == texts_of(made)
    found = {cue.start_ns: cue.text for cue in made}
    return [found.get(cue.start_ns, "") for cue in cues]


@pytest.mark.parametrize("language", EXAMPLES["brackets"])
def test_brackets_among_descriptions_are_descriptions(language):
    base, told, kept = EXAMPLES["brackets"][language].values()
    texts = list(base)
    for text in (*told, *kept):
        texts += [text, base[1]]
    after = dict(zip(texts, left(language, texts), strict=True))
    assert [text for text in told if after[text]] == []
    assert [text for text in kept if after[text] != text] == []


@pytest.mark.parametrize("language", EXAMPLES["capitals"])
def test_lines_of_capitals_are_descriptions_or_signs(language):
    base, said, told, kept = EXAMPLES["capitals"][language].values()
    for text in (*told, *kept):
        texts = [line for n, each in enumerate(base) for line in (each, said[n % 3])]
        after = left(language, [*texts, text, said[1], said[0], said[2]])[len(texts)]
        assert after == (text if text in kept else "")


@pytest.mark.parametrize("example", EXAMPLES["labels"], ids=lambda example: example["left"])
def test_labels_by_their_form(example):
    after = left(example["language"], example["track"])[example["number"]]
    assert after.lstrip("–- ") == example["left"]


@pytest.mark.parametrize(
    ("texts", "number", "expected"),
    [
        (
            ["Well, folks, [clears throat we are\nin no danger.", "bell rings]"],
            0,
            "Well, folks, we are\nin no danger.",
        ),
        (["Fifty... (heavy breathing", "Sixty."], 0, "Fifty..."),
        (["(a door slams)]", "Who's there?"], 0, ""),
        (["[geese honking]]", "Who's there?"], 0, ""),
        (["(owl hoots,", "leaves rustle", "Who's there?"], 1, ""),
        (["He said (and I quote", "Who's there?"], 0, "He said (and I quote"),
        (["(what a day,", "said my aunt", "Who's there?"], 1, "said my aunt"),
    ],
)
def test_brackets_that_are_not_balanced(texts, number, expected):
    assert left("en", texts)[number] == expected


@pytest.mark.parametrize("text", ["OPENING THEME", "Theme music plays", "Closing credits music"])
def test_music_of_the_titles(text):
    assert left("en", [text, "Who's there?"]) == ["", "Who's there?"]


@pytest.mark.parametrize("text", ["MUSICAL CHAIRS", "Theme parks", "The opening theme is great."])
def test_what_is_no_music_of_the_titles(text):
    assert left("en", [text, "Who's there?"]) == [text, "Who's there?"]


def test_descriptions_without_a_colour_where_speech_has_one():
    white = ["Applause", "Drum roll", "EXIT", "Way out"]
    said = ["Good evening.", "Our guest.", "Is it me?", "It is you.", "How nice.", "Sit down."]
    styles = [Style()] * len(white) + [Style(color="#ffff00")] * len(said)
    cues = [
        Cue(start_ns=n * S, end_ns=n * S + S // 2, spans=(Span(text, style),))
        for n, (text, style) in enumerate(zip([*white, *said], styles, strict=True))
    ]
    made = texts_of(clean(cues, RECIPE, Context(language="en")).cues)
    assert made == ["EXIT", "Way out", *said]
