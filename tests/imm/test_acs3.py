"""The text that a V3 signature covers, by a known request."""

from __future__ import annotations

from hashlib import sha256

from cuelift.imm.acs3 import present_acs3, sign_acs3
from cuelift.imm.request import parse_request

EMPTY = sha256(b"").hexdigest()


def test_the_canonical_request_is_as_documented():
    headers = [
        (b"Host", b"imm.test"),
        (b"X-Acs-Action", b" GetProject "),
        (b"x-acs-version", b"2020-09-30"),
        (b"x-acs-date", b"2026-11-22T18:27:53Z"),
        (b"x-acs-signature-nonce", b"n"),
        (b"x-acs-content-sha256", EMPTY.encode()),
    ]
    signed = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
    authorization = f"ACS3-HMAC-SHA256 Credential=ak,SignedHeaders={signed},Signature={'0' * 64}"
    request = parse_request("POST", "//", headers, b"b=1+2%2a&a=%E5%AD%97&c", b"")

    presented = present_acs3(request, authorization)

    canonical = (
        "POST\n/\na=%E5%AD%97&b=1%202%2A&c=\n"
        "host:imm.test\nx-acs-action:GetProject\n"
        f"x-acs-content-sha256:{EMPTY}\nx-acs-date:2026-11-22T18:27:53Z\n"
        f"x-acs-signature-nonce:n\nx-acs-version:2020-09-30\n\n{signed}\n{EMPTY}"
    )
    assert presented.to_sign == f"ACS3-HMAC-SHA256\n{sha256(canonical.encode()).hexdigest()}"
    assert presented.date_s == 1_795_372_073
    assert presented.key_id == "ak"


def test_the_signature_is_an_hmac_in_hexadecimal():
    # RFC 4231, test case 2.
    assert sign_acs3("what do ya want for nothing?", "Jefe") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
