"""The text that an RPC signature covers."""

from __future__ import annotations

from cuelift.imm.request import parse_request
from cuelift.imm.rpc import present_rpc, sign_rpc


def test_the_string_to_sign_is_encoded_twice():
    query = (
        b"Timestamp=2016-02-23T12%3A46%3A24Z&Format=XML&AccessKeyId=testid&Action=DescribeRegions"
        b"&SignatureMethod=HMAC-SHA1&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"
        b"&Version=2014-05-26&SignatureVersion=1.0&Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D"
    )

    presented = present_rpc(parse_request("GET", "/", [], query, b""))

    # The provider's published example.
    assert presented.to_sign == (
        "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML"
        "%26SignatureMethod%3DHMAC-SHA1"
        "%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0"
        "%26Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26"
    )
    assert sign_rpc(presented.to_sign, "testsecret") == presented.signature
