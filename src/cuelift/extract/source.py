"""Opens a source: its bytes, and what they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from cuelift.container import CONTAINERS, SNIFF_BYTES, Movie, sniff
from cuelift.errors import ContainerError, FormatError
from cuelift.extract.options import ReadOptions
from cuelift.format import Format, sniff_format
from cuelift.media import ByteRange
from cuelift.store import open_source, parse_uri
from cuelift.store.drive import Source

if TYPE_CHECKING:
    from cuelift.markup.charset import Decoded

HEAD_BYTES = 64 * 1024
"""Read first of every source; container readers find their own first read in it."""
CAPTION_FILE_BYTES = 64 * 1024 * 1024
"""A larger text file is no caption file."""
SNIFFED_TEXT = 2048


class Media(msgspec.Struct, frozen=True):
    """An opened source and its container's header."""

    source: Source
    movie: Movie


class CaptionSource(msgspec.Struct, frozen=True):
    """An opened source that is a caption file: its text and format."""

    source: Source
    format: Format
    decoded: Decoded


def open_media(uris: Sequence[str], options: ReadOptions) -> Media | CaptionSource:
    """Opens a source and reads its header.

    Args:
        uris: of the object; several are read as one, in order (CMAF init and segments).
        options: how to read.

    Raises:
        StoreError: the object cannot be read.
        ContainerError: it is neither a container nor a caption file that we know.
    """
    source = open_source(uris, options.store, options.limits, options.cancelled)
    try:
        if len(uris) == 1 and (others := _companions(uris[0], source)):
            source.close()
            so_far = source.counters
            source = open_source([*uris, *others], options.store, options.limits, options.cancelled)
            source.counters.bytes_read += so_far.bytes_read
            for verb, count in so_far.requests.items():
                source.counters.requests[verb] += count
        return identify(source, options)
    except BaseException:
        source.close()
        raise


def companions(uri: str) -> list[str]:
    """What is read together with a source, as its name tells: ``film.sub`` with ``film.idx``."""
    extension = _parts(uri)[1].lower()
    named = (entry for entry in CONTAINERS.values() if extension in entry.extensions)
    return [_renamed(uri, entry.companion) for entry in named if entry.companion]


def _companions(uri: str, source: Source) -> list[str]:
    """What is read together with an open source, by what it is."""
    [head] = source.gather([ByteRange(0, HEAD_BYTES)])
    container = sniff(head[:SNIFF_BYTES])
    if container is None or container.companion is None:
        return []
    return [_renamed(uri, container.companion)]


def _parts(uri: str) -> tuple[str, str, str]:
    """A name up to its extension, the extension, and the query behind it."""
    remote = parse_uri(uri).scheme in ("http", "https")
    path, mark, query = uri.partition("?") if remote else (uri, "", "")
    name = path.rpartition("/")[2]
    extension = name.rpartition(".")[2] if "." in name else ""
    return path[: len(path) - len(extension)], extension, mark + query


def _renamed(uri: str, extension: str) -> str:
    """A name with another extension, in capitals if it was."""
    stem, own, query = _parts(uri)
    dot = "" if own else "."
    return stem + dot + (extension.upper() if own.isupper() else extension) + query


def identify(source: Source, options: ReadOptions) -> Media | CaptionSource:
    """Finds out what an open source is, and reads its header."""
    if source.size == 0:
        raise ContainerError(f"{source.uri}: the file is empty (0 bytes)")
    [head] = source.gather([ByteRange(0, HEAD_BYTES)])
    container = sniff(head[:SNIFF_BYTES])
    if container is not None:
        try:
            return Media(source, source.run(container.open(source.size)))
        except ContainerError as error:
            raise type(error)(f"{source.uri}: {error.message}", **error.details) from error
    return _caption_file(source, head, options)


def _caption_file(source: Source, head: bytes, options: ReadOptions) -> CaptionSource:
    from cuelift.markup.charset import decode_text

    unknown = f"{source.uri}: neither a container nor a caption file that cuelift knows"
    if source.size > CAPTION_FILE_BYTES or _looks_binary(head):
        raise ContainerError(f"{unknown} (it begins with {head[:8].hex(' ')})")
    [data] = source.gather([ByteRange(0, source.size)])
    decoded = decode_text(data, declared=options.charset)
    found = sniff_format(decoded.text[:SNIFFED_TEXT])
    if found is None or found.reader is None:
        raise FormatError(f"{unknown} (it begins with {decoded.text[:24]!r})")
    return CaptionSource(source, found, decoded)


def _looks_binary(head: bytes) -> bool:
    """Text has few control characters; NULs at every other place are UTF-16."""
    sample = head[:4096]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    nuls = max(sample[0::2].count(0), sample[1::2].count(0))
    return controls > len(sample) // 16 and nuls < len(sample) // 8
