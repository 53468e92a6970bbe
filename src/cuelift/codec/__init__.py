"""Caption decoders by neutral codec name.

A decoder's module is imported when the first track of its codec is decoded, so that a run pays
only for what it meets.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cuelift.codec.base import Codec, Decoder
from cuelift.media import Track

__all__ = ["CODECS", "Codec", "Decoder"]


def _subrip(track: Track, description: int) -> Decoder:
    from cuelift.codec.subrip import SubRipDecoder

    return SubRipDecoder(track, description)


def _ass(track: Track, description: int) -> Decoder:
    from cuelift.codec.ass import AssDecoder

    return AssDecoder(track, description)


def _faithful_ass(track: Track, description: int) -> Decoder:
    from cuelift.codec.ass import AssDecoder

    return AssDecoder(track, description, faithful=True)


def _webvtt(track: Track, description: int) -> Decoder:
    from cuelift.codec.webvtt import WebVttDecoder

    return WebVttDecoder(track, description)


def _wvtt(track: Track, description: int) -> Decoder:
    from cuelift.codec.wvtt import WvttDecoder

    return WvttDecoder(track, description)


def _usf(track: Track, description: int) -> Decoder:
    from cuelift.codec.usf import UsfDecoder

    return UsfDecoder(track, description)


def _tx3g(track: Track, description: int) -> Decoder:
    from cuelift.codec.tx3g import Tx3gDecoder

    return Tx3gDecoder(track, description)


def _qttext(track: Track, description: int) -> Decoder:
    from cuelift.codec.qttext import QtTextDecoder

    return QtTextDecoder(track, description)


def _pgs(track: Track, description: int) -> Decoder:
    from cuelift.codec.pgs import PgsDecoder

    return PgsDecoder(track, description)


def _vobsub(track: Track, description: int) -> Decoder:
    from cuelift.codec.vobsub import VobSubDecoder

    return VobSubDecoder(track, description)


def _dvbsub(track: Track, description: int) -> Decoder:
    from cuelift.codec.dvbsub import DvbSubDecoder

    return DvbSubDecoder(track, description)


def _xsub(track: Track, description: int) -> Decoder:
    from cuelift.codec.xsub import XsubDecoder

    return XsubDecoder(track, description)


_ENTRIES = (
    Codec("subrip", _subrip, "text", "srt"),
    Codec("ass", _ass, "text", "ass", _faithful_ass, ordered=True),
    Codec("ssa", _ass, "text", "ass", _faithful_ass, ordered=True),
    Codec("webvtt", _webvtt, "text", "webvtt"),
    Codec("wvtt", _wvtt, "text", "webvtt"),
    Codec("usf", _usf, "text"),
    Codec("tx3g", _tx3g, "text"),
    Codec("qttext", _qttext, "text"),
    Codec("ttml", None, "text"),
    Codec("c608", None, "text"),
    Codec("c708", None, "text"),
    Codec("kate", None, "text"),
    Codec("textst", None, "text"),
    Codec("arib", None, "text"),
    Codec("teletext", None, "text"),
    Codec("pgs", _pgs, "graphical"),
    Codec("vobsub", _vobsub, "graphical"),
    Codec("dvbsub", _dvbsub, "graphical"),
    Codec("xsub", _xsub, "graphical"),
    Codec("bmp", None, "graphical"),
)

CODECS: Mapping[str, Codec] = MappingProxyType({codec.name: codec for codec in _ENTRIES})
"""All codecs we know by name, decoded or not."""
