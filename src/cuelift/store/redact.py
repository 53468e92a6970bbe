"""Hides credentials and signatures in URIs, so that they are fit for reports and logs."""

from __future__ import annotations

HIDDEN = "***"
SECRET_PARTS = (
    "signature", "credential", "token", "secret", "passw", "accesskey", "access_key",
    "access-key", "apikey", "api_key", "api-key", "auth", "jwt", "hmac", "session",
)  # fmt: skip
"""What names of values that grant access contain, in lower case."""
_SECRET_NAMES = frozenset(
    {"sig", "key", "policy", "pwd", "code", "hdnts", "hdnea", "hdntl", "key-pair-id", "ticket"}
)


def redact(uri: str) -> str:
    """The URI without userinfo and without the values of query fields that grant access.

    Time limits, regions and algorithms stay: they grant nothing and explain failures.
    """
    head, mark, query = uri.partition("?")
    scheme, colon, rest = head.partition("://")
    if colon:
        authority, slash, path = rest.partition("/")
        _, at, host = authority.rpartition("@")
        if at:
            head = f"{scheme}://{HIDDEN}@{host}{slash}{path}"
    if not mark:
        return head
    return f"{head}?{'&'.join(map(_redact_field, query.split('&')))}"


def _redact_field(field: str) -> str:
    if ";" in field:
        return ";".join(map(_redact_field, field.split(";")))
    name, equals, _ = field.partition("=")
    return f"{name}={HIDDEN}" if equals and _is_secret(name) else field


def _is_secret(name: str) -> bool:
    if "%" in name:
        from urllib.parse import unquote

        name = unquote(name)
    name = name.lower()
    return name in _SECRET_NAMES or any(part in name for part in SECRET_PARTS)
