"""``cuelift ls``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from cuelift.cli.options import build_store_options, store_options
from cuelift.errors import NotFound, UsageError

if TYPE_CHECKING:
    from cuelift.store.base import Entry, Location

_WIDTH = 15


@click.command("ls")
@click.argument("uri", metavar="URI")
@click.option("-r", "--recursive", is_flag=True, help="All objects below, not one level of them.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@store_options
def command(**values: Any) -> int:
    """List a folder, or what begins with a prefix: size in bytes, time (UTC), URI.

    Deeper levels show as folders, ending in /.
    """
    from cuelift.store.access import browse, list_objects
    from cuelift.store.base import Entry
    from cuelift.store.uri import parse_uri

    uri: str = values.pop("uri")
    recursive, as_json = values.pop("recursive"), values.pop("as_json")
    limits, options = build_store_options(values)
    place = parse_uri(uri)
    if place.scheme in ("http", "https", "memory"):
        raise UsageError(f"{place.uri}: {place.scheme} has no listing")
    prefix = place.key
    if place.scheme == "file":
        prefix = "/".join(part for part in prefix.split("/") if part != ".") or "/"
    if recursive:
        infos = list_objects(place, prefix, options, limits)
        entries = [Entry(info.key, info) for info in infos]
    else:
        entries = browse(place, prefix, options, limits)
    if not entries and place.key and place.scheme != "file":
        raise NotFound(f"{place.uri}: nothing there begins with that")
    _show(place, entries, as_json=as_json)
    return 0


def _show(place: Location, entries: list[Entry], *, as_json: bool) -> None:
    from cuelift.cli.show import json_text, say

    if as_json:
        click.echo(json_text([_row(place, entry) for entry in entries]))
        return
    for entry in entries:
        info = entry.info
        size = "" if info is None else f"{info.size_bytes:,}"
        when = (_time(info.modified_ns) if info else None) or ""
        cold = f"  ({info.cold})" if info is not None and info.cold else ""
        say(f"{size:>{_WIDTH}}  {when:20}  {_uri(place, entry.key)}{cold}")


def _row(place: Location, entry: Entry) -> dict[str, object]:
    row: dict[str, object] = {"uri": _uri(place, entry.key), "folder": entry.info is None}
    if entry.info is not None:
        row["size_bytes"] = entry.info.size_bytes
        row["modified"] = _time(entry.info.modified_ns)
        row["identity"] = entry.info.identity
        row["storage_class"] = entry.info.cold
    return row


def _uri(place: Location, key: str) -> str:
    return key if place.scheme == "file" else f"{place.scheme}://{place.root}/{key}"


def _time(modified_ns: int | None) -> str | None:
    if modified_ns is None:
        return None
    return datetime.fromtimestamp(modified_ns // 1_000_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
