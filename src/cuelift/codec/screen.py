"""What stands on the screen of one track of pictures, from when to when.

A presentation lists all pictures that show from then on. Each picture lives on its own: one that
the next presentation shows too is not a new caption, whether it was sent again for those who
tuned in late, or in other colours only (a fade).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from cuelift.cues import Cue
from cuelift.cues.bitmap import Bitmap, opacity

_USUAL_CANVAS = 720, 576
_FRAME_NS = 42_000_000
"""A picture that is away for no longer was never away."""
_LONG_NS = 60_000_000_000
_MOST = 512
"""Pictures that are remembered."""


Shape: TypeAlias = tuple[int, int, int, int, bytes]
"""Left, top, width, height and pixels."""


class Picture(NamedTuple):
    """A picture to show; it has no transparent border."""

    bitmap: Bitmap
    forced: bool = False
    shape: Shape | None = None
    """What stays the same while its colours change, where that is more than its own pixels."""


def inside(bitmap: Bitmap) -> Bitmap:
    """The picture, moved so that none of it lies beyond its canvas, as far as it fits."""
    x = max(min(bitmap.x, bitmap.canvas_width - bitmap.width), 0)
    y = max(min(bitmap.y, bitmap.canvas_height - bitmap.height), 0)
    return bitmap if (x, y) == (bitmap.x, bitmap.y) else replace(bitmap, x=x, y=y)


def canvas_of(
    stated: tuple[int, int] | None, x: int, y: int, width: int, height: int
) -> tuple[int, int]:
    """The canvas that is stated, or else the usual one of a DVD, as large as the picture needs."""
    if stated is not None:
        return stated
    return max(_USUAL_CANVAS[0], x + width), max(_USUAL_CANVAS[1], y + height)


_Key: TypeAlias = tuple[Shape, bool]


def _shape(bitmap: Bitmap) -> Shape:
    return bitmap.x, bitmap.y, bitmap.width, bitmap.height, bitmap.pixels


class _Shown:
    """A picture that shows, or has just gone."""

    __slots__ = (
        "_shaped",
        "bitmap",
        "forced",
        "gone_ns",
        "inferred",
        "seen_ns",
        "start_ns",
        "until_ns",
    )

    def __init__(self, picture: Picture, start_ns: int, until_ns: int | None) -> None:
        self.bitmap, self.forced, shape = picture
        self._shaped = shape is not None
        self.start_ns = self.seen_ns = start_ns
        self.until_ns = until_ns
        self.gone_ns: int | None = None
        self.inferred = False

    def refresh(self, bitmap: Bitmap, now_ns: int, until_ns: int | None) -> None:
        self.gone_ns, self.until_ns, self.seen_ns = None, until_ns, now_ns
        if self._strength(bitmap) > self._strength(self.bitmap):
            self.bitmap = bitmap

    def _strength(self, bitmap: Bitmap) -> int:
        """How much of a picture can be seen; of the same pixels their colours tell it."""
        return opacity(bitmap) if self._shaped else sum(bitmap.palette[3::4])


class Screen:
    """Takes the presentations of a track in time order, and gives the cues that they end."""

    def __init__(self, lasts_ns: int | None = None) -> None:
        """Makes an empty screen.

        Args:
            lasts_ns: how long a picture shows that has no end of its own, and no other comes
                within a minute; None: until another comes, whenever that is.
        """
        self._lasts_ns = lasts_ns
        self._shown: dict[_Key, _Shown] = {}
        self._done: list[Cue] = []

    def show(self, now_ns: int, pictures: Iterable[Picture], until_ns: int | None = None) -> None:
        """From now on there are these pictures and no others.

        Args:
            now_ns: in media time.
            pictures: in drawing order.
            until_ns: when they go at the latest; None: when others come.
        """
        self._expire(now_ns)
        fresh: dict[_Key, _Shown] = {}
        for picture in pictures:
            bitmap, forced, shape = picture
            key = shape or _shape(bitmap), forced
            known = self._shown.pop(key, None) or fresh.get(key)
            if known is None:
                known = _Shown(picture, now_ns, until_ns)
            else:
                known.refresh(bitmap, now_ns, until_ns)
            fresh[key] = known
        ended = []
        for key, shown in self._shown.items():
            if shown.gone_ns is None:
                shown.inferred = self._lasts_ns is not None and shown.until_ns is None
                shown.gone_ns = now_ns
            if len(fresh) < _MOST and shown.gone_ns > shown.start_ns:
                fresh[key] = shown
            else:
                ended.append(shown)
        self._end(ended)
        self._shown = fresh

    def take(self) -> list[Cue]:
        """The cues that have ended since the last time, in order of their start."""
        done, self._done = self._done, []
        done.sort(key=lambda cue: cue.start_ns)
        return done

    def finish(self) -> list[Cue]:
        """The cues that are left; an end that nothing tells stays open."""
        for shown in self._shown.values():
            self._run_out(shown, None)
        self._end(list(self._shown.values()))
        self._shown.clear()
        return self.take()

    def _expire(self, now_ns: int) -> None:
        """Ends what has been gone for longer than a frame."""
        ended = []
        for key, shown in list(self._shown.items()):
            self._run_out(shown, now_ns)
            if shown.gone_ns is not None and now_ns - shown.gone_ns > _FRAME_NS:
                ended.append(self._shown.pop(key))
        self._end(ended)

    def _run_out(self, shown: _Shown, now_ns: int | None) -> None:
        """Ends a picture whose time is out; None: the track has ended."""
        if shown.gone_ns is not None:
            return
        if shown.until_ns is not None:
            if now_ns is None or shown.until_ns < now_ns:
                shown.gone_ns = shown.until_ns
        elif self._lasts_ns is not None and (now_ns is None or now_ns - shown.seen_ns > _LONG_NS):
            shown.gone_ns, shown.inferred = shown.seen_ns + self._lasts_ns, True

    def _end(self, ended: list[_Shown]) -> None:
        """Makes cues; pictures that came and went together are one."""
        groups: dict[tuple[int, int | None, bool, bool], list[Bitmap]] = {}
        for shown in ended:
            start_ns, end_ns = shown.start_ns, shown.gone_ns
            if end_ns is None or end_ns > start_ns:
                group = (start_ns, end_ns, shown.forced, shown.inferred)
                groups.setdefault(group, []).append(shown.bitmap)
        for (start_ns, end_ns, forced, inferred), bitmaps in groups.items():
            self._done.append(
                Cue(
                    start_ns=start_ns,
                    end_ns=end_ns,
                    forced=forced,
                    end_inferred=inferred,
                    bitmaps=tuple(bitmaps),
                )
            )
