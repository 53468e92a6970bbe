"""SubRip text tracks of Matroska (``S_TEXT/UTF8``, ``S_TEXT/ASCII``).

A sample is the payload of one cue. Many files hold other character sets than they say.

Spec: Matroska Codec Specifications (draft-ietf-cellar-codec), Subtitles: SRT Subtitles.
"""

from __future__ import annotations

from collections.abc import Sequence

from cuelift.cues import Cue, Header, Place, Raw, Span
from cuelift.markup.charset import TrackCharset
from cuelift.markup.newlines import normalize_newlines
from cuelift.markup.subrip import parse_subrip
from cuelift.media import Sample, Track, to_ns


class SubRipDecoder:
    """Each sample is one cue; cues may overlap.

    Samples that are not UTF-8 wait until there is enough text to tell the character set by.
    """

    def __init__(self, track: Track, description: int) -> None:
        self.header = Header(language=track.language, title=track.title)
        self.losses: dict[str, int] = {}
        self._timescale = track.timescale
        self._charset = TrackCharset(track.language, self.losses)
        self._waiting: list[Sample] = []
        """Samples whose character set is not known yet."""

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """The sample's cue; none when it holds no text or waits for its character set."""
        text = self._charset.decode(sample.data)
        if text is None:
            self._waiting.append(sample)
            return () if self._charset.waiting else self._release()
        if "\r" in text:
            text = normalize_newlines(text)
        text = text.rstrip("\0\n")
        if not text:
            return ()
        place = None
        if "<" in text or "{" in text:
            spans, align = parse_subrip(text, self.losses)
            if align and align != 2:
                place = Place(align=align)
        else:
            spans = (Span(text),)
        pts, duration = sample.pts, sample.duration
        timescale = self._timescale
        return (
            Cue(
                start_ns=to_ns(pts, timescale),
                end_ns=None if duration is None else to_ns(pts + duration, timescale),
                spans=spans,
                place=place,
                raw=Raw(format="srt", text=text),
            ),
        )

    def flush(self) -> Sequence[Cue]:
        """The cues that still wait for their character set."""
        self._charset.decide()
        return self._release()

    def _release(self) -> list[Cue]:
        waiting, self._waiting = self._waiting, []
        return [cue for sample in waiting for cue in self.decode(sample)]
