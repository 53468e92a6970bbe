from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

import pytest

from cuelift.errors import BadAnswer, Cancelled, EngineBusy, EngineRefused
from cuelift.translate.asking import PATIENCE, Asked, Terms, ask_all, batches
from cuelift.translate.engines.base import Limits, Request, Text
from tests.translate.doubles import ScriptedEngine, upper


def texts(count: int) -> list[Text]:
    return [Text(number, f"t{number}", f"t{number}") for number in range(count)]


def ask(
    engine: ScriptedEngine,
    count: int = 8,
    *,
    check: Callable[[int, str], None] = lambda number, answer: None,
    **terms: object,
) -> tuple[dict[int, str], Asked]:
    got: dict[int, str] = {}

    def done(answers: Mapping[int, str]) -> None:
        assert not got.keys() & answers.keys()
        got.update(answers)

    asking = Terms("en", "es", lambda texts: (), first_wait_s=0.001, **terms)  # type: ignore[arg-type] # the tests' own words
    asked = asyncio.run(ask_all(engine, texts(count), asking, check, done))
    assert got.keys() | asked.failures.keys() == set(range(count))
    assert not got.keys() & asked.failures.keys()
    return got, asked


def good(request: Request) -> dict[int, str]:
    return {text.id: upper(text) for text in request.texts}


def test_texts_are_asked_in_batches_of_what_the_engine_takes():
    engine = ScriptedEngine()
    engine.limits = Limits(texts=3, characters=5, parallel=1)

    assert [[text.id for text in batch] for batch in batches(texts(5), engine)] == [
        [0, 1],
        [2, 3],
        [4],
    ]
    engine.marked = False
    assert batches([], engine) == []


def test_all_is_answered():
    engine = ScriptedEngine(texts=3)
    got, asked = ask(engine, 8)

    assert got[7] == "T7"
    assert asked.requests == 3
    assert asked.failures == {}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answers: {k: v for k, v in answers.items() if k != 3},
        lambda answers: answers | {99: "x"},
        lambda answers: {k + 1: v for k, v in answers.items()},
        lambda answers: list(answers.values()),
        lambda answers: dict.fromkeys(answers, 5),
        lambda answers: None,
    ],
)
def test_a_batch_that_is_not_what_was_asked_for_is_halved(spoil):
    def answering(request: Request) -> dict[int, str]:
        answers = good(request)
        return spoil(answers) if 3 in answers else answers

    got, asked = ask(ScriptedEngine(answering))

    assert sorted(got) == [0, 1, 2, 4, 5, 6, 7]
    assert list(asked.failures) == [3]
    assert asked.requests == 7
    assert asked.stopped == ""


def test_an_answer_that_is_no_translation_costs_only_its_text():
    def check(number: int, answer: str) -> None:
        if number == 5:
            raise BadAnswer("it is no translation")

    got, asked = ask(ScriptedEngine(), check=check)

    assert asked.failures == {5: "it is no translation"}
    assert len(got) == 7


def test_a_busy_engine_is_asked_again():
    tries: list[int] = []

    def answering(request: Request) -> dict[int, str]:
        tries.append(1)
        if len(tries) < 3:
            raise EngineBusy("503")
        return good(request)

    got, asked = ask(ScriptedEngine(answering))

    assert len(got) == 8
    assert asked.requests == 3


def test_an_engine_that_stays_busy_costs_the_batch():
    def answering(request: Request) -> dict[int, str]:
        if request.texts[0].id == 0:
            raise EngineBusy("503")
        return good(request)

    got, asked = ask(ScriptedEngine(answering, texts=4), tries=2)

    assert sorted(asked.failures) == [0, 1, 2, 3]
    assert asked.failures[0] == "503"
    assert len(got) == 4


def test_the_time_that_an_engine_asks_for_is_kept_by_all_workers():
    at: list[float] = []

    def answering(request: Request) -> dict[int, str]:
        at.append(time.monotonic())
        if len(at) == 1:
            raise EngineBusy("429", wait_s=0.2)
        return good(request)

    engine = ScriptedEngine(answering, texts=1)
    engine.limits = Limits(1, 100, 1)
    ask(engine, 4, parallel=1)

    assert at[1] - at[0] >= 0.19
    assert at[-1] - at[1] < 0.15


def test_an_engine_that_wants_to_rest_for_long_is_left_alone():
    def answering(request: Request) -> dict[int, str]:
        raise EngineBusy("429", wait_s=3600.0)

    _, asked = ask(ScriptedEngine(answering, texts=1), parallel=1)

    assert asked.requests == 1
    assert asked.stopped == "429; it wants to be left alone for 3600 s"
    assert len(asked.failures) == 8


def test_a_refusal_ends_the_asking_and_what_is_had_stays():
    def answering(request: Request) -> dict[int, str]:
        if request.texts[0].id == 4:
            raise EngineRefused("403: no such key")
        return good(request)

    got, asked = ask(ScriptedEngine(answering, texts=2), parallel=1)

    assert sorted(got) == [0, 1, 2, 3]
    assert asked.stopped == "403: no such key"
    assert set(asked.failures.values()) == {"403: no such key"}


def test_an_engine_that_never_succeeds_is_given_up():
    def answering(request: Request) -> dict[int, str]:
        raise BadAnswer("<html>")

    _, asked = ask(ScriptedEngine(answering), 200)

    assert asked.requests <= PATIENCE + 4
    assert asked.stopped == f"{PATIENCE} requests in a row failed, the last: <html>"
    busy = ScriptedEngine(lambda request: (_ for _ in ()).throw(EngineBusy("503")))
    assert ask(busy, 200)[1].requests <= PATIENCE + 4


def test_engines_of_others_may_raise_anything():
    def answering(request: Request) -> dict[int, str]:
        raise ZeroDivisionError

    _, asked = ask(ScriptedEngine(answering), 1)

    assert asked.failures == {0: "the engine failed with ZeroDivisionError"}


class Slow(ScriptedEngine):
    async def ask(self, request: Request) -> dict[int, str]:
        if request.texts[0].id >= 2:
            await asyncio.sleep(60)
        return await super().ask(request)


def test_a_slow_answer_counts_as_busy():
    got, asked = ask(Slow(texts=2), 4, timeout_s=0.02, tries=2)

    assert sorted(got) == [0, 1]
    assert asked.failures[2] == "no answer within 0.02 s"


def test_the_deadline_ends_what_is_under_way():
    begun = time.monotonic()
    got, asked = ask(Slow(texts=2), 8, deadline_s=0.1, parallel=2)

    assert sorted(got) == [0, 1]
    assert set(asked.failures.values()) == {"not done within 0.1 s"}
    assert time.monotonic() - begun < 5


def test_the_caller_may_cancel():
    got: dict[int, str] = {}
    terms = Terms("en", "es", lambda texts: (), cancelled=lambda: bool(got))

    with pytest.raises(Cancelled):
        asyncio.run(ask_all(Slow(texts=2), texts(8), terms, lambda n, a: None, got.update))

    assert sorted(got) == [0, 1]


def test_a_caller_who_does_not_cancel_gets_all():
    assert len(ask(ScriptedEngine(), cancelled=lambda: False, deadline_s=50)[0]) == 8
