"""Bearer tokens: what cannot be one."""

from __future__ import annotations

import pytest

from cuelift.imm.bearer import present_bearer
from cuelift.imm.errors import WireError
from cuelift.imm.request import parse_request


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(b"x-acs-bearer-token", b"")],
        [(b"x-acs-bearer-token", b"a b")],
        [(b"x-acs-bearer-token", b"t" * 4097)],
        [(b"x-acs-bearer-token", b"t"), (b"x-acs-bearer-token", b"t")],
        [(b"x-acs-bearer-token", b"t"), (b"x-acs-version", b"1")],
        [(b"x-acs-bearer-token", b"t"), (b"x-acs-action", b"A")],
        [(b"x-acs-bearer-token", b"t"), (b"x-acs-date", b"now")],
    ],
)
def test_a_request_without_a_whole_token_is_refused(headers):
    request = parse_request("GET", "/", headers, b"", b"")

    with pytest.raises(WireError) as caught:
        present_bearer(request)

    assert caught.value.code == "IncompleteSignature"
