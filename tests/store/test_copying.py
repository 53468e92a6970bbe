"""Copies from any store to any store, and what an interrupted one leaves for the next."""

from __future__ import annotations

import fcntl
import os
import random
import time
from pathlib import Path

import msgspec
import pytest

from cuelift.errors import (
    AccessDenied,
    Cancelled,
    NotFound,
    ObjectChanged,
    RangeIgnored,
    StoreError,
    TransientError,
    UsageError,
)
from cuelift.store import copy_file, copy_options, copying
from cuelift.store.buckets import Buckets
from cuelift.store.copy_options import CopyOptions
from cuelift.store.copying import copy_object, persist
from cuelift.store.drive import ReadLimits
from cuelift.store.options import StoreOptions
from tests.store.test_uploads import options
from tests.support.range_server import Answer, RangeServer, answer_file

FILM = random.Random(5).randbytes(1_050_000)
CHUNK = 100_000


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(copy_file, "CHUNK", CHUNK)
    monkeypatch.setattr(copying, "CHUNK", CHUNK)
    monkeypatch.setattr(copy_options, "UPLOAD_PART", CHUNK)
    monkeypatch.setattr(copying, "RETRY_PAUSES_S", (0.0, 0.0))


@pytest.fixture
def web():
    # Slow enough that each chunk is dealt with before the next one is there.
    with RangeServer({"/film.mkv": FILM}, latency_s=0.01) as running:
        yield running


def quick(**more):
    return CopyOptions(
        source=StoreOptions(read_timeout_s=5),
        limits=ReadLimits(attempts=1, connections=1),
        **more,
    )


class After:
    """Fails each request after so many."""

    def __init__(self, count: int, method: str = "GET") -> None:
        self.left = count
        self.method = method

    def __call__(self, request):
        if request.method != self.method:
            return None
        self.left -= 1
        return Answer(403) if self.left < 0 else None


# Into local files.


def test_a_copy_is_the_object(web, tmp_path):
    seen: list[tuple[int, int]] = []
    target = tmp_path / "new/film.mkv"
    report = copy_object(
        web.url("/film.mkv"), str(target), quick(), lambda done, total: seen.append((done, total))
    )

    assert target.read_bytes() == FILM
    assert (seen[0], seen[-1]) == ((0, len(FILM)), (len(FILM), len(FILM)))
    assert (report.size_bytes, report.bytes_read, report.bytes_written) == (len(FILM),) * 3
    assert report.requests["get"] == 11
    assert report.resumed_bytes == 0
    assert os.listdir(tmp_path / "new") == ["film.mkv"]


def test_an_interrupted_copy_goes_on_where_it_stopped(web, tmp_path):
    target = tmp_path / "film.mkv"
    web.rules.append(After(4))
    with pytest.raises(AccessDenied):
        copy_object(web.url("/film.mkv"), str(target), quick())
    assert not target.exists()

    web.rules.clear()
    web.log.clear()
    report = copy_object(web.url("/film.mkv"), str(target), quick())

    assert target.read_bytes() == FILM
    assert report.resumed_bytes == 400_000
    assert web.count("GET") == 7
    assert report.bytes_read == len(FILM) - 400_000
    assert os.listdir(tmp_path) == ["film.mkv"]


def test_a_copy_that_was_stopped_goes_on_too(web, tmp_path):
    stop: list[int] = []
    options = CopyOptions(limits=ReadLimits(connections=1), cancelled=lambda: bool(stop))
    with pytest.raises(Cancelled):
        copy_object(
            web.url("/film.mkv"), str(tmp_path / "f"), options,
            lambda done, _: stop.append(1) if done > 300_000 else None,
        )  # fmt: skip

    assert copy_object(web.url("/film.mkv"), str(tmp_path / "f"), quick()).resumed_bytes >= 300_000


def test_parts_of_a_source_that_was_replaced_are_not_used(web, tmp_path):
    target = tmp_path / "film.mkv"
    web.rules.append(After(4))
    with pytest.raises(AccessDenied):
        copy_object(web.url("/film.mkv"), str(target), quick())
    web.rules.clear()
    web.files["/film.mkv"] = FILM[::-1]

    report = copy_object(web.url("/film.mkv"), str(target), quick())
    assert (report.resumed_bytes, target.read_bytes()) == (0, FILM[::-1])


def test_a_source_without_any_mark_of_its_version_is_fetched_anew(web, tmp_path):
    def unmarked(request):
        answer = answer_file(request, FILM)
        for name in ("ETag", "Last-Modified"):
            answer.headers.pop(name)
        return answer

    failing = After(4)
    web.rules += [failing, unmarked]
    with pytest.raises(AccessDenied):
        copy_object(web.url("/film.mkv"), str(tmp_path / "f"), quick())
    web.rules.remove(failing)

    report = copy_object(web.url("/film.mkv"), str(tmp_path / "f"), quick())
    assert (report.resumed_bytes, (tmp_path / "f").read_bytes()) == (0, FILM)


def test_a_source_that_changes_meanwhile_is_not_published(web, tmp_path):
    def change(done: int, _: int) -> None:
        if done > 300_000:
            web.files["/film.mkv"] = FILM[::-1]

    with pytest.raises(ObjectChanged):
        copy_object(web.url("/film.mkv"), str(tmp_path / "f"), quick(), change)
    assert not (tmp_path / "f").exists()


def test_a_local_file_that_changes_meanwhile_is_not_published(tmp_path, monkeypatch):
    monkeypatch.setattr("cuelift.store.drive_blocking.BATCH_BYTES", CHUNK)
    source = tmp_path / "a"
    source.write_bytes(FILM)

    def change(done: int, _: int) -> None:
        if done == len(FILM):
            source.write_bytes(FILM[::-1])

    with pytest.raises(ObjectChanged):
        copy_object(str(source), str(tmp_path / "b"), quick(), change)
    assert not (tmp_path / "b").exists()


def hidden(tmp_path: Path, suffix: str) -> Path:
    [found] = [path for path in tmp_path.iterdir() if path.name.endswith(suffix)]
    return found


def interrupted(web, target: Path) -> None:
    failing = After(4)
    web.rules.append(failing)
    with pytest.raises(AccessDenied):
        copy_object(web.url("/film.mkv"), str(target), quick())
    web.rules.remove(failing)


def test_a_torn_or_odd_note_costs_only_what_it_says(web, tmp_path):
    target = tmp_path / "film.mkv"
    interrupted(web, target)
    hidden(tmp_path, ".cuelift-done").write_bytes(b"0\n1\n99999\nx\n-1\n" + b"9" * 30 + b"\n3")

    report = copy_object(web.url("/film.mkv"), str(target), quick())
    assert (report.resumed_bytes, target.read_bytes()) == (200_000, FILM)


def test_a_part_of_another_length_is_begun_anew(web, tmp_path):
    target = tmp_path / "film.mkv"
    interrupted(web, target)
    os.truncate(hidden(tmp_path, ".cuelift-part"), 7)

    report = copy_object(web.url("/film.mkv"), str(target), quick())
    assert (report.resumed_bytes, target.read_bytes()) == (0, FILM)


def test_copies_that_nobody_goes_on_with_are_swept_after_a_week(web, tmp_path):
    target = tmp_path / "film.mkv"
    interrupted(web, target)
    part, done = (hidden(tmp_path, suffix) for suffix in (".cuelift-part", ".cuelift-done"))
    for path, days in ((part, 6), (done, 8)):
        os.utime(path, (0, time.time() - days * 86400))
    (tmp_path / "a").write_bytes(b"x")
    copy_object(str(tmp_path / "a"), str(tmp_path / "b"), quick())

    assert (part.exists(), done.exists()) == (True, False)


def test_a_server_without_ranges_is_read_in_one_go(web, tmp_path):
    big = FILM * 3
    web.rules.append(lambda request: Answer(200, {"ETag": '"e"'}, big))
    seen: list[tuple[int, int]] = []
    report = copy_object(
        web.url("/film.mkv"), str(tmp_path / "new/f"),
        CopyOptions(limits=ReadLimits(attempts=1, connections=1, bytes_per_s=20e6)),
        lambda done, total: seen.append((done, total)),
    )  # fmt: skip

    assert (tmp_path / "new/f").read_bytes() == big
    assert os.listdir(tmp_path / "new") == ["f"]
    assert seen[-1] == (len(big), len(big))
    assert (report.size_bytes, report.resumed_bytes) == (len(big), 0)
    assert report.bytes_written == len(big)
    assert report.requests["get"] == web.count("GET")


def test_a_copy_in_one_go_that_is_cut_short_is_not_published(web, tmp_path):
    web.rules.append(
        lambda request: Answer(
            200,
            {"ETag": '"e"'},
            FILM * 3,
            cut_at=None if "range" in request.headers else 2_000_000,
        )
    )
    with pytest.raises(TransientError):
        copy_object(web.url("/film.mkv"), str(tmp_path / "f"), quick())
    assert not (tmp_path / "f").exists()


def test_a_copy_in_one_go_is_refused_limited_and_stopped_like_any_other(web, tmp_path):
    answers = [Answer(200, {"ETag": '"e"'}, FILM * 3)]
    web.rules.append(
        lambda request: (
            answers[0] if "range" in request.headers or request.method == "HEAD" else answers[-1]
        )
    )
    answers.append(Answer(403))
    with pytest.raises(AccessDenied):
        copy_object(web.url("/film.mkv"), str(tmp_path / "f"), quick())
    answers.pop()
    stop: list[int] = []
    chosen = CopyOptions(cancelled=lambda: bool(stop), limits=ReadLimits(bytes_per_s=50e6))
    with pytest.raises(Cancelled):
        copy_object(
            web.url("/film.mkv"), str(tmp_path / "f"), chosen,
            lambda done, _: stop.append(1) if done else None,
        )  # fmt: skip
    assert os.listdir(tmp_path) == []


def test_an_object_store_without_ranges_is_an_error(server, bucket, tmp_path, monkeypatch):
    server.rules.insert(0, lambda request: Answer(200, {"ETag": '"e"'}, FILM * 3))
    with pytest.raises(RangeIgnored, match="oss://films/a"):
        copy_object("oss://films/a", str(tmp_path / "f"), CopyOptions(source=options(server)))


def test_two_copies_into_one_file_at_once_are_refused(web, tmp_path):
    target = tmp_path / "film.mkv"
    interrupted(web, target)
    with hidden(tmp_path, ".cuelift-part").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="another copy is writing it"):
            copy_object(web.url("/film.mkv"), str(target), quick())


def test_a_part_that_is_published_while_its_lock_is_awaited_is_left_alone(
    web, tmp_path, monkeypatch
):
    target = tmp_path / "film.mkv"
    times = []

    def lock(_: int) -> None:
        times.append(1)
        if len(times) == 1:
            os.unlink(hidden(tmp_path, ".cuelift-part"))

    monkeypatch.setattr(copy_file, "_lock", lock)
    copy_object(web.url("/film.mkv"), str(target), quick())
    assert (len(times), target.read_bytes()) == (2, FILM)

    monkeypatch.setattr(copy_file, "_lock", lambda _: os.unlink(hidden(tmp_path, ".cuelift-part")))
    with pytest.raises(StoreError, match="other copies"):
        copy_object(web.url("/film.mkv"), str(target), quick())


def test_parts_of_somebody_else_are_not_taken(web, tmp_path, monkeypatch):
    monkeypatch.setattr(copy_file, "_is_own", lambda _: False)
    with pytest.raises(StoreError, match="belongs to somebody else"):
        copy_object(web.url("/film.mkv"), str(tmp_path / "f"), quick())


def test_targets_that_cannot_be_written(web, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is not a file"):
        copy_object(web.url("/film.mkv"), str(tmp_path), quick())
    with pytest.raises(StoreError):
        copy_object(web.url("/film.mkv"), str(tmp_path / "file/below"), quick())
    with pytest.raises(UsageError, match="cannot be written"):
        copy_object(str(tmp_path / "file"), "https://example.org/a", quick())
    assert web.count("GET") == 0


def test_an_object_is_not_copied_onto_itself(tmp_path):
    (tmp_path / "a").write_text("x")
    os.link(tmp_path / "a", tmp_path / "b")
    for target in ("a", "b", "./a"):
        with pytest.raises(UsageError, match="are the same object"):
            copy_object(str(tmp_path / "a"), str(tmp_path / target), quick())


def test_an_empty_object(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    report = copy_object(str(tmp_path / "a"), str(tmp_path / "b"), quick())

    assert ((tmp_path / "b").read_bytes(), report.size_bytes) == (b"", 0)


def test_what_was_fetched_is_noted_in_steps(web, tmp_path, monkeypatch):
    monkeypatch.setattr(copy_file, "_SYNC_BYTES", 2 * CHUNK)
    copy_object(web.url("/film.mkv"), str(tmp_path / "f"), quick())

    assert (tmp_path / "f").read_bytes() == FILM


# Into buckets.


def up(server, tmp_path: Path, **more) -> CopyOptions:
    return CopyOptions(
        source=StoreOptions(),
        target=options(server),
        limits=ReadLimits(attempts=1),
        state=str(tmp_path / "state"),
        **more,
    )


@pytest.fixture
def film(tmp_path) -> str:
    (tmp_path / "film.mkv").write_bytes(FILM)
    return str(tmp_path / "film.mkv")


@pytest.mark.parametrize("scheme", ["oss", "s3"])
def test_a_large_object_is_uploaded_in_parts(server, bucket, film, tmp_path, scheme):
    report = copy_object(film, f"{scheme}://films/a/film.mkv", up(server, tmp_path))

    assert bucket.objects == {"a/film.mkv": FILM}
    assert report.requests["put"] == 13
    assert report.bytes_written == len(FILM)
    assert os.listdir(tmp_path / "state") == []


def test_parts_that_come_out_even(server, bucket, tmp_path):
    (tmp_path / "a").write_bytes(FILM[: 8 * CHUNK])
    copy_object(str(tmp_path / "a"), "oss://films/a", up(server, tmp_path))

    assert bucket.objects == {"a": FILM[: 8 * CHUNK]}


def test_a_small_object_is_put_at_once(server, bucket, tmp_path):
    (tmp_path / "a").write_bytes(b"small")
    report = copy_object(str(tmp_path / "a"), "oss://films/a", up(server, tmp_path))

    assert (bucket.objects, bucket.log) == ({"a": b"small"}, ["put"])
    assert report.bytes_written == 5


def test_an_interrupted_upload_goes_on_where_it_stopped(server, bucket, film, tmp_path):
    bucket.refuse["part 7"] = Answer(403)
    with pytest.raises(AccessDenied):
        copy_object(film, "oss://films/film.mkv", up(server, tmp_path))
    assert bucket.objects == {}
    [state] = (tmp_path / "state").iterdir()
    assert state.stat().st_mode & 0o777 == 0o600

    bucket.refuse.clear()
    bucket.log.clear()
    report = copy_object(film, "oss://films/film.mkv", up(server, tmp_path))

    assert bucket.objects == {"film.mkv": FILM}
    assert report.resumed_bytes >= 4 * CHUNK
    assert "begin" not in bucket.log
    assert len(bucket.log) == (len(FILM) - report.resumed_bytes + CHUNK - 1) // CHUNK + 1


def test_an_upload_that_the_store_has_forgotten_is_begun_anew(server, bucket, film, tmp_path):
    bucket.refuse["part 7"] = Answer(403)
    with pytest.raises(AccessDenied):
        copy_object(film, "oss://films/film.mkv", up(server, tmp_path))
    bucket.refuse.clear()
    bucket.uploads.clear()

    report = copy_object(film, "oss://films/film.mkv", up(server, tmp_path))
    assert (bucket.objects, report.resumed_bytes) == ({"film.mkv": FILM}, 0)


def test_an_upload_of_a_source_that_was_replaced_is_begun_anew(server, bucket, film, tmp_path):
    bucket.refuse["part 7"] = Answer(403)
    with pytest.raises(AccessDenied):
        copy_object(film, "oss://films/film.mkv", up(server, tmp_path))
    bucket.refuse.clear()
    Path(film).write_bytes(FILM[::-1])

    report = copy_object(film, "oss://films/film.mkv", up(server, tmp_path))
    assert (bucket.objects, report.resumed_bytes) == ({"film.mkv": FILM[::-1]}, 0)


def test_a_failing_source_stops_the_upload_and_keeps_what_was_sent(
    server,
    bucket,
    web,
    tmp_path,
):
    failing = After(9)
    web.rules.append(failing)
    chosen = msgspec.structs.replace(
        up(server, tmp_path), limits=ReadLimits(attempts=1, connections=1)
    )
    with pytest.raises(AccessDenied):
        copy_object(web.url("/film.mkv"), "oss://films/film.mkv", chosen)
    web.rules.clear()

    report = copy_object(web.url("/film.mkv"), "oss://films/film.mkv", chosen)
    assert bucket.objects == {"film.mkv": FILM}
    assert report.resumed_bytes >= 4 * CHUNK


def test_a_state_that_cannot_be_kept_costs_only_the_going_on(server, bucket, film, tmp_path):
    (tmp_path / "state").write_text("a file, not a folder")
    copy_object(film, "oss://films/film.mkv", up(server, tmp_path))
    assert bucket.objects == {"film.mkv": FILM}

    bucket.objects.clear()
    none = msgspec.structs.replace(up(server, tmp_path), state=None)
    copy_object(film, "oss://films/film.mkv", none)
    assert bucket.objects == {"film.mkv": FILM}


def test_an_odd_state_is_not_read(server, bucket, film, tmp_path):
    bucket.refuse["part 7"] = Answer(403)
    with pytest.raises(AccessDenied):
        copy_object(film, "oss://films/film.mkv", up(server, tmp_path))
    bucket.refuse.clear()
    [state] = (tmp_path / "state").iterdir()
    state.write_text("{")

    assert copy_object(film, "oss://films/film.mkv", up(server, tmp_path)).resumed_bytes == 0
    assert bucket.objects == {"film.mkv": FILM}


def test_a_mapped_bucket_takes_copies_too(film, tmp_path):
    chosen = CopyOptions(target=StoreOptions(buckets=Buckets(folder=str(tmp_path / "buckets"))))
    report = copy_object(film, "oss://films/a/film.mkv", chosen)

    assert (tmp_path / "buckets/films/a/film.mkv").read_bytes() == FILM
    assert report.bytes_written == len(FILM)


def test_an_object_goes_from_bucket_to_file(server, bucket, tmp_path):
    bucket.objects["film.mkv"] = FILM
    chosen = CopyOptions(source=options(server))
    copy_object("oss://films/film.mkv", str(tmp_path / "f"), chosen)

    assert (tmp_path / "f").read_bytes() == FILM
    with pytest.raises(NotFound):
        copy_object("oss://films/none", str(tmp_path / "f"), chosen)


def test_what_may_pass_is_tried_again():
    tries: list[int] = []

    def step() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise TransientError("busy")

    persist(step)
    assert len(tries) == 3
    tries.clear()

    def never() -> None:
        raise TransientError("busy")

    with pytest.raises(TransientError):
        persist(never)
