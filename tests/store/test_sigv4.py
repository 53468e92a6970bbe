import datetime

import pytest

from cuelift.store.sigv4 import Credentials, Request, encode_path, encode_query, presign

NOW = "20240102T030405Z"


@pytest.mark.parametrize("token", [None, "to/ken+=="])
@pytest.mark.parametrize("key", ["a.mkv", "a//b c%20+é~.mkv", "日本/(1)*'!.mkv"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_signatures_equal_those_of_the_vendor_s_own_library(monkeypatch, method, key, token):
    auth = pytest.importorskip("botocore.auth")
    awsrequest = pytest.importorskip("botocore.awsrequest")
    credentials = pytest.importorskip("botocore.credentials")
    now = datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    monkeypatch.setattr(auth, "get_current_datetime", lambda *_: now.replace(tzinfo=None))
    origin, path = "https://films.s3.eu-west-1.amazonaws.com", f"/{encode_path(key)}"
    request = awsrequest.AWSRequest(method=method, url=origin + path)
    signer = auth.S3SigV4QueryAuth(
        credentials.Credentials("AKID", "secret", token), "s3", "eu-west-1", expires=600
    )
    signer.add_auth(request)

    ours = presign(
        Request(method, origin, path), Credentials("AKID", "secret", token), "eu-west-1", NOW, 600
    )

    assert set(ours.partition("?")[2].split("&")) == set(request.url.partition("?")[2].split("&"))
    assert ours.partition("?")[0] == request.url.partition("?")[0]


def test_query_and_headers_are_signed():
    request = Request(
        "GET", "https://h", "/", {"prefix": "a b"}, {"X-Oss-Range-Behavior": "standard"}
    )
    keys = Credentials("AKID", "secret")
    url = presign(request, keys, "r", NOW, 60)

    assert "X-Amz-SignedHeaders=host%3Bx-oss-range-behavior" in url
    assert "prefix=a%20b" in url
    assert url != presign(request._replace(headers={}), keys, "r", NOW, 60)


def test_a_key_that_is_no_text_is_sent_as_its_bytes():
    assert encode_path("a\udcff/b") == "a%FF/b"


def test_fields_are_ordered_by_name():
    assert encode_query({"b": "", "a-b": "1", "a": "2\udcff"}) == "a=2%FF&a-b=1&b="


def test_keys_are_not_shown():
    assert "secret" not in f"{Credentials('id', 'secret', 'secret')}"
