"""The rows of a script: one for each speaker of each cue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from cuelift.cues import Bitmap, Cue
from cuelift.format.options import Speakers
from cuelift.markup.webvtt_time import round_ms


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What one speaker says in one cue."""

    number: int
    """Of the cue, from 1, among those that show something."""
    start_ms: int
    end_ms: int
    speaker: str
    """Empty: not known."""
    text: str
    """Lines parted by a line feed."""
    status: str = ""
    """Of a text that was read out of pictures: ``agreed``, ``single`` or ``doubtful``."""
    alternatives: tuple[str, ...] = ()
    bitmaps: tuple[Bitmap, ...] = ()
    """The pictures of the cue, with its first row."""


class Part(msgspec.Struct, frozen=True):
    """How much a speaker has to say."""

    speaker: str
    rows: int
    words: int
    """Runs without blanks; of Chinese, Japanese and Thai these are not words."""


def rows_of(cue: Cue, number: int, speakers: Speakers = "auto") -> Iterator[Row]:
    """The rows of a cue; none where it shows nothing.

    Args:
        cue: of the track.
        number: of the cue.
        speakers: ``off`` leaves their names out.
    """
    if cue.comment or not (cue.text.strip() or cue.bitmaps):
        return
    start_ms = round_ms(cue.start_ns)
    end_ms = start_ms if cue.end_ns is None else round_ms(cue.end_ns)
    reading, bitmaps = cue.reading, cue.bitmaps
    for speaker, text in _turns(cue):
        yield Row(
            number=number,
            start_ms=start_ms,
            end_ms=end_ms,
            speaker="" if speakers == "off" else one_line(speaker or ""),
            text=text,
            status=reading.status if reading else "",
            alternatives=reading.alternatives if reading else (),
            bitmaps=bitmaps,
        )
        bitmaps = ()


def all_rows(cues: Sequence[Cue], speakers: Speakers = "auto") -> list[Row]:
    """The rows of a track."""
    rows: list[Row] = []
    number = 1
    for cue in cues:
        made = list(rows_of(cue, number, speakers))
        rows += made
        number += bool(made)
    return rows


def parts_of(rows: Sequence[Row]) -> list[Part]:
    """The speakers of a script, who says most first."""
    lines = Counter(row.speaker for row in rows if row.speaker)
    words: Counter[str] = Counter()
    for row in rows:
        words[row.speaker] += len(row.text.split())
    parts = [Part(speaker, count, words[speaker]) for speaker, count in lines.items()]
    return sorted(parts, key=lambda part: (-part.words, part.speaker))


def one_line(text: str) -> str:
    """A text without line breaks and doubled blanks."""
    return " ".join(text.split())


def _turns(cue: Cue) -> Iterator[tuple[str | None, str]]:
    """The text of a cue by speaker."""
    said: list[tuple[str | None, list[str]]] = []
    for span in cue.spans:
        speaker = span.speaker or cue.speaker
        if said and (said[-1][0] == speaker or not span.text.strip()):
            said[-1][1].append(span.text)
        else:
            said.append((speaker, [span.text]))
    turns = [(speaker, tidy("".join(texts))) for speaker, texts in said]
    yield from [turn for turn in turns if turn[1]] or [(cue.speaker, "")]


def tidy(text: str) -> str:
    """A text without empty lines and blanks around its lines."""
    lines = (one_line(line) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(filter(None, lines))
