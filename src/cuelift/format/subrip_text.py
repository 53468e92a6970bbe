"""Cue text in the words of SubRip: tags, a speaker's name, the cue's place."""

from __future__ import annotations

import re

from cuelift.cues import PLAIN, Cue, Span, Style
from cuelift.format.options import SubRipOptions
from cuelift.markup.ass_place import cell_of
from cuelift.markup.spans import is_plain, trim, with_ruby

_TAG_LIKE = r"(?i)<(?=/?(?:b|i|u|s|font|br)[\s/>])"

_CLOSING = {"b": "</b>", "i": "</i>", "u": "</u>", "s": "</s>"}


class SubRipText:
    """Renders the text of cues that did not come from SubRip.

    Args:
        options: what the writer was asked for.
        losses: where what the format cannot say is counted, once per cue and kind.
    """

    __slots__ = ("_full", "_losses", "_lost", "_speakers", "_wraps", "_zwsp")

    def __init__(self, options: SubRipOptions, losses: dict[str, int]) -> None:
        self._full = options.styles == "full"
        self._zwsp = options.escape == "zwsp"
        self._speakers = options.speakers
        self._losses = losses
        self._lost: set[str] = set()
        self._wraps: dict[Style, tuple[str, str]] = {}

    def render(self, cue: Cue) -> str:
        """The payload of a cue."""
        self._lost.clear()
        spans = cue.spans
        if len(spans) == 1 and is_plain(spans[0]) and not cue.speaker:
            text = self._escape(spans[0].text)
        else:
            text = self._spans(cue)
        if cue.place is not None:
            text = self._place(cue) + text
        if cue.layer:
            self._lost.add("layer")
        for kind in self._lost:
            self._losses[kind] = self._losses.get(kind, 0) + 1
        return text

    def render_quickly(self, cue: Cue) -> str | None:
        """The payload of a cue whose spans are plain, or bold, italic... between plain ones.

        Most are. Returns: None when there is more to it or no text, which is ``render``'s business.
        """
        if cue.speaker or cue.layer or cue.place is not None or self._zwsp:
            return None
        spans = cue.spans
        pieces: list[str] = []
        before = PLAIN
        for span in spans:
            if (
                span.speaker is not None
                or span.ruby is not None
                or span.time_ns is not None
                or span.classes
                or span.language is not None
            ):
                return None
            style, text = span.style, span.text
            if style is PLAIN:
                if not text or text.isspace():
                    return None  # a break between spans of one style may stay inside their tags
                pieces.append(text)
            else:
                wrap = self._wraps.get(style) or self._wrap(style)
                if not wrap[0] or before is not PLAIN or not text or text.isspace():
                    return None
                pieces += (wrap[0], text, wrap[1])
            before = style
        if not spans or spans[0].text[:1].isspace() or spans[-1].text[-1:].isspace():
            return None
        return "".join(pieces)

    def _wrap(self, style: Style) -> tuple[str, str]:
        """What opens and closes a style; empty when there is more to it than tags."""
        self._lost.clear()
        tags = self._tags(Span("", style))
        wrap = ("", "")
        if tags and not self._lost:
            opened = "".join([f"<{tag}>" for tag in tags])
            closed = "".join([_CLOSING.get(tag, "</font>") for tag in reversed(tags)])
            wrap = (opened, closed)
        return self._wraps.setdefault(style, wrap)

    def _escape(self, text: str) -> str:
        return re.sub(_TAG_LIKE, "<\u200b", text) if self._zwsp and "<" in text else text

    def _place(self, cue: Cue) -> str:
        cell = cell_of(cue.place)
        if self._full:
            if not cell.exact:
                self._lost.add("position")
            return "" if cell.number == 2 else f"{{\\an{cell.number}}}"
        top = cell.number >= 7
        if not cell.exact or cell.number not in (2, 8):
            self._lost.add("position")
        return "{\\an8}" if top else ""

    def _spans(self, cue: Cue) -> str:
        pieces: list[str] = []
        tags: list[str] = []
        speaker: str | None = None
        for span in trim(cue.spans):
            name = self._speaker(cue, span)
            # Tags around nothing but a line break would leave lines of tags only.
            if not span.text.isspace():
                _switch(pieces, tags, self._tags(span))
            if name and name != speaker:
                pieces.append(f"{name}: ")
            speaker = name
            pieces.append(self._span_text(span))
        _switch(pieces, tags, [])
        return "".join(pieces)

    def _speaker(self, cue: Cue, span: Span) -> str | None:
        """Whose name is to stand before a span."""
        name, voice = span.speaker, True
        if not name:
            name, voice = cue.speaker, cue.speaker_is_voice
        if not name:
            return None
        if self._speakers == "prefix" or (self._speakers == "auto" and voice):
            return name
        self._lost.add("speaker")
        return None

    def _span_text(self, span: Span) -> str:
        if span.time_ns is not None:
            self._lost.add("karaoke")
        if span.classes:
            self._lost.add("class")
        if span.language:
            self._lost.add("language")
        text = self._escape(span.text)
        if span.ruby:
            self._lost.add("ruby")
            return with_ruby(text, self._escape(span.ruby))
        return text

    def _tags(self, span: Span) -> list[str]:
        """The tags a span stands in, the outermost one first."""
        style = span.style
        if style is PLAIN:
            return []
        self._count_style(style)
        wanted = [f'font color="{style.color[:7]}"'] if self._full and style.color else []
        if style.bold:
            wanted.append("b")
        if style.italic:
            wanted.append("i")
        if style.underline:
            wanted.append("u")
        if style.strike:
            wanted.append("s")
        return wanted

    def _count_style(self, style: Style) -> None:
        # An alpha value has no place in a font tag.
        if style.color and (not self._full or len(style.color) > 7):
            self._lost.add("color")
        if style.background:
            self._lost.add("background")
        if style.font:
            self._lost.add("font")
        if style.size is not None:
            self._lost.add("size")


def _switch(pieces: list[str], tags: list[str], wanted: list[str]) -> None:
    """Closes and opens tags, properly nested, until those wanted are open."""
    keep = 0
    while keep < len(tags) and tags[keep] in wanted:
        keep += 1
    while len(tags) > keep:
        pieces.append(_CLOSING.get(tags.pop(), "</font>"))
    for tag in wanted:
        if tag not in tags:
            tags.append(tag)
            pieces.append(f"<{tag}>")
