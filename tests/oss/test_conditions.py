from __future__ import annotations

import pytest

from cuelift.oss.conditions import check_conditions
from cuelift.oss.errors import WireError
from cuelift.oss.request import read_request

THEN, LATER = "Mon, 23 Nov 2026 02:13:20 GMT", "Mon, 23 Nov 2026 02:13:21 GMT"
BEFORE = "Mon, 23 Nov 2026 02:13:19 GMT"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, None),
        ({"If-Match": '"A"'}, None), ({"If-Match": "A"}, None), ({"If-Match": '"B", "A"'}, None),
        ({"If-Match": "*"}, None), ({"If-Match": '"B"'}, "PreconditionFailed"),
        ({"If-Match": '"a"'}, "PreconditionFailed"),
        ({"If-None-Match": '"A"'}, "NotModified"), ({"If-None-Match": "*"}, "NotModified"),
        ({"If-None-Match": 'W/"A"'}, "NotModified"), ({"If-None-Match": '"B"'}, None),
        ({"If-Modified-Since": THEN}, "NotModified"), ({"If-Modified-Since": LATER}, "NotModified"),
        ({"If-Modified-Since": BEFORE}, None), ({"If-Modified-Since": "odd"}, None),
        ({"If-Unmodified-Since": THEN}, None),
        ({"If-Unmodified-Since": BEFORE}, "PreconditionFailed"),
        ({"If-Unmodified-Since": "odd"}, None),
        ({"If-Match": "A", "If-Unmodified-Since": BEFORE}, None),
        ({"If-None-Match": "B", "If-Modified-Since": LATER}, None),
        ({"If-Match": "B", "If-None-Match": "A"}, "PreconditionFailed"),
    ],
)  # fmt: skip
def test_conditions(headers, code):
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    request = read_request("GET", b"/", b"", raw)

    if code is None:
        check_conditions(request, "A", 1_795_400_000)
        return
    with pytest.raises(WireError) as caught:
        check_conditions(request, "A", 1_795_400_000)
    assert caught.value.code == code
