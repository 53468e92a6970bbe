from __future__ import annotations

import pytest

from cuelift.server.objects.detect import is_oss_request


@pytest.mark.parametrize(
    ("path", "query", "authorization", "expected"),
    [
        ("/", b"", b"OSS a:b", True),
        ("/", b"", b"OSS4-HMAC-SHA256 Credential=a", True),
        ("/metrics", b"", b"OSS2 a", True),
        ("/k", b"OSSAccessKeyId=a&Signature=b", None, True),
        ("/k", b"a=b&x-oss-signature=b", None, True),
        ("/k", b"x-oss-credential=b", None, True),
        ("/films/k", b"", None, True),
        ("/films/", b"", None, True),
        ("/films", b"", None, False),
        ("/healthz", b"", None, False),
        ("/v1/tasks", b"", None, False),
        ("/", b"Action=GetTask&Signature=a", None, False),
        ("/", b"", b"ACS3-HMAC-SHA256 Credential=a", False),
        ("/", b"", None, False),
        ("/films/k", b"", b"Bearer a", False),
        ("/FILMS/k", b"", None, False),
    ],
)
def test_requests_of_the_object_wire(path, query, authorization, expected):
    headers = [(b"host", b"h")]
    if authorization is not None:
        headers.append((b"authorization", authorization))
    scope = {"type": "http", "path": path, "query_string": query, "headers": headers}

    assert is_oss_request(scope) is expected


def test_other_protocols_are_not():
    assert is_oss_request({"type": "lifespan"}) is False
