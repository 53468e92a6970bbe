"""Describes both interfaces in OpenAPI 3.1, out of the tables that they are answered by.

The IMM wire has one path for all actions, which a header tells apart, and OpenAPI has no word for
that. So each action is a path ``/#Action=NAME``: what follows ``#`` is never sent.

Spec: OpenAPI Specification 3.1.0.
"""

from __future__ import annotations

from typing import Any

import msgspec

from cuelift.imm.actions import ACTIONS, VERSION, Action
from cuelift.imm.errors import CODES
from cuelift.imm.parameters import MAX_JSON_BYTES, Parameter
from cuelift.server import openapi_bodies
from cuelift.server.rest import OPERATIONS, Operation
from cuelift.server.rest_model import Error
from cuelift.version import __version__

_REF = "#/components/schemas/{name}"
_ABOUT = """\
`/` speaks the interface of Alibaba Cloud Intelligent Media Management (2020-09-30), as its official
clients do: the action in the header `x-acs-action`, all parameters in the query or a form, signed
with ACS3-HMAC-SHA256 or HMAC-SHA1, or with a bearer token. `/v1` takes the same keys and tells
more. Errors are the same everywhere: an object with `Code`, `Message` and `RequestId`.
"""


def describe() -> dict[str, Any]:
    """The whole description."""
    results = [operation.result for operation in OPERATIONS]
    _, components = msgspec.json.schema_components([*results, Error], ref_template=_REF)
    paths: dict[str, Any] = {}
    for action in ACTIONS.values():
        paths[f"/#Action={action.name}"] = {"post": _action(action)}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    paths |= {path: {"get": _page(about)} for path, about in _PAGES.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "cuelift",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {**components, **openapi_bodies.SCHEMAS},
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Of `/v1`: a bearer token, or `ACS3-HMAC-SHA256 ...`.",
                },
                "immBearer": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "x-acs-bearer-token",
                    "description": "Of `/`: a bearer token, with `SignatureType=BEARERTOKEN`.",
                },
                "acs3": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "Of `/`: `ACS3-HMAC-SHA256 Credential=...`.",
                },
            },
        },
    }


_PAGES = {
    "/healthz": "Whether the process answers.",
    "/readyz": "Whether it can do its work: the database answers, the worker lives.",
    "/metrics": "Counters, for Prometheus.",
    "/openapi.json": "This description.",
    "/docs": "This description, to be read.",
}


def _action(action: Action) -> dict[str, Any]:
    fixed = (
        ("header", "x-acs-action", action.name),
        ("header", "x-acs-version", VERSION),
        ("query", "SignatureType", "BEARERTOKEN"),
    )
    return {
        "operationId": action.name,
        "summary": action.about,
        "tags": ["Extensions of IMM" if action.extension else "IMM"],
        "security": [{"immBearer": []}, {"acs3": []}],
        "parameters": [
            *(
                {"name": name, "in": place, "required": True, "schema": {"const": value}}
                for place, name, value in fixed
            ),
            *map(_parameter, action.parameters),
        ],
        "responses": _responses(_ref(f"{action.name}Response")),
    }


def _operation(operation: Operation) -> dict[str, Any]:
    path = []
    if "{id}" in operation.path:
        schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,128}$"}
        path = [{"name": "id", "in": "path", "required": True, "schema": schema}]
    return {
        "operationId": f"v1{operation.action}",
        "summary": operation.about,
        "tags": ["v1"],
        "security": [{"bearer": []}],
        "parameters": [*path, *map(_parameter, operation.parameters)],
        "responses": _responses(_ref(operation.result.__name__)),
    }


def _page(about: str) -> dict[str, Any]:
    answered = {"description": "As it says."}
    return {
        "summary": about,
        "tags": ["Server"],
        "responses": {"200": answered, "503": {"description": "Not of use at present."}},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.about,
    }
    if parameter.kind in ("array", "object"):
        return {**told, "content": {"application/json": {"schema": {"type": parameter.kind}}}}
    schema: dict[str, Any] = {"type": parameter.kind}
    low, high = "minimum", "maximum"
    if parameter.kind == "string":
        low, high = "minLength", "maxLength"
        schema[high] = MAX_JSON_BYTES
    if parameter.minimum is not None:
        schema[low] = parameter.minimum
    if parameter.maximum is not None:
        schema[high] = parameter.maximum
    if parameter.pattern is not None:
        schema["pattern"] = f"^(?:{parameter.pattern.removeprefix('(?s)')})$"
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.default not in (None, ""):
        schema["default"] = parameter.default
    return {**told, "schema": schema}


def _responses(schema: dict[str, Any]) -> dict[str, Any]:
    def told(about: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"description": about, "content": {"application/json": {"schema": schema}}}

    error = _ref("Error")
    by_status: dict[int, list[str]] = {}
    for code, status in CODES.items():
        by_status.setdefault(status, []).append(code)
    errors = {
        str(status): told(", ".join(f"`{code}`" for code in codes), error)
        for status, codes in sorted(by_status.items())
    }
    return {"200": told("It is done.", schema), **errors}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": _REF.format(name=name)}
