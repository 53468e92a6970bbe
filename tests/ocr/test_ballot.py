from __future__ import annotations

import pytest

from cuelift.ocr.ballot import UNWRITTEN, Elected, Reading, elect
from cuelift.ocr.engines.base import OcrLine
from cuelift.ocr.engines.ppocr import PpOcrEngine

A, B = "ppocr", "tesseract"


def line(text: str, sure: float = 0.95) -> OcrLine:
    return OcrLine(text, (sure,) * len(text), tuple(range(0, 10 * len(text), 10)))


def vote(*readings: tuple[str, str], letters: str = "", unspaced: bool = False) -> Elected:
    cast = [Reading(engine, line(text)) for engine, text in readings]
    return elect(cast, letters=letters, unspaced=unspaced)


def test_all_that_say_the_same_back_it():
    assert vote((A, "Yes"), (B, "Yes")) == Elected(line("Yes"), True)


def test_an_engine_has_one_vote_however_often_it_reads():
    found = vote((A, "went out"), (B, "vent out"), (B, "vent out"), (B, "vent out"))

    assert (found.line.text, found.backed) == ("went out", False)


def test_what_most_readings_of_both_engines_say_is_backed():
    found = vote((A, "on it"), (A, "on it"), (B, "onit"), (B, "on it"))

    assert (found.line.text, found.backed) == ("on it", True)


def test_each_place_is_settled_by_itself():
    found = vote((A, "a man, a dog"), (B, "a mon, a dog"), (A, "a man, o dog"), (B, "a man, a dog"))

    assert found.line.text == "a man, a dog"
    assert len(found.line.chars) == len(found.line.columns) == len(found.line.text)


def test_a_reading_that_is_not_sure_weighs_less():
    cast = [Reading(A, line("lost", 0.4)), Reading(B, line("last"))]

    assert elect(cast).line.text == "last"


def test_an_engine_that_is_never_sure_backs_nothing():
    cast = [Reading(A, line("lost", 0.4)), Reading(B, line("lost"))]

    assert elect(cast).backed is False
    assert elect([*cast, Reading(A, line("lost", 0.55))]).backed is True
    assert elect([*cast, Reading(A, line("lost", 0.55))], unspaced=True).backed is False


def test_letters_that_the_language_does_not_have_lose():
    assert vote((A, "vüdce"), (B, "vůdce"), letters="ůý").line.text == "vůdce"
    assert vote((A, "vůdce"), (B, "vüdce"), letters="ůý").line.text == "vůdce"


def test_marks_that_one_engine_has_dropped_are_kept_but_never_agreed():
    found = vote((A, "zte"), (B, "złe"), (A, "zte"), (B, "złe"))

    assert (found.line.text, found.backed) == ("złe", False)


@pytest.mark.parametrize(("one", "other"), [("In", "ln"), ("was", "Was"), ("‘No", '"No')])
def test_twins_are_left_to_the_eye(one, other):
    assert vote((A, one), (A, one), (A, one), (B, one), (B, other)).backed is False


def test_a_character_wins_over_nothing():
    assert vote((B, "Lisar"), (A, "Li'sar")).line.text == "Li'sar"


def test_two_dots_are_never_agreed():
    assert vote((A, "well.."), (B, "well..")).backed is False
    assert vote((A, "well..."), (B, "well...")).backed is True


def test_an_engine_has_no_say_about_signs_it_does_not_know():
    found = vote((A, "Nie"), (A, ",Nie"), (B, "„Nie"), (B, "„Nie"))

    assert (found.line.text, found.backed) == ("„Nie", True)
    assert vote((A, "-Nie"), (A, "-Nie"), (B, "„Nie"), (B, "-Nie")).line.text == "-Nie"
    assert vote((B, "về ai!"), (B, "về ai!"), (A, "v ai!")).backed is True
    assert vote((B, "về ail"), (B, "về ail"), (A, "v ai!"), (A, "v ai!")).line.text == "về ai!"


def test_one_reading_alone_of_such_a_sign_is_not_enough():
    assert vote((A, "Nie"), (B, "„Nie")).backed is False


def test_a_note_wins_over_what_it_was_taken_for():
    assert vote((A, "Hm ♪"), (B, "Hm J"), (B, "Hm J")).line.text == "Hm ♪"


def test_variants_of_typography_are_one_choice():
    found = vote((A, "“No…”"), (B, '"No..."'))

    assert found.backed is True


def test_in_scripts_without_spaces_the_recogniser_of_lines_has_more_weight():
    assert vote((B, "威謝"), (B, "威謝"), (A, "感謝"), unspaced=True).line.text == "感謝"


def test_a_space_beside_east_asian_characters_is_no_difference():
    assert vote((A, "王子よ"), (B, "王子 よ"), unspaced=True).backed is True


def test_lines_too_long_for_a_caption_are_in_doubt():
    found = vote((A, "a" * 300), (B, "b" * 300))

    assert (found.line.text, found.backed) == ("a" * 300, False)


def test_columns_stay_where_a_reading_has_none():
    found = elect([Reading(A, line("vent")), Reading(B, OcrLine("went", (0.99,) * 4)),
                   Reading("command", OcrLine("went", (0.99,) * 4))])  # fmt: skip

    assert (found.line.text, found.line.columns) == ("went", (0, 10, 20, 30))


def test_signs_that_the_model_does_not_know_are_named():
    pytest.importorskip("rapidocr")
    known = set(PpOcrEngine()._charset)

    assert {char for char in UNWRITTEN["ppocr"] if char in known} <= set("Ạồ")
