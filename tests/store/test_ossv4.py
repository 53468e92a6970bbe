"""Signatures of OSS, compared with those of its own clients."""

from __future__ import annotations

import datetime
from urllib.parse import parse_qs, parse_qsl

import pytest

from cuelift.store.ossv4 import oss_query, presign_oss
from cuelift.store.sigv4 import Credentials, Request, encode_path

NOW = "20240102T030405Z"
TIME = datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
KEYS = ["a.mkv", "a/b c%20+é~.mkv", "日本/(1)*'!.mkv"]
QUERIES = [{}, {"partNumber": "1", "uploadId": "a/b+="}, {"uploads": ""}]
HEADERS = [
    {},
    {"x-oss-range-behavior": "standard"},
    {"Content-Type": "text/vtt", "Content-MD5": "x"},
]


def ours(method, key, query, headers, token):
    path = f"/{encode_path(key)}"
    request = Request(method, "https://films.oss.example", path, query, headers)
    credentials = Credentials("AKID", "secret", token)
    return presign_oss(request, f"/films{path}", credentials, "cn-hangzhou", NOW, 600)


@pytest.mark.parametrize("token", [None, "to/ken+=="])
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("headers", HEADERS)
def test_signatures_equal_those_of_the_vendor_s_client(key, query, headers, token):
    client = pytest.importorskip("alibabacloud_oss_v2")
    types = pytest.importorskip("alibabacloud_oss_v2.types")
    signer = pytest.importorskip("alibabacloud_oss_v2.signer")
    url = f"https://films.oss.example/{encode_path(key)}"
    url += f"?{oss_query(query)}" if query else ""
    context = types.SigningContext(
        product="oss",
        region="cn-hangzhou",
        bucket="films",
        key=key,
        request=types.HttpRequest("PUT", url, headers=dict(headers)),
        credentials=client.credentials.Credentials("AKID", "secret", token),
    )
    context.auth_method_query = True
    context.signing_time = TIME
    context.expiration_time = TIME + datetime.timedelta(seconds=600)
    signer.SignerV4().sign(context)

    made = ours("PUT", key, query, headers, token)
    assert fields(made) == fields(context.request.url)


@pytest.mark.parametrize("key", KEYS)
def test_signatures_equal_those_of_the_older_client(monkeypatch, key):
    oss2 = pytest.importorskip("oss2")
    bucket = oss2.Bucket(
        oss2.AuthV4("AKID", "secret"), "https://oss.example", "films", region="cn-hangzhou"
    )

    class Fixed(datetime.datetime):
        @classmethod
        def utcnow(cls):
            return TIME.replace(tzinfo=None)

    monkeypatch.setattr(oss2.auth, "datetime", Fixed)
    theirs = bucket.sign_url("GET", key, 600, slash_safe=True)

    assert fields(ours("GET", key, {}, {}, None)) == fields(theirs)


def fields(url):
    return sorted(parse_qsl(url.partition("?")[2], keep_blank_values=True))


def test_a_signature_covers_method_key_query_and_headers():
    signatures = {
        parse_qs(made.partition("?")[2])["x-oss-signature"][0]
        for made in (
            ours("GET", "a", {}, {}, None),
            ours("HEAD", "a", {}, {}, None),
            ours("GET", "b", {}, {}, None),
            ours("GET", "a", {"x": "1"}, {}, None),
            ours("GET", "a", {}, {"X-OSS-meta": "1"}, None),
            ours("GET", "a", {}, {"content-type": "1"}, None),
            ours("GET", "a", {}, {}, "token"),
        )
    }
    assert len(signatures) == 7
    # Headers that proxies may change are not signed.
    assert ours("GET", "a", {}, {"User-Agent": "x"}, None) == ours("GET", "a", {}, {}, None)
