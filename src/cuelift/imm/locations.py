"""Checks the places that a request names: films, output names, the object of details.

Every object of a caller lies in a bucket, so that ``oss://bucket/key`` is the usual form.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping

from cuelift.errors import UsageError
from cuelift.extract.template import Template, parse_template
from cuelift.imm.errors import invalid
from cuelift.imm.parameters import check_text, shown
from cuelift.store import parse_uri

MAX_URI = 2048
MAX_KEY_BYTES = 1023
_ANY = "x"
_MAX_WHY = 1000


def check_source(name: str, uri: str, schemes: Collection[str]) -> str:
    """A film.

    Args:
        name: of the field, for messages.
        uri: as it was sent.
        schemes: what is taken beside ``oss``: of ``s3 https http``.

    Returns: the URI.

    Raises:
        WireError: another scheme, no object, or a key that leads elsewhere.
    """
    known = ("oss", *sorted(schemes))
    scheme, mark, _ = uri.partition("://")
    if not mark or scheme not in known:
        raise invalid(name, f"{_shown(uri)} does not begin with one of {', '.join(known)}")
    _check_uri(name, uri)
    return uri


def check_object(name: str, uri: str) -> str:
    """An object of a bucket, by ``oss://bucket/key``.

    Raises:
        WireError: another form, or a key that leads elsewhere.
    """
    return check_source(name, uri, ())


def check_template(name: str, uri: str, variables: Mapping[str, str], bucket: str) -> str:
    """An output name, or a prefix of output names, which is given its variables.

    Args:
        name: of the field, for messages.
        uri: as it was sent.
        variables: further ones, as ``tags.NAME``, with their values.
        bucket: of the film; empty: it lies in none.

    Returns: the output name, with a variable in it unless it names one whole file.

    Raises:
        WireError: an unknown variable, another scheme than ``oss``, or a key that leads elsewhere.
    """
    if not uri.startswith("oss://"):
        raise invalid(name, f"{_shown(uri)} does not begin with oss://")
    template = _parse(name, uri, variables)
    if _is_prefix(uri, template):
        uri = f"{uri}_{{streamindex}}.{{autoext}}"
        template = _parse(name, uri, variables)
    values = dict.fromkeys(template.variables, _ANY) | dict(variables)
    if bucket:
        values["bucket"] = bucket
    elif "bucket" in template.variables:
        raise invalid(name, "{bucket} has no value, because the source lies in no bucket")
    _check_uri(name, template.expand(values))
    return uri


def used_variables(templates: Collection[str], variables: Mapping[str, str]) -> dict[str, str]:
    """Those of the further variables that checked output names use."""
    used = {name for text in templates for name in parse_template(text, tuple(variables)).variables}
    return {name: value for name, value in variables.items() if name in used}


def _parse(name: str, text: str, variables: Mapping[str, str]) -> Template:
    try:
        return parse_template(text, tuple(variables))
    except UsageError as error:
        raise invalid(name, error.message[:_MAX_WHY]) from None


def _is_prefix(uri: str, template: Template) -> bool:
    last = uri.rpartition("/")[2]
    return not template.variables and "." not in last


def _check_uri(name: str, uri: str) -> None:
    check_text(name, uri)
    if len(uri) > MAX_URI:
        raise invalid(name, f"it has at most {MAX_URI} characters")
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in uri):
        raise invalid(name, "it holds control characters")
    try:
        location = parse_uri(uri)
    except UsageError as error:
        raise invalid(name, error.message) from None
    if location.scheme in ("oss", "s3"):
        _check_key(name, location.key)


def _check_key(name: str, key: str) -> None:
    if not key:
        raise invalid(name, "it names no object of the bucket")
    if key.startswith(("/", "\\")):
        raise invalid(name, "the key of an object does not begin with a slash")
    if not {".", ".."}.isdisjoint(key.replace("\\", "/").split("/")):
        raise invalid(name, "the key of an object holds no '.' or '..' between slashes")
    if len(key.encode()) > MAX_KEY_BYTES:
        raise invalid(name, f"the key of an object has at most {MAX_KEY_BYTES} bytes")


def _shown(uri: str) -> str:
    # What stands before the host may be a password.
    return shown(uri.rpartition("@")[2] if "@" in uri else uri)
