"""Manifests of NVIDIA NeMo: one JSON object a line for each utterance.

Spec: NVIDIA NeMo user guide, "Preparing Custom ASR Data"
(https://docs.nvidia.com/nemo-framework/user-guide/latest/nemotoolkit/asr/datasets.html); ``offset``
as NVIDIA DALI tells it (``readers.nemo_asr``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from cuelift.dataset.forms.base import Files, Place, seconds
from cuelift.dataset.model import Utterance
from cuelift.dataset.split import SPLITS, Split

FILES = tuple(f"{split}.jsonl" for split in SPLITS)


def write(parts: Mapping[Split, Sequence[Utterance]], place: Place) -> Files:
    """The manifests by their path.

    Paths of audio are absolute, as the guide asks.
    """
    encode = msgspec.json.encode
    return {
        f"{split}.jsonl": b"".join([encode(_line(each, place)) + b"\n" for each in utterances])
        for split, utterances in parts.items()
        if utterances
    }


def _line(utterance: Utterance, place: Place) -> dict[str, Any]:
    line: dict[str, Any] = {"audio_filepath": utterance.recording}
    if utterance.audio is None:
        line["offset"] = seconds(utterance.offset_s)
    else:
        line["audio_filepath"] = f"{place.folder}/{utterance.audio}"
    return line | {
        "duration": seconds(utterance.duration_s),
        "text": utterance.text,
        "text_raw": utterance.text_raw,
        "lang": utterance.language,
        "speaker": utterance.speaker or "",
        "id": utterance.id,
        "source": utterance.source,
        "source_offset": seconds(utterance.offset_s),
    }
