"""Caption file formats by name.

A format's module is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cuelift.cues import Document, Header
from cuelift.format.base import DocumentWriter, File, Format, PictureWriter, Writer
from cuelift.format.options import (
    AssOptions,
    ImagesOptions,
    JsonLinesOptions,
    ScriptOptions,
    SubRipOptions,
    TranscriptOptions,
    WebVttOptions,
)

__all__ = [
    "ALIASES",
    "FORMATS",
    "PICTURES",
    "DocumentWriter",
    "File",
    "Format",
    "PictureWriter",
    "Writer",
    "find_format",
    "sniff_format",
]


def _write_webvtt(header: Header, options: WebVttOptions) -> Writer:
    from cuelift.format.webvtt import WebVttWriter

    return WebVttWriter(header, options)


def _read_webvtt(text: str) -> Document:
    from cuelift.format.webvtt_reader import read_webvtt

    return read_webvtt(text)


def _write_srt(header: Header, options: SubRipOptions) -> Writer:
    from cuelift.format.subrip import SubRipWriter

    return SubRipWriter(header, options)


def _read_srt(text: str) -> Document:
    from cuelift.format.subrip_reader import read_subrip

    return read_subrip(text)


def _write_ass(header: Header, options: AssOptions) -> Writer:
    from cuelift.format.ass import AssWriter

    return AssWriter(header, options)


def _read_ass(text: str) -> Document:
    from cuelift.format.ass_reader import read_ass

    return read_ass(text)


def _write_jsonl(header: Header, options: JsonLinesOptions) -> Writer:
    from cuelift.format.jsonl import JsonLinesWriter

    return JsonLinesWriter(header, options)


def _write_txt(header: Header, options: TranscriptOptions) -> Writer:
    from cuelift.format.txt import TranscriptWriter

    return TranscriptWriter(header, options)


def _write_images(header: Header, options: ImagesOptions) -> PictureWriter:
    from cuelift.format.images.folder import ImagesWriter

    return ImagesWriter(header, options)


def _write_bdn(header: Header, options: ImagesOptions) -> PictureWriter:
    from cuelift.format.images.bdn import BdnWriter

    return BdnWriter(header, options)


def _write_sup(header: Header, options: ImagesOptions) -> PictureWriter:
    from cuelift.format.images.sup import SupWriter

    return SupWriter(header, options)


def _write_csv(header: Header, options: ScriptOptions) -> Writer:
    from cuelift.format.script.csv import CsvWriter

    return CsvWriter(header, options)


def _write_markdown(header: Header, options: ScriptOptions) -> Writer:
    from cuelift.format.script.markdown import MarkdownWriter

    return MarkdownWriter(header, options)


def _write_html(header: Header, options: ScriptOptions) -> DocumentWriter:
    from cuelift.format.script.page import PageWriter

    return PageWriter(header, options)


def _write_docx(header: Header, options: ScriptOptions) -> DocumentWriter:
    from cuelift.format.script.docx import DocxWriter

    return DocxWriter(header, options)


def _is_webvtt(head: str) -> bool:
    return head.startswith("WEBVTT")


def _is_ass(head: str) -> bool:
    lowered = head.lower()
    return "[script info]" in lowered or "[events]" in lowered or "[v4" in lowered


def _is_srt(head: str) -> bool:
    return "-->" in head


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ENTRIES = (
    Format("webvtt", "vtt", "text/vtt", _write_webvtt, WebVttOptions, _read_webvtt, _is_webvtt),
    Format("ass", "ass", "text/x-ssa", _write_ass, AssOptions, _read_ass, _is_ass),
    Format("srt", "srt", "application/x-subrip", _write_srt, SubRipOptions, _read_srt, _is_srt),
    Format("jsonl", "jsonl", "application/jsonl", _write_jsonl, JsonLinesOptions, None),
    Format("txt", "txt", "text/plain", _write_txt, TranscriptOptions, None),
    Format("csv", "csv", "text/csv", _write_csv, ScriptOptions, None),
    Format("md", "md", "text/markdown", _write_markdown, ScriptOptions, None),
    Format("html", "html", "text/html", None, ScriptOptions, None, document=_write_html),
    Format("docx", "docx", _DOCX, None, ScriptOptions, None, document=_write_docx),
    Format(
        "images", "images", "image/png", None, ImagesOptions, None,
        pictures=_write_images, indexes=("index.html", "index.jsonl"),
    ),
    Format(
        "bdn", "bdn", "application/xml", None, ImagesOptions, None,
        pictures=_write_bdn, indexes=("bdn.xml",),
    ),
    Format(
        "sup", "sup", "application/octet-stream", None, ImagesOptions, None, pictures=_write_sup
    ),
)  # fmt: skip

FORMATS: Mapping[str, Format] = MappingProxyType({entry.name: entry for entry in _ENTRIES})

PICTURES = frozenset(entry.name for entry in _ENTRIES if entry.pictures)
"""Formats of pictures, which only graphical tracks can be written in."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {"vtt": "webvtt", "ssa": "ass", "subrip": "srt", "markdown": "md", "htm": "html"}
)
"""Other names and extensions of formats."""


def find_format(name: str) -> Format | None:
    """The format of that name, alias or extension."""
    name = name.lower()
    return FORMATS.get(ALIASES.get(name, name))


def sniff_format(head: str) -> Format | None:
    """The format of a caption file whose decoded text begins with ``head``."""
    return next((entry for entry in _ENTRIES if entry.sniff and entry.sniff(head)), None)
