"""Writes Advanced SubStation Alpha (``.ass``) files.

Cues that came from ASS or SSA are written field by field as they were, below the script they came
with; an SSA script stays SSA, which the same players read. Other cues get a script of one style.

Spec: Sub Station Alpha v4.00+ Script Format, 4 to 6.
"""

from __future__ import annotations

from collections.abc import Sequence

from cuelift.cues import Cue, Header
from cuelift.errors import FormatError
from cuelift.format.ass_text import AssText
from cuelift.format.options import AssOptions
from cuelift.markup.ass_script import ASS_EVENT
from cuelift.markup.clock import clock_cs

_NS_PER_CS = 10_000_000
_PLAY_RES = (1920, 1080)

_EMPTY_FIELDS = {
    "layer": "0",
    "marked": "Marked=0",
    "style": "Default",
    "marginl": "0",
    "marginr": "0",
    "marginv": "0",
}

_SCRIPT = """\
[Script Info]
Title: {title}
ScriptType: v4.00+
WrapStyle: 0
ScaledBorderAndShadow: yes
PlayResX: {width}
PlayResY: {height}

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,{size},&H00FFFFFF,&H0000FFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,\
{outline},{shadow},2,{side},{side},{bottom},1

"""


class AssWriter:
    """Writes events below the script they came with, or below one made for them."""

    def __init__(self, header: Header, options: AssOptions) -> None:
        self.losses: dict[str, int] = {}
        self._header = header
        self._own = header.format == "ass"
        play_res = header.play_res or _PLAY_RES
        self._play_res = play_res if min(play_res) > 0 else _PLAY_RES
        self._set_columns(header.event_fields if self._own else ASS_EVENT)
        self._text = AssText(self._play_res, self.losses)

    def _set_columns(self, columns: tuple[str, ...]) -> None:
        keys = [column.strip().lower() for column in columns]
        if not {"start", "end", "text"} <= set(keys):
            columns, keys = ASS_EVENT, [column.lower() for column in ASS_EVENT]
        self._columns = columns
        self._plan = [
            (column, _EMPTY_FIELDS.get(key, "")) for column, key in zip(columns, keys, strict=True)
        ]
        self._start, self._end, self._at = (keys.index(key) for key in ("start", "end", "text"))
        self._spelling = dict(zip(keys, columns, strict=True))

    def prepare(self, cues: Sequence[Cue]) -> None:
        """Nothing: the script depends on the header alone."""

    def begin(self) -> str:
        """The script up to its events."""
        head = self._header.text if self._own else ""
        if not head.strip():
            head = self._make_script()
        if not head.endswith("\n"):
            head += "\n"
        return f"{head}[Events]\nFormat: {', '.join(self._columns)}\n"

    def _make_script(self) -> str:
        width, height = self._play_res
        return _SCRIPT.format(
            title=" ".join((self._header.title or "Captions").split()),
            width=width,
            height=height,
            size=max(height // 18, 1),
            outline=max(height // 360, 1),
            shadow=max(height // 720, 1),
            side=width // 30,
            bottom=height // 22,
        )

    def write(self, cue: Cue) -> str:
        """One event; empty when the cue shows no text and came from elsewhere.

        Raises:
            FormatError: the cue's end is not settled.
        """
        raw = cue.raw
        if raw is not None and raw.format == "ass" and self._own:
            fields, text = dict(raw.fields), raw.text
            if raw.fields_only:
                fields |= self._fields(cue)
                text = self._text.render(cue)
        elif cue.text.strip():
            fields, text = self._fields(cue), self._text.render(cue)
        else:
            return ""
        values = [fields.get(name, empty) for name, empty in self._plan]
        start_cs, end_cs = _times(cue)
        values[self._start] = clock_cs(start_cs)
        values[self._end] = clock_cs(end_cs)
        values[self._at] = text
        return f"{'Comment' if cue.comment else 'Dialogue'}: {','.join(values)}\n"

    def _fields(self, cue: Cue) -> dict[str, str]:
        spelling = self._spelling
        fields = {spelling.get("layer", ""): str(cue.layer)}
        name = self._text.name_of(cue)
        if name:
            fields[spelling.get("name") or spelling.get("actor") or ""] = name
        return fields

    def end(self) -> str:
        """What the script has behind its events."""
        trailer = self._header.trailer if self._own else ""
        return f"{trailer.rstrip()}\n" if trailer.strip() else ""


def _times(cue: Cue) -> tuple[int, int]:
    """Start and end in centiseconds, rounded half up."""
    end_ns = cue.end_ns
    if end_ns is None:
        if not cue.comment:
            raise FormatError(f"cue at {cue.start_ns} ns has no end", start_ns=cue.start_ns)
        end_ns = cue.start_ns
    start_cs = (cue.start_ns + 5_000_000) // _NS_PER_CS if cue.start_ns > 0 else 0
    end_cs = (end_ns + 5_000_000) // _NS_PER_CS
    # An event that is never shown stays so; one that is shown must not become one that is not.
    shortest = 1 if end_ns > cue.start_ns and not cue.comment else 0
    return start_cs, max(end_cs, start_cs + shortest)
