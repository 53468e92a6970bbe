"""Run-length code of PGS objects.

A byte that is not zero is one pixel of that index. Zero begins a run: its next byte holds a flag
for a length of 14 bits instead of 6, one for a colour of its own instead of 0, and the length's
upper bits; a length of zero ends the line.

Spec: US 2009/0185789 A1 (run-length coding of graphics objects).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cuelift.errors import CodecError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONG, _COLORED = 0x40, 0x80
_LONGEST_RUN = 4
_PIECE_BYTES = 1 << 18
"""Decoded at a time, which bounds memory; nearly all objects are smaller."""


class _Piece(NamedTuple):
    """Some of the code, taken apart byte by byte."""

    values: NDArray[np.uint8]
    """Of each byte: which index it begins."""
    lengths: NDArray[np.uint16]
    """Of each byte: how many pixels it begins."""
    ends: NDArray[np.intp]
    """Where lines end."""


def decode_runs(code: bytes, width: int, height: int) -> bytes:
    """The pixels of an object, rows from the top.

    A line that is too long is cut, and one that is too short ends in index 0.

    Raises:
        CodecError: there are not as many lines as there should be.
    """
    pieces: list[_Piece] = []
    at = lines = 0
    while at < len(code) and lines < height:
        piece = _take_apart(code[at : at + _PIECE_BYTES + _LONGEST_RUN])
        pieces.append(piece._replace(ends=piece.ends + at))
        at += len(piece.values)
        lines += len(piece.ends)
    if not pieces:
        raise CodecError(f"a PGS object has 0 of {height} lines")
    whole = (
        pieces[0] if len(pieces) == 1 else _Piece(*map(np.concatenate, zip(*pieces, strict=True)))
    )
    ends = whole.ends[:height]
    if len(ends) < height and whole.lengths[ends[-1] if len(ends) else 0 :].any():
        ends = np.append(ends, at)  # nothing ends the last line
    return _lines(whole.values, whole.lengths, ends, width, height)


def _take_apart(code: bytes) -> _Piece:
    """Reads a piece of code that begins with a run; another may follow where it ends."""
    size = min(len(code), _PIECE_BYTES)
    padded = np.frombuffer(code.ljust(size + _LONGEST_RUN, b"\0"), np.uint8)
    at = _run_starts(padded, size)
    flags = padded[at + 1]
    long, colored = (flags & _LONG) != 0, (flags & _COLORED) != 0
    run = (flags & 0x3F).astype(np.uint16)
    second = at[long] + 2
    run[long] = run[long] << 8 | padded[second]
    color = at + 2 + long

    values = padded.copy()
    values[at] = np.where(colored, padded[color], 0)
    lengths = np.ones(len(padded), np.uint16)
    lengths[at] = run
    lengths[at + 1] = 0
    lengths[second] = 0
    lengths[color[colored]] = 0
    lengths[size:] = 0
    end = max(size, int(color[-1] + colored[-1])) if len(at) else size
    return _Piece(values[:end], lengths[:end], at[run == 0] + 2)


def _run_starts(padded: NDArray[np.uint8], size: int) -> NDArray[np.intp]:
    """Where runs begin: at each zero that is not part of the run before it."""
    at = np.flatnonzero(padded[:size] == 0)
    if not len(at):
        return at
    flags = padded[at + 1]
    beyond = at + 2 + (flags >> 6 & 1) + (flags >> 7)
    doubtful = np.flatnonzero(at[1:] < beyond[:-1])
    zeros = np.append(at, np.full(3, size + _LONGEST_RUN))
    inside = sum((zeros[doubtful + step] < beyond[doubtful]).astype(np.intp) for step in (1, 2, 3))
    real = np.ones(len(at), np.bool_)
    following = 0
    swallowed: list[int] = []
    for index, count in zip(doubtful.tolist(), np.asarray(inside).tolist(), strict=True):
        if index >= following:
            following = index + 1 + count
            swallowed += range(index + 1, following)
    real[swallowed] = False
    return at[real]


def _lines(
    values: NDArray[np.uint8],
    lengths: NDArray[np.uint16],
    ends: NDArray[np.intp],
    width: int,
    height: int,
) -> bytes:
    """Pixels of the lines that end at these positions of the code."""
    total = int(lengths[: ends[-1]].sum(dtype=np.int64))
    if total == width * height:
        return np.repeat(values[: ends[-1]], lengths[: ends[-1]]).tobytes()
    if len(ends) < height:
        raise CodecError(f"a PGS object has {len(ends)} of {height} lines")
    rows = np.zeros((height, width), np.uint8)
    starts = np.concatenate(([0], ends[:-1]))
    for row, start, end in zip(rows, starts.tolist(), ends.tolist(), strict=True):
        kept = lengths[start:end].astype(np.int64)
        excess = np.cumsum(kept) - width
        line = np.repeat(values[start:end], np.clip(kept - np.maximum(excess, 0), 0, None))
        row[: len(line)] = line
    return rows.tobytes()
