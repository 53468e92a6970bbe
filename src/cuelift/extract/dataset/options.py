"""What a caller may ask of a dataset."""

from __future__ import annotations

import os
from typing import Literal, TypeAlias

import msgspec

from cuelift.dataset.forms import FORMS, Form
from cuelift.dataset.options import SegmentOptions
from cuelift.errors import UsageError
from cuelift.extract.options import OcrRequest, ReadOptions
from cuelift.store import parse_uri

AudioKind: TypeAlias = Literal["flac", "wav", "none"]


class DatasetOptions(msgspec.Struct, frozen=True, kw_only=True):
    """All of a dataset but its films."""

    folder: str
    """Of this machine."""
    form: str = "nemo"
    """A key of ``cuelift.dataset.forms.FORMS``."""
    audio: AudioKind | None = None
    """None: ``flac`` where the form needs audio files, else ``none``."""
    rate: int = 16_000
    """Samples a second."""
    table: Literal["jsonl", "csv"] = "jsonl"
    """How the metadata of ``hf`` is written."""
    track: int | None = None
    """Its number from ``probe``; None: the first readable one of the language."""
    language: str | None = None
    """BCP 47 tag; of caption files, which have one track, what it is in."""
    audio_from: str | None = None
    """The film or audio of the captions; None: the film itself, or what lies beside them."""
    audio_track: int | None = None
    """Number among its audio streams; None: the first one in the captions' language."""
    clean: str | None = None
    """Text passes; None: those that take away what is not said."""
    segments: SegmentOptions = SegmentOptions()
    shares: tuple[float, float, float] = (0.9, 0.05, 0.05)
    """Of train, dev and test; their sum is 1."""
    seed: int = 0
    ocr: OcrRequest = OcrRequest()
    read: ReadOptions = ReadOptions()

    @property
    def shape(self) -> Form:
        """The form of the manifests.

        Raises:
            UsageError: it is not known.
        """
        if self.form not in FORMS:
            raise UsageError(f"form {self.form!r} is not known; known are: {', '.join(FORMS)}")
        return FORMS[self.form]

    @property
    def cut(self) -> AudioKind:
        """Which audio files are made.

        Raises:
            UsageError: the form cannot do with that.
        """
        if self.audio == "none" and self.shape.needs_audio:
            raise UsageError(f"--form {self.form} tells of audio files; add --audio flac or wav")
        return self.audio or ("flac" if self.shape.needs_audio else "none")

    @property
    def path(self) -> str:
        """The folder, absolute.

        Raises:
            UsageError: it is none of this machine.
        """
        location = parse_uri(self.folder)
        if location.scheme != "file":
            raise UsageError(
                f"{location.uri}: a dataset is made in a folder of this machine; "
                "cuelift cp takes it elsewhere"
            )
        return os.path.abspath(location.key)
