r"""Data folders of Kaldi: ``text``, ``wav.scp``, ``segments``, ``utt2spk`` and ``spk2utt``.

Spec: Kaldi, "Data preparation" (https://kaldi-asr.org/doc/data_prep.html), "Files you need to
create yourself"; checks of ``utils/validate_data_dir.sh`` and ``utils/validate_text.pl``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from shlex import join, quote

from cuelift.dataset.forms.base import Files, Place
from cuelift.dataset.model import Utterance
from cuelift.dataset.split import SPLITS, Split

NAMES = ("text", "wav.scp", "segments", "utt2spk", "spk2utt")
FILES = tuple(f"{split}/{name}" for split in SPLITS for name in NAMES)
_RESERVED = re.compile(r"<(/?s)>|#(?=0)")
"""Symbols that texts must not hold."""


def write(parts: Mapping[Split, Sequence[Utterance]], place: Place) -> Files:
    """The files of each part, by their path; all sorted by bytes."""
    files: Files = {}
    for split, utterances in parts.items():
        if not utterances:
            continue
        for name, lines in _tables(utterances, place).items():
            files[f"{split}/{name}"] = _sorted(lines)
    return files


def _tables(utterances: Sequence[Utterance], place: Place) -> dict[str, Iterable[str]]:
    tables: dict[str, Iterable[str]] = {
        "text": [f"{each.id} {_text(each.text)}" for each in utterances],
        "utt2spk": [f"{each.id} {each.speaker_id}" for each in utterances],
        "spk2utt": _by_speaker(utterances),
    }
    cut = [each for each in utterances if each.audio is not None]
    if cut:
        return tables | {"wav.scp": [f"{each.id} {_file(each, place)}" for each in cut]}
    recordings = {each.recording_id: each for each in utterances}
    return tables | {
        "segments": [
            f"{each.id} {each.recording_id} {each.offset_s:.3f} "
            f"{each.offset_s + each.duration_s:.3f}"
            for each in utterances
        ],
        "wav.scp": [f"{name} {_recording(each)}" for name, each in recordings.items()],
    }


def _sorted(lines: Iterable[str]) -> bytes:
    # By the first field: a blank is less than all that names hold, so lines sort like it.
    encoded = sorted(line.encode() for line in lines)
    return b"\n".join(encoded) + b"\n"


def _by_speaker(utterances: Sequence[Utterance]) -> list[str]:
    speakers: dict[str, list[str]] = {}
    for each in utterances:
        speakers.setdefault(each.speaker_id, []).append(each.id)
    return [" ".join([name, *sorted(ids)]) for name, ids in speakers.items()]


def _text(text: str) -> str:
    return " ".join(
        _RESERVED.sub(lambda found: f"< {found[1]} >" if found[1] else "# ", text).split()
    )


def _file(utterance: Utterance, place: Place) -> str:
    """An extended file name: Kaldi reads WAV files, others through a command."""
    path = f"{place.folder}/{utterance.audio}"
    if path.endswith(".wav"):
        return path
    return f"ffmpeg -nostdin -v error -i {quote(path)} -f wav - |"


def _recording(utterance: Utterance) -> str:
    return f"ffmpeg {join(utterance.decode)} -f wav - |"
