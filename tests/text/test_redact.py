import pytest

from cuelift.cues import Cue, Edit, Reading, Span, Style
from cuelift.text import Context, clean
from tests.support.passes import cleaned, cues_of, texts_after


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ("asterisks", ["What the f***, man?", "Mail ***************.", "S***."]),
        ("bleep", ["What the [bleep], man?", "Mail [bleep].", "[bleep]."]),
        ("tag", ["What the [profanity], man?", "Mail [e-mail].", "[profanity]."]),
        ("drop", ["What the, man?", "Mail.", "."]),
    ],
)
def test_what_is_found_is_masked(mask, expected):
    texts = ["What the fuck, man?", "Mail ann@example.com.", "Shit."]

    assert texts_after(f"redact:{mask}", texts) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Scunthorpe, Penistone and Shitake: an assassin, a classic, cockpit, Dick"),
        ("en", "Essex analysis, therapist, basement, mishit, shiitake, Cockburn"),
        ("es", "computadora, disputa, reputación"),
        ("fr", "député, réputation, disputer"),
        ("it", "La città di Troia"),
        ("nl", "De eikel van een boom"),
        ("sv", "En fan av laget"),
        ("pt", "a piranha, o computador"),
        ("pl", "sukienka"),
        ("ru", "сукно, посуда"),
        ("tr", "sikke, piçata"),
    ],
)
def test_words_that_only_hold_a_listed_one_stay(language, text):
    assert texts_after("redact", [text], language) == [text]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "So eine SCHEISSE", "So eine SCHEISSE"),
        ("de", "So eine Scheiße!", "So eine S******!"),
        ("fr", "Putain de merde", "P***** de m****"),
        ("pt", "Filho da puta.", "F**** ** ****."),
        ("ru", "Вот сука!", "Вот с***!"),
        (None, "fuck-up, Fuckin' hell", "f***-up, F*****' hell"),
        ("xx", "fuck", "fuck"),
    ],
)
def test_each_language_has_its_list(language, text, expected):
    assert texts_after("redact", [text], language) == [expected]


def test_other_lists_by_wish():
    def read(name):
        return "# ours\nVoldemort\nhe who must # a phrase\n"

    texts = ["Voldemort, he who must. He, who must. fuck merde"]

    assert texts_after("redact:list=l", texts, read=read) == [
        "V********, h* *** ****. He, who must. f*** merde"
    ]
    assert texts_after("redact:list=l:builtin=false", texts, read=read) == [
        "V********, h* *** ****. He, who must. fuck merde"
    ]
    assert texts_after("redact:languages=fr+de", texts) == [
        "Voldemort, he who must. He, who must. fuck m****"
    ]


def test_both_kinds_can_be_switched_off():
    texts = ["fuck ann@fuck.com"]

    assert texts_after("redact", texts) == ["f*** ************"]
    assert texts_after("redact:profanity=false", texts) == ["fuck ************"]
    assert texts_after("redact:personal=false", texts) == ["f*** ann@f***.com"]


def test_dropping_leaves_no_double_space_and_no_empty_cue():
    made = cleaned("redact:drop", ["fuck", "fuck you", "oh fuck you", "line\nfuck\nend"])

    assert [cue.text for cue in made.cues] == ["you", "oh you", "line\n\nend"]
    assert ("nothing left", 0) in [(change.rule, len(change.after)) for change in made.changes]


def test_what_dropping_brings_together_is_dropped_too():
    made = texts_after("redact:drop:list=l", ["so a x b."], read=lambda name: "x\na b")

    assert made == ["so."]


def test_what_comes_together_again_and_again_ends(monkeypatch):
    monkeypatch.setattr("cuelift.text.redact.MAX_ROUNDS", 1)
    context = Context(read=lambda name: "x\na b\n!!!")

    assert clean(cues_of("a x b"), "redact:drop:list=l", context).cues[0].text == "a b"


def test_what_stands_in_its_place_is_not_masked_again():
    texts = ["phone bleep +49 171 1234567", "fuck+49 171 1234567"]

    assert texts_after("redact:tag:list=l", texts, read=lambda name: "phone\nbleep") == [
        "phone bleep [phone]",
        "[profanity][phone]",
    ]


def test_nothing_of_it_is_left_in_the_cue():
    reading = Reading(
        status="single", confidence=1, engines=("a",), alternatives=("fuck 1",), image="x"
    )
    before = Edit(by="whitespace", rule="doubled", text="fuck  it")
    cue = Cue(
        start_ns=0,
        end_ns=1,
        spans=(Span("fuck", Style(bold=True), ruby="fuck"), Span(" it", ruby="it")),
        reading=reading,
        edits=(before,),
    )

    made = clean([cue], "redact", Context(language="en"))

    [after] = made.cues
    assert after.spans == (Span("f***", Style(bold=True)), Span(" it", ruby="it"))
    assert after.reading.alternatives == ()
    assert [edit.text for edit in after.edits] == [None, None]
    assert made.changes[0].before == (cue,)
    assert made.changes[0].after == (after,)


def test_comments_and_cues_without_text_stay():
    cues = [
        Cue(start_ns=0, end_ns=1, spans=(Span("fuck"),), comment=True),
        Cue(start_ns=0, end_ns=1),
        Cue(start_ns=0, end_ns=1, spans=(Span(" "),)),
    ]

    assert clean(cues, "redact", Context()).cues == cues
