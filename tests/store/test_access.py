"""Describing and listing objects without reading them."""

import time

import pytest

from cuelift.errors import Cancelled, LimitExceeded, NotFound, StoreError, UsageError
from cuelift.store.access import head_object, head_objects, list_objects
from cuelift.store.drive import ReadLimits
from cuelift.store.options import StoreOptions
from cuelift.store.uri import parse_uri
from tests.store.test_objectstore import keys
from tests.support.range_server import Answer, RangeServer

LISTING = (
    b"<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>p/a</Key>"
    b"<Size>3</Size><ETag>&quot;e&quot;</ETag></Contents></ListBucketResult>"
)


@pytest.fixture
def server():
    with RangeServer({"/a": b"1", "/b": b"22"}) as running:
        yield running


@pytest.fixture
def bucket(server):
    return parse_uri("s3://films/p/"), keys(server.url(""))


@pytest.fixture
def silent():
    """A server that takes requests and never answers."""
    with RangeServer(latency_s=30) as running:
        yield running


def test_objects_of_several_stores_are_described_in_the_order_given(server, tmp_path):
    (tmp_path / "c").write_bytes(b"333")
    uris = [server.url("/b"), tmp_path / "c", "memory:d", server.url("/a"), server.url("/b")]
    infos = head_objects(uris, StoreOptions(memory={"d": b"4444"}))

    assert [info.size_bytes for info in infos] == [2, 3, 4, 1, 2]
    assert head_object(server.url("/a"), StoreOptions()) == infos[3]
    assert head_objects([], StoreOptions()) == []


def test_a_missing_object_is_told(server, tmp_path):
    for uri in (server.url("/none"), tmp_path / "none"):
        with pytest.raises(NotFound):
            head_object(uri, StoreOptions())


def test_a_store_that_cannot_be_reached_leaves_nothing_open(bucket):
    half = StoreOptions(access_key_id="half")
    for ask in (
        lambda: head_object("s3://b/k", half),
        lambda: list_objects(bucket[0], "", half),
    ):
        with pytest.raises(UsageError):
            ask()


def test_a_listing_is_tried_again(server, bucket, monkeypatch):
    monkeypatch.setattr("cuelift.store.drive_async.BACKOFF_S", 0.001)
    answers = [Answer(503), Answer(200, {}, LISTING)]
    server.rules.append(lambda _: answers.pop(0))

    [info] = list_objects(bucket[0], "p/", bucket[1])
    assert info.key == "p/a"


def test_a_listing_that_never_comes_is_an_error_that_says_so(server, bucket, monkeypatch):
    monkeypatch.setattr("cuelift.store.drive_async.BACKOFF_S", 0.001)
    server.rules.append(lambda _: Answer(503))

    with pytest.raises(StoreError, match=r"503 \(its listing, 2 tries\)"):
        list_objects(bucket[0], "p/", bucket[1], ReadLimits(attempts=2))


def test_a_listing_keeps_to_the_time_limit(silent):
    begun = time.monotonic()

    with pytest.raises(LimitExceeded):
        list_objects(
            parse_uri("s3://films/"), "p/", keys(silent.url("")), ReadLimits(timeout_s=0.1)
        )
    assert time.monotonic() - begun < 1.2


def test_a_description_can_be_cancelled(silent):
    begun = time.monotonic()

    with pytest.raises(Cancelled):
        head_object(
            silent.url("/a"),
            StoreOptions(),
            cancelled=lambda: time.monotonic() - begun > 0.1,
        )
    assert time.monotonic() - begun < 1.2


def test_folders_are_listed(tmp_path):
    (tmp_path / "c").write_bytes(b"333")

    [info] = list_objects(parse_uri(tmp_path), f"{tmp_path}", StoreOptions())
    assert info.size_bytes == 3
