"""Changes of cues, and what is kept of them."""

from __future__ import annotations

from cuelift.cues import Cue, Edit, Raw, Span, Style
from cuelift.text.edits import Edits, without_payload

ITALIC = Style(italic=True)


def cue(text: str, start_ns: int = 0, end_ns: int = 1, **fields: object) -> Cue:
    return Cue(start_ns=start_ns, end_ns=end_ns, spans=(Span(text),), **fields)


def test_a_change_that_changes_nothing_gives_the_very_cue():
    edits, same = Edits("x"), cue("a")

    assert edits.change(same, "r", spans=[Span("a")], start_ns=0) is same
    assert edits.changes == []


def test_a_new_text_is_noted_with_the_old_one_and_the_payload_is_taken_off():
    edits = Edits("x")
    before = cue("a", raw=Raw(format="ass", text="{\\b1}a", fields=(("Style", "Top"),)))

    after = edits.change(before, "r", spans=[Span("b")])

    assert after.edits == (Edit(by="x", rule="r", text="a"),)
    assert after.raw == Raw(format="ass", text="", fields=(("Style", "Top"),), fields_only=True)
    assert [(each.before, each.after) for each in edits.changes] == [((before,), (after,))]


def test_a_new_style_takes_the_payload_off_though_the_words_stay():
    before = cue("a", raw=Raw(format="srt", text="a"))

    after = Edits("x").change(before, "r", spans=[Span("a", ITALIC)])

    assert after.raw is None
    assert after.edits == (Edit(by="x", rule="r"),)


def test_a_new_time_keeps_the_payload():
    before = cue("a", 5, 9, raw=Raw(format="srt", text="a"))

    after = Edits("x").change(before, "r", start_ns=6, end_ns=10)

    assert after.raw == before.raw
    assert after.edits == (Edit(by="x", rule="r", start_ns=5, end_ns=9),)


def test_joined_cues_keep_what_was_done_to_each():
    edits = Edits("x")
    first = edits.change(cue("a", 0, 1), "r", spans=[Span("b")])
    second = edits.change(cue("c", 1, 2), "s", spans=[Span("d")])

    (joined,) = edits.regroup([first, second], [cue("b d", 0, 2)], "join")

    assert [edit.rule for edit in joined.edits] == ["r", "s", "join"]
    assert joined.edits[-1].text == "b\n--\nd"
    assert joined.edits[-1].start_ns is None


def test_parts_of_a_cue_tell_its_text_and_times():
    whole = cue("a b", 0, 9)

    parts = Edits("x").regroup([whole], [cue("a", 0, 4), cue("b", 4, 9)], "split")

    assert [part.edits for part in parts] == [
        (Edit(by="x", rule="split", text="a b", end_ns=9),),
        (Edit(by="x", rule="split", text="a b", start_ns=0),),
    ]


def test_dropped_cues_are_changes_without_an_outcome():
    edits, first, second = Edits("x"), cue("a"), cue("b")

    edits.drop([first, second], "r")

    assert [(each.before, each.after) for each in edits.changes] == [
        ((first,), ()),
        ((second,), ()),
    ]


def test_of_a_payload_only_its_fields_outlive_the_text():
    bare = Raw(format="srt", text="a")
    stripped = Raw(format="srt", text="", fields=(("settings", "X1:0"),), fields_only=True)

    assert without_payload(None) is None
    assert without_payload(bare) is None
    assert without_payload(stripped) is stripped
