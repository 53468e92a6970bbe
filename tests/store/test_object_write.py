import logging
import random
import ssl

import pytest
from obstore.exceptions import GenericError

from cuelift.errors import (
    AccessDenied,
    NotFound,
    StoreError,
    TransientError,
    UsageError,
)
from cuelift.store import collect, object_write
from cuelift.store.base import Counters
from cuelift.store.object_write import obstore_error
from cuelift.store.options import StoreOptions
from cuelift.store.registry import open_target
from cuelift.store.uri import parse_uri
from tests.store.test_objectstore import keys
from tests.support.range_server import Answer, RangeServer
from tests.support.s3_server import BUCKET, s3_server

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning:werkzeug")


@pytest.fixture(scope="module")
def s3():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with s3_server() as running:
        yield running


@pytest.fixture
def fake():
    with RangeServer() as running:
        yield running


def smaller_parts(monkeypatch, size):
    monkeypatch.setattr(object_write, "PART_BYTES", size)
    monkeypatch.setattr(object_write, "part_bytes", lambda total: size)
    monkeypatch.setattr(collect, "PART_BYTES", size)


def target(uri, options, counters=None):
    return open_target(parse_uri(uri), options, counters or Counters())


def written(s3):
    return {item["Key"] for item in s3.client.list_objects_v2(Bucket=BUCKET).get("Contents", ())}


@pytest.mark.parametrize("scheme", ["s3", "oss"])
def test_a_small_object_is_put_at_once_when_committed(s3, scheme, monkeypatch):
    # Nothing of the environment may win over what was said.
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "other")
    counters = Counters()
    key = f"{scheme}/a b.en.vtt"
    writer = target(f"{scheme}://{BUCKET}/", keys(s3.endpoint), counters).writer(key)
    writer.write(b"WEB")
    writer.write(b"VTT")

    assert key not in written(s3)
    writer.commit()
    found = s3.client.get_object(Bucket=BUCKET, Key=key)
    assert found["Body"].read() == b"WEBVTT"
    assert found["ContentType"] == "text/vtt; charset=utf-8"
    assert counters.requests == {"get": 0, "head": 0, "put": 1, "list": 0}
    assert counters.bytes_written == 6
    for again in (writer.commit, lambda: writer.write(b"x")):
        with pytest.raises(StoreError, match="already"):
            again()


def test_an_aborted_object_never_appears(s3):
    writer = target(f"s3://{BUCKET}/", keys(s3.endpoint)).writer("gone.vtt")
    writer.write(b"x")
    writer.abort()
    writer.abort()

    assert "gone.vtt" not in written(s3)


def test_a_large_object_goes_in_parts(s3, monkeypatch):
    smaller_parts(monkeypatch, 5 * 1024 * 1024)
    data = random.Random(3).randbytes(11 * 1024 * 1024)
    counters = Counters()
    writer = target(f"s3://{BUCKET}/", keys(s3.endpoint), counters).writer("big")
    for at in range(0, len(data), 1_000_000):
        writer.write(data[at : at + 1_000_000])
    writer.commit()

    found = s3.client.get_object(Bucket=BUCKET, Key="big")
    assert found["Body"].read() == data
    assert found["ETag"].endswith('-3"')
    assert counters.requests["put"] == 3 + 2
    assert counters.bytes_written == len(data)


def test_a_failed_part_ends_the_upload_and_publishes_nothing(fake, monkeypatch):
    smaller_parts(monkeypatch, 100_000)

    def rule(request):
        if request.method == "POST":
            return Answer(
                200,
                {},
                b"<InitiateMultipartUploadResult><UploadId>u1</UploadId>"
                b"</InitiateMultipartUploadResult>",
            )
        return Answer(503) if "partNumber=2" in request.target else Answer(200, {"ETag": '"e"'})

    fake.rules.append(rule)
    writer = target("s3://films/", keys(fake.url(""))).writer("big")
    writer.write(b"x" * 250_000)
    with pytest.raises(TransientError, match="503"):
        writer.commit()

    asked = [(request.method, request.target) for request in fake.log]
    assert ("DELETE", "/films/big?uploadId=u1") in asked
    assert sum(method == "POST" for method, _ in asked) == 1
    writer.abort()


def test_a_failed_commit_can_be_tried_again(fake):
    answers = [Answer(503), Answer(200, {"ETag": '"e"'})]
    fake.rules.append(lambda _: answers.pop(0))
    counters = Counters()
    writer = target("s3://films/", keys(fake.url("")), counters).writer("a.srt")
    writer.write(b"1")
    with pytest.raises(TransientError):
        writer.commit()
    writer.commit()

    assert [request.body for request in fake.log] == [b"1", b"1"]
    assert (counters.requests["put"], counters.bytes_written) == (2, 1)


def test_refusals(s3, fake):
    writer = target("s3://no-such-bucket/", keys(s3.endpoint)).writer("a")
    with pytest.raises(NotFound, match="NoSuchBucket"):
        writer.commit()
    fake.rules.append(lambda _: Answer(403, {}, b"<Code>AccessDenied</Code>"))
    writer = target("s3://films/", keys(fake.url(""))).writer("a")
    with pytest.raises(AccessDenied, match="403 AccessDenied"):
        writer.commit()
    writer = target("s3://films/", keys("http://127.0.0.1:1")).writer("a")
    with pytest.raises(TransientError, match="connection failed"):
        writer.commit()


def test_a_sealed_object_takes_no_more_bytes_and_nothing_of_it_is_sent(fake):
    fake.rules.append(lambda _: Answer(200, {"ETag": '"e"'}))
    writer = target("s3://films/", keys(fake.url(""))).writer("a.srt")
    writer.write(b"1")
    writer.seal()
    writer.seal()

    assert fake.log == []
    with pytest.raises(StoreError, match="sealed"):
        writer.write(b"2")
    writer.commit()
    assert [request.body for request in fake.log] == [b"1"]
    with pytest.raises(StoreError, match="already"):
        writer.seal()


def test_a_disk_that_fills_up_at_the_seal_is_an_error_of_ours():
    writer = target("s3://films/", keys("https://e")).writer("a")
    writer._data.close()
    writer._data = open("/dev/full", "wb")  # noqa: SIM115 - closed by the writer
    writer._data.write(b"x")

    with pytest.raises(StoreError, match="No space left"):
        writer.seal()
    with pytest.raises(StoreError, match="already"):
        writer.commit()


def test_keys_that_name_no_object():
    store = target("s3://films/", keys("https://e"))
    for key in ("", "folder/"):
        with pytest.raises(UsageError):
            store.writer(key)
    with pytest.raises(UsageError, match="cannot be written"):
        store.writer("a//b").commit()


def test_no_room_to_collect_is_an_error_of_ours(monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(collect.tempfile, "TemporaryFile", full)
    smaller_parts(monkeypatch, 10)
    writer = target("s3://films/", keys("https://e")).writer("a")
    with pytest.raises(StoreError, match="No space left"):
        writer.write(b"x" * 11)
    with pytest.raises(StoreError, match="already"):
        writer.commit()


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (GenericError("status code: 500 Internal"), TransientError, "500"),
        (GenericError("status code: 400 <Code>SlowDown</Code>"), TransientError, "400 SlowDown"),
        (GenericError("status code: 400 Bad"), StoreError, "400"),
        (GenericError("operation timed out"), TransientError, "connection"),
        (GenericError("odd https://h/?X-Amz-Signature=hush\nmore"), StoreError, "GenericError"),
    ],
)
def test_failures_of_the_library_are_named_without_secrets(error, kind, said):
    ours = obstore_error(error, "s3://films/a")

    assert type(ours) is kind
    assert said in str(ours)
    assert "hush" not in str(ours)


def test_proxy_and_authorities_are_passed_on(tmp_path, fake):
    empty = tmp_path / "ca.pem"
    empty.write_text("")
    with pytest.raises(UsageError, match="cannot be read"):
        target("s3://films/", keys("https://e", ca_file=str(tmp_path / "none")))
    with pytest.raises(UsageError, match="cannot be used"):
        target("s3://films/", keys("https://e", ca_file=str(empty)))
    paths = ssl.get_default_verify_paths()
    trusted = paths.cafile or paths.openssl_cafile
    target("s3://films/", keys("https://e", ca_file=trusted))
    fake.rules.append(lambda _: Answer(200, {"ETag": '"e"'}))
    options = keys("http://minio.invalid", proxy=fake.url(""), allow_http=True)
    target("s3://films/", options).writer("a").commit()

    assert fake.log[0].target == "http://minio.invalid/films/a"


def test_anonymous_writing_carries_no_signature(fake):
    fake.rules.append(lambda _: Answer(200, {"ETag": '"e"'}))
    options = StoreOptions(endpoint=fake.url(""), anonymous=True)
    target("s3://films/", options).writer("a").commit()

    assert "authorization" not in fake.log[0].headers
