import asyncio
import logging
import random

import pytest

from cuelift.errors import (
    AccessDenied,
    ColdObject,
    NotFound,
    ObjectChanged,
    StoreError,
    UsageError,
)
from cuelift.store import addresses, objectstore
from cuelift.store.access import browse
from cuelift.store.base import Counters
from cuelift.store.options import StoreOptions
from cuelift.store.registry import open_store
from cuelift.store.uri import parse_uri
from tests.store.test_http import opened, read
from tests.support.range_server import Answer, RangeServer, answer_file, tag_of
from tests.support.s3_server import BUCKET, KEY_ID, SECRET, s3_server

FILM = random.Random(2).randbytes(100_000)
KEY = "a//b c+%20é.mkv"

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning:werkzeug")


@pytest.fixture(scope="module")
def s3():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with s3_server() as running:
        yield running


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_PROFILE", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/none")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/none")


def keys(endpoint, **more):
    return StoreOptions(
        endpoint=endpoint,
        access_key_id=KEY_ID,
        secret_access_key=SECRET,
        region="us-east-1",
        read_timeout_s=5,
        oss_api="s3",
        **more,
    )


def listed(uri, options, counters=None):
    async def scenario():
        async with opened(uri, options, counters) as (store, key):
            return [info async for info in store.list(key)]

    return asyncio.run(scenario())


@pytest.mark.parametrize("scheme", ["s3", "oss"])
def test_ranges_are_read_pinned_and_counted(s3, scheme):
    tag = s3.client.put_object(Bucket=BUCKET, Key=KEY, Body=FILM)["ETag"]
    counters = Counters()
    options = keys(s3.endpoint)
    info, parts = read(
        f"{scheme}://{BUCKET}/{KEY}",
        (10, 20),
        (99_990, 100_000),
        options=options,
        counters=counters,
    )

    assert parts == [FILM[10:20], FILM[99_990:]]
    assert (info.key, info.size_bytes, info.identity) == (KEY, len(FILM), tag)
    assert counters.requests == {"get": 2, "head": 1, "put": 0, "list": 0}
    assert counters.bytes_read == 20


def test_a_replaced_object_is_never_mixed(s3):
    s3.client.put_object(Bucket=BUCKET, Key="r", Body=FILM)

    def replace():
        s3.client.put_object(Bucket=BUCKET, Key="r", Body=FILM[::-1])

    with pytest.raises(ObjectChanged):
        read(f"s3://{BUCKET}/r", (10, 20), options=keys(s3.endpoint), between=replace)


def test_an_archived_object_names_its_class(s3):
    s3.client.put_object(Bucket=BUCKET, Key="cold", Body=FILM, StorageClass="DEEP_ARCHIVE")

    with pytest.raises(ColdObject, match=r"s3://films/cold lies in DEEP_ARCHIVE"):
        read(f"s3://{BUCKET}/cold", (10, 20), options=keys(s3.endpoint))
    assert [info.cold for info in listed(f"s3://{BUCKET}/cold", keys(s3.endpoint))] == [
        "DEEP_ARCHIVE"
    ]


@pytest.mark.parametrize("uri", [f"s3://{BUCKET}/none", "s3://no-such-bucket/a"])
def test_what_is_missing(s3, uri):
    with pytest.raises(NotFound, match=uri):
        read(uri, options=keys(s3.endpoint))


def test_a_listing_goes_by_prefix_over_all_pages(s3, monkeypatch):
    names = ["l/1 +%.mkv", "l//2", "l/é&<>.mkv", "l2", "m"]
    for name in names:
        s3.client.put_object(Bucket=BUCKET, Key=name, Body=name.encode())
    options = keys(s3.endpoint)
    counters = Counters()

    found = listed(f"s3://{BUCKET}/l", options, counters)
    assert [info.key for info in found] == sorted(names[:4])
    assert [info.size_bytes for info in found] == [len(name.encode()) for name in sorted(names[:4])]
    assert all(info.identity.startswith('"') and info.modified_ns for info in found)
    assert counters.requests == {"get": 0, "head": 0, "put": 0, "list": 1}
    assert listed(f"s3://{BUCKET}/l/1 +", options)[0].key == "l/1 +%.mkv"
    assert listed(f"s3://{BUCKET}/nothing", options) == []


PAGE = (
    "<L><IsTruncated>{more}</IsTruncated><NextContinuationToken>t/=+</NextContinuationToken>"
    "<Contents><Key>{key}</Key><Size>1</Size></Contents></L>"
)


@pytest.fixture
def fake():
    with RangeServer() as running:
        yield running


def test_a_long_listing_is_asked_for_page_by_page(fake):
    def rule(request):
        second = "continuation-token=t%2F%3D%2B" in request.target
        page = PAGE.format(more="false" if second else "true", key="b" if second else "a")
        return Answer(200, {}, page.encode())

    fake.rules.append(rule)
    counters = Counters()
    found = listed("s3://films/", keys(fake.url("")), counters)

    assert [info.key for info in found] == ["a", "b"]
    assert counters.requests["list"] == 2
    assert fake.log[0].target.startswith("/films/?")
    assert "prefix=&" in fake.log[0].target


def test_listings_that_cannot_be_used(fake, monkeypatch):
    fake.rules.append(lambda _: Answer(403, {}, b"<Code>AccessDenied</Code>"))
    with pytest.raises(AccessDenied, match="AccessDenied"):
        listed("s3://films/", keys(fake.url("")))
    fake.rules.insert(0, lambda _: Answer(200, {}, b"x" * 100))
    monkeypatch.setattr(objectstore, "_PAGE_BYTES", 50)
    with pytest.raises(StoreError, match="over 50 bytes"):
        listed("s3://films/", keys(fake.url("")))


def test_one_signature_serves_all_ranges_and_is_renewed_when_refused(fake, monkeypatch):
    refusing = []

    def rule(request):
        if request.method == "GET" and refusing:
            return Answer(403, {}, refusing.pop())
        return answer_file(request, FILM)

    fake.rules.append(rule)
    times = iter(range(10))
    monkeypatch.setattr(addresses.time, "strftime", lambda *_: f"2024010{next(times)}T000000Z")

    async def scenario():
        async with opened("s3://films/a", keys(fake.url(""))) as (store, key):
            info = await store.head(key)
            await store.get_range(info, 0, 10)
            await store.get_range(info, 5, 10)
            refusing.append(b"<Code>AccessDenied</Code><Message>Request has expired</Message>")
            assert await store.get_range(info, 10, 20) == FILM[10:20]

    asyncio.run(scenario())
    dates = [request.target.partition("X-Amz-Date=")[2][:8] for request in fake.log]
    assert dates == ["20240100", "20240101", "20240101", "20240101", "20240102"]


def test_oss_is_asked_for_standard_ranges_under_signature(fake):
    fake.files["/films/a"] = FILM
    read("oss://films/a", (10, 20), options=keys(fake.url("")))

    for request in fake.log:
        assert request.headers["x-oss-range-behavior"] == "standard"
        assert "X-Amz-SignedHeaders=host%3Bx-oss-range-behavior" in request.target


def test_anonymous_requests_carry_no_signature(fake):
    fake.files["/films/a%20b"] = FILM
    options = StoreOptions(endpoint=fake.url(""), anonymous=True)

    assert read("s3://films/a b", (10, 20), options=options)[1] == [FILM[10:20]]
    assert {request.target for request in fake.log} == {"/films/a%20b"}
    fake.rules.append(lambda _: Answer(200, {}, PAGE.format(more="false", key="a").encode()))
    listed("s3://films/x", options)
    assert fake.log[-1].target == "/films/?encoding-type=url&list-type=2&prefix=x"


def test_secrets_are_in_no_error(fake):
    fake.rules.append(lambda _: Answer(403))
    with pytest.raises(AccessDenied) as caught:
        read("s3://films/a", (1, 2), options=keys(fake.url(""), session_token="hush"))

    assert str(caught.value) == "s3://films/a: the server answers 403"


@pytest.fixture
def role(monkeypatch, tmp_path, fake):
    """A machine whose role is asked for at an address of ours, as containers do."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", fake.url("/role"))
    monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", str(tmp_path / "token"))
    (tmp_path / "token").write_text("ticket")
    token = (
        b'{"AccessKeyId":"ROLE","SecretAccessKey":"s","Token":"t",'
        b'"Expiration":"2099-01-01T00:00:00Z"}'
    )
    fake.rules.append(lambda request: Answer(200, {}, token) if request.target == "/role" else None)
    return StoreOptions(endpoint=fake.url(""))


def test_the_role_of_the_machine_signs(role, fake):
    fake.files["/films/a%20b"] = FILM

    assert read("s3://films/a b", (10, 20), options=role)[1] == [FILM[10:20]]
    assert {request.target.partition("?")[0] for request in fake.log} == {"/role", "/films/a%20b"}
    assert "X-Amz-Credential=ROLE%2F" in fake.log[-1].target
    assert fake.log[-1].headers["if-match"] == tag_of(FILM)


def test_the_role_of_the_machine_lists(role, fake):
    entry = (
        "<Contents><Key>{}</Key><Size>1</Size>"
        "<LastModified>2015-10-21T07:28:00.000Z</LastModified>{}</Contents>"
    )
    body = "<ListBucketResult><IsTruncated>false</IsTruncated>{}{}</ListBucketResult>".format(
        entry.format("d/ab", "<ETag>&quot;e&quot;</ETag>"), entry.format("d/b", "")
    )
    fake.rules.append(
        lambda request: Answer(200, {}, body.encode()) if "list-type" in request.target else None
    )
    counters = Counters()
    [info] = listed("s3://films/d/a", role, counters)

    assert (info.key, info.size_bytes, info.identity) == ("d/ab", 1, '"e"')
    assert info.modified_ns == 1445412480_000000000
    assert counters.requests["list"] == 1
    place = parse_uri("s3://films/")
    assert [entry.key for entry in browse(place, "", role)] == ["d/"]
    fake.rules[-1] = lambda request: Answer(403) if "list-type" in request.target else None
    with pytest.raises(AccessDenied):
        listed("s3://films/d/a", role)


def test_keys_that_a_role_cannot_sign(role):
    with pytest.raises(UsageError, match="access keys"):
        read("s3://films/a//b", options=role)


def test_neither_keys_nor_role(role, fake):
    fake.rules[-1] = lambda request: Answer(404)
    with pytest.raises(AccessDenied, match="AWS_ACCESS_KEY_ID"):
        read("s3://films/a", options=role)


def test_reading_from_a_bucket_costs_what_the_profile_says():
    store = open_store(parse_uri("s3://films/a"), keys("https://e"), Counters())

    assert store.profile.remote
    assert store.profile.request_price > 0


def test_one_level_of_a_bucket_shows_folders(s3):
    for name in ("zv/a", "zv/b/c", "zv/b/d", "zv/e"):
        s3.client.put_object(Bucket=BUCKET, Key=name, Body=b"x")
    place, options = parse_uri(f"s3://{BUCKET}/zv/"), keys(s3.endpoint)

    entries = browse(place, place.key, options)
    assert [(entry.key, entry.info is None) for entry in entries] == [
        ("zv/a", False),
        ("zv/b/", True),
        ("zv/e", False),
    ]
    with pytest.raises(UsageError, match="has no listing"):
        browse(parse_uri("http://127.0.0.1/a"), "/a", options)
    memory = StoreOptions(memory={"a/b": b"", "c": b""})
    assert [entry.key for entry in browse(parse_uri("memory:"), "", memory)] == ["a/", "c"]
