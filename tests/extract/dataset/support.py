"""What tests of datasets share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from cuelift.extract.dataset import DatasetOptions
from cuelift.extract.source import open_media

ALL_TRAIN = (1.0, 0.0, 0.0)


def options(folder: Path, **fields: Any) -> DatasetOptions:
    """Options of a dataset below a folder, without text passes."""
    values = {"folder": str(folder / "out"), "clean": "", "shares": ALL_TRAIN}
    return DatasetOptions(**(values | fields))


def opened(path: Path | str, chosen: DatasetOptions) -> Any:
    """An open source; to be closed by its ``source``."""
    return open_media([str(path)], chosen.read)


def consenting(chosen: DatasetOptions) -> DatasetOptions:
    """The same, with all of remote objects read."""
    return replace(chosen, read=replace(chosen.read, max_read=1.0))
