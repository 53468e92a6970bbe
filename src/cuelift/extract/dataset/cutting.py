"""Cuts the audio of one film, one file for each utterance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from msgspec.structs import replace

from cuelift.dataset.audio import Engine
from cuelift.dataset.audio.base import SAMPLE_BYTES, frames_of
from cuelift.dataset.audio.cut import cut
from cuelift.dataset.audio.files import frames_in, wav
from cuelift.dataset.model import Utterance, add_drop
from cuelift.errors import Cancelled
from cuelift.extract.dataset.film import Film
from cuelift.extract.dataset.options import DatasetOptions
from cuelift.extract.publish import Publisher
from cuelift.store.base import Counters

BATCH = 24
"""Files that are coded at once: one program for them all takes some 8 MB for each."""
BATCH_BYTES = 32 << 20

Piece = tuple[int, bytes]
"""Number of an utterance, and its samples."""


def cut_film(film: Film, options: DatasetOptions, engine: Engine) -> None:
    """Cuts the audio of all utterances; what is already there and good is kept.

    The files are published together. Utterances that the audio does not reach are left out.

    Raises:
        CodecError: the audio cannot be decoded.
        StoreError: it cannot be read, or files not be written.
        Cancelled: the caller asked to stop.
    """
    spans = [frames_of(each.start_ns, each.end_ns, options.rate) for each in film.segments]
    names = [_name(each, film, options) for each in film.utterances]
    frames = [
        _kept(f"{options.path}/{name}", last - first, options.rate)
        for name, (first, last) in zip(names, spans, strict=True)
    ]
    missing = [number for number, count in enumerate(frames) if not count]
    film.report.audio_kept = len(names) - len(missing)
    publisher = Publisher(options.read.store, Counters())
    try:
        for batch in _batches(_pieces(film, missing, spans, options, engine)):
            for number, samples in batch:
                frames[number] = len(samples) // SAMPLE_BYTES
            for (number, _), data in zip(batch, _coded(batch, options, engine), strict=True):
                publisher.add(f"{options.path}/{names[number]}", [data])
                film.report.audio_cut += 1
        publisher.publish()
    finally:
        publisher.abort()
    _settle(film, names, spans, frames, options.rate)


def _name(utterance: Utterance, film: Film, options: DatasetOptions) -> str:
    folders, split = options.shape.folders, film.report.split
    folder = folders[split] if folders is not None and split is not None else "audio"
    return f"{folder}/{film.report.id}/{utterance.id}.{options.cut}"


def _kept(path: str, wanted: int, rate: int) -> int:
    """The length of a file that need not be cut again; 0: there is none."""
    return wanted if frames_in(path, rate) == wanted else 0


def _pieces(
    film: Film,
    numbers: Sequence[int],
    spans: Sequence[tuple[int, int]],
    options: DatasetOptions,
    engine: Engine,
) -> Iterator[Piece]:
    """The samples of utterances; the recording is decoded once, no further than needed."""
    if not numbers or film.sound is None:
        return
    # Only what was added behind the captions may be missing at the end of the audio.
    spare = frames_of(0, options.segments.pad_ns, options.rate)[1]
    with closing(engine.decode(film.sound.recording, options.rate)) as chunks:
        pieces = cut(_watched(chunks, options), [spans[number] for number in numbers])
        for number, samples in zip(numbers, pieces, strict=True):
            first, last = spans[number]
            if len(samples) // SAMPLE_BYTES > last - first - spare - 1:
                yield number, samples


def _watched(chunks: Iterator[bytes], options: DatasetOptions) -> Iterator[bytes]:
    cancelled = options.read.cancelled
    for chunk in chunks:
        if cancelled is not None and cancelled():
            raise Cancelled("stopped while audio was being cut")
        yield chunk


def _batches(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece[1])
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _coded(batch: Sequence[Piece], options: DatasetOptions, engine: Engine) -> list[bytes]:
    if options.cut == "wav":
        return [wav(samples, options.rate) for _, samples in batch]
    return engine.flac([samples for _, samples in batch], options.rate)


def _settle(
    film: Film,
    names: Sequence[str],
    spans: Sequence[tuple[int, int]],
    frames: Sequence[int],
    rate: int,
) -> None:
    """Tells utterances their files, and leaves those out that have none."""
    kept = []
    for number, utterance in enumerate(film.utterances):
        segment = film.segments[number]
        if not frames[number]:
            length_ns = segment.end_ns - segment.start_ns
            add_drop(film.report.drops, "no_audio", segment.cues, length_ns)
            continue
        times = {"offset_s": spans[number][0] / rate, "duration_s": frames[number] / rate}
        kept.append(replace(utterance, audio=names[number], **times))
    film.utterances = kept
