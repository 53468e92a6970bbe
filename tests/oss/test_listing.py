from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.oss.errors import WireError
from cuelift.oss.listing import (
    ListedObject,
    ListedPart,
    list_body,
    parse_list_query,
    part_number,
    parts_body,
)
from cuelift.oss.request import read_request

OBJECT = ListedObject("a b/é&", "E", 5, 1_795_400_000_000_000_000, "Normal")


def request(query=b""):
    return read_request("GET", b"/", query, [])


def test_what_is_asked_by_default():
    query = parse_list_query(request(b"list-type=2"))

    assert (query.prefix, query.delimiter, query.limit, query.after) == ("", "", 100, "")
    assert not query.encoded
    assert not query.owner


@pytest.mark.parametrize(
    "text",
    [b"max-keys=0", b"max-keys=1001", b"max-keys=x", b"max-keys=-1", b"max-keys=%D9%A3",
     b"encoding-type=base64", b"continuation-token=%C3%A9", b"continuation-token=AAAA",
     b"continuation-token=Mf8=", b"continuation-token=a", b"max-keys=9999999999999999"],
)  # fmt: skip
def test_bad_values_are_named(text):
    with pytest.raises(WireError) as caught:
        parse_list_query(request(text))
    assert caught.value.code == "InvalidArgument"


@given(st.binary(max_size=40))
def test_any_token_is_a_key_or_refused(token):
    from urllib.parse import quote

    try:
        query = parse_list_query(request(b"continuation-token=" + quote(token).encode()))
    except WireError:
        return
    assert isinstance(query.after, str)


def test_a_page_tells_how_to_go_on():
    asked = parse_list_query(
        request(b"delimiter=/&start-after=a&fetch-owner=true&encoding-type=url&prefix=%C3%A9")
    )
    root = ElementTree.fromstring(list_body("films", asked, [OBJECT, "p p/"], True, "4711"))
    token = root.findtext("NextContinuationToken")

    assert root.findtext("Contents/Key") == "a%20b/%C3%A9%26"
    assert root.findtext("Contents/ETag") == '"E"'
    assert root.findtext("Contents/LastModified") == "2026-11-23T02:13:20.000Z"
    assert root.findtext("Contents/Owner/ID") == "4711"
    assert root.findtext("CommonPrefixes/Prefix") == "p%20p/"
    assert root.findtext("StartAfter") == "a"
    assert root.findtext("Prefix") == "%C3%A9"
    assert root.findtext("KeyCount") == "2"
    next_query = parse_list_query(request(b"start-after=z&continuation-token=" + token.encode()))
    assert next_query.after == "p p/"
    again = ElementTree.fromstring(list_body("films", next_query, [OBJECT], True, "4711"))
    assert again.findtext("ContinuationToken") == token
    assert again.find("Contents/Owner") is None
    assert (
        parse_list_query(
            request(b"continuation-token=" + again.findtext("NextContinuationToken").encode())
        ).after
        == OBJECT.key
    )


def test_parts_page_by_page():
    parts = [ListedPart(n, "E", 5, 0, 77) for n in (1, 3, 9)]

    def page(query):
        root = ElementTree.fromstring(parts_body("films", "a b", "ID", parts, request(query)))
        numbers = [node.text for node in root.iterfind("Part/PartNumber")]
        return numbers, root.findtext("IsTruncated"), root.findtext("NextPartNumberMarker")

    assert page(b"") == (["1", "3", "9"], "false", "9")
    assert page(b"max-parts=2&encoding-type=url") == (["1", "3"], "true", "3")
    assert page(b"part-number-marker=3") == (["9"], "false", "9")
    assert page(b"part-number-marker=9") == ([], "false", "0")
    with pytest.raises(WireError):
        page(b"max-parts=0")


@pytest.mark.parametrize(
    ("text", "number"), [(b"1", 1), (b"10000", 10000), (b"0", 0), (b"10001", 0), (b"", 0)]
)
def test_numbers_of_parts(text, number):
    asked = request(b"partNumber=" + text)
    if number:
        assert part_number(asked) == number
        return
    with pytest.raises(WireError):
        part_number(asked)
