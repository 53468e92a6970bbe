import os
import socket

import pytest

from cuelift.errors import AccessDenied, NotFound, ObjectChanged, StoreError
from cuelift.store import local
from cuelift.store.base import Counters
from cuelift.store.local import LocalStore, store_error


@pytest.fixture
def counters():
    return Counters()


@pytest.fixture
def store(counters):
    return LocalStore(counters)


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "film.mkv"
    path.write_bytes(bytes(range(256)) * 100)
    return path


def test_bytes_are_read_by_position_and_counted(store, counters, film):
    info = store.head(str(film))
    opened = store.open(info)

    assert opened.read(10, 14) == b"\x0a\x0b\x0c\x0d"
    assert opened.read(25598, 99999) == b"\xfe\xff"
    assert opened.read(25600, 25601) == b""
    assert opened.read(5, 5) == b""
    opened.close()
    opened.close()
    store.close()
    assert info.size_bytes == 25600
    assert counters.requests == {"get": 2, "head": 1, "put": 0, "list": 0}
    assert counters.bytes_read == 6
    assert not store.profile.remote


def test_several_ranges_are_read_as_one_by_one(store, counters, film, monkeypatch):
    data = film.read_bytes()
    opened = store.open(store.head(str(film)))
    wanted = [(10, 20), (0, 500), (25_590, 1 << 60), (30_000, 40_000), (7, 7)]
    real = os.pread
    monkeypatch.setattr(os, "pread", lambda handle, size, at: real(handle, min(size, 100), at))

    assert opened.read_many(wanted) == [data[10:20], data[:500], data[25_590:], b"", b""]
    assert counters.requests["get"] == 5
    assert counters.bytes_read == 520
    assert opened.read_many([]) == []
    os.truncate(film, 100)
    with pytest.raises(ObjectChanged):
        opened.read_many([(50, 150)])
    opened.close()
    with pytest.raises(StoreError):
        opened.read_many([(0, 1)])


def test_positions_above_four_gigabytes(store, tmp_path):
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.seek(5_000_000_000)
        file.write(b"end")
    opened = store.open(store.head(str(path)))

    assert opened.read(4_999_999_999, 5_000_000_003) == b"\0end"
    opened.close()


def test_a_short_answer_of_the_system_is_read_on(store, film, monkeypatch):
    opened = store.open(store.head(str(film)))
    real = os.pread
    monkeypatch.setattr(os, "pread", lambda handle, size, at: real(handle, min(size, 100), at))

    assert opened.read(0, 1000) == film.read_bytes()[:1000]
    opened.close()


def test_a_file_cut_while_it_is_read_has_changed(store, film):
    opened = store.open(store.head(str(film)))
    os.truncate(film, 100)

    with pytest.raises(ObjectChanged, match="ends at 100"):
        opened.read(50, 150)
    with pytest.raises(ObjectChanged):
        opened.check_unchanged()
    opened.close()


def test_a_file_written_in_place_has_changed(store, film):
    opened = store.open(store.head(str(film)))
    opened.check_unchanged()
    film.write_bytes(b"x" * 25600)
    os.utime(film, ns=(1, 1))

    with pytest.raises(ObjectChanged):
        opened.check_unchanged()
    opened.close()


def test_a_file_replaced_before_it_is_opened_has_changed(store, film, tmp_path):
    info = store.head(str(film))
    other = tmp_path / "other"
    other.write_bytes(film.read_bytes())
    os.utime(other, ns=(info.modified_ns, info.modified_ns))
    other.replace(film)
    handles = os.listdir("/proc/self/fd")

    with pytest.raises(ObjectChanged):
        store.open(info)
    assert len(os.listdir("/proc/self/fd")) == len(handles)


def test_what_is_not_a_file_is_refused_by_name(store, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    for path, kind in [
        (tmp_path, "a directory"),
        (tmp_path / "pipe", "a pipe"),
        (tmp_path / "socket", "a socket"),
        ("/dev/null", "a character device"),
    ]:
        with pytest.raises(StoreError, match=kind):
            store.head(str(path))


def test_a_pipe_in_the_place_of_a_file_does_not_block(store, film):
    info = store.head(str(film))
    film.unlink()
    os.mkfifo(film)

    with pytest.raises(StoreError, match="a pipe"):
        store.open(info)


def test_missing_and_forbidden_files(store, film, tmp_path):
    info = store.head(str(film))
    film.unlink()
    with pytest.raises(NotFound):
        store.head(str(film))
    with pytest.raises(NotFound):
        store.open(info)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotFound):
        store.head(str(tmp_path / "file" / "below"))
    with pytest.raises(StoreError, match="name too long"):
        store.head(f"/{'x' * 300}")
    assert isinstance(store_error("k", PermissionError(13, "Permission denied")), AccessDenied)


def test_a_failing_disk_is_an_error_of_ours(store, film, monkeypatch):
    opened = store.open(store.head(str(film)))

    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "pread", fail)
    with pytest.raises(StoreError, match="Input/output error"):
        opened.read(0, 1)
    opened.close()


def test_near_ranges_are_announced_as_one(store, film, monkeypatch):
    opened = store.open(store.head(str(film)))
    advised = []
    monkeypatch.setattr(
        os, "posix_fadvise", lambda _, start, size, advice: advised.append((start, size, advice))
    )
    opened.will_need([(500_000, 500_100), (0, 100), (200, 300), (50, 80), (7, 7)])

    will = os.POSIX_FADV_WILLNEED
    assert advised == [(0, 300, will), (500_000, 100, will)]
    opened.close()


def test_a_file_system_without_advice_is_no_error(store, film, monkeypatch):
    opened = store.open(store.head(str(film)))

    def fail(*_):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "posix_fadvise", fail)
    opened.will_need([(0, 1)])
    monkeypatch.setattr(os, "preadv", fail)
    assert opened.resident_share() == 0.0
    opened.close()


def test_residency_is_the_share_of_pages_that_answer_at_once(store, film, monkeypatch):
    opened = store.open(store.head(str(film)))
    asked = []

    def answer(handle, buffers, at, flags):
        asked.append(at)
        if at >= 3 * 4096:
            raise BlockingIOError
        return 1

    monkeypatch.setattr(os, "preadv", answer)
    assert opened.resident_share() == 3 / 7
    assert asked == [page * 4096 for page in range(7)]
    opened.close()


def test_an_empty_file_is_resident(store, tmp_path):
    (tmp_path / "empty").touch()
    opened = store.open(store.head(str(tmp_path / "empty")))

    assert opened.resident_share() == 1.0
    assert opened.read(0, 10) == b""
    opened.close()


def test_a_folder_is_listed_with_all_below_it_in_order_of_paths(store, counters, tmp_path):
    for name in ("b/2.mkv", "b/1.mkv", "b.mkv", "a/x/y.mkv", "b/.1.mkv.7.ab.cuelift-tmp"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    os.symlink(tmp_path / "b", tmp_path / "loop")
    os.symlink(tmp_path / "b.mkv", tmp_path / "link.mkv")
    os.symlink(tmp_path / "gone", tmp_path / "broken.mkv")
    os.mkfifo(tmp_path / "pipe.mkv")

    def names(prefix):
        return [os.path.relpath(info.key, tmp_path) for info in store.list(f"{tmp_path}/{prefix}")]

    assert names("") == ["a/x/y.mkv", "b.mkv", "b/1.mkv", "b/2.mkv", "link.mkv"]
    assert names("b") == ["b/1.mkv", "b/2.mkv"]
    assert names("b/") == ["b/1.mkv", "b/2.mkv"]
    assert names("b/1") == ["b/1.mkv"]
    assert names("b.") == ["b.mkv"]
    assert names("nothing/at/all") == []
    assert counters.requests["list"] == 6


def test_announced_ranges_are_joined_only_when_near():
    assert local._joined([(9, 9)]) == []
    assert local._joined([(0, 10), (10 + 65536, 70000)]) == [(0, 70000)]
    assert local._joined([(0, 10), (11 + 65536, 70000)]) == [(0, 10), (65547, 70000)]


def test_a_file_is_looked_at_without_a_copy(tmp_path):
    path = tmp_path / "film"
    path.write_bytes(b"0123456789")
    counters = Counters()
    store = LocalStore(counters)
    opened = store.open(store.head(str(path)))

    assert (opened.view(2, 5), opened.view(8, 99), opened.view(20, 30)) == (b"234", b"89", b"")
    assert (counters.requests["get"], counters.bytes_read) == (3, 5)
    os.truncate(path, 5)
    with pytest.raises(ObjectChanged, match="shorter"):
        opened.view(0, 1)
    opened.close()


def test_an_empty_file_cannot_be_mapped(tmp_path):
    (tmp_path / "film").touch()
    store = LocalStore(Counters())
    opened = store.open(store.head(str(tmp_path / "film")))

    assert opened.view(0, 0) is None
    opened.close()
