"""Universal Subtitle Format as Matroska carries it: styles in CodecPrivate, a fragment a block.

Spec: Universal Subtitle Format 1.1, clause 3.4 (subtitles); Matroska Codec Mappings,
``S_TEXT/USF``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from xml.parsers import expat

from msgspec.structs import replace

from cuelift.codec.usf_sheet import (
    Attributes,
    StyleSheet,
    apply_font,
    decode_xml,
    new_parser,
    parse_header,
)
from cuelift.cues import PLAIN, Cue, Header, Place, Raw, Span, Style
from cuelift.errors import CodecError
from cuelift.media import Sample, Track, to_ns

_DEEPEST = 64
_BLANKS = re.compile(r"[ \t\r\n]+")
_TAGS = {
    "i": {"italic": "yes"},
    "b": {"weight": "bold"},
    "u": {"underline": "yes"},
    "s": {"strikeout": "yes"},
}
_TRANSPARENT = frozenset(("fragment", "subtitle", "subtitles"))
_NOT_TEXT = {"image": "picture", "svg": "picture", "shape": "drawing", "comment": ""}
"""Elements whose content is no caption, and what is lost with them."""


class _Text:
    """A ``text`` or ``karaoke`` element while it is read."""

    __slots__ = ("_pieces", "place", "speaker")

    def __init__(self, place: Place | None, speaker: str | None) -> None:
        self.place = place
        self.speaker = speaker
        self._pieces: list[Span] = []

    def add(self, text: str, style: Style, time_ns: int | None) -> None:
        """Adds text, its white space made single, none beside a line's ends."""
        text = _BLANKS.sub(" ", text)
        if not self._pieces or self._pieces[-1].text[-1] in " \n":
            text = text.lstrip(" ")
        if text:
            self._pieces.append(Span(text, style, time_ns=time_ns))

    def break_line(self) -> None:
        """Ends the line; before any text there is none to end."""
        self._trim(" ")
        if self._pieces:
            self._pieces.append(replace(self._pieces[-1], text="\n"))

    def finish(self) -> tuple[Span, ...]:
        """The spans; none when there is no text."""
        self._trim(" \n")
        spans: list[Span] = []
        for (style, time_ns), group in groupby(self._pieces, key=lambda p: (p.style, p.time_ns)):
            text = "".join([piece.text for piece in group])
            spans.append(Span(text, PLAIN if style == PLAIN else style, time_ns=time_ns))
        return tuple(spans)

    def _trim(self, characters: str) -> None:
        pieces = self._pieces
        while pieces:
            text = pieces[-1].text.rstrip(characters)
            if text:
                pieces[-1] = replace(pieces[-1], text=text)
                return
            pieces.pop()


class _Fragment:
    """Reads the content of one ``subtitle`` element."""

    def __init__(self, decoder: UsfDecoder, start_ns: int) -> None:
        self.texts: list[_Text] = []
        self._decoder = decoder
        self._start_ns = start_ns
        self._current: _Text | None = None
        self._styles: list[Style] = []
        """Of the open elements, the innermost last."""
        self._skipped = 0
        """Open elements that hold no caption."""
        self._sung_ns = 0
        self._time_ns: int | None = None

    def parse(self, text: str) -> list[_Text]:
        """The texts of a fragment, in its order."""
        if text.startswith("<?xml") and "?>" in text:
            text = text.split("?>", 1)[1]
        parser = new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(f"<fragment>{text}</fragment>", True)
        return self.texts

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._styles) >= _DEEPEST:
            raise CodecError(f"USF elements lie more than {_DEEPEST} deep")
        style = self._styles[-1] if self._styles else self._decoder.sheet.style("")
        if self._skipped or tag in _NOT_TEXT:
            if not self._skipped and _NOT_TEXT[tag]:
                self._decoder.lose(_NOT_TEXT[tag])
            self._skipped += 1
        elif tag in ("text", "karaoke"):
            style = apply_font(self._decoder.sheet.style(attributes.get("style", "")), attributes)
            self._begin(attributes)
        elif tag == "br":
            self._text().break_line()
        elif tag == "k":
            self._time_ns = self._start_ns + self._sung_ns
            self._sung_ns += _milliseconds(attributes.get("t", "")) * 1_000_000
        elif tag not in _TRANSPARENT:
            style = self._inline(style, tag, attributes)
        self._styles.append(style)

    def _end(self, tag: str) -> None:
        self._styles.pop()
        if self._skipped:
            self._skipped -= 1
        elif tag in ("text", "karaoke"):
            self._current = None

    def _characters(self, data: str) -> None:
        if not self._skipped and (self._current is not None or data.strip(" \t\r\n")):
            self._text().add(data, self._styles[-1], self._time_ns)

    def _inline(self, style: Style, tag: str, attributes: dict[str, str]) -> Style:
        if "style" in attributes:
            style = self._decoder.sheet.style(attributes["style"])
        if tag in _TAGS:
            style = apply_font(style, _TAGS[tag])
        return apply_font(style, attributes)

    def _begin(self, attributes: Attributes) -> _Text:
        decoder = self._decoder
        place = decoder.sheet.place(attributes, decoder.canvas, decoder.losses)
        self._current = text = _Text(place, attributes.get("speaker") or None)
        self.texts.append(text)
        self._sung_ns, self._time_ns = 0, None
        return text

    def _text(self) -> _Text:
        """The open element; text that stands in none gets one of its own."""
        return self._current or self._begin({})


def _milliseconds(text: str) -> int:
    return int(text) if len(text) <= 9 and text.isascii() and text.isdigit() else 0


class UsfDecoder:
    """Each block holds the texts that show together; the first one's cue keeps the block."""

    def __init__(self, track: Track, description: int) -> None:
        self.losses: dict[str, int] = {}
        self.sheet = StyleSheet({}, {}, Header())
        self.canvas = track.canvas
        self._timescale = track.timescale
        private = track.descriptions[description].private
        if private.strip(b"\x00"):
            try:
                self.sheet = parse_header(private)
            except CodecError:
                self.lose("styles")

    @property
    def header(self) -> Header:
        """The language and title that the document states."""
        return self.sheet.header

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """One block: the content of a ``subtitle`` element.

        Raises:
            CodecError: it is not well-formed, or nested too deeply.
        """
        start_ns = to_ns(sample.pts, self._timescale)
        end_ns = None
        if sample.duration is not None:
            end_ns = to_ns(sample.pts + sample.duration, self._timescale)
        text = decode_xml(sample.data)
        try:
            found = _Fragment(self, start_ns).parse(text)
        except expat.ExpatError as error:
            raise CodecError(f"USF block at pts {sample.pts}: {error}", pts=sample.pts) from error
        cues: list[Cue] = []
        for one in found:
            spans = one.finish()
            if spans:
                cue = Cue(
                    start_ns=start_ns,
                    end_ns=end_ns,
                    spans=spans,
                    place=one.place,
                    speaker=one.speaker,
                    speaker_is_voice=one.speaker is not None,
                    raw=None if cues else Raw(format="usf", text=text),
                )
                cues.append(cue)
        return cues

    def flush(self) -> Sequence[Cue]:
        """Nothing is held back."""
        return ()

    def lose(self, kind: str) -> None:
        """Counts what the cue model cannot say."""
        self.losses[kind] = self.losses.get(kind, 0) + 1
