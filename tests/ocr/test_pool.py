from __future__ import annotations

import os
import sys
import time
from importlib.machinery import ModuleSpec
from multiprocessing import active_children, get_context
from types import ModuleType

import pytest

from cuelift.errors import Cancelled, OcrError
from cuelift.ocr import pool
from cuelift.ocr.engines.ppocr import PpOcrEngine
from cuelift.ocr.languages import LANGUAGES
from cuelift.ocr.options import OcrOptions
from cuelift.ocr.pool import read_all
from cuelift.ocr.routing import Route
from tests.ocr.draw import caption
from tests.support.needs import without

ROUTE = Route(LANGUAGES["en"], ("ppocr",), False)


@pytest.mark.parametrize(
    ("name", "file", "may"),
    [
        ("cuelift.__main__", None, True),
        (None, "/usr/bin/cuelift", True),
        (None, "/home/me/films.py", False),
        ("pytest.__main__", None, False),
        (None, None, False),
    ],
)
def test_processes_are_started_unasked_only_under_the_command_line(monkeypatch, name, file, may):
    main = ModuleType("__main__")
    main.__spec__ = ModuleSpec(name, None) if name else None
    main.__file__ = file
    monkeypatch.setitem(sys.modules, "__main__", main)

    assert pool._may_start() is may


def test_few_pictures_are_read_in_this_process(monkeypatch):
    monkeypatch.setattr(pool, "_may_start", lambda: True)
    assert pool._workers(10, OcrOptions()) == 1
    assert pool._workers(10_000, OcrOptions()) == (os.cpu_count() or 1)
    assert pool._workers(20, OcrOptions(workers=8)) == 3
    monkeypatch.setattr(pool, "_may_start", lambda: False)
    assert pool._workers(10_000, OcrOptions()) == 1


def _die(*_: object) -> None:
    os._exit(3)


def _sleep(batch: list[object]) -> list[object]:
    if batch[0] == caption("slow"):
        time.sleep(30)
    return batch


def _leave(*_: object) -> None: ...


@pytest.mark.parametrize("error", [KeyboardInterrupt, Cancelled])
def test_an_interrupt_waits_for_no_batch_under_way(monkeypatch, error):
    monkeypatch.setattr(pool, "_start", _leave)
    monkeypatch.setattr(pool, "_read", _sleep)
    bystander = get_context("spawn").Process(target=time.sleep, args=(60,))
    bystander.start()
    begun = time.monotonic()

    def stop(*_: object) -> None:
        raise error("now")

    with pytest.raises(error):
        read_all([caption("x")] * 8 + [caption("slow")] * 9, ROUTE, OcrOptions(workers=2), stop)

    while {bystander} < set(active_children()):
        assert time.monotonic() - begun < 20
        time.sleep(0.02)
    assert bystander.is_alive()
    bystander.kill()
    bystander.join()


def test_a_process_that_dies_is_an_error(monkeypatch):
    monkeypatch.setattr(pool, "_start", _die)

    with pytest.raises(OcrError, match="died"):
        read_all([caption("x")] * 9, ROUTE, OcrOptions(workers=2))


@pytest.mark.slow
def test_the_text_does_not_depend_on_the_number_of_workers():
    if PpOcrEngine().supports("en").state != "full":
        without("needs the extra ocr")
    pictures = [caption(f"Caption number {at}", size=36) for at in range(20)]
    told: list[int] = []

    alone = read_all(pictures, ROUTE, OcrOptions(workers=1))
    together = read_all(pictures, ROUTE, OcrOptions(workers=3), lambda done, _: told.append(done))

    assert alone == together
    assert told == [8, 16, 20]
    assert [each.lines[0].text for each in alone if each] == [
        f"Caption number {at}" for at in range(20)
    ]
