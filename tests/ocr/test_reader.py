from __future__ import annotations

from importlib import import_module
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues.bitmap import Bitmap
from cuelift.cues.model import Cue, Place, Span
from cuelift.errors import OcrError
from cuelift.ocr import numbers, reader
from cuelift.ocr.cache import Cache
from cuelift.ocr.engines.base import FULL, OcrLine, Support
from cuelift.ocr.options import OcrOptions
from cuelift.ocr.recognize import recognize
from cuelift.ocr.spans import ITALIC
from tests.ocr.doubles import FakeEngine
from tests.ocr.draw import caption, page_of

NEVER = Support("no-charset")
ONE = OcrOptions(policy="consensus", workers=1)


def engines(
    monkeypatch: pytest.MonkeyPatch, first: FakeEngine, second: FakeEngine | None = None
) -> None:
    made = {
        "command": FakeEngine("command", NEVER),
        "ppocr": first,
        "tesseract": second or FakeEngine("tesseract", NEVER),
    }
    table = MappingProxyType(
        {name: (lambda options, each=each: each) for name, each in made.items()}
    )
    monkeypatch.setattr(reader, "ENGINES", table)
    monkeypatch.setattr(import_module("cuelift.ocr.recognize"), "ENGINES", table)


def cue(*bitmaps: object, start: int = 0) -> Cue:
    return Cue(start_ns=start, end_ns=start + 10, bitmaps=tuple(bitmaps))  # type: ignore[arg-type] # bitmaps


def test_two_engines_that_agree_settle_a_cue(monkeypatch):
    engines(monkeypatch, FakeEngine("ppocr", text="Hello"), FakeEngine("tesseract", text="Hello"))
    picture = caption("Hello")

    read = recognize([cue(picture)], "en", ONE)

    [found] = read.cues
    assert found.spans == (Span("Hello"),)
    assert found.reading is not None
    assert (found.reading.status, found.reading.engines) == ("agreed", ("ppocr", "tesseract"))
    assert found.reading.image == picture.digest.hex()
    assert (read.counts, read.blank, read.pictures, read.language) == ({"agreed": 1}, 0, 1, "en")


def test_the_second_is_asked_only_where_the_first_is_not_sure(monkeypatch):
    sure, second = FakeEngine("ppocr", text="Hello"), FakeEngine("tesseract", text="Hallo")
    engines(monkeypatch, sure, second)

    assert recognize([cue(caption("Hello"))], "en", OcrOptions(workers=1)).counts == {"single": 1}
    assert second.pages == 0

    engines(monkeypatch, FakeEngine("ppocr", text="Hello", sure=0.4), second)
    [found] = recognize([cue(caption("Hello"))], "en", OcrOptions(workers=1)).cues
    assert second.pages == 1
    assert found.reading is not None
    assert (found.text, found.reading.changes) == ("Hallo", ("merged",))
    assert (found.reading.status, found.reading.alternatives) == ("doubtful", ("Hello",))


def test_equal_pictures_are_read_once(monkeypatch):
    first = FakeEngine("ppocr", text="Hello")
    engines(monkeypatch, first)

    read = recognize([cue(caption("Hello"), start=at) for at in range(3)], "en", ONE)

    assert (first.pages, read.pictures, len(read.cues)) == (1, 1, 3)
    assert len(read.warnings) == 1


def test_a_cache_spares_pictures_of_other_tracks(monkeypatch):
    first = FakeEngine("ppocr", text="Hello")
    engines(monkeypatch, first)
    cache: Cache[reader.PictureReading] = Cache()

    one = recognize([cue(caption("Hello"))], "en", ONE, cache=cache)
    two = recognize([cue(caption("Hello"))], "en", ONE, cache=cache)
    recognize([cue(caption("Hello"))], "de", ONE, cache=cache)

    assert one.cues == two.cues
    assert first.pages == 2


def test_pictures_that_show_together_are_one_text_from_the_top(monkeypatch):
    import msgspec

    engines(monkeypatch, FakeEngine("ppocr", text="Hello"), FakeEngine("tesseract", text="Hallo"))
    low = caption("Hello")
    low = msgspec.structs.replace(low, x=900)
    high = msgspec.structs.replace(caption("Hi"), x=900, y=800)

    [found] = recognize([cue(low, high)], "en", ONE).cues

    assert found.text == "Hello\nHello"
    assert found.reading is not None
    assert found.reading.image == f"{high.digest.hex()}+{low.digest.hex()}"
    assert found.reading.alternatives == ("Hallo\nHello",)
    assert found.place is None


def test_a_picture_at_the_top_keeps_its_place(monkeypatch):
    import msgspec

    engines(monkeypatch, FakeEngine("ppocr", text="Hi"))
    high = msgspec.structs.replace(caption("Hi"), x=900, y=20)

    [found] = recognize([cue(high)], "en", ONE).cues

    assert found.place == Place(align=8)


def test_pictures_at_top_and_bottom_are_cues_of_their_own(monkeypatch):
    import msgspec

    engines(monkeypatch, FakeEngine("ppocr", text="Hi"))
    low = msgspec.structs.replace(caption("Hello"), x=900)
    high = msgspec.structs.replace(caption("Hi"), x=100, y=20)

    read = recognize([cue(low, high, start=5), cue(low, start=15)], "en", ONE)

    assert [(each.start_ns, each.end_ns, each.text) for each in read.cues] == [
        (5, 15, "Hi"), (5, 15, "Hi"), (15, 25, "Hi"),
    ]  # fmt: skip
    assert [each.place for each in read.cues] == [Place(align=7), None, None]
    assert [each.reading.image for each in read.cues if each.reading] == [
        high.digest.hex(), low.digest.hex(), low.digest.hex(),
    ]  # fmt: skip
    assert [each.text for each in read.whole] == ["Hi\nHi", "Hi"]
    assert (sum(read.counts.values()), read.pictures) == (3, 2)


def test_a_blank_picture_is_counted_and_its_cue_stays(monkeypatch):
    from tests.ocr.draw import bitmap_of

    engines(monkeypatch, FakeEngine("ppocr", text="Hi"))
    faint = np.zeros((9, 9, 4), np.uint8)
    faint[4, 4] = (255, 255, 255, 20)
    blank, plain = cue(bitmap_of(faint)), Cue(start_ns=0, end_ns=1, spans=(Span("text"),))

    read = recognize([blank, plain], "en", ONE)

    assert (read.cues, read.blank) == ([blank, plain], 1)


def test_slanted_text_is_italic_unless_that_is_off(monkeypatch):
    engines(monkeypatch, FakeEngine("ppocr", text="Nothing will hold"))
    slanted = caption("Nothing will hold", shear=0.2)

    [found] = recognize([cue(slanted)], "en", ONE).cues
    [plain] = recognize([cue(slanted)], "en", OcrOptions(workers=1, italics=False)).cues

    assert found.spans == (Span("Nothing will hold", ITALIC),)
    assert plain.spans == (Span("Nothing will hold"),)


def test_rules_that_changed_something_are_named(monkeypatch):
    engines(monkeypatch, FakeEngine("ppocr", text="| am"))

    [found] = recognize([cue(caption("I am"))], "en", ONE).cues

    assert found.text == "I am"
    assert found.reading is not None
    assert found.reading.changes == ("bars",)


def test_the_option_goes_before_the_tag(monkeypatch):
    engines(monkeypatch, FakeEngine("ppocr", text="Hi"))

    assert (
        recognize([cue(caption("Hi"))], "de", OcrOptions(workers=1, language="fr")).language == "fr"
    )


def test_progress_is_told(monkeypatch):
    engines(monkeypatch, FakeEngine("ppocr", text="Hi"))
    told: list[tuple[int, int]] = []

    recognize(
        [cue(caption(f"Hi {at}")) for at in range(10)], "en", ONE, lambda *each: told.append(each)
    )

    assert told == [(8, 10), (10, 10)]


def test_no_cues_are_no_cues(monkeypatch):
    engines(monkeypatch, FakeEngine("ppocr"))

    assert recognize([], None, ONE).cues == []


def test_numbers_of_right_to_left_text_are_read_again():
    page = page_of(caption("106 Hey", outline=0))
    line = OcrLine("6 ש", (0.9,) * 3, (40, 60, 90), page.lines[0].top + 5)

    assert numbers.reread(line, page, FakeEngine("ppocr", text="106")).text == "106 ש"
    assert numbers.reread(line, page, FakeEngine("ppocr", text="1o6")).text == "6 ש"
    assert numbers.reread(line, page, FakeEngine("ppocr", text="105")).text == "6 ש"
    assert (
        numbers.reread(line._replace(columns=()), page, FakeEngine("x", text="106")).text == "6 ש"
    )


def test_the_engine_for_numbers_is_there_for_hebrew_only_when_it_can_read(monkeypatch):
    class Latin(FakeEngine):
        def supports(self, language: str) -> Support:
            return NEVER if language == "he" else FULL

    engines(monkeypatch, Latin("ppocr", text="1"), FakeEngine("tesseract", text="ש"))
    assert recognize([cue(caption("x"))], "he", ONE).cues[0].text == "ש"
    engines(monkeypatch, FakeEngine("ppocr", NEVER), FakeEngine("tesseract", text="ש"))
    assert recognize([cue(caption("x"))], "he", ONE).cues[0].text == "ש"


def test_a_failing_engine_is_an_error(monkeypatch):
    class Broken(FakeEngine):
        def read(self, pages, language):
            raise OcrError("broken")

    engines(monkeypatch, Broken("ppocr"))
    with pytest.raises(OcrError, match="broken"):
        recognize([cue(caption("x"))], "en", ONE)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_any_picture_is_read_or_blank(width, height, data):
    from hypothesis.extra.numpy import arrays

    from tests.ocr.draw import bitmap_of

    marks = data.draw(arrays(bool, (height, width)))
    marks[0, 0] = True
    picture = bitmap_of(np.where(marks[..., None], 255, 0).repeat(4, axis=2))
    text = data.draw(st.sampled_from(["| «..’’ —♪ I l", "- a !\n- b…", "J' 1", "מ!מ 12", "ีํา ก ข"]))
    tag = data.draw(st.sampled_from(["en", "fr", "es", "tr", "ja", "he", "th", "cs", "ru"]))

    with pytest.MonkeyPatch.context() as patch:
        engines(
            patch, FakeEngine("ppocr", text=text, spread=True), FakeEngine("tesseract", text=text)
        )
        [found] = recognize([cue(picture)], tag, ONE).cues

    assert found.reading is None or found.reading.status in ("agreed", "single", "doubtful")


def test_columns_are_read_as_vertical_text_and_ruby_stands_over_its_characters(monkeypatch):
    from tests.ocr.draw import bitmap_of
    from tests.ocr.test_vertical import columns

    def picture(pixels: np.ndarray) -> Bitmap:
        return bitmap_of(np.where(pixels[..., None] < 128, 255, 0).repeat(4, axis=2))

    engines(monkeypatch, FakeEngine("ppocr", text="王子だ行け王子だ\n行け王子だ行", spread=True))
    [upright] = recognize([cue(picture(columns(8, 6)))], "ja", ONE).cues
    assert upright.place == Place(align=7, vertical="rl")
    assert upright.text == "王子だ行け王子だ\n行け王子だ行"
    assert upright.reading is not None
    assert upright.reading.status == "single"

    engines(monkeypatch, FakeEngine("ppocr", text="王子だ", spread=True))
    flat = np.full((60, 300), 255, np.uint8)
    for place in range(8):
        flat[22:58, place * 36 + 3 : place * 36 + 33] = 0
    for place in range(4):
        flat[4:18, place * 16 + 6 : place * 16 + 20] = 0
    [aided] = recognize([cue(picture(flat))], "ja", ONE).cues
    assert aided.spans[0] == Span("王", ruby="王子だ")
    assert aided.text == "王子だ"


def test_the_stream_votes_and_the_vote_is_named(monkeypatch):
    class Erring(FakeEngine):
        def read(self, pages, language):
            found = super().read(pages, language)
            self._text = "a Il"
            return found

    engines(monkeypatch, Erring("ppocr", text="a ll"))
    right = [cue(caption("a ll", outline=0), start=at) for at in range(4)]
    wider = [cue(caption(text, outline=0)) for text in ("a ll ", "a  ll")]
    monkeypatch.setattr(
        import_module("cuelift.ocr.recognize"), "elected", lambda lines: {b"l": "l"}
    )
    monkeypatch.setattr(
        import_module("cuelift.ocr.recognize"),
        "corrected",
        lambda line, won: line[0].replace("Il", "ll"),
    )

    read = recognize([*right, *wider], "en", ONE)

    assert {each.text for each in read.cues} == {"a ll"}
    changed = [each.reading.changes for each in read.cues if each.reading and each.reading.changes]
    assert changed == [("vote",)]


def test_the_vision_model_is_asked_if_there_is_one(monkeypatch):
    from cuelift.ocr import asking
    from cuelift.ocr.options import VisionOptions
    from tests.ocr.test_asking import FakeVision

    monkeypatch.setattr(asking, "VisionEngine", FakeVision)
    monkeypatch.setattr(FakeVision, "answers", ["Hallo"])
    engines(monkeypatch, FakeEngine("ppocr", text="Hello"), FakeEngine("tesseract", text="Hallo"))
    options = OcrOptions(
        policy="consensus", workers=1, vision=VisionOptions(url="http://h/v1", model="m")
    )

    read = recognize([cue(caption("Hello"))], "en", options)

    assert (read.cues[0].text, read.counts) == ("Hallo", {"agreed": 1})
