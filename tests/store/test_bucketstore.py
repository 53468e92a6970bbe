"""Buckets by a table: folders, and others under their own names."""

from __future__ import annotations

import os

import pytest

from cuelift.errors import NotFound, ObjectChanged, UsageError
from cuelift.store import (
    StoreOptions,
    head_object,
    list_objects,
    open_source,
    open_target,
    parse_uri,
)
from cuelift.store.access import browse
from cuelift.store.base import Counters
from cuelift.store.buckets import Bucket, Buckets, NetworkPolicy
from cuelift.store.bucketstore import find_bucket_entry, local_bucket, remote_bucket
from cuelift.store.drive import ReadLimits, jobs


@pytest.fixture
def options(tmp_path):
    return StoreOptions(buckets=Buckets(folder=str(tmp_path)))


def put(uri, data, options, counters=None):
    place = parse_uri(uri)
    writer = open_target(place, options, counters or Counters()).writer(place.key)
    writer.write(data)
    writer.commit()


def test_an_object_is_written_read_and_listed_by_its_uri(options, tmp_path):
    counters = Counters()
    put("oss://films/a/b.mkv", b"0123456789", options, counters)

    assert (tmp_path / "films/a/b.mkv").read_bytes() == b"0123456789"
    assert (counters.requests["put"], counters.bytes_written) == (1, 10)
    with open_source(["oss://films/a/b.mkv"], options, ReadLimits()) as source:
        assert (source.uri, source.size) == ("oss://films/a/b.mkv", 10)
        assert not source.profile.remote
        batches = list(source.stream(jobs([(2, 4), (8, 10)])))
        assert [data for batch in batches for _, data in batch] == [b"23", b"89"]
    assert head_object("oss://films/a/b.mkv", options).key == "a/b.mkv"
    place = parse_uri("oss://films/a")
    assert [info.key for info in list_objects(place, place.key, options)] == ["a/b.mkv"]
    assert [entry.key for entry in browse(place, "", options)] == ["a/"]


def test_a_replaced_object_is_noticed_and_named_without_its_path(options, tmp_path):
    put("oss://films/a", b"0123456789", options)
    with open_source(["oss://films/a"], options, ReadLimits()) as source:
        os.truncate(tmp_path / "films/a", 3)
        with pytest.raises(ObjectChanged, match="oss://films/a") as caught:
            source.fetch([(0, 10)])
    assert str(tmp_path) not in caught.value.message


def test_what_is_missing(options):
    with pytest.raises(NotFound, match="oss://films/a does not exist"):
        head_object("oss://films/a", options)


def test_the_default_folder_and_entries_of_their_own(tmp_path):
    own = Bucket(path=str(tmp_path / "elsewhere"))
    buckets = Buckets(named={"own": own, "plain": Bucket()}, folder=str(tmp_path / "all"))

    def path(name):
        found = local_bucket(name, buckets)
        assert found is not None
        return found.path

    assert path("own") == str(tmp_path / "elsewhere")
    assert path("plain") == str(tmp_path / "all/plain")
    assert path("other") == str(tmp_path / "all/other")
    assert local_bucket("far", Buckets(named={"far": Bucket(kind="s3")})) is None
    with pytest.raises(UsageError, match="names no folder"):
        local_bucket("plain", Buckets(named={"plain": Bucket()}))
    with pytest.raises(NotFound, match="bucket 'other' is not known here"):
        find_bucket_entry("other", Buckets())


@pytest.mark.parametrize("name", ["Films", "my.films", "my_films", "ab", "-ab", "..", "a" * 64])
def test_a_name_that_no_bucket_has_is_not_known(name, tmp_path):
    buckets = Buckets(named={name: Bucket(path=str(tmp_path))}, folder=str(tmp_path))

    with pytest.raises(NotFound, match="is not known here"):
        find_bucket_entry(name, buckets)


def test_a_mapped_bucket_takes_nothing_from_the_caller_s_options():
    entry = Bucket(
        kind="s3", name="real", endpoint="http://minio:9000", region="r",
        access_key_id="i", access_key_secret="s", security_token="t",
    )  # fmt: skip
    asked = StoreOptions(
        endpoint="https://caller", access_key_id="c", secret_access_key="d", ca_file="f",
        buckets=Buckets(), schemes=frozenset({"oss"}), network=NetworkPolicy(),
    )  # fmt: skip

    place, options = remote_bucket(parse_uri("oss://films/a/b"), entry, asked)

    assert place[:3] == ("s3", "real", "a/b")
    assert place.uri == "oss://films/a/b"
    assert (options.endpoint, options.region, options.allow_http) == (
        "http://minio:9000",
        "r",
        True,
    )
    assert (options.access_key_id, options.secret_access_key, options.session_token) == (
        "i", "s", "t",
    )  # fmt: skip
    assert (options.schemes, options.buckets, options.network) == (None, None, None)
    assert options.ca_file == "f"
    plain, _ = remote_bucket(parse_uri("oss://films/a"), Bucket(kind="oss"), asked)
    assert (plain.scheme, plain.root) == ("oss", "films")


def test_a_bad_key_of_an_output_is_refused_before_anything_is_read(options):
    with pytest.raises(UsageError, match="cannot be an object"):
        open_target(parse_uri("oss://films/a//b"), options, Counters())


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\0", "-a", "é", "x" * 256])
def test_a_name_that_is_none_is_no_folder(tmp_path, name):
    with pytest.raises(NotFound):
        local_bucket(name, Buckets(folder=str(tmp_path)))


def test_credentials_never_show():
    said = repr(Bucket(kind="s3", endpoint="https://e", access_key_id="k1", access_key_secret="k2"))

    assert said == "Bucket('s3', 'https://e')"
