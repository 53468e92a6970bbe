"""Chooses the tracks of a source that are read, and says why the others are not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from cuelift.extract.options import OcrRequest, Selection
from cuelift.extract.recognition import obstacle
from cuelift.extract.report import Outcome, TrackReport
from cuelift.extract.tracks import describe, kind_of, select, unreadable
from cuelift.extract.wishes import Wishes
from cuelift.format import PICTURES
from cuelift.media import Track


class Choice:
    """What becomes of each track before anything is read."""

    def __init__(
        self, tracks: Sequence[Track], selection: Selection, wishes: Wishes, ocr: OcrRequest
    ) -> None:
        """Chooses.

        Raises:
            UsageError: a track number that the source does not have.
        """
        self.reports: list[TrackReport] = []
        """Of all tracks; outcomes of those that are not read are there."""
        self.wanted: list[Track] = []
        """The tracks to lift."""
        self.readable: list[Track] = []
        """The tracks that could be, wanted or not: default names count them."""
        self.unread: dict[int, str] = {}
        """Tracks that only pictures can be written of, though text is wanted, and why; an empty
        reason is the caller's own wish."""
        self._tracks = tracks
        self._unwanted = select(tracks, selection)
        self._wishes = wishes
        self._ocr = ocr
        for track in tracks:
            self._take(track)

    def _take(self, track: Track) -> None:
        report = describe(track)
        report.cues = None
        self.reports.append(report)
        trouble = unreadable(track)
        if trouble is None:
            self.readable.append(track)
        if track.index in self._unwanted or not self._wishes.wants(track.index):
            trouble = "skipped", self._unwanted.get(track.index, "not asked for")
        trouble = trouble or self._unwritable(track)
        if trouble is None:
            self.wanted.append(track)
        else:
            report.outcome, report.message = trouble

    def _unwritable(self, track: Track) -> tuple[Outcome, str] | None:
        """Why no file can be made of a track that can be read, or None."""
        formats = self._wishes.formats_of(track)
        if not formats:
            others = any(kind_of(other) == "graphical" for other in self._tracks)
            return "skipped" if others else "refused", "its captions are text, without pictures"
        if kind_of(track) != "graphical" or formats <= PICTURES or self._obstacle is None:
            return None
        outcome, reason = self._obstacle
        if not formats & PICTURES:
            return outcome, reason
        self.unread[track.index] = "" if outcome == "skipped" else reason
        return None

    @cached_property
    def _obstacle(self) -> tuple[Outcome, str] | None:
        return obstacle(self._ocr)
