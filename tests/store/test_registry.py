import subprocess
import sys

import pytest

from cuelift.errors import NotFound, UsageError
from cuelift.store.base import Counters
from cuelift.store.buckets import Bucket, Buckets
from cuelift.store.options import StoreOptions
from cuelift.store.registry import is_blocking, open_blocking_store, open_store, open_target
from cuelift.store.uri import parse_uri

MAPPED = {"region": "r", "access_key_id": "a", "access_key_secret": "b"}
KEYS = StoreOptions(access_key_id="a", secret_access_key="b", region="r")


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("/a", "LocalStore"),
        ("memory:a", "MemoryStore"),
        ("http://h/a", "HttpStore"),
        ("https://h/a", "HttpStore"),
        ("s3://b/a", "ObjectStore"),
        ("oss://b/a", "ObjectStore"),
    ],
)
def test_each_scheme_has_its_store(uri, name):
    location = parse_uri(uri)
    start = open_blocking_store if is_blocking(location, KEYS) else open_store

    assert type(start(location, KEYS, Counters())).__name__ == name


@pytest.mark.parametrize(
    ("uri", "name"),
    [("/a", "LocalTarget"), ("s3://b/a", "ObjectTarget"), ("oss://b/a", "ObjectTarget")],
)
def test_each_writable_scheme_has_its_target(uri, name):
    assert type(open_target(parse_uri(uri), KEYS, Counters())).__name__ == name


def test_memory_belongs_to_the_caller():
    objects: dict[str, bytes] = {}
    location, options = parse_uri("memory:a"), StoreOptions(memory=objects)
    writer = open_target(location, options, Counters()).writer(location.key)
    writer.write(b"x")
    writer.commit()

    assert objects == {"a": b"x"}
    assert open_blocking_store(location, options, Counters()).head("a").size_bytes == 1
    with pytest.raises(UsageError, match="memory"):
        open_target(location, StoreOptions(), Counters())


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_http_cannot_be_written(scheme):
    with pytest.raises(UsageError, match=r"http\(s\) cannot be written"):
        open_target(parse_uri(f"{scheme}://h/a"), StoreOptions(), Counters())


@pytest.mark.parametrize(
    ("uri", "absent"),
    [
        (__file__, "asyncio aiohttp obstore urllib.request configparser"),
        ("http://h/a", "obstore configparser"),
        ("s3://b/a", "obstore"),
    ],
)
def test_only_what_a_scheme_needs_is_imported(uri, absent):
    program = f"""
import sys
from cuelift.store.base import Counters
from cuelift.store.options import StoreOptions
from cuelift.store.registry import *
from cuelift.store.uri import parse_uri
place = parse_uri({uri!r})
options = StoreOptions(access_key_id="a", secret_access_key="b", region="r", endpoint="https://e")
if is_blocking(place, options):
    store = open_blocking_store(place, options, Counters())
    store.open(store.head(place.key)).read(0, 10)
else:
    open_store(place, options, Counters())
print(*[name for name in {absent!r}.split() if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={"AWS_CONFIG_FILE": "/none", "AWS_SHARED_CREDENTIALS_FILE": "/none"},
    )
    assert done.stdout.strip() == ""


def opener(uri, options):
    location = parse_uri(uri)
    if is_blocking(location, options):
        return open_blocking_store(location, options, Counters())
    return open_store(location, options, Counters())


@pytest.mark.parametrize("uri", ["/a", "file:///a", "a", "memory:a", "s3://b/a", "http://h/a"])
def test_only_schemes_that_may_be_used_are(uri):
    options = StoreOptions(schemes=frozenset({"oss", "https"}), memory={})

    with pytest.raises(UsageError, match="may not be used here; allowed: https oss"):
        opener(uri, options)
    with pytest.raises(UsageError, match="may not be used"):
        open_target(parse_uri(uri), options, Counters())
    assert type(opener("https://h/a", options)).__name__ == "HttpStore"
    with pytest.raises(UsageError, match="allowed: none"):
        opener(uri, StoreOptions(schemes=frozenset()))


def test_mapped_buckets_are_served_where_they_lie(tmp_path):
    buckets = Buckets(
        named={
            "real": Bucket(kind="oss", endpoint="http://oss.internal", **MAPPED),
            "minio": Bucket(kind="s3", name="films", endpoint="https://minio.example", **MAPPED),
        },
        folder=str(tmp_path),
    )
    options = StoreOptions(buckets=buckets, schemes=frozenset({"oss"}))

    for uri, name, target in (
        ("oss://folder/a", "BucketStore", "BucketTarget"),
        ("oss://real/a", "ObjectStore", "ObjectTarget"),
        ("oss://minio/a", "ObjectStore", "ObjectTarget"),
    ):
        assert type(opener(uri, options)).__name__ == name
        assert type(open_target(parse_uri(uri), options, Counters())).__name__ == target
    # Messages call a mapped bucket what the caller called it.
    store = opener("oss://minio/a", options)
    assert store.client.name("a") == "oss://minio/a"
    with pytest.raises(UsageError, match="may not be used"):
        opener("s3://films/a", options)


def test_a_bucket_that_is_not_known():
    options = StoreOptions(buckets=Buckets())
    with pytest.raises(NotFound, match="bucket 'films' is not known here"):
        opener("oss://films/a", options)
    with pytest.raises(NotFound, match="'films'"):
        open_target(parse_uri("oss://films/a"), options, Counters())
