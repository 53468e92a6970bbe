"""WebVTT in Matroska and WebM.

``S_TEXT/WEBVTT`` keeps the cue's text in the block, its settings, identifier and comments in the
block addition of id 1, and states times inside the text relative to the block. ``D_WEBVTT/*``, the
older way of WebM, keeps identifier, settings and text in the block, and leaves times as they were.

Spec: Matroska Subtitle Codec Mapping, "WebVTT"; WebM, "WebVTT Metadata in WebM".
"""

from __future__ import annotations

from collections.abc import Sequence

from cuelift.cues import Cue, Header
from cuelift.markup.webvtt import shift_timestamps
from cuelift.markup.webvtt_blocks import parse_head
from cuelift.markup.webvtt_cue import decode_payload, make_cue
from cuelift.media import Sample, Track, to_ns

_ADDITION_ID = 1


class WebVttDecoder:
    """Every block is one cue."""

    def __init__(self, track: Track, description: int) -> None:
        """Begins a track.

        Args:
            track: of codec id ``S_TEXT/WEBVTT`` or ``D_WEBVTT/...``.
            description: which of its sample descriptions; its private data is the file's head.
        """
        described = track.descriptions[description]
        self._timescale = track.timescale
        self._in_block = described.codec_id.startswith("D_WEBVTT")
        self._losses: dict[str, int] = {}
        head = parse_head(decode_payload(described.private, self._losses))
        self._regions = head.regions
        self._header = Header(
            format="webvtt", text=head.text, language=track.language or head.language
        )

    @property
    def header(self) -> Header:
        """What stands before the first cue: title, style sheets, regions, comments."""
        return self._header

    @property
    def losses(self) -> dict[str, int]:
        """``encoding``: texts that are not UTF-8."""
        return self._losses

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """The cue of one block; none when it holds no text."""
        if self._in_block:
            name, settings, text = _three(decode_payload(sample.data, self._losses))
            note = ""
        else:
            text = decode_payload(sample.data, self._losses)
            addition = next((data for i, data in sample.additions if i == _ADDITION_ID), b"")
            settings, name, note = _three(decode_payload(addition, self._losses))
        if not text.strip():
            return ()
        start_ns = to_ns(sample.pts, self._timescale)
        duration = sample.duration
        cue = make_cue(
            start_ns,
            None if duration is None else to_ns(sample.pts + duration, self._timescale),
            text if self._in_block else shift_timestamps(text, start_ns),
            name=name,
            settings=settings.strip(),
            regions=self._regions,
            note=note.strip("\n"),
        )
        return (cue,)

    def flush(self) -> Sequence[Cue]:
        """Nothing: no cue is ever held back."""
        return ()


def _three(text: str) -> tuple[str, str, str]:
    """The first line, the second line, and all the rest."""
    first, _, rest = text.partition("\n")
    second, _, rest = rest.partition("\n")
    return first, second, rest
