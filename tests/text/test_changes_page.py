import re

from cuelift.cues import Cue, Header, Span
from cuelift.text import Context
from cuelift.text.changes import record
from cuelift.text.changes_page import MAX_WORDS, page
from cuelift.text.edits import Change
from tests.support.passes import cues_of


def shown(*changes, source="film.mkv"):
    made = record(source, 1, Header(), Context(language="en"), cues_of("a"), (), changes)
    return page([made]).decode()


def change(before, after, by="pass", rule="rule"):
    return Change(by, rule, tuple(cues_of(before)), tuple(cues_of(after)) if after else ())


def test_words_that_differ_are_marked():
    text = shown(change("the old man", "the new man"))

    assert "the <del>old</del> man" in text
    assert "the <ins>new</ins> man" in text
    assert "00:00:00.000 – 00:00:01.000" in text


def test_removed_cues_and_unseen_characters_can_be_seen():
    assert "<del>gone</del>" in shown(change("gone", None))
    text = shown(change("a \u200fb\n", "ab"))
    assert "[U+200F]" in text
    assert "·" in text


def test_other_times_and_speakers_are_shown():
    before = Cue(start_ns=-1_000_000, end_ns=None, spans=(Span("a"),))
    after = Cue(
        start_ns=3_600_000_000_000, end_ns=3_601_000_000_000, spans=(Span("a"),), speaker="Ann"
    )

    text = shown(Change("timing", "shift", (before,), (after,)))

    assert "-00:00:00.001 – open" in text
    assert "<ins>01:00:00.000 – 01:00:01.000</ins>" in text
    assert "Ann" in text


def test_texts_too_long_to_compare_are_shown_whole():
    words = "a " * (MAX_WORDS + 1)
    long = "x" * 10_000

    assert f"<del>{words}</del>" in shown(change(words, "b"))
    assert f"<ins>{long}</ins>" in shown(change("b", long))
    assert f">{long}<" in shown(change(long, long))


def test_changes_are_counted_and_can_be_filtered_by_pass_and_rule():
    text = shown(change("a", "b"), change("c", "d"), change("e", "f", rule="other"))

    assert 'data-pass="pass"> <b>pass</b> (3)' in text
    assert 'data-rule="pass: rule"> rule (2)' in text
    assert text.count('<tr data-rule="pass: rule">') == 2


def test_nothing_of_a_caption_is_taken_for_html():
    evil = '<script>alert("x")</script>&'
    text = shown(change(evil, evil + " b", by=evil, rule=evil), source=evil)

    assert "<script>alert" not in text
    assert len(re.findall("<script>", text)) == 1


def test_the_page_needs_nothing_else():
    text = shown()

    assert "http" not in text
    assert "color-scheme" in text
    assert "passes: none" in text
