"""Advanced SubStation Alpha and SubStation Alpha tracks of Matroska.

The set-up data is the script up to its events; a sample is one event without its times:
``ReadOrder,Layer,Style,Name,MarginL,MarginR,MarginV,Effect,Text``.

Spec: Matroska Codec Specifications (draft-ietf-cellar-codec), Subtitles: SSA/ASS Subtitles; Sub
Station Alpha v4.00+ Script Format, 6 ([Events]).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cuelift.cues import Cue, Header, Raw
from cuelift.errors import CodecError
from cuelift.markup.ass_event import AssEvents, Event
from cuelift.markup.ass_script import parse_script
from cuelift.markup.ass_tags import to_int
from cuelift.markup.charset import TrackCharset, decode_text
from cuelift.markup.newlines import normalize_newlines
from cuelift.media import Sample, Track, to_ns

_BLOCK_FIELDS = ("Layer", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect")


class AssDecoder:
    """Each sample is one event; events of one time are given out in their reading order.

    Args:
        track: whose samples they are.
        description: which of its sample descriptions.
        faithful: make cues for ASS output alone: their payload is kept, but not parsed to spans.
    """

    def __init__(self, track: Track, description: int, *, faithful: bool = False) -> None:
        private = track.descriptions[description].private
        decoded = decode_text(private, language=track.language)
        ssa = track.descriptions[description].codec == "ssa"
        script = parse_script(normalize_newlines(decoded.text), ssa=ssa)
        self.header: Header = replace(script.header, language=track.language)
        self.losses: dict[str, int] = {}
        self._timescale = track.timescale
        self._charset = TrackCharset(track.language, self.losses)
        self._events = AssEvents(script, self.losses)
        self._names = _column_names(script.header.event_fields)
        self._faithful = faithful
        self._held: list[tuple[int, Cue]] = []
        """Cues of the last time, with their ReadOrder."""
        self._waiting: list[Sample] = []
        """Samples whose character set is not known yet."""

    def decode(self, sample: Sample) -> Sequence[Cue]:
        """The events of the time before this sample's, once a later one comes.

        Raises:
            CodecError: the sample has fewer fields than an event.
        """
        commas = sample.data.count(b",")
        if commas < 8:
            raise CodecError(
                f"ASS sample at pts {sample.pts} has {commas + 1} of 9 fields", pts=sample.pts
            )
        text = self._charset.decode(sample.data)
        if text is None:
            self._waiting.append(sample)
            return () if self._charset.waiting else self._release()
        text = text.rstrip("\0\r\n")
        parts = _on_one_line(text) if "\n" in text or "\r" in text else text.split(",", 8)
        start_ns = to_ns(sample.pts, self._timescale)
        cue = self._cue(sample, start_ns, parts)
        held = self._held
        if held and held[0][1].start_ns == start_ns:
            held.append((to_int(parts[0]), cue))
            return ()
        self._held = [(to_int(parts[0]), cue)]
        return _in_order(held)

    def _cue(self, sample: Sample, start_ns: int, parts: list[str]) -> Cue:
        _, layer, style, name, left, right, vertical, effect, text = parts
        names = self._names
        if names[0] == "Marked" and not layer.startswith("Marked="):
            layer = f"Marked={layer or 0}"
        fields = (
            (names[0], layer),
            (names[1], style),
            (names[2], name),
            (names[3], left),
            (names[4], right),
            (names[5], vertical),
            (names[6], effect),
        )
        duration = sample.duration
        end_ns = None if duration is None else to_ns(sample.pts + duration, self._timescale)
        if self._faithful:
            raw = Raw(format="ass", text=text, fields=fields)
            number = 0 if layer == "0" else to_int(layer)
            return Cue(start_ns=start_ns, end_ns=end_ns, layer=number, raw=raw)
        return self._events.cue(
            Event(
                start_ns, end_ns, layer, style.strip(), name.strip(), effect.strip(), text, fields
            )
        )

    def flush(self) -> Sequence[Cue]:
        """The events that still wait for their character set, and those of the last time."""
        self._charset.decide()
        cues = self._release()
        held, self._held = self._held, []
        return [*cues, *_in_order(held)]

    def _release(self) -> list[Cue]:
        waiting, self._waiting = self._waiting, []
        return [cue for sample in waiting for cue in self.decode(sample)]


def _on_one_line(text: str) -> list[str]:
    """The fields of an event without line ends, which would end it in a file."""
    *fields, text = normalize_newlines(text).split(",", 8)
    return [*[" ".join(field.split("\n")) for field in fields], text.replace("\n", "\\N")]


def _in_order(held: list[tuple[int, Cue]]) -> list[Cue]:
    if len(held) > 1:
        held.sort(key=lambda entry: entry[0])
    return [cue for _, cue in held]


def _column_names(columns: Sequence[str]) -> tuple[str, ...]:
    """The script's own spelling of the fields of a sample, in the sample's order."""
    own = {column.lower(): column for column in columns}
    own.setdefault("name", own.get("actor", "Name"))
    own.setdefault("layer", own.get("marked", "Layer"))
    return tuple(own.get(name.lower(), name) for name in _BLOCK_FIELDS)
