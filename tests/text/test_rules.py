import re

from cuelift.cues import Cue, Span
from cuelift.text.edits import Edits
from cuelift.text.rules import addresses, apply_rules, outside_addresses, pattern_rule, word_set

DOTS = pattern_rule("dots", re.compile(r"\."), "!", hint=".")


def test_each_rule_is_noted_for_itself():
    edits = Edits("pass")
    letters = pattern_rule("letters", re.compile("a"), lambda match: match[0].upper())
    cue = Cue(start_ns=0, end_ns=1, spans=(Span("a."),))

    [made] = apply_rules([cue], [DOTS, letters], edits)

    assert made.text == "A!"
    assert [edit.rule for edit in made.edits] == ["dots", "letters"]


def test_comments_cues_without_spans_and_untouched_ones_stay_the_same_objects():
    cues = [
        Cue(start_ns=0, end_ns=1, spans=(Span("."),), comment=True),
        Cue(start_ns=0, end_ns=1),
        Cue(start_ns=0, end_ns=1, spans=(Span("a"),)),
    ]

    made = apply_rules(cues, [DOTS], Edits("pass"))

    assert all(after is before for after, before in zip(made, cues, strict=True))


def test_what_is_replaced_by_itself_is_no_patch():
    assert not pattern_rule("a", re.compile("a"), "a").find("aaa")


def test_addresses_are_found():
    text = "See www.example.org/a?b! Or mail ann@example.com, not a.b."

    assert [text[start:end] for start, end in addresses(text)] == [
        "www.example.org/a?b!",
        "ann@example.com,",
    ]
    assert addresses("no address") == []


def test_patches_inside_an_address_are_left_out():
    text = "a. http://b.c/d. e."

    assert outside_addresses(text, DOTS.find("a. xxxxxxxxxxxxx e.")) == [(1, 2, "!"), (18, 19, "!")]
    assert [patch[0] for patch in DOTS.find(text)] == [1, 18]


def test_a_list_of_words_is_a_set():
    assert word_set("a b\n a") == {"a", "b"}
