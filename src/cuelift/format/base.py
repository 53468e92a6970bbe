"""What every caption file format offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import msgspec

from cuelift.cues import Cue, Document, Header


class Writer(Protocol):
    r"""Writes one caption file, piece by piece, so that writing can stream.

    Cues come in order of their start. Text pieces use ``\n``; the caller encodes them.
    """

    @property
    def losses(self) -> dict[str, int]:
        """What this format cannot say and was dropped, counted by kind (``position``, ``ruby``)."""

    def prepare(self, cues: Sequence[Cue]) -> None:
        """Looks through all cues before ``begin``, for a head that depends on them.

        May be left out where they are not known yet.
        """

    def begin(self) -> str:
        """The file's head."""

    def write(self, cue: Cue) -> str:
        """One cue; empty when the format leaves it out."""

    def end(self) -> str:
        """The file's tail."""


class File(NamedTuple):
    """A file that a picture format writes."""

    name: str
    """In the folder of the track; empty: the format is one file."""
    data: bytes


class PictureWriter(Protocol):
    """Writes the pictures of one track."""

    @property
    def losses(self) -> dict[str, int]:
        """What this format cannot show and was dropped, counted by kind."""

    def files(self, cues: Sequence[Cue]) -> Iterator[File]:
        """All files, made one by one; those that name others come after them.

        Args:
            cues: in order of their start.
        """


class DocumentWriter(Protocol):
    """Writes one file of all cues at once, which need not be text."""

    @property
    def losses(self) -> dict[str, int]:
        """What this format cannot show and was dropped, counted by kind."""

    def write(self, cues: Sequence[Cue]) -> bytes:
        """The whole file.

        Args:
            cues: in order of their start.

        Raises:
            FormatError: it cannot be written here.
        """


class Format(msgspec.Struct, frozen=True):
    """A line of the registry: everything that is known of a file format."""

    name: str
    extension: str
    media_type: str
    writer: Callable[[Header, Any], Writer] | None
    """Makes a writer for a track's header and this format's options; None: read only."""
    options: type[Any]
    """The frozen options struct of the writer; all fields have defaults."""
    reader: Callable[[str], Document] | None
    """Reads a whole file; None: written only."""
    sniff: Callable[[str], bool] | None = None
    """Whether a text that begins like this (about 1,000 characters) is one."""
    pictures: Callable[[Header, Any], PictureWriter] | None = None
    """Makes a writer of pictures instead; None: the format is text."""
    document: Callable[[Header, Any], DocumentWriter] | None = None
    """Makes a writer of whole files instead; None: the format is written cue by cue."""
    indexes: tuple[str, ...] = ()
    """The files that tell what is in a folder, if the format is one; they are written last."""
