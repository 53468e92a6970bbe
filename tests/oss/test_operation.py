from __future__ import annotations

import pytest

from cuelift.oss.errors import WireError
from cuelift.oss.operation import find_operation
from cuelift.oss.request import Place, read_request


def find(method, key, query=b"", *headers):
    return find_operation(read_request(method, b"/", query, headers), Place("films", key))


@pytest.mark.parametrize(
    ("method", "key", "query", "name"),
    [
        ("GET", "", b"list-type=2&prefix=a&max-keys=1", "ListObjectsV2"),
        ("PUT", "k", b"", "PutObject"),
        ("GET", "k", b"", "GetObject"),
        ("GET", "k", b"response-expires=x&OSSAccessKeyId=a&Signature=b&Expires=1", "GetObject"),
        ("HEAD", "k", b"", "HeadObject"),
        ("GET", "k", b"objectMeta", "GetObjectMeta"),
        ("HEAD", "k", b"objectMeta", "GetObjectMeta"),
        ("DELETE", "k", b"", "DeleteObject"),
        ("POST", "k", b"uploads&encoding-type=url", "InitiateMultipartUpload"),
        ("PUT", "k", b"uploadId=a&partNumber=1", "UploadPart"),
        ("POST", "k", b"uploadId=a", "CompleteMultipartUpload"),
        ("GET", "k", b"uploadId=a&max-parts=1", "ListParts"),
        ("DELETE", "k", b"uploadId=a", "AbortMultipartUpload"),
    ],
)
def test_operations(method, key, query, name):
    assert find(method, key, query).name == name


@pytest.mark.parametrize(
    ("method", "key", "query"),
    [
        ("GET", "", b""), ("GET", "", b"list-type=1"), ("GET", "", b"acl"), ("PUT", "", b""),
        ("POST", "", b"delete"), ("GET", "", b"uploads"), ("GET", "", b"list-type=2&versions"),
        ("GET", "k", b"acl"), ("PUT", "k", b"acl"), ("POST", "k", b"append&position=0"),
        ("PUT", "k", b"partNumber=1"), ("PUT", "k", b"response-expires=1"), ("POST", "k", b""),
        ("GET", "k", b"x-oss-process=a"), ("OPTIONS", "k", b""), ("PATCH", "k", b""),
        ("GET", "k", b"versionId=1"), ("DELETE", "k", b"versionId=1"), ("GET", "k", b"unknown=1"),
    ],
)  # fmt: skip
def test_everything_else_is_not_implemented(method, key, query):
    with pytest.raises(WireError) as caught:
        find(method, key, query)
    assert (caught.value.code, caught.value.status) == ("NotImplemented", 501)


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("x-oss-meta-a", "b", True), ("x-oss-object-acl", "private", True),
        ("x-oss-object-acl", "default", True), ("x-oss-storage-class", "Standard", True),
        ("x-oss-object-acl", "public-read", False), ("x-oss-storage-class", "Archive", False),
        ("x-oss-copy-source", "/a/b", False), ("x-oss-server-side-encryption", "AES256", False),
        ("x-oss-tagging", "a=b", False), ("x-oss-callback", "x", False), ("accept", "x", True),
    ],
)  # fmt: skip
def test_what_would_not_be_kept_is_not_promised(name, value, taken):
    header = (name.encode(), value.encode())
    if taken:
        assert find("PUT", "k", b"", header).name == "PutObject"
        return
    with pytest.raises(WireError, match=f"the header {name}"):
        find("PUT", "k", b"", header)
