"""Codes pictures as presentation graphics do: runs of pixels, line by line.

Spec: US 2009/0185789 A1 (run-length coding of graphics objects).
"""

from __future__ import annotations

import numpy as np

_LONG, _COLORED = 0x40, 0x80
_SHORT_RUN, _LONG_RUN = 3, 64


def encode_runs(pixels: bytes, width: int) -> bytes:
    """The code of a picture, each line ended.

    Args:
        pixels: one byte each, rows from the top.
        width: of a row, at most 16,383.
    """
    flat = np.frombuffer(pixels, np.uint8)
    begins = np.empty(len(flat), bool)
    begins[0] = True
    np.not_equal(flat[1:], flat[:-1], out=begins[1:])
    begins[::width] = True
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(flat))
    colors, lengths = flat[starts], ends - starts
    last = ends % width == 0
    colored = colors > 0
    bare, long = colored & (lengths < _SHORT_RUN), lengths >= _LONG_RUN
    sizes = np.where(bare, lengths, 2 + long + colored)
    places = np.cumsum(sizes + 2 * last) - sizes - 2 * last
    code = np.zeros(int(places[-1] + sizes[-1]) + 2, np.uint8)
    code[places[bare]] = colors[bare]
    two = bare & (lengths == 2)
    code[places[two] + 1] = colors[two]
    run, wide, tinted = ~bare, ~bare & long, ~bare & colored
    heads = np.where(long, _LONG | lengths >> 8, lengths) | np.where(colored, _COLORED, 0)
    code[places[run] + 1] = heads[run]
    code[places[wide] + 2] = lengths[wide] & 0xFF
    code[(places + sizes)[tinted] - 1] = colors[tinted]
    return code.tobytes()
