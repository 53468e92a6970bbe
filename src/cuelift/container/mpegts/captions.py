"""Which streams of a programme carry captions, and what their descriptors say of them.

Spec: ETSI EN 300 468 V1.17.1, clauses 6.2.41 (subtitling descriptor), 6.2.43 and 6.2.47 (teletext
descriptors), table 26 (component types); ISO/IEC 13818-1, 2.6.8 (registration), 2.6.18 (language);
System Description Blu-ray Disc, part 3 (stream types 0x90 and 0x92).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cuelift.container.mpegts.psi import Descriptor, ProgramMap, Stream
from cuelift.cues.languages import language_tag

_PRIVATE, _GRAPHICS, _TEXT = 0x06, 0x90, 0x92
_REGISTRATION, _CONDITIONAL, _LANGUAGE = 0x05, 0x09, 0x0A
_VBI_TELETEXT, _TELETEXT, _SUBTITLING = 0x46, 0x56, 0x59
_DISC = b"HDMV"
_FOR_HEARING = 2
_SUBTITLE_PAGE, _HEARING_PAGE = 2, 5
_VIDEO = frozenset((0x01, 0x02, 0x10, 0x1B, 0x20, 0x24, 0x33, 0x42, 0xD1, 0xEA))
_AUDIO = frozenset((0x03, 0x04, 0x0F, 0x11, 0x1C, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87))
_DVB_AUDIO = frozenset((0x6A, 0x7A, 0x7B, 0x7C))
_SYSTEMS = {
    0x01: "Seca", 0x05: "Viaccess", 0x06: "Irdeto", 0x09: "VideoGuard", 0x0B: "Conax",
    0x0D: "CryptoWorks", 0x0E: "PowerVu", 0x18: "Nagravision", 0x26: "BISS", 0x4A: "others",
}  # fmt: skip


class Caption(NamedTuple):
    """A caption track of a transport stream."""

    program: int
    pid: int
    codec: str
    codec_id: str
    language: str | None
    hearing_impaired: bool
    private: bytes
    """DVB subtitles: composition and ancillary page, type. Teletext: type, magazine and page."""

    @property
    def place(self) -> tuple[int, int, bytes]:
        """Where it is: programme, stream, and page of that. All else may be told anew."""
        page = self.private[:2] if self.codec == "dvbsub" else self.private[1:]
        return self.program, self.pid, page


def captions_of(programs: ProgramMap) -> Iterator[Caption]:
    """The caption tracks of a programme, in the order of its map."""
    for stream in programs.streams:
        if stream.kind == _GRAPHICS and _is_disc(programs, stream):
            yield _disc_caption(programs.program, stream, "pgs")
        elif stream.kind == _TEXT and _is_disc(programs, stream):
            yield _disc_caption(programs.program, stream, "textst")
        elif stream.kind == _PRIVATE:
            yield from _dvb_captions(programs.program, stream)


def _is_disc(programs: ProgramMap, stream: Stream) -> bool:
    """Whether private stream types are those of discs: nobody says that they are others."""
    names = [
        each.body[:4]
        for each in (*programs.descriptors, *stream.descriptors)
        if each.tag == _REGISTRATION
    ]
    return not names or _DISC in names


def _disc_caption(program: int, stream: Stream, codec: str) -> Caption:
    language, hearing = _language_of(stream.descriptors)
    return Caption(program, stream.pid, codec, f"0x{stream.kind:02x}", language, hearing, b"")


def _language_of(descriptors: tuple[Descriptor, ...]) -> tuple[str | None, bool]:
    for tag, body in descriptors:
        if tag == _LANGUAGE and len(body) >= 4:
            return _tag(body[:3]), body[3] == _FOR_HEARING
    return None, False


def _dvb_captions(program: int, stream: Stream) -> Iterator[Caption]:
    for tag, body in stream.descriptors:
        codec_id = f"0x{_PRIVATE:02x}/0x{tag:02x}"
        if tag == _SUBTITLING:
            for at in range(0, len(body) - 7, 8):
                kind = body[at + 3]
                private = body[at + 4 : at + 8] + bytes((kind,))
                hearing = 0x20 <= kind <= 0x26
                language = _tag(body[at : at + 3])
                yield Caption(
                    program, stream.pid, "dvbsub", codec_id, language, hearing, private
                )  # fmt: skip
        elif tag in (_TELETEXT, _VBI_TELETEXT):
            for at in range(0, len(body) - 4, 5):
                kind = body[at + 3] >> 3
                if kind in (_SUBTITLE_PAGE, _HEARING_PAGE):
                    private = bytes((kind, body[at + 3] & 7, body[at + 4]))
                    hearing = kind == _HEARING_PAGE
                    language = _tag(body[at : at + 3])
                    yield Caption(
                        program, stream.pid, "teletext", codec_id, language, hearing, private
                    )  # fmt: skip


def _tag(code: bytes) -> str | None:
    return language_tag(code.decode("latin-1"))


def is_video(stream: Stream) -> bool:
    """Whether a stream is video, by its type."""
    return stream.kind in _VIDEO


def is_audio(stream: Stream) -> bool:
    """Whether a stream is audio, by its type or its descriptors."""
    if stream.kind == _PRIVATE:
        return any(each.tag in _DVB_AUDIO for each in stream.descriptors)
    return stream.kind in _AUDIO


def scrambling_of(programs: ProgramMap) -> str:
    """The names of the systems that scramble a programme."""
    found = [*programs.descriptors]
    for stream in programs.streams:
        found += stream.descriptors
    numbers = {
        int.from_bytes(each.body[:2], "big")
        for each in found
        if each.tag == _CONDITIONAL and len(each.body) >= 2
    }
    names = [f"0x{number:04x} {_SYSTEMS.get(number >> 8, '')}".strip() for number in numbers]
    return ", ".join(sorted(names)) or "no system named"
