from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.errors import CueliftError
from cuelift.oss.claim import Claim, is_signed, payload_hash, read_claim
from cuelift.oss.errors import WireError
from cuelift.oss.operation import find_operation
from cuelift.oss.request import Place, places, read_request

NOW = 1_795_400_000


def request(*headers, query=b""):
    return read_request("GET", b"/films/k", query, headers)


def test_a_key_id_may_hold_a_slash_and_a_colon():
    v1 = read_claim(
        request((b"authorization", b"OSS a:b:sig"), (b"date", b"Mon, 23 Nov 2026 02:13:20 GMT")),
        NOW,
    )
    v4 = read_claim(
        request(
            (
                b"authorization",
                b"OSS4-HMAC-SHA256 Credential=a/b/20261123/r/oss/aliyun_v4_request,Signature=s,"
                b"AdditionalHeaders=Host;range",
            ),
            (b"x-oss-date", b"20261123T021320Z"),
            (b"x-oss-content-sha256", b"UNSIGNED-PAYLOAD"),
        ),
        NOW,
    )

    assert (v1.key_id, v1.signature) == ("a:b", "sig")
    assert (v4.key_id, v4.region, v4.additional) == ("a/b", "r", ("host", "range"))


@pytest.mark.parametrize(
    ("authorization", "names", "signed"),
    [
        ("OSS a:b", set(), True), ("OSS4-HMAC-SHA256 x", set(), True), ("OSS2 x", set(), True),
        ("ACS3-HMAC-SHA256 x", set(), False), ("", {"Signature"}, False),
        ("", {"OSSAccessKeyId"}, True), ("", {"x-oss-signature"}, True), ("OSSX", set(), False),
    ],
)  # fmt: skip
def test_whether_a_request_is_signed(authorization, names, signed):
    assert is_signed({"authorization": authorization}, names) is signed


def test_the_hash_of_the_body():
    claim = Claim(version=4, key_id="a", signature="s", date="d")
    digest = "AB" * 32

    assert (
        payload_hash(request((b"x-oss-content-sha256", digest.encode())), claim) == digest.lower()
    )
    assert payload_hash(request((b"x-oss-content-sha256", b"UNSIGNED-PAYLOAD")), claim) is None
    assert payload_hash(request(), claim) is None
    with pytest.raises(WireError):
        payload_hash(request((b"x-oss-content-sha256", b"x")), claim)


PIECES = st.sampled_from([
    b"OSS ", b"OSS4-HMAC-SHA256 ", b"Credential=", b"Signature=", b"AdditionalHeaders=", b"/",
    b"20261123", b"20261123T021320Z", b"oss", b"aliyun_v4_request", b",", b":", b";", b"=", b"&",
    b"x-oss-date", b"x-oss-credential", b"x-oss-signature-version", b"OSS4-HMAC-SHA256",
    b"x-oss-expires", b"60", b"OSSAccessKeyId", b"Expires", b"Signature", b"%C3%A9", b"%ff", b"+",
    b"Mon, 23 Nov 2026 02:13:20 GMT", b"-1", b"\xff", b"9" * 40, b"x-oss-signature", b"list-type=2",
    b"uploadId", b"partNumber", b"UNSIGNED-PAYLOAD", b"prefix",
])  # fmt: skip
TEXT = st.lists(PIECES | st.binary(max_size=4), max_size=14).map(b"".join)


def read_all(path, query, authorization, date, payload):
    with contextlib.suppress(CueliftError):
        made = read_request(
            "GET",
            path,
            query,
            [
                (b"authorization", authorization), (b"date", date), (b"x-oss-date", date),
                (b"x-oss-content-sha256", payload), (b"host", authorization),
            ],
        )  # fmt: skip
        for place in places(made):
            with contextlib.suppress(CueliftError):
                find_operation(made, place)
        claim = read_claim(made, NOW)
        payload_hash(made, claim)
        assert claim.proves("secret", made, Place("films", "k")) is False


@given(TEXT, TEXT, TEXT, TEXT, TEXT)
def test_any_request_ends_in_a_claim_or_an_error_of_ours(path, query, authorization, date, payload):
    read_all(b"/" + path, query, authorization, date, payload)


@pytest.mark.slow
@settings(max_examples=20_000)
@given(TEXT, TEXT, TEXT, TEXT, TEXT)
def test_twenty_thousand_requests(path, query, authorization, date, payload):
    read_all(b"/" + path, query, authorization, date, payload)
