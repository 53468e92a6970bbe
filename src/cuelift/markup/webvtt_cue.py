"""A cue of WebVTT's parts, the same for files and for tracks.

Spec: W3C WebVTT, 6.1 to 6.4.
"""

from __future__ import annotations

from collections.abc import Mapping

from cuelift.cues import Cue, Raw
from cuelift.markup.webvtt import parse_cue_text
from cuelift.markup.webvtt_region import Region
from cuelift.markup.webvtt_settings import parse_settings, place_of
from cuelift.markup.webvtt_text import parser_input


def make_cue(
    start_ns: int,
    end_ns: int | None,
    text: str,
    *,
    name: str,
    settings: str,
    regions: Mapping[str, Region],
    note: str = "",
) -> Cue:
    """A cue with its payload, settings and comment kept as they came.

    Args:
        start_ns: on the clock of the timestamps inside the text.
        end_ns: None: open.
        text: the payload.
        name: its identifier; empty: none.
        settings: what stands behind the times.
        regions: by identifier; settings that name others name none.
        note: comment blocks that stand before the cue.
    """
    spans, speaker = parse_cue_text(text)
    fields: tuple[tuple[str, str], ...] = (("settings", settings),) if settings else ()
    if note:
        fields = (*fields, ("note", note))
    return Cue(
        start_ns=start_ns,
        end_ns=end_ns,
        spans=spans,
        id=name or None,
        place=place_of(parse_settings(settings, regions), regions) if settings else None,
        speaker=speaker,
        speaker_is_voice=speaker is not None or any(span.speaker for span in spans),
        raw=Raw(format="webvtt", text=text, fields=fields),
    )


def make_comment(text: str, start_ns: int) -> Cue:
    """A ``NOTE`` block that is kept, and never shown."""
    raw = Raw(format="webvtt", text=text)
    return Cue(start_ns=start_ns, end_ns=start_ns, comment=True, raw=raw)


def decode_payload(data: bytes, losses: dict[str, int]) -> str:
    """A sample's bytes as text with normal line ends, without NUL or line feeds at its end.

    Args:
        data: UTF-8; bytes that are not are replaced.
        losses: a text that is not UTF-8 is counted here as ``encoding``.
    """
    data = data.rstrip(b"\0")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        losses["encoding"] = losses.get("encoding", 0) + 1
        text = data.decode(errors="replace")
    return parser_input(text).rstrip("\n")
