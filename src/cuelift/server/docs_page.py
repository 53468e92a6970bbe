"""The description of the interfaces as one page to be read, without a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """
:root { color-scheme: light dark; --line: #8885; --soft: #8882 }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line) }
h3 { margin: 2rem 0 .3rem; font-size: 1.1rem }
code { font: .9em ui-monospace, monospace; background: var(--soft); padding: .1em .3em }
.method { font-weight: 700; margin-right: .4em }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .5rem 0 }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid var(--line) }
nav a { margin-right: .8rem; white-space: nowrap }
"""


def write_page(description: Mapping[str, Any]) -> str:
    """The page.

    Args:
        description: as of ``openapi.describe``.
    """
    info = description["info"]
    groups: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append((method, path, operation))
    body = "".join(
        f"<h2>{escape(name)}</h2>{''.join(_operation(description, *row) for row in rows)}"
        for name, rows in groups.items()
    )
    links = "".join(
        f'<a href="#{_anchor(method, path)}">{escape(_title(path))}</a> '
        for rows in groups.values()
        for method, path, _ in rows
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>cuelift</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><h1>cuelift {escape(info['version'])}</h1><p>{_text(info['description'])}</p>"
        f'<p>To be read by programs: <a href="/openapi.json">openapi.json</a></p>'
        f"<nav>{links}</nav>{body}</body></html>"
    )


def _title(path: str) -> str:
    return path.removeprefix("/#Action=")


def _anchor(method: str, path: str) -> str:
    return escape(f"{method}-{_title(path).strip('/').replace('/', '-')}", quote=True)


def _operation(
    description: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]
) -> str:
    rows = "".join(map(_parameter, operation.get("parameters", ())))
    table = f"<table><tr><th>parameter<th>in<th>type<th>meaning</tr>{rows}</table>" if rows else ""
    content = operation["responses"]["200"].get("content", {})
    answer = ""
    for media in content.values():
        answer = f"<p>Answer:</p>{_fields(description, media['schema'])}"
    return (
        f'<h3 id="{_anchor(method, path)}"><span class="method">{method.upper()}</span>'
        f"{escape(_title(path))}</h3><p>{_text(operation['summary'])}</p>{table}{answer}"
    )


def _parameter(parameter: Mapping[str, Any]) -> str:
    media = parameter.get("content", {}).get("application/json")
    schema = media["schema"] if media else parameter["schema"]
    kind = f"JSON {schema['type']}" if media else _kind(schema)
    must = "" if parameter["required"] else " (optional)"
    return (
        f"<tr><td><code>{escape(parameter['name'])}</code>{must}<td>{escape(parameter['in'])}"
        f"<td>{escape(kind)}<td>{_text(parameter.get('description', ''))}</tr>"
    )


def _kind(schema: Mapping[str, Any]) -> str:
    if "const" in schema:
        return f"{schema['const']}"
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(map(_kind, schema["anyOf"]))
    kind = str(schema.get("type", "any"))
    if kind == "array":
        return f"array of {_kind(schema.get('items', {}))}"
    bounds = [
        f"{word} {schema[name]}"
        for name, word in (("minimum", "from"), ("maximum", "to"), ("default", "default"))
        if name in schema
    ]
    return ", ".join([kind, *bounds])


def _fields(description: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(name)}</code><td>{escape(_kind(field))}"
        f"<td>{_text(field.get('description', ''))}</tr>"
        for name, field in _walk(description, schema, "", 0)
    )
    return f"<table><tr><th>field<th>type<th>meaning</tr>{rows}</table>"


def _walk(
    description: Mapping[str, Any], schema: Mapping[str, Any], prefix: str, depth: int
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Fields with those of the objects within, by their paths."""
    for name, field in _resolve(description, schema).get("properties", {}).items():
        yield prefix + name, field
        inner, mark = field, "."
        for choice in field.get("anyOf", ()):
            inner = choice if "$ref" in choice else inner
        if inner.get("type") == "array":
            inner, mark = inner.get("items", {}), "[]."
        if depth < 3:
            yield from _walk(description, inner, prefix + name + mark, depth + 1)


def _resolve(description: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = description["components"]["schemas"][schema["$ref"].split("/")[-1]]
    return found


def _text(text: str) -> str:
    """Plain text whose `words` are code."""
    parts = escape(text).split("`")
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(parts))
