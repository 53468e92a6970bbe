"""Opening sources: whatever the store, within the limits, and leaving nothing open on failure."""

import resource
import time

import pytest

from cuelift.errors import Cancelled, ColdObject, LimitExceeded, NotFound, UsageError
from cuelift.media import ByteRange
from cuelift.store.drive import ReadLimits
from cuelift.store.opening import open_source
from cuelift.store.options import StoreOptions
from tests.store.test_objectstore import keys
from tests.support.range_server import Answer, RangeServer

FILM = bytes(range(256)) * 40


@pytest.fixture
def server():
    with RangeServer({"/a": FILM, "/b": FILM}) as running:
        yield running


@pytest.fixture
def silent():
    """A server that takes requests and never answers."""
    with RangeServer(latency_s=30) as running:
        yield running


def read(source):
    with source:
        return source.gather([ByteRange(0, source.size)])[0]


def test_an_empty_list_is_refused():
    with pytest.raises(UsageError, match="empty"):
        open_source([], StoreOptions(), ReadLimits())


def test_parts_of_different_stores_are_refused():
    with pytest.raises(UsageError, match="one store"):
        open_source(["/a", "memory:a"], StoreOptions(), ReadLimits())


def test_a_path_object_is_opened(tmp_path):
    path = tmp_path / "film"
    path.write_bytes(FILM)

    assert read(open_source([path], StoreOptions(), ReadLimits())) == FILM


def test_more_local_parts_than_may_be_open_are_read_as_one(tmp_path):
    paths = [tmp_path / f"{number:03}" for number in range(300)]
    for path in paths:
        path.write_bytes(b"%3d" % int(path.name))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, hard))
    try:
        source = open_source(paths, StoreOptions(), ReadLimits())
        assert source.uri.endswith("(+299 parts)")
        assert read(source) == b"".join(b"%3d" % number for number in range(300))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_local_opening_asks_whether_to_go_on(tmp_path):
    with pytest.raises(Cancelled):
        open_source([tmp_path], StoreOptions(), ReadLimits(), lambda: True)


def test_remote_objects_are_opened_alone_and_joined(server):
    options, limits = StoreOptions(), ReadLimits()

    assert read(open_source([server.url("/a")], options, limits)) == FILM
    both = [server.url("/a"), server.url("/b")]
    assert read(open_source(both, options, ReadLimits(connections=1))) == FILM * 2


def test_a_missing_remote_object_leaves_nothing_open(server):
    with pytest.raises(NotFound):
        open_source([server.url("/none")], StoreOptions(), ReadLimits())


def test_what_is_missing_to_reach_a_store_leaves_nothing_open(server):
    with pytest.raises(UsageError):
        open_source(["s3://b/k"], StoreOptions(access_key_id="half"), ReadLimits())


def test_an_archived_object_is_told(server):
    server.rules.append(
        lambda _: Answer(200, {"x-amz-storage-class": "GLACIER", "Content-Length": "9"}, b"x" * 9)
    )

    with pytest.raises(ColdObject, match="GLACIER"):
        open_source(["s3://films/a"], keys(server.url("")), ReadLimits())


@pytest.mark.parametrize("parts", [1, 2])
def test_the_time_limit_covers_a_server_that_is_silent_at_opening(silent, parts):
    begun = time.monotonic()

    with pytest.raises(LimitExceeded, match=r"0\.1 s"):
        open_source([silent.url("/a")] * parts, StoreOptions(), ReadLimits(timeout_s=0.1))
    assert time.monotonic() - begun < 1.2


def test_cancelling_covers_opening(silent):
    begun = time.monotonic()

    with pytest.raises(Cancelled):
        open_source(
            [silent.url("/a")],
            StoreOptions(),
            ReadLimits(),
            lambda: time.monotonic() - begun > 0.1,
        )
    assert time.monotonic() - begun < 1.2
