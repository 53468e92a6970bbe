"""Finds the audio that belongs to captions, and what it is known by."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256

import msgspec

from cuelift.cues.languages import language_tag
from cuelift.dataset.audio import Engine, Recording
from cuelift.errors import CodecError, ContainerError, FormatError, UsageError
from cuelift.extract.dataset.options import DatasetOptions
from cuelift.extract.publish import copy_range
from cuelift.extract.source import CaptionSource, Media, identify
from cuelift.language import judge
from cuelift.language.identify import Detected
from cuelift.media import ByteRange
from cuelift.store import open_source, parse_uri
from cuelift.store.drive import Source

EXTENSIONS = (
    "wav", "flac", "m4a", "mp3", "aac", "ogg", "oga", "opus", "mka", "ac3", "eac3", "dts", "wma",
    "mkv", "webm", "mp4", "m4v", "mov", "ts", "m2ts", "mts", "mpg", "mpeg", "vob", "avi",
)  # fmt: skip
"""Of files beside captions that hold their audio; the first of these is taken."""
LOOKED_AT = 64 * 1024
"""Bytes of both ends of a file that it is known by."""
_CLOCKED = frozenset(("mpegts", "mpegps"))
"""Containers whose time stamps begin anywhere."""


class Sound(msgspec.Struct, frozen=True, kw_only=True):
    """The audio of a film."""

    recording: Recording
    identity: str
    """The same for the same bytes, under any name."""
    stem: str
    """Name of its file, without folder and extension."""


def beside(uri: str) -> str:
    """The film or audio file that captions lie beside: of the same name, languages aside.

    Raises:
        UsageError: there is none.
    """
    location = parse_uri(uri)
    if location.scheme != "file":
        raise UsageError(f"{location.uri}: name the film of these captions with --audio-from")
    folder, name = os.path.split(os.path.abspath(location.key))
    there: dict[tuple[str, str], str] = {}
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}; name the film with --audio-from") from None
    for other in names:
        stem, dot, extension = other.rpartition(".")
        if dot and other != name:
            there.setdefault((stem, extension.lower()), other)
    stem = name.rpartition(".")[0]
    while stem:
        for extension in EXTENSIONS:
            if (stem, extension) in there:
                return os.path.join(folder, there[stem, extension])
        stem = stem.rpartition(".")[0]
    raise UsageError(
        f"{location.uri}: no film or audio of this name lies beside it; name it with --audio-from"
    )


def find_sound(opened: Media | CaptionSource, uri: str, options: DatasetOptions) -> Sound:
    """The audio of an open source of captions.

    Raises:
        UsageError: there is none beside it, or reading it all needs consent.
        StoreError: it cannot be read.
    """
    if options.audio_from is None and isinstance(opened, Media):
        return _sound(opened.source, opened, uri, options)
    other = options.audio_from or beside(uri)
    read = options.read
    with open_source([other], read.store, read.limits, read.cancelled) as source:
        try:
            found = identify(source, read)
        except (ContainerError, FormatError):
            found = None  # audio alone, as a rule
        media = found if isinstance(found, Media) else None
        return _sound(source, media, other, options)


def _sound(source: Source, media: Media | None, uri: str, options: DatasetOptions) -> Sound:
    location = parse_uri(uri)
    local = location.scheme == "file"
    if not local and options.cut != "none" and options.read.max_read < 1:
        raise UsageError(
            f"{source.uri}: cutting its audio reads all of its {source.size:,} bytes; "
            "allow that with --max-read 100%"
        )
    path = os.path.abspath(location.key) if local else None
    check_name(path or source.uri)
    name = os.path.basename(location.key) or source.uri
    return Sound(
        recording=Recording(
            name=path or source.uri,
            path=path,
            chunks=None if local else lambda: _all_of(uri, options),
            stream=options.audio_track or 0,
            zero_ns=zero_of(media),
        ),
        identity=_identity(source),
        stem=name.rpartition(".")[0] or name,
    )


def check_name(name: str) -> None:
    """Refuses names that manifests cannot tell.

    Raises:
        UsageError: it is not UTF-8, or has line ends in it.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{name!r} is not UTF-8, which manifests are; rename it") from None
    if len(name.splitlines()) > 1:
        raise UsageError(f"{name!r} has line ends in it, which manifests cannot tell; rename it")


def zero_of(media: Media | None) -> int | None:
    """The time stamp of the film's beginning; None: that of the first sound."""
    if media is None:
        return None
    if media.movie.container not in _CLOCKED:
        return 0
    for track in media.movie.tracks:
        if track.edits:
            return track.edits[0].media_start_ns
    return None


def _identity(source: Source) -> str:
    """What a file is known by: its length and both its ends."""
    head = ByteRange(0, LOOKED_AT)
    tail = ByteRange(max(source.size - LOOKED_AT, 0), source.size)
    digest = sha256(str(source.size).encode())
    for data in source.gather([head, tail]):
        digest.update(data)
    return digest.hexdigest()


def _all_of(uri: str, options: DatasetOptions) -> Iterable[bytes]:
    read = options.read
    with open_source([uri], read.store, read.limits, read.cancelled) as source:
        yield from copy_range(source, 0, source.size)


def with_stream(
    sound: Sound, language: str | None, engine: Engine, options: DatasetOptions
) -> Sound:
    """The audio with the stream that is spoken in a language, as far as the streams tell.

    Raises:
        CodecError: there is none, or all are in other languages.
    """
    if options.audio_track is not None:
        return sound
    codes = engine.languages(sound.recording)
    if codes is None:
        return sound
    if not codes:
        raise CodecError(f"{sound.recording.name}: there is no audio in it")
    tags = [language_tag(code or "") for code in codes]
    fits = [number for number, tag in enumerate(tags) if tag and _agree(tag, language)]
    unknown = [number for number, tag in enumerate(tags) if tag is None or language is None]
    if not (fits or unknown):
        spoken = ", ".join(str(tag) for tag in tags)
        raise CodecError(
            f"{sound.recording.name}: the captions are in {language}, what is spoken in {spoken}; "
            "--audio-track N takes it all the same"
        )
    number = (fits or unknown)[0]
    recording = msgspec.structs.replace(sound.recording, stream=number)
    return msgspec.structs.replace(sound, recording=recording)


def _agree(tag: str, language: str | None) -> bool:
    if language is None:
        return False
    return judge(tag, None, Detected(language, 1.0)).conflict is None
