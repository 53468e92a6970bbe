from __future__ import annotations

import pytest

from cuelift.errors import OcrError
from cuelift.ocr.engines.base import FULL, Support
from cuelift.ocr.routing import route
from tests.ocr.doubles import FakeEngine

ABSENT = Support("no-data", "no data for it", "apt-get install it")
NEVER = Support("no-charset")


def engines(
    ppocr: Support = FULL, tesseract: Support = FULL, command: Support = NEVER
) -> dict[str, FakeEngine]:
    return {
        "command": FakeEngine("command", command),
        "ppocr": FakeEngine("ppocr", ppocr),
        "tesseract": FakeEngine("tesseract", tesseract),
    }


@pytest.mark.parametrize(
    ("tag", "policy", "names", "both"),
    [
        ("en", "fast", ("tesseract",), False),
        ("en", "default", ("ppocr", "tesseract"), False),
        ("en-US", "consensus", ("ppocr", "tesseract"), True),
        ("es", "consensus", ("tesseract", "ppocr"), True),
        ("es", "default", ("tesseract", "ppocr"), True),
        ("vi", "fast", ("tesseract",), False),
    ],
)
def test_the_better_engine_of_a_language_comes_first(tag, policy, names, both):
    found = route(tag, policy, engines())

    assert (found.engines, found.always_both) == (names, both)


def test_an_engine_without_data_is_left_out():
    assert route("en", "fast", engines(tesseract=ABSENT)).engines == ("ppocr",)
    assert route("ru", "default", engines(ppocr=NEVER)).engines == ("tesseract",)


def test_consensus_without_a_second_engine_warns_and_says_what_to_install():
    found = route("en", "consensus", engines(tesseract=ABSENT))

    [warning] = found.warnings
    assert "no cue can be agreed" in warning
    assert "apt-get install it" in warning
    assert route("en", "default", engines(tesseract=ABSENT)).warnings == ()
    assert "apt-get" not in route("ru", "consensus", engines(ppocr=NEVER)).warnings[0]


def test_a_language_that_nobody_reads_is_an_error_that_helps():
    with pytest.raises(OcrError, match=r"Thai cannot be read here.*apt-get install it"):
        route("th", "default", engines(ppocr=NEVER, tesseract=ABSENT))
    with pytest.raises(OcrError, match="no engine writes its script"):
        route("th", "default", engines(ppocr=NEVER, tesseract=NEVER))


def test_an_unknown_language_is_an_error():
    with pytest.raises(OcrError, match="tlh"):
        route("tlh", "default", engines())


def test_the_users_program_comes_first():
    assert route("en", "default", engines(command=FULL)).engines == ("command", "ppocr")
    assert route("en", "fast", engines(command=FULL)).engines == ("command",)


def test_an_engine_that_writes_a_language_in_part_reads_it_as_a_second_only():
    class Partial(FakeEngine):
        def supports(self, language: str) -> Support:
            return NEVER if language == "vi" else FULL

    both = {**engines(), "ppocr": Partial("ppocr")}
    assert route("vi", "default", both).engines == ("tesseract", "ppocr")
    assert route("vi", "fast", both).engines == ("tesseract",)
    assert route("vi", "default", {**both, "ppocr": FakeEngine("ppocr", ABSENT)}).engines == (
        "tesseract",
    )
    with pytest.raises(OcrError, match="Vietnamese"):
        route("vi", "default", {**both, "tesseract": FakeEngine("tesseract", ABSENT)})
