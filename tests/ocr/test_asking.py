from __future__ import annotations

from typing import ClassVar

import pytest

from cuelift.errors import OcrError
from cuelift.ocr import asking
from cuelift.ocr.asking import ask_vision, weighed
from cuelift.ocr.consensus import decide
from cuelift.ocr.languages import LANGUAGES
from cuelift.ocr.options import VisionOptions
from cuelift.ocr.reader import PictureReading
from cuelift.ocr.routing import Route
from cuelift.ocr.spans import Styled
from tests.ocr.draw import caption
from tests.ocr.test_consensus import opinion

OPTIONS = VisionOptions(url="http://127.0.0.1:9", model="m", most=2)
ROUTE = Route(LANGUAGES["en"], ("ppocr", "tesseract"), True)


def doubtful(text: str = "lost", other: str = "Iost", italic: bool = False) -> PictureReading:
    decision = decide([opinion("ppocr", text), opinion("tesseract", other)])
    lines = tuple(Styled(line, (italic,) * len(line)) for line in text.split("\n"))
    return PictureReading(decision, lines, ((),) * len(lines))


def test_the_model_settles_which_reading_is_right():
    settled = weighed(doubtful(), "lost")

    assert settled.decision.status == "agreed"
    assert settled.decision.engines == ("ppocr", "vision")
    assert settled.lines == (Styled("lost", (False,) * 4),)


def test_the_model_may_find_the_other_reading_right():
    settled = weighed(doubtful(italic=True), "Iost")

    assert settled.decision.status == "agreed"
    assert settled.decision.alternatives == ("lost",)
    assert settled.lines == (Styled("Iost", (True,) * 4),)


def test_an_answer_of_its_own_is_an_alternative_only():
    settled = weighed(doubtful(), "cost")

    assert settled.decision.status == "doubtful"
    assert settled.decision.alternatives == ("Iost", "cost")
    assert settled.lines[0].text == "lost"


class FakeVision:
    name = "vision"
    answers: ClassVar[list[str | OcrError | None]] = []

    def __init__(self, options: VisionOptions) -> None: ...

    def ask(self, page: object, language: str) -> str | None:
        answer = self.answers.pop(0)
        if isinstance(answer, OcrError):
            raise answer
        return answer


@pytest.fixture
def vision(monkeypatch):
    monkeypatch.setattr(asking, "VisionEngine", FakeVision)
    return FakeVision


def test_only_doubtful_pictures_are_asked_about(vision):
    one, two, three = caption("lost"), caption("sure"), caption("odd")
    sure = PictureReading(decide([opinion("ppocr", "sure")]), (Styled("sure"),), ((),))
    vision.answers = ["lost", ""]
    told: list[tuple[int, int]] = []
    warnings: list[str] = []

    read = ask_vision(
        {one.digest: doubtful(), two.digest: sure, three.digest: doubtful()},
        [one, two, three],
        ROUTE,
        OPTIONS,
        warnings,
        lambda *done: told.append(done),
    )

    assert [each.decision.status for each in read.values()] == ["agreed", "single", "doubtful"]
    assert warnings == []
    assert told == [(3, 3), (3, 3)]


@pytest.mark.parametrize(
    ("answer", "said"), [(None, "more than 2"), (OcrError("down"), "down; the rest")]
)
def test_the_rest_stays_doubtful_with_a_warning(vision, answer, said):
    one, two = caption("lost"), caption("odd")
    vision.answers = [answer]
    warnings: list[str] = []

    read = ask_vision(
        {one.digest: doubtful(), two.digest: doubtful()}, [one, two], ROUTE, OPTIONS, warnings
    )

    assert [each.decision.status for each in read.values()] == ["doubtful"] * 2
    assert said in warnings[0]
