"""What is marked, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Span
from cuelift.text.hearing_impaired import mark
from tests.text.hearing_impaired.support import ASIDES, HOUSES, colored, marked, track


@pytest.mark.parametrize("language", HOUSES)
def test_descriptions_of_each_language_are_marked(language):
    found = marked(track(*HOUSES[language]), language)

    assert [kind for marks in found for kind, _ in marks] == ["sound"] * 4
    assert found[0] == [("sound", HOUSES[language][0])]


@pytest.mark.parametrize("language", HOUSES)
def test_asides_among_descriptions_are_left(language):
    found = marked(track(*HOUSES[language], *ASIDES[language]), language)

    assert found[4:] == [[] for _ in ASIDES[language]]


@pytest.mark.parametrize("language", HOUSES)
def test_the_language_is_guessed_where_nobody_says_it(language):
    cues = track(*HOUSES[language], *ASIDES[language])

    assert marked(cues, None) == marked(cues, language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Anna] Who is it?", [("speaker", "[Anna]")]),
        ("[man] Stop!", [("speaker", "[man]")]),
        ("[NORA]: Yes.", [("speaker", "[NORA]:")]),
        ("NORA: [sighs] Yes.", [("speaker", "NORA:"), ("sound", "[sighs]")]),
        ("NORA: [sighs]", [("speaker", "NORA:"), ("sound", "[sighs]")]),
        ("[sighs] [door closes]", [("sound", "[sighs]"), ("sound", "[door closes]")]),
        ("- [sighs] Yes.\n- [laughs] No.", [("sound", "[sighs]"), ("sound", "[laughs]")]),
        ("Well... [coughs] maybe.", [("sound", "[coughs]")]),
        ("I [coughs] know.", [("sound", "[coughs]")]),
        ("<sighs> Fine.", [("sound", "<sighs>")]),
        ("::thunder::", [("sound", "::thunder::")]),
        ("{laughs}", [("sound", "{laughs}")]),
        ("[dog\nbarking]", [("sound", "[dog\nbarking]")]),
        ("[dog barks", [("sound", "[dog barks")]),
        ("dog barks]", [("sound", "dog barks]")]),
        ("[sighs)", [("sound", "[sighs)")]),
        ("[in Spanish:] Hola.", [("sound", "[in Spanish:]")]),
        ("SFX: door slams", [("sound", "SFX: door slams")]),
        ("[♪♪]", [("music", "[♪♪]")]),
        ("♪♪", [("music", "♪♪")]),
        ("♪ soft piano music ♪", [("music", "♪ soft piano music ♪")]),
        ("♪ Oh, my love ♪", [("song", "♪ Oh, my love ♪")]),
        ("♪ la la [laughs] la ♪", [("song", "♪ la la"), ("sound", "[laughs]"), ("song", "la ♪")]),
        ("# Hello darkness #", [("song", "# Hello darkness #")]),
        ("[Bob singing “You Are Mine”]", [("sound", "[Bob singing “You Are Mine”]")]),
        ("[Barnaby sighs.]", []),
        ("[to be continued]", []),
        ("[Tokyo, 2031]", []),
        ("[NO ENTRY]", []),
        ("[Whispering Pines Motel]", []),
        ("Is that a yes [or are you hungry]?", []),
        ("(a) Wait. (b) Go.", []),
        ("What the f*** is *that*?", []),
        ("2 * 3 * 4", []),
        ("f(x) = y :)", []),
        ("[The] Queen came.", []),
        ("[ __ ]", []),
        ("Issue #4 is out", []),
        ("He wrote: JOHN:", []),
        ("WARNING: wet floor", []),
        ("10:30? Now?", []),
        ("I <3 you", []),
        ("a <-> b", []),
    ],
)
def test_a_track_with_square_brackets(text, expected):
    cues = track("[door slams]", "[sighs]", "[laughs] Oh.", text)

    assert marked(cues)[3] == expected


def test_names_are_told():
    cues = track("[Ines, softly] No.", "JIM (ON PHONE): Hello?", "THE PRIEST,\nfar away: Who?")

    assert [[each.name for each in marks] for marks in mark(cues, "en")] == [
        ["Ines"],
        ["JIM"],
        ["THE PRIEST"],
    ]


def test_a_description_over_two_cues_is_marked_in_both():
    cues = track("Wait. [long silence on the line", "then faint laughter] Who?", "[sighs]")

    assert marked(cues)[:2] == [
        [("sound", "[long silence on the line")],
        [("sound", "then faint laughter]")],
    ]


def test_cues_far_apart_do_not_share_a_description():
    cues = track("He (and I mean him", "laughs) left.", gap=10**10)

    assert marked(cues) == [[], []]


def test_lines_of_capitals_are_descriptions_where_the_track_has_them():
    texts = ["APPLAUSE", "Thank you.", "DOOR SLAMS", "PHONE RINGS", "HE CLEARS HIS THROAT"]
    texts += ["WAY OUT", "KEEP LEFT", "SHE TURNS AWAY", "HE NEVER CAME BACK.", "BELL TOLLS"]
    texts += ["I was ten. SHE CHUCKLES", "Ten. HE SIGHS I was ten.", "SHE LAUGHS\nI'm sorry."]
    found = marked(track(*texts))

    plain = ["APPLAUSE", "DOOR SLAMS", "PHONE RINGS", "HE CLEARS HIS THROAT", "SHE TURNS AWAY"]
    plain += ["BELL TOLLS"]
    for text, marks in zip(texts[:10], found[:10], strict=True):
        assert marks == ([("sound", text)] if text in plain else [])
    assert found[10:] == [
        [("sound", "SHE CHUCKLES")],
        [("sound", "HE SIGHS")],
        [("sound", "SHE LAUGHS")],
    ]


def test_one_line_of_capitals_is_no_habit():
    assert marked(track("Hello there.", "LAUGHTER", "Goodbye.")) == [[], [], []]


def test_a_track_in_capitals_keeps_its_speech():
    texts = [">> GOOD EVENING, ALL.", "THE DOOR SLAMS SHUT BEHIND HIM", "[LAUGHTER]", "HE LAUGHS"]
    texts += [">> JIM: WE ARE BACK.", ">> JIM: GOOD NIGHT NOW.", ">> COMING UP: A GOAT SINGS."]
    found = marked(track(*texts))

    assert found == [
        [],
        [],
        [("sound", "[LAUGHTER]")],
        [],
        [("speaker", "JIM:")],
        [("speaker", "JIM:")],
        [],
    ]


def test_a_colour_of_its_own_tells_descriptions():
    cues = colored(
        ("#ffff00", "Qui est là ?"),
        ("#ff0000", "Sonnerie de téléphone"),
        ("#ff0000", "Il raccroche."),
        ("#ff0000", "La porte grince."),
        ("#ffff00", "Personne."),
        (None, "Rien."),
    )

    assert [bool(marks) for marks in marked(cues, "fr")] == [False, True, True, True, False, False]


def test_mixed_case_names_need_to_recur_or_to_be_known():
    texts = [
        "Kaito: Give it back!",
        "Kaito: Now!",
        "Girl A: Is he dead?",
        "Note: Not now.",
        "Note: No.",
    ]
    texts += ["Secret Art: Second Leaf!", "Bride: Blue. Groom: Blue.", "Mother said: Go home."]
    texts += [
        "[Reuth laughs]",
        "Reuth: It was I.",
        "Plan A: Run.",
        "Plan A: Run!",
        "FBI: Hands up!",
    ]
    found = [[text for _, text in marks] for marks in marked(track(*texts))]

    assert found == [
        *(["Kaito:"], ["Kaito:"], ["Girl A:"], [], [], [], [], []),
        *(["[Reuth laughs]"], ["Reuth:"], [], [], []),
    ]


def test_names_with_a_dash_need_a_habit():
    habit = track("Man - Who is it?", "Nora - It's me.", "Nora - Let me in.", "Doctor - Come!")

    assert [marks[0][0] for marks in marked(habit)] == ["speaker"] * 4
    assert marked(track("Doctor - Come here!", "We - They know.")) == [[], []]


def test_japanese_names_before_quoted_speech():
    cues = track("黒田「動くな！」", "黒田「止まれ」", "店名は「無糖」", "父：よう")

    assert [[text for _, text in marks] for marks in marked(cues, "ja")] == [
        ["黒田"],
        ["黒田"],
        [],
        ["父："],
    ]


def test_emphasis_in_asterisks_stays():
    texts = [
        "*crash*",
        "*birds chirping*",
        "*yawns* Morning?",
        "ow. *thump* Ah.",
        "A *very* nice day",
    ]
    texts += ["*You* pay.", "I want... *that* one.", "*blorps* What?"]
    found = marked(track(*texts))

    assert [bool(marks) for marks in found] == [True, True, True, True, False, False, False, True]


def test_comments_and_endless_cues_are_left():
    comment = Cue(start_ns=0, end_ns=1, spans=(Span("[sighs]"),), comment=True)
    endless = Cue(start_ns=0, end_ns=None, spans=(Span("[sighs] " * 1000),))
    brackets = Cue(start_ns=0, end_ns=None, spans=(Span("[a]" * 300),))

    assert mark([comment, endless, brackets, Cue(start_ns=0, end_ns=1)], "en") == [(), (), (), ()]


ODD = "[](){}<>*~:♪#-–>（）【】「」ＡaN sighsNORA\nлает笑声音。.!?,É1"


@given(
    st.lists(st.text(ODD, max_size=40), max_size=8), st.sampled_from([None, "en", "ja", "zh", "tr"])
)
def test_marks_are_in_order_and_inside_of_any_text(texts, language):
    cues = track(*texts)
    for cue, marks in zip(cues, mark(cues, language), strict=True):
        at = 0
        for each in marks:
            assert at <= each.start < each.end <= len(cue.text)
            at = each.end


@pytest.mark.parametrize(
    ("language", "texts", "last"),
    [
        ("ja", ["＜拍手＞", "＜どよめき＞", "＜仲人＞えー"], [("speaker", "＜仲人＞")]),
        ("zh", ["<闹钟滴答>", "<哄堂大笑>", "<叹气>和棋吧。"], [("sound", "<叹气>")]),
        ("nl", ["[deur slaat]", "[lacht]", "[tl-buis zoemt]"], [("sound", "[tl-buis zoemt]")]),
        ("en", ["*locker slams*", "*laughs*", "*school bell*"], [("sound", "*school bell*")]),
        ("nl", ["*zucht*", "*lacht*", "*Hij kreunt.*"], [("sound", "*Hij kreunt.*")]),
        ("pt", ["(risos)", "(porta bate)", "(em baleiês) Oi."], [("sound", "(em baleiês)")]),
        ("en", ["[laughs]", "[sighs]", "[wistfully] Home."], [("sound", "[wistfully]")]),
        ("en", ["[laughs]", "[sighs]", "Home. [wistfully]"], [("sound", "[wistfully]")]),
        ("en", ["[laughs]", "[sighs]", "[wistfully]"], [("sound", "[wistfully]")]),
        ("en", ["[laughs]", "[sighs]", "[text: Come home]"], []),
        ("ru", ["[смех]", "[стук]", "[Трактир «Лев»]"], []),
    ],
)
def test_houses_of_other_signs(language, texts, last):
    assert marked(track(*texts), language)[-1] == last


def test_two_lines_of_capitals_are_two_descriptions():
    heard = ["DOOR SLAMS", "HE COUGHS", "GLASS SMASHES"]
    said = ["I see.", "Who is it?", "Nobody."]
    cues = track(*heard, *said, "DOOR CREAKS OPEN\nLATIN CHANTING CONTINUES")

    assert marked(cues)[-1] == [
        ("sound", "DOOR CREAKS OPEN"),
        ("sound", "LATIN CHANTING CONTINUES"),
    ]


def test_a_colour_of_music_is_learnt_beside_songs():
    cues = colored(
        ("#ff00ff", "Musique baroque"),
        ("#ffff00", "Qui est là ?"),
        ("#ff00ff", "# Rideau, rideau #"),
        ("#ffffff", "Personne."),
        ("#ff00ff", "Le clavecin s'emballe."),
        ("#ff00ff", "# Demain, ma mie #"),
    )

    assert [bool(marks) for marks in marked(cues, "fr")] == [True, False, True, False, True, True]


def test_a_name_before_a_description_may_have_its_speech_on_the_next_line():
    cues = track("（ドアの音）", "（中村）おい", "（中村）はい", "（木村）（あくび）\n寝るか")

    assert [kind for kind, _ in marked(cues, "ja")[3]] == ["speaker", "sound"]


def test_a_hash_sign_alone_is_music():
    assert marked(track("# La la la #", "#", "Yes."))[1] == [("music", "#")]


def test_manners_behind_labels_need_evidence():
    said = marked(track("NORA: (blorping) Yes.", "NORA: (back door) Quick."))
    assert said == [[("speaker", "NORA:"), ("sound", "(blorping)")], [("speaker", "NORA:")]]
    ship = marked(track("（海浪声）", "水手：（颤抖）没有灯。", "水手：【归来号】……那是船。"), "zh")
    assert ship[2] == [("speaker", "水手：")]


def test_capitals_beside_brackets():
    cues = track("DOOR SLAMS", "PHONE RINGS", "DOG BARKS", "No. [laughs]", "Yes.")
    assert marked(cues)[3] == [("sound", "[laughs]")]
