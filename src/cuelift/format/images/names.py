"""Names of picture files.

A picture is named by its content: a second run over the same folder, cut short or not, never puts
another picture under a name that an index there already tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cuelift.cues import Cue
from cuelift.cues.bitmap import Bitmap
from cuelift.format.base import File
from cuelift.format.images.png import png


def file_name(bitmap: Bitmap) -> str:
    """The name of a picture's file."""
    return f"{bitmap.digest.hex()}.png"


def picture_files(cues: Sequence[Cue]) -> Iterator[File]:
    """Every picture of the cues once, in order of its first use."""
    seen: set[bytes] = set()
    for cue in cues:
        for bitmap in cue.bitmaps:
            if bitmap.digest not in seen:
                seen.add(bitmap.digest)
                yield File(file_name(bitmap), png(bitmap))
