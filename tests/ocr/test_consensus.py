from __future__ import annotations

from cuelift.ocr.consensus import Opinion, decide
from tests.ocr.draw import read_as


def opinion(engine: str, text: str, sure: float = 0.99, complete: bool = True) -> Opinion:
    lines = tuple(read_as(line, sure=sure) for line in text.split("\n") if line)
    return Opinion(engine, lines, complete=complete)


def test_two_that_say_the_same_agree_whatever_their_quotes():
    decision = decide([opinion("a", "“Yes”"), opinion("b", '"Yes"')])

    assert (decision.status, decision.chosen.text, decision.engines) == (
        "agreed",
        "“Yes”",
        ("a", "b"),
    )
    assert decision.alternatives == ()


def test_two_that_differ_are_doubtful_and_the_first_stands():
    decision = decide([opinion("a", "lost"), opinion("b", "Iost")])

    assert (decision.status, decision.chosen.text) == ("doubtful", "lost")
    assert decision.alternatives == ("Iost",)
    assert decision.engines == ("a",)


def test_one_alone_is_single_if_it_is_sure():
    assert decide([opinion("a", "Yes")]).status == "single"
    assert decide([opinion("a", "Yes", sure=0.5)]).status == "doubtful"
    assert decide([opinion("a", "Yes", complete=False)]).status == "doubtful"
    assert decide([opinion("a", "")]).status == "doubtful"


def test_the_second_stands_where_the_first_has_lost_text():
    decision = decide([opinion("a", "One", complete=False), opinion("b", "One\ntwo")])

    assert decision.chosen.engine == "b"
    assert decision.alternatives == ("One",)


def test_two_that_have_both_passed_over_ink_do_not_agree():
    assert (
        decide([opinion("a", "One", complete=False), opinion("b", "One", complete=False)]).status
        == "doubtful"
    )


def test_two_of_three_settle_it():
    decision = decide([opinion("a", "xe"), opinion("b", "ye"), opinion("c", "ye")])

    assert (decision.status, decision.chosen.text) == ("agreed", "ye")
    assert decision.engines == ("a", "b", "c")


def test_an_engine_that_says_it_twice_has_not_agreed_with_another():
    decision = decide([opinion("a", "on"), opinion("b", "oh"), opinion("b", "oh")])

    assert decision.status == "doubtful"
    assert decision.alternatives in (("oh",), ("on",))


def test_another_look_lets_two_engines_agree():
    decision = decide([opinion("a", "on it"), opinion("b", "onit"), opinion("b", "on it")])

    assert (decision.status, decision.chosen.text) == ("agreed", "on it")


def test_each_line_is_settled_by_itself():
    decision = decide(
        [opinion("a", "one\ntvo"), opinion("b", "ome\ntwo"), opinion("c", "one\ntwo")]
    )

    assert decision.chosen.text == "one\ntwo"
    assert decision.chosen.changes == ("merged",)


def test_readings_with_another_number_of_lines_have_no_say():
    decision = decide([opinion("a", "one\ntwo"), opinion("b", "one"), opinion("c", "one\ntwo")])

    assert (decision.status, decision.engines) == ("agreed", ("a", "c"))


def test_one_engine_that_contradicts_itself_is_in_doubt():
    assert decide([opinion("a", "on"), opinion("a", "oh")]).status == "doubtful"
    assert decide([opinion("a", "on"), opinion("a", "on")]).status == "single"


def test_nothing_read_by_all_is_doubtful():
    assert decide([opinion("a", ""), opinion("b", "")]).status == "doubtful"


def test_spaces_do_not_part_opinions_on_japanese():
    assert (
        decide([opinion("a", "王子 よ"), opinion("b", "王子よ")], unspaced=True).status == "agreed"
    )


def test_letters_that_the_first_is_not_sure_of_come_from_the_second():
    decision = decide([opinion("a", "zte", sure=0.4), opinion("b", "złe")])

    assert (decision.chosen.text, decision.status, decision.engines) == ("złe", "doubtful", ("a",))
    assert (decision.chosen.changes, decision.alternatives) == (("merged",), ("zte",))
