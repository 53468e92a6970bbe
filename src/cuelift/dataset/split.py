"""Puts films into training, development and test parts, each film into one of them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Literal, TypeAlias

from cuelift.errors import UsageError

Split: TypeAlias = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")
_STEPS = 1 << 64


def parse_shares(text: str) -> tuple[float, float, float]:
    """Reads ``90,5,5`` or ``0.9,0.05,0.05``: the shares of train, dev and test.

    Raises:
        UsageError: they are not three numbers, or nothing is left.
    """
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError:
        values = []
    total = sum(values)
    if len(values) != 3 or min(values) < 0 or not 0 < total < float("inf"):
        raise UsageError(f"{text!r}: write the shares of train, dev and test, as 90,5,5")
    return values[0] / total, values[1] / total, values[2] / total


def split_of(identity: str, seed: int, shares: Sequence[float]) -> Split:
    """The part that a film belongs to: by itself, whatever other films there are.

    Args:
        identity: the same for the same film, under any name.
        seed: another one makes other parts.
        shares: of train, dev and test; their sum is 1.
    """
    digest = sha256(f"{seed}:{identity}".encode()).digest()
    point = int.from_bytes(digest[:8], "big") / _STEPS
    if point < shares[0]:
        return "train"
    # Rounding must not put a film into a part that has no share.
    if point < shares[0] + shares[1] or not shares[2]:
        return "dev" if shares[1] else "train"
    return "test"
