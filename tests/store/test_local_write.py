import os
import stat
import subprocess
import sys
import threading
import time

import pytest

from cuelift.errors import AccessDenied, NotFound, StoreError, UsageError
from cuelift.store import local_write
from cuelift.store.base import Counters
from cuelift.store.local_write import LocalTarget, is_temporary


@pytest.fixture
def counters():
    return Counters()


@pytest.fixture
def target(counters):
    return LocalTarget(counters)


def test_a_file_appears_whole_when_it_is_committed(target, counters, tmp_path):
    path = tmp_path / "new" / "a.vtt"
    writer = target.writer(str(path))
    writer.write(b"WEB")
    writer.write(b"VTT")
    [temporary] = path.parent.iterdir()

    assert is_temporary(temporary.name)
    assert str(os.getpid()) in temporary.name
    writer.commit()
    assert path.read_bytes() == b"WEBVTT"
    assert [entry.name for entry in path.parent.iterdir()] == ["a.vtt"]
    assert (counters.requests["put"], counters.bytes_written) == (1, 6)
    for again in (writer.commit, lambda: writer.write(b"x")):
        with pytest.raises(StoreError, match="already"):
            again()
    writer.abort()
    assert path.read_bytes() == b"WEBVTT"


def test_what_was_there_stays_until_the_commit(target, tmp_path):
    path = tmp_path / "a.vtt"
    path.write_bytes(b"old")
    writer = target.writer(str(path))
    writer.write(b"new")

    assert path.read_bytes() == b"old"
    writer.abort()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.vtt"]


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_the_mode_is_that_of_any_new_file(target, tmp_path, mask, mode):
    old = os.umask(mask)
    try:
        writer = target.writer(str(tmp_path / "a"))
        writer.commit()
    finally:
        os.umask(old)

    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode


def test_a_killed_process_leaves_nothing_under_the_name(target, tmp_path):
    path = tmp_path / "a.vtt"
    program = (
        "import signal, sys\n"
        "from cuelift.store.base import Counters\n"
        "from cuelift.store.local_write import LocalTarget\n"
        "writer = LocalTarget(Counters()).writer(sys.argv[1])\n"
        "writer.write(b'x' * 1_000_000)\n"
        "print('written', flush=True)\n"
        "signal.pause()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE
    ) as child:
        assert child.stdout.readline() == b"written\n"
        child.kill()

    [left] = tmp_path.iterdir()
    assert is_temporary(left.name)
    assert f".{child.pid}." in left.name
    LocalTarget(Counters()).writer(str(path)).abort()
    assert left.exists()
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(left, (two_days_ago, two_days_ago))
    target.writer(str(path)).abort()
    assert list(tmp_path.iterdir()) == []


def test_only_leftovers_of_ours_are_swept(target, tmp_path):
    for name in (".a.1.ff.cuelift-tmp", "a.cuelift-tmp", ".hidden", "folder"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / ".d.1.ff.cuelift-tmp").mkdir()
    os.utime(tmp_path / ".d.1.ff.cuelift-tmp", (1, 1))
    target.writer(str(tmp_path / "x")).commit()

    left = sorted(entry.name for entry in tmp_path.iterdir())
    assert left == [".d.1.ff.cuelift-tmp", ".hidden", "a.cuelift-tmp", "folder", "x"]


def test_a_name_of_greatest_length_can_be_written(target, tmp_path):
    path = tmp_path / ("ü" * 127)
    target.writer(str(path)).commit()

    assert path.exists()


def test_what_is_not_a_file_is_not_overwritten(target, tmp_path):
    for path in (tmp_path, "/dev/null", f"{tmp_path}/"):
        with pytest.raises(UsageError):
            target.writer(str(path))


def test_a_folder_that_cannot_be_made(target, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError):
        target.writer(str(tmp_path / "file" / "below" / "a"))


def open_handles():
    return len(os.listdir("/proc/self/fd"))


def test_a_sealed_file_holds_no_handle_and_is_hidden(target, counters, tmp_path):
    path = tmp_path / "a.vtt"
    before = open_handles()
    writer = target.writer(str(path))
    writer.write(b"x")
    sealing = threading.Thread(target=writer.seal)
    sealing.start()
    sealing.join()
    writer.seal()

    assert open_handles() == before
    [temporary] = tmp_path.iterdir()
    assert is_temporary(temporary.name)
    assert temporary.read_bytes() == b"x"
    with pytest.raises(StoreError, match="already sealed"):
        writer.write(b"y")
    assert temporary.exists()
    writer.commit()
    assert path.read_bytes() == b"x"
    assert counters.requests["put"] == 1
    writer.abort()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.vtt"]


def test_a_sealed_file_is_given_up_without_a_trace(target, tmp_path):
    writer = target.writer(str(tmp_path / "a"))
    writer.seal()
    writer.abort()
    writer.abort()

    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="already"):
        writer.commit()


def test_the_bytes_reach_the_disk_at_the_seal_and_the_name_at_the_commit(
    target, tmp_path, monkeypatch
):
    done = []
    real_sync, real_replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("sync"), real_sync(handle)))
    monkeypatch.setattr(os, "replace", lambda *a: (done.append("rename"), real_replace(*a)))
    writer = target.writer(str(tmp_path / "a"))
    writer.seal()
    assert done == ["sync"]
    writer.commit()

    assert done == ["sync", "rename", "sync"]


def full(*_):
    raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_no_trace(target, tmp_path, monkeypatch):
    writer = target.writer(str(tmp_path / "a"))
    writer.write(b"x")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(StoreError, match="No space left"):
        writer.commit()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="already"):
        writer.commit()


def test_a_write_to_a_full_disk_leaves_no_trace(target, tmp_path):
    writer = target.writer(str(tmp_path / "a"))
    real = writer._file
    handle = os.open("/dev/full", os.O_WRONLY)
    os.dup2(handle, real.fileno())
    os.close(handle)

    with pytest.raises(StoreError, match="No space left"):
        writer.write(b"x" * 600_000)
    assert list(tmp_path.iterdir()) == []
    real.raw.close()


def test_bytes_that_a_full_disk_refuses_do_not_hinder_giving_up(target, tmp_path):
    target.writer(str(tmp_path / "before")).abort()
    writer = target.writer(str(tmp_path / "a"))
    writer.write(b"x")
    real = writer._file
    handle = os.open("/dev/full", os.O_WRONLY)
    os.dup2(handle, real.fileno())
    os.close(handle)
    writer.abort()

    assert list(tmp_path.iterdir()) == []
    assert real.closed


def test_a_temporary_file_removed_by_others_fails_the_commit(target, tmp_path):
    writer = target.writer(str(tmp_path / "a"))
    next(tmp_path.iterdir()).unlink()

    with pytest.raises(NotFound):
        writer.commit()
    assert list(tmp_path.iterdir()) == []


def test_refusals_of_the_system_are_named():
    error = local_write._write_error("k", PermissionError(13, "Permission denied"))
    assert isinstance(error, AccessDenied)


def test_a_sealed_file_can_be_looked_at_before_it_has_its_name(tmp_path):
    writer = LocalTarget(Counters()).writer(str(tmp_path / "a"))
    writer.write(b"1234")
    writer.seal()
    status = writer.status()
    writer.commit()

    after = os.stat(tmp_path / "a")
    assert (status.st_size, status.st_ino) == (4, after.st_ino)
    assert status.st_mtime_ns == after.st_mtime_ns
    with pytest.raises(NotFound):
        writer.status()


def test_names_that_came_while_the_disk_was_busy_reach_it_together(target, tmp_path, monkeypatch):
    busy, free, synced = threading.Event(), threading.Event(), []

    def slow(folder):
        synced.append(sorted(name for name in os.listdir(folder) if name.endswith(".png")))
        busy.set()
        assert free.wait(10)

    monkeypatch.setattr(local_write, "sync_folder", slow)
    writers = [target.writer(str(tmp_path / f"{number}.png")) for number in range(6)]
    threads = [threading.Thread(target=writer.commit) for writer in writers]
    threads[0].start()
    assert busy.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(list(tmp_path.glob("[!.]*.png"))) < 6 or target._folders[str(tmp_path)]._changes < 6:
        time.sleep(0.001)
    assert all(thread.is_alive() for thread in threads)

    free.set()
    for thread in threads:
        thread.join()

    assert [len(names) for names in synced] == [1, 6]


def test_a_name_that_did_not_reach_the_disk_is_not_taken_as_safe(target, tmp_path, monkeypatch):
    def full(folder):
        raise OSError(5, "the disk is broken")

    with monkeypatch.context() as patched:
        patched.setattr(local_write, "sync_folder", full)
        for number in range(2):
            with pytest.raises(StoreError, match="the disk is broken"):
                target.writer(str(tmp_path / f"{number}.png")).commit()

    target.writer(str(tmp_path / "2.png")).commit()
    assert (tmp_path / "2.png").exists()
