"""The one cue model: what every decoder makes and every writer takes.

Times are integer nanoseconds. Values are frozen; change them by ``msgspec.structs.replace``.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

import msgspec

from cuelift.cues.bitmap import Bitmap
from cuelift.cues.edit import Edit
from cuelift.cues.reading import Reading

Vertical: TypeAlias = Literal["", "rl", "lr"]


class Style(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """How a span is drawn. Colours are ``#rrggbb`` or ``#rrggbbaa``, lower case."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    color: str | None = None
    background: str | None = None
    font: str | None = None
    size: float | None = None
    """In the source's own unit; writers of other formats drop it."""


PLAIN = Style()


class Span(msgspec.Struct, frozen=True, omit_defaults=True):
    r"""A run of text of one style. Lines are parted by ``\n`` inside ``text``."""

    text: str
    style: Style = PLAIN
    speaker: str | None = None
    """Voice of this run (WebVTT ``<v>``), where it differs within a cue."""
    language: str | None = None
    classes: tuple[str, ...] = ()
    """WebVTT class names."""
    ruby: str | None = None
    """Reading aid set over ``text``."""
    time_ns: int | None = None
    """Absolute time from which this span shows (WebVTT timestamp tag, karaoke)."""


class Point(NamedTuple):
    """A point on the picture, as fractions of its width and height."""

    x_frac: float
    y_frac: float


class Rect(NamedTuple):
    """A rectangle on the picture, as fractions of its width and height."""

    x_frac: float
    y_frac: float
    width_frac: float
    height_frac: float


class CueSettings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """WebVTT cue settings, exactly as that format has them (WebVTT 4.4)."""

    vertical: Vertical = ""
    line: float | None = None
    """None: auto. A line number when ``snap_to_lines``, else per cent."""
    snap_to_lines: bool = True
    line_align: Literal["start", "center", "end"] = "start"
    position: float | None = None
    """Per cent; None: auto."""
    position_align: Literal["auto", "line-left", "center", "line-right"] = "auto"
    size: float = 100
    align: Literal["start", "center", "end", "left", "right"] = "center"
    region: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a cue stands on the picture. All defaults: the format's usual place."""

    align: int | None = None
    """Number-pad cell, 1 bottom left to 9 top right; None: not stated."""
    anchor: Point | None = None
    """Where the point of the text box named by ``align`` lies (ASS ``\\pos``)."""
    rect: Rect | None = None
    """The text box, where the source states one."""
    vertical: Vertical = ""
    settings: CueSettings | None = None
    """WebVTT's own words, when the source was WebVTT."""


class Raw(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The payload as it came, so that output in the same format is faithful."""

    format: str
    """A key of ``cuelift.format.FORMATS`` (``srt ass webvtt``) or a codec name (``tx3g``)."""
    text: str
    """The payload, decoded to text but otherwise untouched. Timed text of MP4 leaves it out where
    the cue's own text is the same."""
    fields: tuple[tuple[str, str], ...] = ()
    """What the format keeps beside the payload, by its own names (ASS: ``Layer Style Name MarginL
    MarginR MarginV Effect``; WebVTT: ``settings``, ``note``)."""
    fields_only: bool = False
    """The text was changed since: only ``fields`` still hold."""


class Cue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One caption: text, when it shows, where it stands."""

    start_ns: int
    end_ns: int | None
    """None: open; ``timeline.close_open_ends`` settles it."""
    spans: tuple[Span, ...] = ()
    id: str | None = None
    layer: int = 0
    place: Place | None = None
    """None: the format's usual place."""
    speaker: str | None = None
    """Who speaks, where the source says so in a field."""
    speaker_is_voice: bool = False
    """The source states the speaker as a voice (WebVTT ``<v>``), not as an editor's note (ASS
    Name); only a voice is printed into formats that have no field for it."""
    forced: bool = False
    comment: bool = False
    """Kept for faithful output only (ASS Comment, WebVTT NOTE); never shown."""
    end_inferred: bool = False
    """The end was not in the source."""
    raw: Raw | None = None
    bitmaps: tuple[Bitmap, ...] = ()
    """Pictures that show together, in drawing order, where the captions are pictures; none has a
    transparent border."""
    reading: Reading | None = None
    """How the text came out of the pictures; None: it did not."""
    edits: tuple[Edit, ...] = ()
    """What text passes changed, in order."""

    @property
    def text(self) -> str:
        r"""The plain text, lines joined by ``\n``; ruby is left out."""
        spans = self.spans
        return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a caption track or file says beside its cues."""

    format: str = ""
    """Whose words ``text`` is: a key of ``cuelift.format.FORMATS``; empty: there is none."""
    text: str = ""
    """ASS: all up to the ``[Events]`` section. WebVTT: the ``WEBVTT`` line's tail, STYLE, REGION
    and NOTE blocks before the first cue, verbatim."""
    event_fields: tuple[str, ...] = ()
    """ASS: the column names of ``[Events]``' Format line."""
    play_res: tuple[int, int] | None = None
    """Width and height that pixel positions refer to."""
    language: str | None = None
    title: str | None = None
    trailer: str = ""
    """What follows the events and must be kept (ASS: ``[Fonts]`` and other sections)."""


class Document(msgspec.Struct, frozen=True):
    """A caption file, read."""

    header: Header
    cues: list[Cue]
    warnings: list[str]
