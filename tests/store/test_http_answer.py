import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from cuelift.errors import (
    AccessDenied,
    ColdObject,
    CueliftError,
    NotFound,
    ObjectChanged,
    StoreError,
    TransientError,
)
from cuelift.store.base import ObjectInfo
from cuelift.store.http_answer import (
    ContentRange,
    archive_class,
    check_encoding,
    check_same,
    describe,
    number,
    parse_content_range,
    pins,
    refuse,
    unsatisfied_total,
)

DATE = "Wed, 21 Oct 2015 07:28:00 GMT"
LATER = "Wed, 21 Oct 2015 07:28:30 GMT"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bytes 0-99/1234", ContentRange(0, 100, 1234)),
        (" BYTES 5-5/*", ContentRange(5, 6, None)),
        ("bytes 9-8/10", None),
        ("bytes */10", None),
        ("bytes 0-9", ContentRange(0, 10, None)),
        ("items 0-9/10", None),
        ("bytes -1-9/10", None),
        ("bytes ١-٢/3", None),
        (f"bytes 0-{'9' * 19}/1", None),
        ("", None),
        (None, None),
    ],
)
def test_content_range(text, expected):
    assert parse_content_range(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("bytes */77", 77), ("bytes 0-1/77", None), ("", None), (None, None)]
)
def test_size_in_a_refused_range(text, expected):
    assert unsatisfied_total(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("12", 12), ("", None), (None, None), ("+1", None), ("9" * 19, None)]
)
def test_numbers_are_plain_and_short(text, expected):
    assert number(text) == expected


@pytest.mark.parametrize("coding", ["gzip", "br", "x-unknown"])
def test_a_compressed_body_is_refused(coding):
    with pytest.raises(StoreError, match=coding):
        check_encoding({"Content-Encoding": coding}, "x")


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "identity"}])
def test_a_plain_body_passes(headers):
    check_encoding(headers, "x")


@pytest.mark.parametrize(
    ("headers", "identity", "pinned"),
    [
        ({"ETag": '"a"', "Last-Modified": DATE}, '"a"', {"If-Match": '"a"'}),
        ({"ETag": 'W/"a"'}, 'W/"a"', {}),
        ({"ETag": "a"}, "a", {}),
        ({"Last-Modified": DATE}, f"modified:{DATE} size:5", {"If-Unmodified-Since": DATE}),
        ({}, "size:5", {}),
    ],
)
def test_reads_are_pinned_to_what_the_server_names(headers, identity, pinned):
    info = describe("k", 5, headers)

    assert info.identity == identity
    assert pins(info) == pinned
    check_same(info, headers, 5, "x")
    check_same(info, {}, None, "x")
    with pytest.raises(ObjectChanged, match="6 bytes now, it had 5"):
        check_same(info, headers, 6, "x")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"ETag": '"a"'}, {"ETag": '"b"'}),
        ({"ETag": 'W/"a"'}, {"ETag": 'W/"b"'}),
        ({"Last-Modified": DATE}, {"Last-Modified": LATER}),
    ],
)
def test_another_tag_or_time_is_another_object(before, after):
    with pytest.raises(ObjectChanged):
        check_same(describe("k", 5, before), after, 5, "x")


def test_a_tag_that_turned_weak_is_the_same():
    check_same(describe("k", 5, {"ETag": '"a"'}), {"ETag": 'W/"a"'}, 5, "x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [(DATE, 1445412480_000000000), ("yesterday", None), ("Wed, 99 Oct 2015 07:28:00 GMT", None)],
)
def test_time_of_change(text, expected):
    assert describe("k", 5, {"Last-Modified": text}).modified_ns == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"x-amz-storage-class": "GLACIER"}, "GLACIER"),
        (
            {"x-amz-storage-class": "DEEP_ARCHIVE", "x-amz-restore": 'ongoing-request="true"'},
            "DEEP_ARCHIVE",
        ),
        (
            {
                "x-amz-storage-class": "GLACIER",
                "x-amz-restore": 'ongoing-request="false", expiry-date="x"',
            },
            None,
        ),
        ({"x-amz-storage-class": "GLACIER_IR"}, None),
        (
            {
                "x-amz-storage-class": "INTELLIGENT_TIERING",
                "x-amz-archive-status": "ARCHIVE_ACCESS",
            },
            "ARCHIVE_ACCESS",
        ),
        ({"x-oss-storage-class": "ColdArchive"}, "ColdArchive"),
        ({"x-oss-storage-class": "Archive", "x-oss-restore": 'ongoing-request="false"'}, None),
        ({"x-oss-storage-class": "IA"}, None),
        ({}, None),
    ],
)
def test_archive_classes(headers, expected):
    assert archive_class(CIMultiDict(headers)) == expected


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (404, b"", NotFound),
        (410, b"", NotFound),
        (401, b"", AccessDenied),
        (403, b"<Error><Code>AccessDenied</Code></Error>", AccessDenied),
        (407, b"", AccessDenied),
        (412, b"", ObjectChanged),
        (408, b"", TransientError),
        (429, b"", TransientError),
        (500, b"", TransientError),
        (503, b"<Code>SlowDown</Code>", TransientError),
        (400, b"<Code>RequestTimeout</Code>", TransientError),
        (400, b"<Code>Bad", StoreError),
        (418, b"", StoreError),
        (301, b"", StoreError),
    ],
)
def test_statuses(status, body, kind):
    with pytest.raises(StoreError, match=f"x: .* {status}|replaced") as caught:
        refuse(status, {}, body, "x")

    assert type(caught.value) is kind
    assert caught.value.details["status"] == status


@pytest.mark.parametrize(
    ("headers", "body", "name"),
    [
        ({}, b"<Code>InvalidObjectState</Code><StorageClass>GLACIER</StorageClass>", "GLACIER"),
        ({"x-oss-storage-class": "Archive"}, b"<Code>InvalidObjectState</Code>", "Archive"),
        ({}, b"<Code>InvalidObjectState</Code>", "an archive class"),
    ],
)
def test_an_archived_object_names_its_class(headers, body, name):
    with pytest.raises(ColdObject, match=f"lies in {name}") as caught:
        refuse(403, headers, body, "x")

    assert caught.value.details["storage_class"] == name


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "999999"}, 3600),
        ({"Retry-After": LATER, "Date": DATE}, 30),
        ({"Retry-After": DATE, "Date": LATER}, 0),
        ({"Retry-After": LATER}, None),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_how_long_to_wait(headers, seconds):
    with pytest.raises(TransientError) as caught:
        refuse(429, headers, b"", "x")

    assert caught.value.details["retry_after_s"] == seconds


def test_a_bucket_elsewhere_names_its_region():
    with pytest.raises(StoreError, match="region is eu-west-1"):
        refuse(301, {"x-amz-bucket-region": "eu-west-1"}, b"", "x")


@given(
    st.integers(300, 599),
    st.dictionaries(st.sampled_from(["Retry-After", "Date", "Content-Range"]), st.text()),
    st.binary() | st.from_regex(rb"<Code>.{0,70}</?Code>"),
)
def test_any_refusal_ends_in_an_error_of_ours(status, headers, body):
    with pytest.raises(CueliftError):
        refuse(status, headers, body, "x")


@given(st.text(), st.text(), st.text())
def test_any_headers_describe_something(tag, modified, stated):
    info = describe("k", 1, {"ETag": tag, "Last-Modified": modified})

    assert isinstance(info, ObjectInfo)
    pins(info)
    parse_content_range(stated)
    unsatisfied_total(stated)
