"""Objects are collected before they are sent."""

from __future__ import annotations

from typing import IO

import pytest

from cuelift.errors import StoreError
from cuelift.store import collect
from cuelift.store.base import Counters
from cuelift.store.collect import MAX_PARTS, PART_BYTES, CollectingWriter, part_bytes


class Kept(CollectingWriter):
    """Keeps what it would send."""

    sent: bytes | None = None

    def _send(self, file: IO[bytes]) -> None:
        self.sent = file.read()


def test_what_was_written_is_sent_whole(monkeypatch):
    monkeypatch.setattr(collect, "PART_BYTES", 4)
    writer = Kept("a", "oss://b/a", Counters())
    for piece in (b"12", b"34", b"56", b"7"):
        writer.write(piece)
    assert writer.sent is None
    writer.commit()

    assert writer.sent == b"1234567"
    with pytest.raises(StoreError, match="oss://b/a is already committed or aborted"):
        writer.write(b"8")


def test_nothing_is_added_to_a_sealed_object():
    writer = Kept("a", "oss://b/a", Counters())
    writer.seal()
    with pytest.raises(StoreError, match="already sealed"):
        writer.write(b"x")
    writer.abort()
    writer.abort()


@pytest.mark.parametrize(
    "size", [0, PART_BYTES, PART_BYTES * MAX_PARTS, PART_BYTES * MAX_PARTS + 1]
)
def test_there_are_never_too_many_parts(size):
    part = part_bytes(size)

    assert part >= PART_BYTES
    assert -(-size // part) <= MAX_PARTS
