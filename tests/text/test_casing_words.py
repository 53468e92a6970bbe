import pytest

from cuelift.cues import Cue, Span
from cuelift.text.casing_words import Caser, Learnt, learn
from cuelift.text.dictionary import Words
from cuelift.text.spans import substitute
from tests.support.passes import cues_of, write_dictionary


def recased(text, language="en", starts=True, words=None, names=()):
    caser = Caser(language, Learnt(dict(names), frozenset()), words)
    return "".join(
        span.text for span in substitute((Span(text),), caser.recase(text, starts=starts))
    )


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "THIS IS THE FBI.", "This is the FBI."),
        ("en", "ON TV IN THE U.S. NOW", "On TV in the U.S. now"),
        ("en", "WAIT... WHAT? I DON'T KNOW!", "Wait... what? I don't know!"),
        ("en", "...AND THEN", "...and then"),
        ("en", "- HE'S IN.\n- O'BRIEN?", "- He's in.\n- O'Brien?"),
        ("en", "JOHN SMITH: WHERE IS HE?", "John Smith: Where is he?"),
        ("en", "HE SAID: WAIT", "He said: wait"),
        ("es", "ÉL DIJO: NO", "Él dijo: no"),
        ("en", "SEE WWW.EXAMPLE.COM", "See WWW.EXAMPLE.COM"),
        ("en", "AT 3: THE 2ND F16, 10AM", "At 3: the 2nd F16, 10am"),
        ("en", "WAR II (YES) ON MONDAY", "War II (Yes) on Monday"),
        ("en", "\"YES,\" SHE SAID. 'OK'", "\"Yes,\" she said. 'OK'"),
        ("en", "HMM, TSK. DR. WHO?", "Hmm, tsk. Dr. Who?"),
        ("en", "♪ LA LA ♪", "♪ LA LA ♪"),
        ("en", "O MY", "O my"),
        ("fr", "L'HOMME EST LÀ. D'ACCORD", "L'homme est là. D'accord"),
        ("tr", "İYİ IŞIK. IRMAK", "İyi ışık. Irmak"),
        ("nl", "IJSLAND. HET IJS", "IJsland. Het ijs"),
        ("el", "Ο ΔΡΟΜΟΣ", "Ο δρομος"),
        ("cs", "STRČ PRST SKRZ KRK", "Strč prst skrz krk"),
        ("es", "¿QUÉ? ¡SÍ!", "¿Qué? ¡Sí!"),
    ],
)
def test_words_get_the_case_of_their_language(language, text, expected):
    assert recased(text, language) == expected


def test_in_the_middle_of_a_sentence_the_first_word_is_low():
    assert recased("AND SO", starts=False) == "and so"


def test_a_dictionary_decides(tmp_path):
    write_dictionary(tmp_path, "xx", "us ok London tv")
    words = Words(f"{tmp_path}/xx")

    assert recased("AT LONDON WITH OK TV", words=words) == "At London with ok tv"


def test_words_seen_in_lower_case_are_no_acronyms():
    caser = Caser("en", Learnt({}, frozenset(["ok"])), None)

    assert caser.recase("IT IS OK", starts=True) == [(0, 2, "It"), (3, 5, "is"), (6, 8, "ok")]


def test_sharp_s_comes_back_in_german(tmp_path):
    write_dictionary(tmp_path, "de", "heiß Straße")
    words = Words(f"{tmp_path}/de")

    assert recased("SO HEISS. EINE STRASSE. SO NASS", "de", words=words) == (
        "So heiß. Eine Straße. So nass"
    )


def test_names_are_capitalised_words_that_never_start_a_sentence_nor_are_low():
    cues = cues_of("He saw Anna and Will.", "Bob will go. Now it's NATO's, NEVER mine.", "NOISE")

    learnt = learn(cues, {id(cues[2])})

    assert learnt.names == {"anna": "Anna", "nato": "NATO"}
    assert {"will", "he", "saw"} - learnt.lower == {"he"}


def test_speakers_are_names_and_the_usual_way_to_write_one_wins():
    cue = Cue(
        start_ns=0, end_ns=1, spans=(Span("a Mcdonald, a McDonald, McDonald"),), speaker="J2 BO"
    )

    assert learn([cue], set()).names == {"mcdonald": "McDonald", "bo": "Bo"}
