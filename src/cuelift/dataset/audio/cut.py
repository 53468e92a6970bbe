"""Cuts a stream of samples into pieces while it goes by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cuelift.dataset.audio.base import SAMPLE_BYTES


def cut(chunks: Iterable[bytes], spans: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    """The samples of each span, in order.

    What the stream does not reach is given as far as it goes, maybe empty. No more of the stream
    is taken than is needed.

    Args:
        chunks: samples from the first one on.
        spans: first sample and the one behind the last; in order, without overlaps.
    """
    source = iter(chunks)
    chunk, at, end = b"", 0, 0
    for first, last in spans:
        start, stop = first * SAMPLE_BYTES, last * SAMPLE_BYTES
        parts = []
        while start < stop:
            if start >= end:
                following = next(source, None)
                if following is None:
                    break
                chunk, at = following, end
                end = at + len(chunk)
                continue
            taken = min(stop, end)
            parts.append(chunk[start - at : taken - at])
            start = taken
        piece = b"".join(parts)
        yield piece[: len(piece) // SAMPLE_BYTES * SAMPLE_BYTES]
