"""Requests with a bearer token: ``x-acs-bearer-token`` and ``SignatureType=BEARERTOKEN``.

Nothing of such a request is signed: whoever sees one can send others. Over plain HTTP that is
anybody on the way.
"""

from __future__ import annotations

import re

from cuelift.imm.presented import Presented, incomplete, read_date, read_word
from cuelift.imm.request import Request

HEADER = "x-acs-bearer-token"
_TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")


def present_bearer(request: Request) -> Presented:
    """Takes a request with a bearer token to pieces.

    Raises:
        WireError: no token, or action or version are missing.
    """
    token = request.header(HEADER) or ""
    if not _TOKEN.fullmatch(token):
        raise incomplete(f"the header {HEADER} holds no token")
    date = request.header("x-acs-date")
    return Presented(
        scheme="bearer",
        key_id="",
        token=token,
        nonce="",
        date_s=None if date is None else read_date(date),
        action=read_word(request.header("x-acs-action"), "action"),
        version=read_word(request.header("x-acs-version"), "version"),
        parameters=request.parameters,
        to_sign="",
        signature="",
    )
