"""The changes file: what a recipe did to a track, and all that is needed to take it back.

Who runs a recipe makes a record of it and writes one or several::

    side = Side()
    cleaned = clean(cues, steps, side.watched(context))
    made = record("film.mkv", 2, header, context, cues, steps, cleaned.changes, side)
    write_records([made])          # bytes: JSON Lines
    page([made])                   # bytes: HTML, of cuelift.text.changes_page

JSON Lines: for each track a head, then its cues as they were (with their payloads, without their
pictures), then the changes in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from cuelift.cues import Cue, Header
from cuelift.errors import FormatError, UsageError
from cuelift.text.base import Context
from cuelift.text.edits import Change
from cuelift.text.recipe import Step, step_records, steps_of
from cuelift.text.run import clean

VERSION = 1
MAX_BYTES = 1 << 30
"""Of a changes file that is read."""


class Brief(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A cue, as changes show it."""

    start_ns: int
    end_ns: int | None
    text: str
    speaker: str | None = None
    layer: int = 0


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """A change, as it is written."""

    by: str
    rule: str
    before: tuple[Brief, ...]
    after: tuple[Brief, ...]
    """Empty: the cues were removed."""


class Spoken(msgspec.Struct, frozen=True):
    """Cues of another caption file that a pass had read."""

    name: str
    cues: tuple[Cue, ...]


class Side:
    """Side files that passes read, kept so that a rerun reads the same."""

    def __init__(
        self, files: Iterable[tuple[str, str]] = (), spoken: Iterable[Spoken] = ()
    ) -> None:
        self.files = dict(files)
        self.spoken = {each.name: each.cues for each in spoken}

    def watched(self, context: Context) -> Context:
        """A context that reads what is not known yet through another, and keeps it."""
        hear = context.spoken
        return replace(
            context,
            read=_kept(self.files, context.read),
            spoken=hear and _kept(self.spoken, lambda name: _light(hear(name))),
        )

    def replayed(self, context: Context) -> Context:
        """A context that knows what was read, and reads nothing else."""
        spoken = _kept(self.spoken, _not_kept) if self.spoken else None
        return replace(context, read=_kept(self.files, _not_kept), spoken=spoken)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What a recipe did to one track."""

    source: str
    """Name or URI, for people."""
    track: int
    header: Header
    context: Context
    cues: tuple[Cue, ...]
    """As they were, without pictures."""
    steps: tuple[Step, ...]
    changes: tuple[Noted, ...]
    side: Side


class _StepRecord(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    options: dict[str, Any]


class _Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    cuelift: str
    version: int
    source: str
    track: int
    cues: int
    changes: int
    language: str | None = None
    kind: str = "text"
    duration_ns: int | None = None
    recipe: list[_StepRecord]
    header: Header
    files: tuple[tuple[str, str], ...] = ()
    spoken: tuple[Spoken, ...] = ()


KIND = "changes"


def record(
    source: str,
    track: int,
    header: Header,
    context: Context,
    cues: Sequence[Cue],
    steps: Sequence[Step],
    changes: Sequence[Change],
    side: Side | None = None,
) -> Record:
    """What a recipe did to a track.

    Args:
        source: its name, without credentials.
        track: its number.
        header: of the track, as writers take it.
        context: that the recipe ran with.
        cues: as they were before it.
        steps: of the recipe.
        changes: that ``clean`` told.
        side: that watched the context.
    """
    noted = [
        Noted(
            by=change.by,
            rule=change.rule,
            before=tuple(map(_brief, change.before)),
            after=tuple(map(_brief, change.after)),
        )
        for change in changes
    ]
    return Record(
        source=source,
        track=track,
        header=header,
        context=context,
        cues=_light(cues),
        steps=tuple(steps),
        changes=tuple(noted),
        side=side or Side(),
    )


def write_records(records: Iterable[Record]) -> bytes:
    """A changes file."""
    return b"".join([line + b"\n" for each in records for line in _lines(each)])


def read_records(data: bytes) -> list[Record]:
    """The records of a changes file.

    Raises:
        FormatError: it is none, is cut off, or of a later version.
        UsageError: it names a pass or option that is not known here.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(f"a changes file has at most {MAX_BYTES:,} bytes, not {len(data):,}")
    lines = _Lines(data)
    records = []
    while lines.left:
        records.append(_read(lines))
    if not records:
        raise FormatError("the changes file is empty")
    return records


def undo(record: Record, passes: Sequence[str] = ()) -> list[Cue]:
    """The cues of a track as they are without some passes: the recipe runs again without them.

    Dictionaries and other data of passes are those of now.

    Args:
        record: of the track.
        passes: names; none: all are taken back.

    Raises:
        UsageError: the recipe has no such pass.
    """
    if not passes:
        return list(record.cues)
    names = {step.name for step in record.steps}
    for name in passes:
        if name not in names:
            ran = ", ".join(dict.fromkeys(step.name for step in record.steps)) or "none"
            raise UsageError(f"pass {name!r} did not run; those that ran: {ran}")
    steps = [step for step in record.steps if step.name not in passes]
    return clean(record.cues, steps, record.side.replayed(record.context)).cues


def _kept(known: dict[str, Any], read: Callable[[str], Any]) -> Callable[[str], Any]:
    def look_up(name: str) -> Any:
        if name not in known:
            known[name] = read(name)
        return known[name]

    return look_up


def _not_kept(name: str) -> Any:
    raise UsageError(f"{name!r} was not kept with the changes")


def _light(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    return tuple([replace(cue, bitmaps=()) if cue.bitmaps else cue for cue in cues])


def _brief(cue: Cue) -> Brief:
    return Brief(
        start_ns=cue.start_ns,
        end_ns=cue.end_ns,
        text=cue.text,
        speaker=cue.speaker,
        layer=cue.layer,
    )


def _lines(record: Record) -> Iterator[bytes]:
    context, side = record.context, record.side
    yield _encoded(
        _Head(
            cuelift=KIND,
            version=VERSION,
            source=record.source,
            track=record.track,
            cues=len(record.cues),
            changes=len(record.changes),
            language=context.language,
            kind=context.kind,
            duration_ns=context.duration_ns,
            recipe=[_StepRecord(**step) for step in step_records(record.steps)],
            header=record.header,
            files=tuple(side.files.items()),
            spoken=tuple(Spoken(name, tuple(cues)) for name, cues in side.spoken.items()),
        )
    )
    yield from map(_encoded, record.cues)
    yield from map(_encoded, record.changes)


def _encoded(value: Any) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        # Half of a surrogate pair is no character, and no file could hold it.
        return msgspec.json.encode(_whole_characters(msgspec.to_builtins(value)))


def _whole_characters(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_whole_characters(key): _whole_characters(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_whole_characters(each) for each in value]
    return value


class _Lines:
    """Takes lines one by one, and says which one is wrong."""

    def __init__(self, data: bytes) -> None:
        self._lines = data.split(b"\n")
        if self._lines[-1] == b"":
            self._lines.pop()
        self._at = 0

    @property
    def left(self) -> int:
        """Lines not yet taken."""
        return len(self._lines) - self._at

    def take(self, decoder: msgspec.json.Decoder[Any]) -> Any:
        """The next line."""
        self._at += 1
        try:
            return decoder.decode(self._lines[self._at - 1])
        except (ValueError, RecursionError) as error:
            raise FormatError(f"line {self._at} of the changes file: {error}") from None


_HEADS = msgspec.json.Decoder(_Head)
_CUES = msgspec.json.Decoder(Cue)
_CHANGES = msgspec.json.Decoder(Noted)


def _read(lines: _Lines) -> Record:
    head: _Head = lines.take(_HEADS)
    if head.cuelift != KIND:
        raise FormatError(f"a changes file begins with {KIND!r}, not {head.cuelift!r}")
    if head.version != VERSION:
        raise FormatError(f"changes of version {head.version}; this cuelift reads {VERSION}")
    if not 0 <= head.cues <= lines.left or not 0 <= head.changes <= lines.left - head.cues:
        raise FormatError("the changes file is cut off")
    cues = tuple([lines.take(_CUES) for _ in range(head.cues)])
    changes = tuple([lines.take(_CHANGES) for _ in range(head.changes)])
    return Record(
        source=head.source,
        track=head.track,
        header=head.header,
        context=Context(
            language=head.language,
            kind="graphical" if head.kind == "graphical" else "text",
            duration_ns=head.duration_ns,
        ),
        cues=cues,
        steps=steps_of([{"name": step.name, "options": step.options} for step in head.recipe]),
        changes=changes,
        side=Side(head.files, head.spoken),
    )
