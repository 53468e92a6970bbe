"""The writers' options: one frozen struct each."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Newline: TypeAlias = Literal["\n", "\r\n"]
Styles: TypeAlias = Literal["basic", "full"]
Speakers: TypeAlias = Literal["auto", "prefix", "off"]
Rtl: TypeAlias = Literal["keep", "wrap"]


class WebVttOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options of the WebVTT writer."""

    newline: Newline = "\n"
    bom: bool = False
    speakers: Speakers = "auto"
    """``auto``: voices as ``<v>``; ``prefix``: ``NAME: `` in the text; ``off``: left out."""
    rtl: Rtl = "keep"
    """``wrap``: U+202B and U+202C around right-to-left lines, for players that need them."""


class SubRipOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options of the SRT writer."""

    newline: Newline = "\n"
    bom: bool = False
    styles: Styles = "basic"
    """``full``: also font colours and all ``{\\anN}`` cells, not only the top."""
    speakers: Speakers = "auto"
    """``auto``: ``NAME: `` only where the source states a voice; ``prefix``: any speaker."""
    escape: Literal["none", "zwsp"] = "none"
    """``zwsp``: U+200B behind a ``<`` that would read as a tag."""
    rtl: Rtl = "keep"
    """As for WebVTT."""


class AssOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options of the ASS writer."""

    newline: Newline = "\n"
    bom: bool = False


class JsonLinesOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options of the JSON Lines writer."""

    newline: Newline = "\n"
    bom: bool = False


class TranscriptOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options of the plain text transcript writer."""

    newline: Newline = "\n"
    bom: bool = False
    speakers: Speakers = "auto"
    paragraph_pause_ns: int = 4_000_000_000
    """A silence this long begins a new paragraph."""
    times: bool = False
    """When it begins stands before each paragraph."""
    rtl: Rtl = "keep"
    """As for WebVTT."""


class ScriptOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options of the writers of scripts: tables, pages and documents."""

    newline: Newline = "\n"
    bom: bool = False
    speakers: Speakers = "auto"
    """``off``: left out; else in a column of their own."""


class ImagesOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options of the writers of pictures: there are none."""
