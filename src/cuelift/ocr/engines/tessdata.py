"""Finds Tesseract's data: files ``NAME.traineddata`` of languages and of whole scripts.

Those of scripts lie beside the others in Debian, in a folder ``script`` elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

_SYSTEM = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
)

_PACKAGES = {"Kore": "hang"}
"""Debian's names of scripts that differ from the standard's."""


def data_folders(given: str | None = None) -> list[Path]:
    """Folders that may hold data: the given one, the environment's, the system's."""
    prefix = os.environ.get("TESSDATA_PREFIX")
    candidates = [Path(given)] if given else []
    if prefix:
        candidates += [Path(prefix), Path(prefix, "tessdata")]
    return [folder for folder in [*candidates, *map(Path, _SYSTEM)] if folder.is_dir()]


def folder_with(name: str, folders: Sequence[Path]) -> Path | None:
    """The first folder that holds a language's data."""
    return next((each for each in folders if (each / f"{name}.traineddata").is_file()), None)


def script_folder(name: str, folders: Sequence[Path]) -> Path | None:
    """The first folder that holds a script's data."""
    return folder_with(name, [each for one in folders for each in (one, one / "script")])


def remedy(name: str) -> str:
    """How to get a language's data."""
    return _get(name.replace("_", "-"), name)


def script_remedy(name: str, code: str) -> str:
    """How to get a script's data.

    Args:
        name: of the data.
        code: ISO 15924.
    """
    return _get(f"script-{_PACKAGES.get(code, code.lower())}", name)


def _get(package: str, name: str) -> str:
    return (
        f"apt-get install tesseract-ocr-{package}, or put {name}.traineddata of tessdata_fast"
        " into a folder and name it by TESSDATA_PREFIX"
    )
