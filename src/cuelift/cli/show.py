"""Prints reports for people."""

from __future__ import annotations

from collections.abc import Sequence

import click
import msgspec

from cuelift.cli.text import printable
from cuelift.errors import CueliftError
from cuelift.extract.report import (
    RunReport,
    SourceReport,
    Summary,
    TrackReport,
    failed_report,
    to_json,
)
from cuelift.markup.clock import clock_short
from cuelift.store import StoreOptions, parse_uri

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


def size(count: int) -> str:
    """A number of bytes, short: ``6.4 MB``."""
    value = float(count)
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:
            break
        value /= 1000
    return f"{count} B" if unit == "B" else f"{value:.1f} {unit}"


def share(part: int, whole: int | None) -> str:
    """A share in per cent, with digits enough to tell it from nothing."""
    if not whole:
        return "-"
    percent = 100 * part / whole
    return f"{percent:.3f} %" if percent < 1 else f"{percent:.1f} %"


def clock(time_ms: int | None) -> str:
    """A duration as ``2:00:00.000``."""
    return "?" if time_ms is None else clock_short(time_ms)


def json_text(report: object) -> str:
    """A report as one JSON document."""
    return msgspec.json.format(to_json(report), indent=2).decode()


def source_lines(report: SourceReport) -> list[str]:
    """A source and its tracks, a line each."""
    if report.error is not None:
        named = report.error.startswith(f"{report.source}: ")
        return [report.error if named else f"{report.source}: {report.error}"]
    requests = sum(report.requests.values())
    cost = (
        "already done, skipped (--force extracts again)"
        if report.skipped
        else (
            f"read {size(report.bytes_read)} ({share(report.bytes_read, report.size_bytes)}) "
            f"in {requests:,} requests, {report.elapsed_ms / 1000:.2f} s"
            + (f", {report.read_mode}" if report.read_mode else "")
        )
    )
    lines = [
        f"{report.source}: {report.container}, {size(report.size_bytes or 0)}, "
        f"{clock(report.duration_ms)}; {cost}"
    ]
    rows = [track_row(track) for track in report.tracks]
    lines += table(rows)
    lines += [line for track in report.tracks for line in _text_lines(track)]
    if not report.tracks:
        lines.append("  no caption tracks")
    lines += [
        f"  attachment {item.name} ({item.media_type}, {size(item.size_bytes)})"
        + (f" -> {item.output}" if item.output else "")
        + (f" not saved: {item.error}" if item.error else "")
        for item in report.attachments
    ]
    lines += [f"  changes -> {report.changes}"] if report.changes else []
    lines += [f"  warning: {text}" for text in report.warnings]
    return lines


def track_row(track: TrackReport) -> list[str]:
    """The columns of a track."""
    flags = [
        name
        for name, on in (
            ("default", track.default),
            ("forced", track.forced),
            ("sdh", track.hearing_impaired),
        )
        if on
    ]
    count = "" if track.cues is None else f"{track.cues:,} cues"
    if track.forced_cues and not track.forced:
        count += f" ({track.forced_cues:,} forced)"
    if track.status is not None:
        count += ": " + ", ".join(f"{number:,} {name}" for name, number in track.status.items())
    what = track.outcome or ""
    where = ", ".join(track.outputs)
    tail = (f"-> {where}" if where else "") + (f" ({track.message})" if track.message else "")
    return [
        str(track.index),
        track.language or "und",
        track.codec if track.codec != "unknown" else track.codec_id,
        ",".join(flags),
        track.title or "",
        what,
        count,
        tail.strip(),
    ]


def _text_lines(track: TrackReport) -> list[str]:
    """What was done to the text of a track."""
    head = f"  track {track.index}: "
    lines = []
    if track.edits:
        counted = ", ".join(f"{number:,} by {name}" for name, number in track.edits.items())
        lines.append(f"{head}changes: {counted}")
    for item in track.translations:
        counts = [f"{number:,} {name}" for name, number in item.cues.items() if number]
        told = (", ".join(counts) or "no cues" * bool(item.engine)) + (
            f" ({item.message})" if item.message else ""
        )
        by = f"{item.language} by {item.engine}" if item.engine else f"not in {item.language}"
        lines.append(f"{head}{by}: {told.strip()}")
    return lines


def table(rows: list[list[str]]) -> list[str]:
    """Rows with aligned columns; empty columns are left out."""
    if not rows:
        return []
    rows = [list(map(printable, row)) for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  "
        + "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width
        ).rstrip()
        for row in rows
    ]


def summary_line(summary: Summary) -> str:
    """Several sources in one line."""
    outcomes = ", ".join(f"{count} {name}" for name, count in sorted(summary.outcomes.items()))
    return (
        f"{summary.sources} sources ({summary.skipped} already done, {summary.failed} with "
        f"trouble): {summary.tracks} tracks ({outcomes or 'none'}), {summary.cues:,} cues, "
        f"{summary.outputs} files; read {size(summary.bytes_read)} of {size(summary.size_bytes)} "
        f"({share(summary.bytes_read, summary.size_bytes)}) in {summary.elapsed_ms / 1000:.1f} s"
    )


def say(line: str, *, err: bool = False) -> None:
    """Prints one line."""
    click.echo(printable(line), err=err)


def print_source(report: SourceReport) -> None:
    """Prints a source for people."""
    for line in source_lines(report):
        say(line)


def tell_failure(
    uris: Sequence[str],
    error: CueliftError,
    *,
    as_json: bool,
    report_path: str | None = None,
    store: StoreOptions | None = None,
) -> None:
    """Gives the report of the only source where it could not be read; its error is told apart."""
    report = failed_report(parse_uri(uris[0]).uri, error)
    if report_path:
        write_report(report, report_path, store or StoreOptions())
    if as_json:
        click.echo(json_text(report))


def write_report(report: SourceReport | RunReport, path: str, store: StoreOptions) -> None:
    """Writes the JSON report to a file, whole or not at all."""
    from cuelift.extract.publish import Publisher
    from cuelift.store.base import Counters

    publisher = Publisher(store, Counters())
    try:
        publisher.add(path, [json_text(report).encode() + b"\n"])
        publisher.publish()
    finally:
        publisher.abort()
