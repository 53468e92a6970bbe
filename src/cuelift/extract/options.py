"""What a caller may ask of probing and extracting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

import msgspec

from cuelift.media import Window
from cuelift.store import StoreOptions
from cuelift.store.coalesce import Objective
from cuelift.store.drive import ReadLimits

Forced: TypeAlias = Literal["all", "only", "split"]
TimelineMode: TypeAlias = Literal["presentation", "raw"]

MAX_READ_SHARE = 0.10
"""Of a remote object; more needs consent."""


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a source is read."""

    objective: Objective | None = None
    """What to save: None: ``bytes`` for local files, ``time`` for remote ones."""
    limits: ReadLimits = ReadLimits()
    max_read: float = MAX_READ_SHARE
    """Share of a remote object that a search without an index may read."""
    store: StoreOptions = StoreOptions()
    charset: str | None = None
    """Of caption files that do not tell theirs."""
    cancelled: Callable[[], bool] | None = None
    """Asked between reads; True ends the work with ``Cancelled``."""


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which tracks are wanted, and which part of them."""

    tracks: tuple[int, ...] = ()
    """Values of ``Track.index``; empty: all."""
    languages: tuple[str, ...] = ()
    """BCP 47 tags; ``en`` takes ``en-GB`` too, ``und`` takes tracks without a tag; empty: all."""
    forced: Forced = "all"
    window: Window | None = None
    timeline: TimelineMode = "presentation"


OcrPolicy: TypeAlias = Literal["auto", "fast", "default", "consensus", "off"]


class OcrRequest(msgspec.Struct, frozen=True, kw_only=True):
    """How captions that are pictures are read as text."""

    policy: OcrPolicy = "auto"
    """``auto``: as ``default``; ``off``: not at all, then text of such tracks is not asked for."""
    language: str | None = None
    """BCP 47 tag; None: the track's own, else it is found out."""
    workers: int = 0
    """Processes; 0: one a processor. The text does not depend on it."""
    tessdata: str | None = None
    """A folder with language data of Tesseract, to be looked into first."""
    command: tuple[str, ...] = ()
    """A program, with its arguments, that reads before the built-in engines."""
    vision: str | None = None
    """``URL?model=NAME``: a model that is asked about doubtful cues; None: none is."""
    key_file: str | None = None
    """Holds that model's key; None: the variable ``CUELIFT_OCR_KEY`` does, if it needs one."""


class TranslateRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Into which languages text is translated, and by whom."""

    to: tuple[str, ...] = ()
    """BCP 47 tags; empty: it is not."""
    engine: str = ""
    """``NAME``, ``NAME:WHERE`` or ``NAME:WHERE?option=value``, as ``cuelift.translate`` has it."""
    glossary: str | None = None
    """Path of a TSV, CSV or TOML file."""
    cache: str | None = None
    """A folder that keeps translations; None: none are kept."""
    formality: Literal["default", "more", "less"] = "default"
    """Where engine and language know it."""
    key_file: str | None = None
    """Holds the engine's key; None: its environment variable does, if it needs one."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Caption files that one pass over a source is to write, among others."""

    formats: tuple[str, ...] = ("webvtt",)
    """As in ``ExtractOptions``."""
    template: str | None = None
    """As in ``ExtractOptions``; ``{index}`` counts the files of this target."""
    tracks: tuple[int, ...] = ()
    """Values of ``Track.index``; empty: all. A number without a track is passed over."""
    prefix: bool = False
    """Whether a template without variable and extension is the beginning of names:
    ``out`` stands for ``out_0.vtt``, ``out_1.vtt``..."""


class ExtractOptions(msgspec.Struct, frozen=True, kw_only=True):
    """All of an extraction but its source."""

    formats: tuple[str, ...] = ("webvtt",)
    """Format names; ``native``: each track in the format nearest its own."""
    template: str | None = None
    """Output name; None: beside a local source, in the working directory for a remote one."""
    targets: tuple[Target, ...] = ()
    """Several, instead of ``formats`` and ``template``; the selection holds for all of them."""
    variables: Mapping[str, str] = {}
    """Further variables of output names; a value is made fit to be part of a file name."""
    created_ns: int | None = None
    """What ``{t_year}`` to ``{t_sec}`` tell, since the epoch; None: when the run began."""
    fence: Callable[[], None] | None = None
    """Asked before each file is published, from any thread but never from two at once; raises
    ``Cancelled`` when nothing may be published any more."""
    max_output_bytes: int | None = None
    """Of all files together; one more is ``LimitExceeded``, and nothing is published."""
    selection: Selection = Selection()
    read: ReadOptions = ReadOptions()
    attachments: str | None = None
    """Folder for the files carried inside the container."""
    speakers: Literal["auto", "prefix", "off"] = "auto"
    styles: Literal["basic", "full"] = "basic"
    rtl: Literal["keep", "wrap"] = "keep"
    """``wrap``: directional marks around right-to-left lines, for players that need them."""
    flatten: bool = False
    """Cut cues that overlap so that one shows at a time; not in ASS and JSON Lines."""
    times: bool = False
    """When they begin stands before the paragraphs of transcripts."""
    newline: Literal["lf", "crlf"] = "lf"
    bom: bool = False
    ocr: OcrRequest = OcrRequest()
    language: str | None = None
    """BCP 47 tag of the text, whatever source and text say; None: what they say."""
    detect_language: Literal["auto", "always", "off"] = "auto"
    """Whether the text of a track is looked at for its language; ``auto``: where neither tag nor
    title tells it and a name needs it, and where the text is processed."""
    clean: str = ""
    """Text passes, as ``cuelift.text.parse_recipe`` takes them; empty: the text stays as it is."""
    changes: str | None = None
    """Name of the file that tells what they changed, with the source's variables; a page if it
    ends in ``.html``, else JSON Lines."""
    translate: TranslateRequest = TranslateRequest()
    """Into which languages text is translated too; none: into no other."""
    local_files: bool = True
    """Whether options may name files of this machine (profiles, word lists)."""
    force: bool = False
    """Extract again what a manifest says is done."""

    @property
    def all_targets(self) -> tuple[Target, ...]:
        """Several, or the one that ``formats`` and ``template`` tell."""
        return self.targets or (Target(formats=self.formats, template=self.template),)
