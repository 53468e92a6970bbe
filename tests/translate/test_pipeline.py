from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cuelift.cues import Cue, Place, Raw, Span, Style
from cuelift.errors import BadAnswer, Cancelled, EngineBusy, TranslateError, UsageError
from cuelift.translate import Asking, Cache, Glossary, Term, Translated, translate
from cuelift.translate.engines.base import Limits, Request
from cuelift.translate.turns import turns_of
from tests.translate.doubles import Answering, ScriptedEngine, cue, said, upper

ITALIC = Style(italic=True)
QUICK = Asking(first_wait_s=0.001)


def run(
    cues: list[Cue],
    engine: ScriptedEngine | None = None,
    target: str = "es",
    glossary: Glossary | None = None,
    cache: Cache | None = None,
    asking: Asking = QUICK,
) -> Translated:
    engine = engine or ScriptedEngine()
    done = translate(cues, "en", target, engine, glossary, cache, asking)
    assert engine.closed == 1
    engine.closed = 0
    return done


def answering(*pairs: tuple[str, str]) -> Answering:
    """Answers some texts with marks in a way of their own."""
    table = dict(pairs)
    return lambda r: {text.id: table.get(text.xml, upper(text)) for text in r.texts}


def test_sentences_are_translated_as_a_whole_and_parted_again():
    source = said("I have never seen a black dog", "that was so big.", "Hello.")
    engine = ScriptedEngine(
        answering(
            (
                "I have never seen a black dog that was so big.",
                "Nunca he visto un perro negro que fuera tan grande.",
            )
        )
    )
    done = run(source, engine)

    assert [cue.text for cue in done.cues] == [
        "Nunca he visto un perro negro",
        "que fuera tan grande.",
        "hELLO.",
    ]
    assert done.statuses == ["translated"] * 3
    assert done.report.texts == 2
    assert done.report.requests == 1
    assert done.report.characters_translated == len("".join([c.text for c in source])) + 1


def test_all_but_the_words_stays():
    raw = Raw(format="ass", text="{\\i1}Hi", fields=(("Style", "Top"),))
    [source] = [
        cue(
            1, 2, Span("- Hi, "), Span("you", ITALIC, speaker="A"), "\n- ♪ la ♪",
            id="7", layer=2, place=Place(align=8), speaker="Bo", forced=True, raw=raw,
        )
    ]  # fmt: skip
    [made] = run([source]).cues

    assert made.text == "- hI, YOU\n- ♪ LA ♪"
    assert replace(made, spans=(), raw=None, edits=()) == replace(source, spans=(), raw=None)
    assert made.raw == Raw(format="ass", text="", fields=raw.fields, fields_only=True)
    assert [(span.style, span.speaker) for span in made.spans][1] == (ITALIC, "A")
    assert made.edits[0].text == source.text
    assert made.edits[0].by == "translate"
    assert made.edits[0].rule == "scripted:es"


def test_marks_of_a_broken_sentence_stay():
    done = run(said("I thought...", "...you left. [DOOR]"))

    assert [cue.text for cue in done.cues] == ["i THOUGHT...", "...YOU LEFT. [DOOR]"]


def test_each_different_text_is_asked_for_once():
    engine = ScriptedEngine()
    done = run(said("Yes.", "No.", "Yes.", "yes."), engine)

    assert [text.plain for request in engine.asked for text in request.texts] == [
        "Yes.", "No.", "yes.",
    ]  # fmt: skip
    assert [cue.text for cue in done.cues] == ["yES.", "nO.", "yES.", "YES."]


def test_what_holds_no_words_is_kept():
    source = [cue(0, 1, "♪♪"), cue(1, 2, "10:30"), cue(2, 3, "Note", comment=True), cue(3, 4)]
    done = run(source)

    assert done.cues == source
    assert done.report.counts["kept"] == 4
    assert done.report.requests == 0


def test_a_batch_that_fails_costs_only_itself():
    def spoilt(request: Request) -> dict[int, str]:
        if any(text.plain == "Two." for text in request.texts):
            raise BadAnswer("the answer holds no JSON")
        return {text.id: upper(text) for text in request.texts}

    done = run(said("One.", "Two.", "Three."), ScriptedEngine(spoilt))

    assert [cue.text for cue in done.cues] == ["oNE.", "Two.", "tHREE."]
    assert done.statuses == ["translated", "failed", "translated"]
    [failure] = done.report.failed
    assert failure.cues == (1,)
    assert failure.reason == "the answer holds no JSON"
    assert done.report.characters_failed == 4
    assert done.report.counts == {"kept": 0, "translated": 2, "doubtful": 0, "failed": 1}


def test_a_cue_is_not_half_translated():
    engine = ScriptedEngine(answering(("No!", "")))
    done = run(said("- Yes.\n- No!"), engine)

    assert done.cues[0].text == "- Yes.\n- No!"
    assert done.statuses == ["failed"]


def test_a_text_of_the_size_of_a_book_is_not_sent():
    done = run([cue(0, 1, "word " * 1000), cue(1, 2, "Yes.")])

    assert done.statuses == ["failed", "translated"]
    assert "longer than 4000 characters" in done.report.failed[0].reason


def test_a_cache_is_asked_first_and_a_broken_run_is_taken_up(tmp_path):
    source = said("One.", "Two.", "Three.")

    def breaking(request: Request) -> dict[int, str]:
        if request.texts[0].plain == "Two.":
            raise EngineBusy("503")
        return {text.id: upper(text) for text in request.texts}

    once = Asking(first_wait_s=0.001, tries=1)
    with Cache(tmp_path) as cache:
        broken = run(source, ScriptedEngine(breaking, texts=1), cache=cache, asking=once)
        assert broken.statuses.count("failed") == 1
    with Cache(tmp_path) as cache:
        engine = ScriptedEngine()
        done = run(source, engine, cache=cache)
        assert [t.plain for r in engine.asked for t in r.texts] == ["Two."]
        assert (done.report.cached, done.report.characters_cached) == (2, 10)
        assert done.report.characters_translated == 4
        again = run(source, cache=cache)
        assert (again.report.requests, again.report.cached) == (0, 3)
        assert run(source, cache=cache, target="fr").report.cached == 0
        assert run(source, cache=cache, glossary=Glossary([Term("x")])).report.cached == 0
        assert not done.report.warnings


def test_what_a_cache_holds_is_looked_at_too(tmp_path):
    with Cache(tmp_path) as cache:
        run(said("One."), cache=cache)
        cache._base.execute("UPDATE translation SET text = '...'")
        assert run(said("One."), cache=cache).cues[0].text == "oNE."


def test_a_broken_cache_is_told(tmp_path):
    with Cache(tmp_path) as cache:
        cache._base.execute("DROP TABLE translation")
        done = run(said("One."), cache=cache)

    assert done.statuses == ["translated"]
    assert "no such table" in done.report.warnings[0]


def test_what_was_lost_is_asked_for_once_more_with_numbers_held():
    engine = ScriptedEngine(
        answering(("at 10:30.", "por la mañana."), ("at <x1>10:30</x1>.", "a las <x1/>."))
    )
    done = run(said("at 10:30."), engine)

    assert done.cues[0].text == "a las 10:30."
    assert done.statuses == ["translated"]
    assert done.report.requests == 2


def test_what_a_second_question_gave_is_kept_too(tmp_path):
    table = [("at 10:30.", "por la mañana."), ("at <x1>10:30</x1>.", "a las <x1/>.")]
    with Cache(tmp_path) as cache:
        run(said("at 10:30."), ScriptedEngine(answering(*table)), cache=cache)
        done = run(said("at 10:30."), cache=cache)

    assert done.cues[0].text == "a las 10:30."
    assert done.report.requests == 0
    assert done.report.cached == 1


@pytest.mark.parametrize("second", ["por la noche.", "..."])
def test_what_is_lost_twice_is_doubtful(second):
    engine = ScriptedEngine(
        answering(("at 10:30.", "por la mañana."), ("at <x1>10:30</x1>.", second))
    )
    done = run(said("at 10:30."), engine)

    assert done.cues[0].text == "por la mañana."
    assert done.statuses == ["doubtful"]
    assert done.report.doubtful[0].reason == "a number is missing"
    assert done.report.failed == []


def test_engines_without_marks_are_asked_once():
    engine = ScriptedEngine(lambda r: {text.id: "mañana" for text in r.texts})
    engine.marked = False
    done = run(said("at 10:30."), engine)

    assert done.statuses == ["doubtful"]
    assert done.report.requests == 1


def test_names_of_speakers_stay_where_both_languages_use_one_script():
    source = [cue(0, 1, "Come, Mary!", speaker="MARY"), cue(1, 2, Span("Yes.", speaker="2"))]
    engine = ScriptedEngine()

    assert run(source, engine).cues[0].text == "cOME, Mary!"
    assert run(source, engine, target="ja").cues[0].text == "cOME, mARY!"
    asking = Asking(protect_speakers=False)
    assert run(source, engine, asking=asking).cues[0].text == "cOME, mARY!"


def test_terms_are_set_in_or_told():
    glossary = Glossary([Term("ship", "nave")])
    engine = ScriptedEngine()
    assert run(said("A ship."), engine, glossary=glossary).cues[0].text == "a nave."
    assert engine.asked[0].terms == ()

    engine = ScriptedEngine()
    engine.takes_terms = True
    run(said("A ship."), engine, glossary=glossary)
    assert engine.asked[0].terms == (("ship", "nave"),)
    assert engine.asked[0].texts[0].xml == "A ship."


def test_neighbours_are_shown_to_engines_that_look_at_them():
    engine = ScriptedEngine()
    engine.takes_context = True
    run(said("One.", "Two.", "Three.", "Four."), engine, asking=Asking(context=1))

    shown = [(text.before, text.after) for text in engine.asked[0].texts]
    assert shown[:2] == [((), ("Two.",)), (("One.",), ("Three.",))]


def test_karaoke_and_ruby_are_counted_as_lost():
    done = run([cue(0, 1, Span("la", time_ns=5), Span(" lo", ruby="x")), cue(1, 2, "♪")])

    assert done.report.losses == {"karaoke": 1, "ruby": 1}
    assert done.cues[0].spans == (Span("LA LO"),)


def test_progress_is_told():
    told: list[tuple[int, int]] = []
    asking = Asking(progress=lambda done, total: told.append((done, total)))
    run(said("One.", "Two."), ScriptedEngine(texts=1), asking=asking)

    assert told == [(1, 2), (2, 2)]


def test_the_caller_may_cancel():
    engine = ScriptedEngine()
    with pytest.raises(Cancelled):
        translate(said("One."), "en", "es", engine, asking=Asking(cancelled=lambda: True))
    assert engine.closed == 1


def test_no_time_is_no_translation():
    done = run(said("One."), asking=Asking(deadline_s=0))

    assert done.statuses == ["failed"]
    assert done.report.stopped.startswith("not done within")


def test_a_language_into_itself_is_a_mistake():
    with pytest.raises(UsageError, match="need no translation into en"):
        translate([], "en", "eng", ScriptedEngine())


def test_an_engine_that_does_not_know_a_language_says_so():
    engine = ScriptedEngine()

    async def identity(source: str, target: str) -> str:
        raise TranslateError("no such pair")

    engine.identity = identity  # type: ignore[method-assign] # a test
    with pytest.raises(TranslateError, match="no such pair"):
        translate([], "en", "es", engine)
    assert engine.closed == 1


WORDS = st.sampled_from(
    ["&amp;", "Mary", "Hi", "you.", "- No", "\n", " ", "[DOOR]", "♪", "...", "MARY:", "10:30",
     "猫。", "<i>", "ship", "a,", "\u3000", "{x}", "é\u0301", "\x00", "-", "«oui»", "ก", "\ud800"]
)  # fmt: skip
SPANS = st.builds(
    Span,
    st.lists(WORDS, max_size=5).map(" ".join),
    st.sampled_from([Style(), ITALIC]),
    speaker=st.sampled_from([None, "MARY"]),
    time_ns=st.sampled_from([None, 5]),
)
CUES = st.builds(
    lambda start, length, spans, layer, comment, speaker: Cue(
        start_ns=start * 10**8,
        end_ns=None if length > 30 else (start + length) * 10**8,
        spans=tuple(spans),
        layer=layer,
        comment=comment,
        speaker=speaker,
        id=str(start),
    ),
    st.integers(0, 50),
    st.integers(0, 32),
    st.lists(SPANS, max_size=4),
    st.integers(0, 1),
    st.booleans(),
    st.sampled_from([None, "MARY", "\n"]),
)
ANSWERS = st.lists(
    WORDS | st.sampled_from(["<g1>", "</g1>", "<x1/>", "<x2>", "</x2>", "<g9>", "&lt;", "x" * 99])
).map(" ".join) | st.text(max_size=20)


@settings(max_examples=50)
@given(
    st.lists(CUES, max_size=8).map(lambda cues: sorted(cues, key=lambda cue: cue.start_ns)),
    st.lists(ANSWERS | st.none(), min_size=1, max_size=12),
    st.booleans(),
    st.sampled_from(["es", "ja", "th"]),
)
def test_whatever_an_engine_answers_no_cue_is_lost(cues, answers, marked, target):
    turn = iter(range(10**9))

    def hostile(request: Request) -> dict[int, str]:
        made = {}
        for text in request.texts:
            answer = answers[next(turn) % len(answers)]
            if answer is not None:
                made[text.id] = answer
        return made

    engine = ScriptedEngine(hostile, texts=3)
    engine.marked = marked
    engine.limits = Limits(3, 1000, 2)
    glossary = Glossary([Term("ship", "nave")])
    done = translate(cues, "en", target, engine, glossary, asking=QUICK)

    assert len(done.cues) == len(done.statuses) == len(cues)
    for source, made, status in zip(cues, done.cues, done.statuses, strict=True):
        changed = replace(made, spans=source.spans, raw=source.raw, edits=())
        assert changed == source
        if status in ("kept", "failed"):
            assert made is source
        else:
            assert made.text.strip()
            assert made.edits[0].text == source.text
        if status == "kept":
            assert turns_of(0, source) == []
    assert sum(done.report.counts.values()) == len(cues)
    failed = {number for failure in done.report.failed for number in failure.cues}
    assert failed == {n for n, status in enumerate(done.statuses) if status == "failed"}
