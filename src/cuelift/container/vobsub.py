"""Reads VobSub: an ``.idx`` file and the ``.sub`` file beside it, with all languages.

The two are read as one object, the ``.sub`` behind the ``.idx``: the text has no zero bytes, so the
first pack of the programme stream tells where it ends.

Spec: the comments that VobSub puts into its files; ISO/IEC 13818-1, 2.5 (programme stream).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from cuelift.container.base import Index
from cuelift.container.mpegps.joiner import PsJoiner
from cuelift.container.mpegps.packs import PACK_START, Slice, Walk
from cuelift.container.mpegps.units import FIRST_STREAM, Units, read_private
from cuelift.container.pes import PRIVATE_1
from cuelift.container.sequential import SequentialScan
from cuelift.container.vobsub_index import IdxText, Language, parse_idx
from cuelift.cues.languages import language_tag
from cuelift.errors import ContainerError, IndexMismatch
from cuelift.media import (
    Attachment,
    ByteRange,
    Extent,
    Fetch,
    Sample,
    SampleDescription,
    Track,
    Window,
)

_FIRST_READ = 64 * 1024
_LONGEST_TEXT = 64 * 1024 * 1024
_LONGEST_GUESS = 64 * 1024
_LONGEST_PICTURE = 1024 * 1024
_MS = 1000
_LONGEST_MS = 60_000
"""A picture that begins so long before a window cannot show in it."""


def open_vobsub(size: int) -> Fetch[VobSubMovie]:
    """Reads the text of the ``.idx`` file.

    Args:
        size: of both files together.

    Raises:
        ContainerError: there is no ``.sub`` file behind it.
    """
    data = b""
    step = _FIRST_READ
    at = -1
    while at < 0 and len(data) < min(size, _LONGEST_TEXT):
        [more] = yield [ByteRange(len(data), min(len(data) + step, size))]
        if not more:
            break
        at = (data[-3:] + more).find(PACK_START)
        at = at + max(len(data) - 3, 0) if at >= 0 else -1
        data += more
        step = len(data)
    if at < 0:
        raise ContainerError(
            "the .idx file holds no pictures: they are in a .sub file of the same name, which must "
            "be read together with it"
        )
    return VobSubMovie(parse_idx(data[:at]), at, size)


class VobSubMovie:
    """See ``cuelift.container.base.Movie``.

    Args:
        text: of the ``.idx`` file.
        base: where the ``.sub`` file begins.
        end: of both.
    """

    container = "vobsub"
    exact = False
    truncated: str | None = None

    def __init__(self, text: IdxText, base: int, end: int) -> None:
        self._text = text
        self._base = base
        self._end = end
        self._languages = text.languages
        self._private = text.settings.split(b"\0")[0]
        self.tracks: Sequence[Track] = tuple(map(self._track, range(len(text.languages))))
        self.warnings: Sequence[str] = (
            (f"{text.broken} lines of the .idx file cannot be read",) if text.broken else ()
        )
        last = max((each[0] for lang in self._languages for each in lang.entries), default=0)
        self.duration_ns = (last + _LONGEST_MS // 6) * 1_000_000 if last > 0 else None
        places = {each[1] for lang in self._languages for each in lang.entries}
        self._places = sorted(place + base for place in places if place + base < end)

    def _track(self, index: int) -> Track:
        language: Language = self._languages[index]
        tag = language_tag(language.code)
        return Track(
            index=index,
            number=FIRST_STREAM + language.index,
            descriptions=(
                SampleDescription(codec="vobsub", codec_id="idx", private=self._private),
            ),
            timescale=_MS,
            language=tag,
            language_source="tag" if tag else None,
            title=language.title,
            default=self._text.default == language.index,
            expected_samples=len(language.entries),
        )

    def read_attachments(self) -> Fetch[Sequence[Attachment]]:
        """None: these files carry no others."""
        yield from ()
        return ()

    def index(self, wanted: Collection[int], window: Window | None = None) -> Fetch[Index]:
        """Where the pictures of the wanted languages begin, by the ``.idx`` file."""
        yield from ()
        extents: list[Extent] = []
        lost: dict[int, str] = {}
        for track in sorted(wanted):
            language = self._languages[track]
            found = [self._extent(track, ms, place) for ms, place in sorted(language.entries)]
            known = [each for each in found if each.length > 0]
            said = []
            if language.broken:
                said.append(f"{language.broken} lines of the .idx file cannot be read")
            if len(known) < len(found):
                said.append(
                    f"{len(found) - len(known)} of {len(found)} pictures should be behind the end "
                    "of the .sub file"
                )
            if said:
                lost[track] = "; ".join(said)
            extents += [each for each in known if _shows(each.pts, window)]
        return Index(extents=extents, lost=lost)

    def _extent(self, track: int, ms: int, place: int) -> Extent:
        """From a picture to the next one of any language, as they lie in the file."""
        offset = place + self._base
        behind = bisect_right(self._places, offset)
        end = self._places[behind] if behind < len(self._places) else self._end
        length = min(end - offset, _LONGEST_GUESS) if offset < self._end else 0
        return Extent(track, ms, None, offset, max(length, 0))

    def payload(self, extent: Extent, data: bytes | memoryview) -> Sequence[Sample] | ByteRange:
        """The picture that begins at an extent; or more to read, where it is longer."""
        held = bytes(data)
        if not held.startswith(PACK_START):
            raise IndexMismatch(f"no picture begins at {extent.offset - self._base} of the .sub")
        stream = self.tracks[extent.track].number
        units = Units()
        walk = Walk(held)
        for at, code, end in walk:
            private = read_private(held[at:end]) if code == PRIVATE_1 else None
            if private is None or private.stream != stream:
                continue
            pts = None if units.begun else extent.pts
            picture = units.push(extent.offset, pts, private.data)
            if picture is not None:
                return [Sample(extent.track, extent.pts, None, picture.data, extent.offset)]
        end = extent.offset + len(held)
        if end >= self._end or len(held) >= _LONGEST_PICTURE:
            raise ContainerError(f"the picture at {extent.offset - self._base} is not whole")
        more = min(max(2 * len(held), 4096), _LONGEST_PICTURE)
        return ByteRange(extent.offset, min(extent.offset + more, self._end))

    def recover(self, extent: Extent) -> Fetch[Sequence[Sample]]:
        """Nothing near a wrong place tells which picture was meant."""
        yield from ()
        raise ContainerError(f"no picture begins at {extent.offset - self._base} of the .sub file")

    def scan(self, wanted: Collection[int], window: Window | None = None) -> SequentialScan[Slice]:
        """A search of the ``.sub`` file; times are then those of its packets."""
        chosen = {self.tracks[index].number: index for index in sorted(wanted)}
        known = frozenset(track.number for track in self.tracks)
        joiner = PsJoiner(chosen, known, None, scale=(_MS, 90_000))
        return SequentialScan(joiner, ByteRange(self._base, self._end if chosen else self._base))


def _shows(ms: int, window: Window | None) -> bool:
    """Whether a picture of that time may show in a window."""
    if window is None:
        return True
    if window.end_ns is not None and ms * 1_000_000 >= window.end_ns:
        return False
    return (ms + _LONGEST_MS) * 1_000_000 >= window.start_ns
