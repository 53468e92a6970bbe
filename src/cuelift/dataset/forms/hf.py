"""Folders that Hugging Face ``datasets`` loads as ``audiofolder``.

Spec: Hugging Face Datasets, "Create an audio dataset", AudioFolder
(https://huggingface.co/docs/datasets/audio_dataset); Hugging Face Hub, "File names and splits"
(https://huggingface.co/docs/hub/datasets-file-names-and-splits); RFC 4180.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from types import MappingProxyType
from typing import Any

import msgspec

from cuelift.dataset.forms.base import Files, Place, seconds
from cuelift.dataset.model import Utterance
from cuelift.dataset.split import Split

FOLDERS: Mapping[Split, str] = MappingProxyType(
    {"train": "train", "dev": "validation", "test": "test"}
)
FILES = tuple(
    f"{folder}/metadata.{kind}" for folder in FOLDERS.values() for kind in ("jsonl", "csv")
)


def write(parts: Mapping[Split, Sequence[Utterance]], place: Place) -> Files:
    """The metadata of each part, by its path."""
    render = _csv if place.table == "csv" else _jsonl
    files = {}
    for split, utterances in parts.items():
        folder = FOLDERS[split]
        if utterances:
            rows = [_row(each, folder) for each in utterances]
            files[f"{folder}/metadata.{place.table}"] = render(rows)
    return files


def _row(utterance: Utterance, folder: str) -> dict[str, Any]:
    # Columns are of one type in all parts: a speaker that is not known is an empty text.
    return {
        "file_name": (utterance.audio or "").removeprefix(f"{folder}/"),
        "transcription": utterance.text,
        "transcription_raw": utterance.text_raw,
        "language": utterance.language,
        "speaker": utterance.speaker or "",
        "id": utterance.id,
        "duration": seconds(utterance.duration_s),
        "source": utterance.source,
        "source_offset": seconds(utterance.offset_s),
    }


def _jsonl(rows: Sequence[dict[str, Any]]) -> bytes:
    return b"".join([msgspec.json.encode(row) + b"\n" for row in rows])


def _csv(rows: Sequence[dict[str, Any]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
