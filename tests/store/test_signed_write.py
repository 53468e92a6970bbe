"""Objects of a store that speaks OSS itself."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from cuelift.errors import StoreError, TransientError, UsageError
from cuelift.store import access, collect, open_source, open_target, signed_write
from cuelift.store.base import Counters
from cuelift.store.drive import ReadLimits
from cuelift.store.uri import parse_uri
from tests.store.test_uploads import options
from tests.support.range_server import Answer

DATA = random.Random(3).randbytes(350_000)


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(signed_write, "PART_BYTES", 100_000)
    monkeypatch.setattr(signed_write, "part_bytes", lambda size: 100_000)
    monkeypatch.setattr(collect, "PART_BYTES", 100_000)


def writer(server, key, counters=None):
    place = parse_uri(f"oss://films/{key}")
    return open_target(place, options(server), counters or Counters()).writer(place.key)


def test_an_object_appears_when_it_is_committed(server, bucket):
    counters = Counters()
    made = writer(server, "a.vtt", counters)
    made.write(b"WEB")
    made.write(b"VTT")
    made.seal()
    assert server.log == []
    made.commit()

    assert bucket.objects == {"a.vtt": b"WEBVTT"}
    assert (counters.requests["put"], counters.bytes_written) == (1, 6)


def test_a_large_object_goes_in_parts(server, bucket, small_parts):
    made = writer(server, "film.mkv")
    made.write(DATA[:200_000])
    made.write(DATA[200_000:])
    made.commit()

    assert bucket.objects == {"film.mkv": DATA}
    assert sorted(bucket.log) == ["begin", "complete", "part 1", "part 2", "part 3", "part 4"]


@pytest.mark.parametrize("size", [100_001, 500_000])
def test_parts_need_not_come_in_fours(server, bucket, small_parts, size):
    made = writer(server, "film.mkv")
    made.write(b"x" * size)
    made.commit()

    assert bucket.objects == {"film.mkv": b"x" * size}


def test_a_failed_part_ends_the_upload_and_a_second_commit_succeeds(
    server,
    bucket,
    small_parts,
):
    bucket.refuse["part 3"] = Answer(503)
    made = writer(server, "film.mkv")
    made.write(DATA)
    with pytest.raises(TransientError):
        made.commit()
    assert (bucket.objects, bucket.uploads) == ({}, {})

    bucket.refuse.clear()
    made.commit()
    assert bucket.objects == {"film.mkv": DATA}


def test_many_are_committed_from_many_threads(server, bucket):
    writers = [writer(server, f"{number}.vtt") for number in range(16)]
    for made in writers:
        made.write(b"x")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda made: made.commit(), writers))

    assert len(bucket.objects) == 16


def test_a_key_that_names_no_object(server):
    for key in ("", "a/"):
        with pytest.raises(UsageError, match="does not name an object"):
            writer(server, key)


def test_what_was_aborted_never_appears(server, bucket):
    made = writer(server, "a")
    made.write(b"x")
    made.abort()
    with pytest.raises(StoreError, match="already"):
        made.commit()
    assert bucket.objects == {}


def test_objects_are_read_and_listed_natively(server, bucket):
    bucket.objects = {"a/film +é.mkv": DATA, "a/b/c": b"1", "d": b"22"}
    how = options(server)
    with open_source(["oss://films/a/film +é.mkv"], how, ReadLimits()) as source:
        assert source.fetch([(10, 20)]) == [DATA[10:20]]
    place = parse_uri("oss://films/")
    assert [info.key for info in access.list_objects(place, "", how)] == sorted(bucket.objects)
    assert [(entry.key, entry.info is None) for entry in access.browse(place, "", how)] == [
        ("a/", True),
        ("d", False),
    ]

    for request in server.log:
        assert request.headers["x-oss-range-behavior"] == "standard"
        assert "x-oss-signature-version=OSS4-HMAC-SHA256" in request.target
