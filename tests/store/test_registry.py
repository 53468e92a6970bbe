import subprocess
import sys

import pytest

from cuelift.errors import UsageError
from cuelift.store.base import Counters
from cuelift.store.options import StoreOptions
from cuelift.store.registry import BLOCKING_SCHEMES, open_blocking_store, open_store, open_target
from cuelift.store.uri import parse_uri

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
    start = open_blocking_store if location.scheme in BLOCKING_SCHEMES else open_store

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
if place.scheme in BLOCKING_SCHEMES:
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
