"""DetectMediaMeta: what a film's header tells. What it does not tell is left out, never guessed.

Spec: Alibaba Cloud Intelligent Media Management 2020-09-30, DetectMediaMeta and the type
SubtitleStream.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from cuelift.extract.report import SourceReport, TrackReport
from cuelift.imm.locations import check_source
from cuelift.imm.parameters import Parameter
from cuelift.imm.projects import PROJECT_NAME

DETECT_MEDIA_META = (
    PROJECT_NAME,
    Parameter(name="SourceURI", required=True, maximum=2048, about="The film."),
    Parameter(name="CredentialConfig", kind="object", about="Accepted, without a meaning here."),
)

FORMAT_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "mp4": ("mov,mp4,m4a,3gp,3g2,mj2", "QuickTime / MOV"),
    "matroska": ("matroska,webm", "Matroska / WebM"),
    "mpegts": ("mpegts", "MPEG-TS (MPEG-2 Transport Stream)"),
    "avi": ("avi", "AVI (Audio Video Interleaved)"),
    "flv": ("flv", "FLV (Flash Video)"),
    "asf": ("asf", "ASF (Advanced / Active Streaming Format)"),
    "ogg": ("ogg", "Ogg"),
})  # fmt: skip
"""Short and long names of containers, as callers know them; others go by our own name."""

CODEC_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "tx3g": ("mov_text", "3GPP Timed Text subtitle"),
    "qttext": ("mov_text", "3GPP Timed Text subtitle"),
    "subrip": ("subrip", "SubRip subtitle"),
    "ass": ("ass", "ASS (Advanced SSA) subtitle"),
    "ssa": ("ass", "ASS (Advanced SSA) subtitle"),
    "webvtt": ("webvtt", "WebVTT subtitle"),
    "wvtt": ("webvtt", "WebVTT subtitle"),
    "ttml": ("ttml", "Timed Text Markup Language"),
    "c608": ("eia_608", "EIA-608 closed captions"),
    "textst": ("hdmv_text_subtitle", "HDMV Text subtitle"),
    "arib": ("arib_caption", "ARIB STD-B24 caption"),
    "pgs": ("hdmv_pgs_subtitle", "HDMV Presentation Graphic Stream subtitles"),
    "vobsub": ("dvd_subtitle", "DVD subtitles"),
    "dvbsub": ("dvb_subtitle", "DVB subtitles"),
    "xsub": ("xsub", "XSUB"),
})  # fmt: skip
"""Short and long names of caption codecs, likewise."""


def read_source_uri(values: Mapping[str, Any], schemes: Collection[str]) -> str:
    """The film, of the values of ``DETECT_MEDIA_META``.

    Raises:
        WireError: another scheme, or no object.
    """
    return check_source("SourceURI", values["SourceURI"], schemes)


def media_body(report: SourceReport) -> dict[str, Any]:
    """The answer to DetectMediaMeta, but its RequestId.

    Args:
        report: of a probe. ``Subtitles`` keeps its order, which is that of stream numbers; they
            are told as ``StreamIndex``, since ``Index`` is a number in the container.
    """
    container = report.container or ""
    name, long_name = FORMAT_NAMES.get(container, (container, None))
    told = {
        "FormatName": name or None,
        "FormatLongName": long_name,
        "Size": report.size_bytes,
        "Duration": _seconds(report.duration_ms),
        "Bitrate": _bitrate(report),
    }
    return _known(told) | {"Subtitles": [_subtitle(track) for track in report.tracks]}


def _subtitle(track: TrackReport) -> dict[str, Any]:
    name, long_name = CODEC_NAMES.get(track.codec, (track.codec, None))
    told: dict[str, Any] = {
        "StreamIndex": track.index,
        "Language": track.language,
        "CodecName": name or None,
        "CodecLongName": long_name,
    }
    if _is_four_letters(track.codec_id):
        told["CodecTagString"] = track.codec_id
        told["CodecTag"] = f"0x{int.from_bytes(track.codec_id.encode(), 'little'):08x}"
    return _known(told)


def _is_four_letters(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isprintable()


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _bitrate(report: SourceReport) -> int | None:
    if not report.size_bytes or not report.duration_ms:
        return None
    return report.size_bytes * 8000 // report.duration_ms


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}
