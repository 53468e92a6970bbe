from __future__ import annotations

import multiprocessing
import sqlite3
import threading

import pytest

from cuelift.errors import TranslateError
from cuelift.translate.cache import FILE_NAME, Cache, key_of


def test_what_is_kept_is_found_by_the_next_run(tmp_path):
    key, other = key_of(["a", ("b",)]), key_of(["a", "c"])
    with Cache(tmp_path / "new" / "folder") as cache:
        assert cache.get([key]) == {}
        cache.put({key: "x", other: "y"})
        cache.put({key: "z"})
    with Cache(tmp_path / "new" / "folder") as cache:
        assert cache.get([key, other, b"none"]) == {key: "z", other: "y"}
        assert cache.warning == ""


def test_keys_tell_everything_apart():
    assert key_of(["ab", "c"]) != key_of(["a", "bc"])
    assert key_of(["\ud800"]) != key_of(["?"])


def test_many_keys_are_asked_in_parts(tmp_path):
    keys = {key_of([number]): str(number) for number in range(1201)}
    with Cache(tmp_path) as cache:
        cache.put(keys)
        assert cache.get(keys) == keys


def _write(folder: str, first: int) -> None:
    with Cache(folder) as cache:
        for number in range(first, first + 50):
            cache.put({key_of([number]): str(number)})
        assert not cache.warning


@pytest.mark.slow
def test_several_processes_may_write_at_a_time(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(str(tmp_path), 50 * n)) for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [worker.exitcode for worker in workers] == [0, 0]
    with Cache(tmp_path) as cache:
        assert len(cache.get([key_of([number]) for number in range(100)])) == 100


def test_a_file_that_is_no_cache_is_refused(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"no data base at all" * 100)
    with pytest.raises(TranslateError, match="cannot be used"):
        Cache(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TranslateError, match="cannot be opened"):
        Cache(tmp_path / "file")


def test_a_cache_that_breaks_is_left_alone(tmp_path):
    key = key_of([1])
    with Cache(tmp_path) as cache:
        cache.put({key: "x"})
        with sqlite3.connect(tmp_path / FILE_NAME) as base:
            base.execute("DROP TABLE translation")
        base.close()
        assert cache.get([key]) == {}
        assert "fails: no such table" in cache.warning
        cache.put({key: "x"})


def test_texts_that_cannot_be_written_are_not_kept(tmp_path):
    with Cache(tmp_path) as cache:
        cache.put({key_of([1]): "x", key_of([2]): "\ud800"})
        assert "fails" in cache.warning
        assert cache.get([key_of([1])]) == {}


def test_another_thread_may_use_it(tmp_path):
    with Cache(tmp_path) as cache:
        thread = threading.Thread(target=cache.put, args=({key_of([1]): "x"},))
        thread.start()
        thread.join()
        assert cache.get([key_of([1])]) == {key_of([1]): "x"}
        assert not cache.warning


def test_values_of_other_kinds_are_passed_over(tmp_path):
    with Cache(tmp_path) as cache:
        cache._base.execute("INSERT INTO translation VALUES (?, ?)", (b"k", b"\xff"))
        assert cache.get([b"k"]) == {}
