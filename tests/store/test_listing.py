import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.errors import CueliftError, StoreError
from cuelift.store.base import ObjectInfo
from cuelift.store.listing import one_level, parse_page

PAGE = b"""<?xml version="1.0"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
<NextContinuationToken>next/1=</NextContinuationToken>
<Contents><Key>a%2F%2Fb+c%25.mkv</Key><Size>7</Size><ETag>&quot;e&quot;</ETag>
<LastModified>2015-10-21T07:28:00.123Z</LastModified><StorageClass>STANDARD</StorageClass></Contents>
<Contents><Key>b</Key><Size>0</Size><LastModified>then</LastModified>
<StorageClass>DEEP_ARCHIVE</StorageClass></Contents></ListBucketResult>"""


def test_entries_and_how_to_go_on():
    page = parse_page(PAGE, "s3://films")

    assert page.token == "next/1="
    assert [entry.info for entry in page.entries] == [
        ObjectInfo(
            key="a//b c%.mkv", size_bytes=7, identity='"e"', modified_ns=1445412480_000000000
        ),
        ObjectInfo(key="b", size_bytes=0, identity="size:0", cold="DEEP_ARCHIVE"),
    ]


def test_the_last_page_and_plain_keys():
    page = parse_page(
        b"<L><IsTruncated>false</IsTruncated><NextContinuationToken>x"
        b"</NextContinuationToken><Contents><Key>a%2F</Key><Size>1</Size></Contents></L>",
        "x",
    )

    assert page.token is None
    assert [entry.key for entry in page.entries] == ["a%2F"]


def test_folders_lie_among_objects_in_key_order():
    page = parse_page(
        b"<L><EncodingType>url</EncodingType>"
        b"<Contents><Key>c</Key><Size>1</Size></Contents>"
        b"<Contents><Key>a</Key><Size>1</Size></Contents>"
        b"<CommonPrefixes><Prefix>b+%2F/</Prefix></CommonPrefixes></L>",
        "x",
    )

    assert [(entry.key, entry.info is None) for entry in page.entries] == [
        ("a", False),
        ("b //", True),
        ("c", False),
    ]


def test_one_level_of_a_listing_shows_deeper_keys_as_folders():
    infos = [
        ObjectInfo(key=key, size_bytes=0, identity="")
        for key in ("p/a", "p/b/c", "p/b/d/e", "p/c/", "p/d")
    ]

    assert [entry.key for entry in one_level(infos, "p/")] == ["p/a", "p/b/", "p/c/", "p/d"]
    assert [entry.key for entry in one_level(infos, "p")] == ["p/"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"<L><Contents><Size>1</Size></Contents></L>",
        b"<L><Contents><Key>a</Key><Size>-1</Size></Contents></L>",
        b"<L><IsTruncated>true</IsTruncated></L>",
        b'<!DOCTYPE l [<!ENTITY a "aaaa">]><L>&a;</L>',
    ],
)
def test_what_is_no_listing(body):
    with pytest.raises(StoreError):
        parse_page(body, "x")


@given(st.binary(max_size=60), st.integers(0, len(PAGE)))
def test_any_bytes_are_a_page_or_an_error_of_ours(data, at):
    for body in (data, PAGE[:at] + data + PAGE[at:]):
        try:
            parse_page(body, "x")
        except CueliftError:
            continue
