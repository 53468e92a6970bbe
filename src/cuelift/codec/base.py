"""What every caption decoder offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

import msgspec

from cuelift.cues import Cue, Header
from cuelift.media import Sample, Track


class Decoder(Protocol):
    """Turns the samples of one track into cues.

    Samples come in time order. A decoder may hold cues back until it knows more.
    """

    @property
    def header(self) -> Header:
        """What the track says beside its cues; may grow while samples are decoded."""

    @property
    def losses(self) -> dict[str, int]:
        """What the cue model cannot say and was dropped, counted by kind."""

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """The cues that this sample completes, in media time (before edit lists), start order.

        Raises:
            CodecError: the sample is broken; the decoder can go on with the next one.
        """

    def flush(self) -> Sequence[Cue]:
        """The cues still held back, after the last sample."""


class Codec(msgspec.Struct, frozen=True):
    """A line of the registry: everything that is known of a codec."""

    name: str
    decoder: Callable[[Track, int], Decoder] | None
    """Makes a decoder for one of the track's sample descriptions; None: not yet decoded."""
    kind: Literal["text", "graphical"]
    native_format: str | None = None
    """The file format whose payload the samples are, if any."""
    faithful: Callable[[Track, int], Decoder] | None = None
    """Makes a quicker decoder for output in ``native_format`` alone: its cues have no spans."""
    ordered: bool = False
    """Whether cues of one start keep the order in which they were decoded (ASS stacks them so);
    else the longer one comes first."""
