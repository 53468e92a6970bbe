"""Lists attached files without reading them.

Spec: RFC 9559, clause 5.1.6 (Attachments).
"""

from __future__ import annotations

from collections.abc import Iterable

from cuelift.bytereader import ByteReader
from cuelift.container.matroska import ids
from cuelift.container.matroska.ebml import HEADER_BYTES, UNKNOWN, header_at, text
from cuelift.container.matroska.layout import Pieces, Place
from cuelift.errors import ContainerError
from cuelift.media import Attachment, ByteRange, Fetch

_MAX_READS = 1000
_MAX_FIELD = 4096
_GLANCE = 1024


def list_attachments(
    pieces: Pieces, places: Iterable[Place], warnings: list[str]
) -> Fetch[tuple[Attachment, ...]]:
    """Names, media types and places of all attached files.

    Each file's place is only known from the size of the one before it, so that each costs a small
    read of its own.

    Args:
        pieces: of the file.
        places: of the Attachments elements.
        warnings: is told what cannot be read.
    """
    files: list[Attachment] = []
    for place in places:
        try:
            yield from _list_files(pieces, place, files)
        except ContainerError as error:
            warnings.append(f"Attachments at {place.start}: {error}")
    return tuple(files)


def _list_files(pieces: Pieces, place: Place, files: list[Attachment]) -> Fetch[None]:
    position = place.body
    while position < place.end:
        element, child = yield from _header(pieces, position, place.end)
        if element == ids.ATTACHED_FILE:
            attachment = yield from _attachment(pieces, child)
            if attachment:
                files.append(attachment)
        position = child.end


def _attachment(pieces: Pieces, place: Place) -> Fetch[Attachment | None]:
    fields = {ids.FILE_NAME: "", ids.FILE_MEDIA_TYPE: ""}
    where: ByteRange | None = None
    position = place.body
    while position < place.end and not (where and all(fields.values())):
        element, child = yield from _header(pieces, position, place.end)
        if element == ids.FILE_DATA:
            where = ByteRange(child.body, child.end)
        elif element in fields:
            [data] = yield from pieces.read(
                [ByteRange(child.body, min(child.end, child.body + _MAX_FIELD))]
            )
            fields[element] = text(ByteReader(data))
        position = child.end
    if where is None:
        return None
    name, media_type = fields.values()
    return Attachment(name=name, media_type=media_type, where=where)


def _header(pieces: Pieces, position: int, end: int) -> Fetch[tuple[int, Place]]:
    """The element at a position, which must end within its parent."""
    data = pieces.have(position, min(position + HEADER_BYTES, end))
    if data is None:
        if pieces.count > _MAX_READS:
            raise ContainerError("only the first files are listed, there are too many")
        yield from pieces.read([ByteRange(position, min(position + _GLANCE, end))])
        data = pieces.have(position, min(position + HEADER_BYTES, end)) or b""
    element, body, size = header_at(data, 0)
    place = Place(position, position + body, position + body + size)
    if size == UNKNOWN or place.end > end:
        raise ContainerError(f"element {element:#x} at {position} reaches past its parent")
    return element, place
