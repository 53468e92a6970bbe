from __future__ import annotations

import sys

import pytest

from cuelift.errors import OcrError
from cuelift.ocr.engines.command import CommandEngine
from tests.ocr.draw import caption, page_of

READS = """
import sys
assert sys.stdin.buffer.read(4) == bytes([0x89]) + b"PNG"
print(sys.argv[1])
print("two")
"""


def test_it_gets_a_png_and_the_language_and_gives_lines():
    page = page_of(caption("One\nTwo"))

    [[first, second]] = CommandEngine([sys.executable, "-c", READS]).read([page], "pt-BR")

    assert (first.text, second.text) == ("pt-BR", "two")
    assert page.lines[1].top <= second.row < page.lines[1].bottom


def test_more_lines_than_the_picture_has_lie_nowhere():
    [lines] = CommandEngine([sys.executable, "-c", READS]).read([page_of(caption("One"))], "en")

    assert [line.row for line in lines] == [0, 0]


def test_a_failing_program_is_an_error_with_what_it_said():
    engine = CommandEngine([sys.executable, "-c", "import sys; sys.exit('no model')"])

    with pytest.raises(OcrError, match="ended with 1: no model"):
        engine.read([page_of(caption("One"))], "en")


def test_a_program_that_is_not_there_is_named():
    engine = CommandEngine(["/no/such/reader"])

    assert engine.supports("en").state == "no-data"
    with pytest.raises(OcrError, match="could not be run"):
        engine.read([page_of(caption("One"))], "en")


def test_no_program_reads_nothing():
    assert CommandEngine(()).supports("en").state == "no-charset"
    assert CommandEngine([sys.executable]).supports("xx").state == "full"
    assert CommandEngine(["a", "b"]).version == "a b"


def test_another_look_would_say_the_same():
    assert CommandEngine(["a"]).again(page_of(caption("One")), "en") == []
