"""The forms that manifests have, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from cuelift.dataset.forms import hf, kaldi, nemo
from cuelift.dataset.forms.base import Files, Place
from cuelift.dataset.model import Utterance
from cuelift.dataset.split import Split


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form of manifests."""

    name: str
    says: str
    write: Callable[[Mapping[Split, Sequence[Utterance]], Place], Files]
    """The manifests by their path; parts without utterances have none."""
    needs_audio: bool = False
    """Whether it can only tell of files that were cut."""
    folders: Mapping[Split, str] | None = None
    """Where cut audio lies, by part; None: in ``audio`` for all parts."""


_ENTRIES = (
    Form(name="nemo", says="JSON Lines as NVIDIA NeMo reads them.", write=nemo.write),
    Form(
        name="hf",
        says="A folder that Hugging Face datasets loads as audiofolder.",
        write=hf.write,
        needs_audio=True,
        folders=hf.FOLDERS,
    ),
    Form(name="kaldi", says="Data folders of Kaldi.", write=kaldi.write),
)

FORMS: Mapping[str, Form] = MappingProxyType({entry.name: entry for entry in _ENTRIES})

MANIFESTS = frozenset((*nemo.FILES, *hf.FILES, *kaldi.FILES))
"""Paths of all files that any form writes, audio aside."""
