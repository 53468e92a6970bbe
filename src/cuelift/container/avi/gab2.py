"""Caption files inside of AVI files: SubRip or ASS, as samples.

A chunk ``GAB2`` holds a whole caption file. It is cut here into samples as Matroska has them, so
that the decoders of those read it; its own time stamps are the only ones there are.

Spec: none in public; compared with what libavformat reads.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cuelift.errors import ContainerError
from cuelift.markup.charset import decode_text

MAGIC = b"GAB2\0"
_NAME, _DATA = 2, 4
_CUE = re.compile(
    r"^[ \t]*(\d{1,4}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})[ \t]*-->[ \t]*"
    r"(\d{1,4}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})[^\n]*$",
    re.MULTILINE,
)
_NUMBER = re.compile(r"\n[ \t]*\d{1,9}[ \t]*$")
_EVENTS = re.compile(r"^[ \t]*(?:Dialogue|Comment):[^\n]*$", re.MULTILINE | re.IGNORECASE)
_TIME = re.compile(r"\s*(\d{1,4}):(\d{1,2}):(\d{1,2})[.:](\d{1,3})\s*$")
_FIELDS = 10


class Text(NamedTuple):
    """A piece of a caption file."""

    start_ms: int
    end_ms: int
    data: bytes


class CaptionFile(NamedTuple):
    """What a chunk holds."""

    codec: str
    name: str | None
    private: bytes
    texts: list[Text]


def read_gab2(data: bytes) -> CaptionFile:
    """Reads the body of a chunk.

    Raises:
        ContainerError: it is none, or holds no captions that we know.
    """
    if not data.startswith(MAGIC):
        raise ContainerError("a chunk of text does not begin with GAB2")
    name, at = None, len(MAGIC)
    while len(data) - at >= 6:
        kind = int.from_bytes(data[at : at + 2], "little")
        size = int.from_bytes(data[at + 2 : at + 6], "little")
        body = data[at + 6 : at + 6 + size]
        at += 6 + size
        if kind == _NAME:
            name = body.decode("utf-16-le", "replace").rstrip("\0") or None
        elif kind == _DATA:
            return _read_file(body, name)
    raise ContainerError("a GAB2 chunk holds no captions")


def _read_file(body: bytes, name: str | None) -> CaptionFile:
    text = decode_text(body).text.rstrip("\0").replace("\r\n", "\n").replace("\r", "\n")
    lowered = text[:65_536].lower()
    if "[script info]" in lowered or "[events]" in lowered:
        codec = "ssa" if "[v4 styles]" in lowered else "ass"
        first = _EVENTS.search(text)
        head = text[: first.start()] if first else text
        return CaptionFile(codec, name, head.encode(), _events(text))
    found = list(_CUE.finditer(text))
    if not found:
        raise ContainerError(f"captions of an unknown format begin with {text[:24]!r}")
    return CaptionFile("subrip", name, b"", _cues(text, found))


def _cues(text: str, found: list[re.Match[str]]) -> list[Text]:
    texts = []
    for number, cue in enumerate(found):
        last = number + 1 == len(found)
        body = text[cue.end() : len(text) if last else found[number + 1].start()].rstrip()
        if not last:
            body = _NUMBER.sub("", body)
        parts = [int(part) for part in cue.groups() if part is not None]
        start = _ms(parts[:4], cue[4])
        texts.append(Text(start, _ms(parts[4:], cue[8]), body.strip("\n").rstrip().encode()))
    return texts


def _ms(parts: list[int], digits: str) -> int:
    hours, minutes, seconds, fraction = parts
    scale: int = 10 ** (3 - len(digits))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction * scale


def _events(text: str) -> list[Text]:
    """Events as Matroska has them: number, layer, and all from the style on."""
    texts = []
    for number, line in enumerate(_EVENTS.finditer(text)):
        kind, _, rest = line[0].strip().partition(":")
        fields = rest.strip().split(",", _FIELDS - 1)
        if kind.lower() != "dialogue" or len(fields) < _FIELDS:
            continue
        start, end = _TIME.match(fields[1]), _TIME.match(fields[2])
        if start and end:
            body = ",".join((str(number), fields[0], *fields[3:]))
            begun, ended = (
                _ms([int(part) for part in each.groups()], each[4]) for each in (start, end)
            )
            texts.append(Text(begun, ended, body.encode()))
    return texts
