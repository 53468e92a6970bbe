"""One film: its captions as utterances."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cuelift.dataset.audio import Engine
from cuelift.dataset.audio.ffmpeg import arguments
from cuelift.dataset.model import Segment, Utterance
from cuelift.dataset.names import film_id, utterance_names
from cuelift.dataset.prepare import prepare
from cuelift.dataset.split import split_of
from cuelift.extract.dataset.captions import Captions, read_captions
from cuelift.extract.dataset.options import DatasetOptions
from cuelift.extract.dataset.report import FilmReport
from cuelift.extract.dataset.sound import Sound, check_name, find_sound, with_stream
from cuelift.extract.source import open_media
from cuelift.extract.stream import read_cues
from cuelift.text import Context, Step

NS = 1_000_000_000


class Film(msgspec.Struct):
    """A film on the way into the dataset."""

    report: FilmReport
    sound: Sound | None = None
    segments: list[Segment] = []
    utterances: list[Utterance] = []


def read_film(
    uri: str, recipe: Sequence[Step], options: DatasetOptions, engine: Engine | None
) -> Film:
    """Reads the captions of a film and makes segments of them.

    Raises:
        CueliftError: it cannot be read, or an option not be met.
    """
    opened = open_media([uri], options.read)
    with opened.source as source:
        check_name(source.uri)
        captions = read_captions(opened, options)
        sound = find_sound(opened, uri, options)
        language = captions.report.language
        if engine is not None:
            sound = with_stream(sound, language, engine, options)
        context = Context(
            language=language,
            kind="graphical" if captions.graphical else "text",
            duration_ns=captions.duration_ns,
            spoken=read_cues,
        )
        prepared = prepare(captions.cues, recipe, context, options.segments)
        report = _report(source.uri, captions, sound, options)
    report.cues, report.drops = prepared.cues, prepared.drops
    film = Film(report, sound, prepared.segments)
    film.utterances = [_utterance(each, film, options) for each in prepared.segments]
    return film


def _report(source: str, captions: Captions, sound: Sound, options: DatasetOptions) -> FilmReport:
    # Another stream makes other files, but the film stays in its part.
    name = film_id(sound.stem, f"{sound.identity}:{sound.recording.stream}")
    return FilmReport(
        source=source,
        outcome="empty",
        recording=sound.recording.name,
        id=name,
        split=split_of(sound.identity, options.seed, options.shares),
        track=captions.report.index,
        language=captions.report.language,
        warnings=captions.warnings,
    )


def _utterance(segment: Segment, film: Film, options: DatasetOptions) -> Utterance:
    report, sound = film.report, film.sound
    start_ns, end_ns = segment.start_ns, segment.end_ns
    name, speaker_id = utterance_names(report.id or "", segment.speaker, start_ns, end_ns)
    return Utterance(
        id=name,
        speaker_id=speaker_id,
        speaker=segment.speaker,
        text=segment.text,
        text_raw=segment.text_raw,
        language=report.language or "",
        source=report.source,
        recording_id=report.id or "",
        recording=report.recording or "",
        offset_s=start_ns / NS,
        duration_s=(end_ns - start_ns) / NS,
        decode=arguments(sound.recording, options.rate) if sound is not None else (),
    )
