"""What is in doubt is looked at again."""

from __future__ import annotations

from cuelift.ocr.options import OcrOptions
from cuelift.ocr.recognize import recognize
from tests.ocr.doubles import FakeEngine
from tests.ocr.draw import caption
from tests.ocr.test_reader import cue, engines


def statuses(monkeypatch, first: FakeEngine, second: FakeEngine, policy: str):
    engines(monkeypatch, first, second)
    options = OcrOptions(policy=policy, workers=1)  # type: ignore[arg-type] # one of the policies
    [found] = recognize([cue(caption("Hello"))], "en", options).cues
    assert found.reading is not None
    return found.text, found.reading.status


def test_engines_that_differ_may_agree_at_another_look(monkeypatch):
    first = FakeEngine("ppocr", text="Hello", again=["Hello"])
    second = FakeEngine("tesseract", text="Hallo", again=["Hello", "Hello"])

    assert statuses(monkeypatch, first, second, "consensus") == ("Hello", "agreed")


def test_what_both_were_not_sure_of_is_looked_at_again(monkeypatch):
    first = FakeEngine("ppocr", text="Hello", sure=0.7, again=["Hallo"])
    second = FakeEngine("tesseract", text="Hello", again=["Hallo", "Hallo"])

    assert statuses(monkeypatch, first, second, "consensus")[1] == "doubtful"
    assert statuses(monkeypatch, first, second, "default") == ("Hello", "agreed")


def test_the_quick_policy_looks_once(monkeypatch):
    second = FakeEngine("tesseract", text="Hello", sure=0.3, again=["Hallo"])

    assert statuses(monkeypatch, FakeEngine("ppocr"), second, "fast") == ("Hello", "doubtful")
