"""Finds the level 1 elements of a Segment with few small reads.

Spec: RFC 8794 clause 11.2 (EBML header), RFC 9559 clauses 4.5 and 5.1.1 (Segment, SeekHead).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.container.matroska import ids
from cuelift.container.matroska.ebml import HEADER_BYTES, UNKNOWN, children, header_at, text, uint
from cuelift.container.matroska.info import parse_seek_head
from cuelift.errors import ContainerError, TruncatedData
from cuelift.media import ByteRange, Fetch

HEAD_BYTES = 32 * 1024
"""Holds the header of an ordinary file: SeekHead, Info, Tracks."""

_MAX_HOPS = 64
_MAX_SEEK_HEADS = 16
_MAX_PLACES = 64
_MAX_ELEMENT = 16 * 1024 * 1024
_MAX_SEEK_HEAD = 1024 * 1024
_GLANCE = {ids.TAGS: 8192, ids.ATTACHMENTS: 1024, ids.TRACKS: 8192, ids.INFO: 1024}
_WANTED = (ids.INFO, ids.TRACKS, ids.CUES, ids.TAGS, ids.ATTACHMENTS)


class Place(msgspec.Struct, frozen=True):
    """Where a level 1 element lies in the file."""

    start: int
    body: int
    end: int


class Pieces:
    """The parts of a file that are here already."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._parts: list[tuple[int, bytes]] = []

    @property
    def count(self) -> int:
        """How many reads they took."""
        return len(self._parts)

    def have(self, start: int, end: int) -> bytes | None:
        """The bytes of a range, cut at the end of the file; None: not all here."""
        end = min(end, self.size)
        for at, data in reversed(self._parts):
            if at <= start and end <= at + len(data):
                return data[start - at : max(end, start) - at]
        return None

    def read(self, wanted: Sequence[ByteRange]) -> Fetch[list[bytes]]:
        """The bytes of each range; what is not here is asked for in one yield."""
        missing = [where for where in wanted if self.have(*where) is None]
        if missing:
            answers = yield missing
            self._parts += [
                (where.start, data) for where, data in zip(missing, answers, strict=True)
            ]
        return [self.have(*where) or b"" for where in wanted]


class Layout:
    """What is known of where things lie."""

    def __init__(self, body: int, end: int) -> None:
        self.body = body
        """The Segment's first byte after its size; positions inside count from here."""
        self.end = end
        """Its end, cut at the end of the file."""
        self.payload = body
        """A level 1 element begins here, and no Cluster lies before it."""
        self.found: dict[int, list[Place]] = {wanted: [] for wanted in _WANTED}
        self.hints: dict[int, list[int]] = {wanted: [] for wanted in _WANTED}
        self.seek_heads: dict[int, None] = {}
        """Positions of SeekHeads in the order in which they were met."""
        self.warnings: list[str] = []
        self.truncated: str | None = None
        """What is missing of the Segment, if something is."""

    def add(self, element: int, place: Place) -> None:
        """Notes an element, once."""
        places = self.found[element]
        if place not in places and len(places) < _MAX_PLACES:
            places.append(place)

    def first(self, element: int) -> Place | None:
        """The first one of its kind."""
        return next(iter(self.found[element]), None)


def find_layout(pieces: Pieces) -> Fetch[Layout]:
    """Reads the head of a file and follows its SeekHeads.

    Raises:
        ContainerError: it is no Matroska file, or one that cannot be read.
    """
    [head] = yield from pieces.read([ByteRange(0, HEAD_BYTES)])
    layout = _segment(head, pieces.size)
    position = yield from _walk(layout, pieces, layout.body, hop=False)
    yield from _follow_seek_heads(layout, pieces)
    yield from _take_hints(layout, pieces)
    if not layout.seek_heads or not layout.found[ids.TRACKS] or not layout.found[ids.INFO]:
        position = yield from _walk(layout, pieces, position, hop=True)
        yield from _follow_seek_heads(layout, pieces)
        yield from _take_hints(layout, pieces)
    _skip_known(layout)
    return layout


def read_element(pieces: Pieces, layout: Layout, element: int) -> Fetch[list[ByteReader]]:
    """The bodies of all elements of one kind; too large ones are left out with a warning."""
    places = []
    for place in layout.found[element]:
        if place.end - place.body > _MAX_ELEMENT:
            name = ids.NAMES[element]
            layout.warnings.append(f"{name} of {place.end - place.body} bytes is not read")
        else:
            places.append(ByteRange(place.body, place.end))
    bodies = yield from pieces.read(places)
    return [ByteReader(body) for body in bodies]


def _segment(head: bytes, size: int) -> Layout:
    """Checks the EBML header and finds the Segment's body."""
    try:
        element, body, length = header_at(head, 0)
        pos = 0
        if element == ids.EBML:
            _check_ebml_header(ByteReader(head[body:]).sub(length))
            pos = body + length
            element, body, length = header_at(head, pos)
            while element == ids.VOID and length != UNKNOWN:
                pos = body + length
                element, body, length = header_at(head, pos)
    except TruncatedData as error:
        raise ContainerError(f"no Matroska header in {size} bytes") from error
    if element == ids.CLUSTER:
        raise ContainerError("the file begins with a Cluster: its header is missing")
    if element != ids.SEGMENT:
        raise ContainerError(f"element {element:#x} at {pos} where the Segment should be")
    layout = Layout(body, size)
    if pos == 0:
        layout.warnings.append("the file has no EBML header")
    if length != UNKNOWN:
        layout.end = min(body + length, size)
        if body + length > size:
            missing = body + length - size
            layout.truncated = f"the file is truncated: its last {missing} bytes are missing"
            layout.warnings.append(layout.truncated)
    return layout


def _check_ebml_header(body: ByteReader) -> None:
    for element, child in children(body):
        if element == ids.DOC_TYPE:
            doc_type = text(child)
            if doc_type not in ("matroska", "webm"):
                raise ContainerError(f"an EBML file of type {doc_type!r}, not Matroska")
        elif element == ids.EBML_MAX_ID_LENGTH and (length := uint(child)) > 4:
            raise ContainerError(f"element ids of up to {length} bytes are not supported")
        elif element == ids.EBML_MAX_SIZE_LENGTH and (length := uint(child)) > 8:
            raise ContainerError(f"element sizes of up to {length} bytes are not supported")


def _walk(layout: Layout, pieces: Pieces, position: int, *, hop: bool) -> Fetch[int]:
    """Notes level 1 elements one after the other; returns where it stopped.

    With ``hop`` it reads on when bytes are not here, but a limited number of times.
    """
    hops = _MAX_HOPS if hop else 0
    while position < layout.end:
        data = pieces.have(position, position + HEADER_BYTES)
        if data is None:
            if not hops:
                break
            hops -= 1
            [data] = yield from pieces.read([ByteRange(position, position + HEADER_BYTES)])
        place = _note(layout, data, position)
        if place is None:
            break
        position = place.end
    return position


def _note(layout: Layout, data: bytes, position: int) -> Place | None:
    """Takes in one level 1 element; None: the walk cannot or need not go on."""
    try:
        element, body, size = header_at(data, 0)
    except ContainerError as error:
        layout.warnings.append(f"damaged at {position}: {error}")
        return None
    if size == UNKNOWN or (element == ids.CLUSTER and layout.seek_heads):
        return None
    place = Place(position, position + body, min(position + body + size, layout.end))
    if element == ids.SEEK_HEAD:
        layout.seek_heads[position] = None
    elif element in layout.found:
        layout.add(element, place)
    if element != ids.CLUSTER and layout.payload == position:
        layout.payload = place.end
    return place


def _follow_seek_heads(layout: Layout, pieces: Pieces) -> Fetch[None]:
    """Reads all SeekHeads, also those that only another one names; none twice."""
    done: set[int] = set()
    while todo := [at for at in layout.seek_heads if at not in done][: _MAX_SEEK_HEADS - len(done)]:
        done.update(todo)
        for at in todo:
            place = yield from _glance(layout, pieces, ids.SEEK_HEAD, at)
            if place is None or place.end - place.body > _MAX_SEEK_HEAD:
                continue
            [body] = yield from pieces.read([ByteRange(place.body, place.end)])
            try:
                entries = parse_seek_head(ByteReader(body))
            except ContainerError as error:
                layout.warnings.append(f"SeekHead at {at} is damaged: {error}")
                continue
            for element, position in entries:
                _take_entry(layout, element, layout.body + position)


def _take_entry(layout: Layout, element: int, position: int) -> None:
    if element == ids.SEEK_HEAD:
        if len(layout.seek_heads) < _MAX_SEEK_HEADS:
            layout.seek_heads[position] = None
    elif element in layout.hints:
        hints = layout.hints[element]
        known = any(place.start == position for place in layout.found[element])
        if not known and position not in hints and len(hints) < _MAX_PLACES:
            hints.append(position)


def _take_hints(layout: Layout, pieces: Pieces) -> Fetch[None]:
    """Looks at all places that SeekHeads name, in one round."""
    hints = [(element, at) for element, places in layout.hints.items() for at in places]
    for places in layout.hints.values():
        places.clear()
    glances = [ByteRange(at, at + _GLANCE.get(element, HEADER_BYTES)) for element, at in hints]
    yield from pieces.read([where for where in glances if where.start < layout.end])
    for element, at in hints:
        place = yield from _glance(layout, pieces, element, at)
        if place:
            layout.add(element, place)


def _glance(layout: Layout, pieces: Pieces, element: int, at: int) -> Fetch[Place | None]:
    """The element at a place that a SeekHead names; None with a warning if it is not there."""
    name = ids.NAMES[element]
    if at >= layout.end:
        layout.warnings.append(f"{name} should lie at {at}, past the end of the file")
        return None
    [data] = yield from pieces.read([ByteRange(at, at + HEADER_BYTES)])
    try:
        found, body, size = header_at(data, 0)
    except ContainerError:
        found, body, size = 0, 0, 0
    if found != element or size == UNKNOWN:
        layout.warnings.append(f"the SeekHead names {name} at {at}, but it is not there")
        return None
    return Place(at, at + body, min(at + body + size, layout.end))


def _skip_known(layout: Layout) -> None:
    """Moves the payload's beginning past elements whose places are known."""
    ends = {place.start: place.end for places in layout.found.values() for place in places}
    while layout.payload in ends:
        layout.payload = max(ends[layout.payload], layout.payload + 1)
