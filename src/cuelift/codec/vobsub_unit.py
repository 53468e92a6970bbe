"""The control sequences of a sub-picture unit.

Spec: DVD Specifications for Read-Only Disc, part 3: sub-picture units (display control sequences).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from cuelift.bytereader import ByteReader
from cuelift.codec.vobsub_changes import Change, Four, read_changes, read_four
from cuelift.errors import CodecError, TruncatedData

_FORCED, _START, _STOP, _COLORS, _CONTRAST, _AREA, _PIXELS, _CHANGES = range(8)
_END = 0xFF


class Area(NamedTuple):
    """Where the picture lies."""

    x: int
    y: int
    width: int
    height: int


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What holds from a control sequence on."""

    ticks: int = 0
    """Since the unit's own time, in 1024 ticks of the 90 kHz clock."""
    shows: bool = False
    forced: bool = False
    stopped: bool = False
    """A stop command has come."""
    colors: Four = (0, 1, 2, 3)
    """Which colour of the palette each of the four is."""
    contrast: Four = (0, 15, 15, 15)
    """How opaque each of the four is, of 15."""
    changes: tuple[Change, ...] = ()
    """Where colours and contrast are others."""
    area: Area | None = None
    fields: tuple[int, int] | None = None
    """Where the pixels of the even and of the odd lines begin."""


def parse_unit(data: bytes, losses: dict[str, int]) -> list[State]:
    """The states of a unit, in order of time; never empty.

    Args:
        data: size, where control begins, pixels, control sequences.
        losses: counts what is left out.

    Raises:
        CodecError: it is no sub-picture unit, or is cut off.
    """
    reader = ByteReader(data)
    try:
        size, at = reader.u16(), reader.u16()
        if size == 0:
            raise CodecError("sub-pictures of HD DVD cannot be read")
        if not 4 <= at < len(data):
            raise CodecError(f"control sequences at {at} of {len(data)} bytes")
        states: list[State] = []
        state = State()
        while True:
            reader = ByteReader(data, at)
            ticks, following = reader.u16(), reader.u16()
            state = msgspec.structs.replace(state, ticks=max(ticks, state.ticks))
            state = _read_commands(reader, state, losses)
            states.append(state)
            if not at < following < len(data):
                return states
            at = following
    except TruncatedData as error:
        raise CodecError(f"a sub-picture unit is cut off: {error.message}") from error


def _read_commands(reader: ByteReader, state: State, losses: dict[str, int]) -> State:
    while reader.left:
        command = reader.u8()
        if command == _END:
            break
        if command == _CHANGES:
            changes = _changes(reader.sub(max(reader.u16() - 2, 0)), losses)
            state = msgspec.structs.replace(state, changes=changes)
        elif command in _READ:
            state = msgspec.structs.replace(state, **_READ[command](reader))
        else:
            losses["unknown_command"] = losses.get("unknown_command", 0) + 1
            break
    return state


def _changes(body: ByteReader, losses: dict[str, int]) -> tuple[Change, ...]:
    """What they say; none if that cannot be: the picture shows all the same."""
    try:
        return read_changes(body)
    except (CodecError, TruncatedData):
        losses["color_change"] = losses.get("color_change", 0) + 1
        return ()


def _read_area(reader: ByteReader) -> Area:
    across, down = reader.u24(), reader.u24()
    x, right, y, bottom = across >> 12, across & 0xFFF, down >> 12, down & 0xFFF
    return Area(x, y, max(right - x + 1, 0), max(bottom - y + 1, 0))


_READ: dict[int, Callable[[ByteReader], dict[str, object]]] = {
    _FORCED: lambda reader: {"shows": True, "forced": True},
    _START: lambda reader: {"shows": True},
    _STOP: lambda reader: {"shows": False, "stopped": True},
    _COLORS: lambda reader: {"colors": read_four(reader)},
    _CONTRAST: lambda reader: {"contrast": read_four(reader)},
    _AREA: lambda reader: {"area": _read_area(reader)},
    _PIXELS: lambda reader: {"fields": (reader.u16(), reader.u16())},
}
