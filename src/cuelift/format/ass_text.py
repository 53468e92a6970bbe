"""Cue text in the words of ASS: override tags, escapes, karaoke.

Spec: Sub Station Alpha v4.00+ Script Format, Appendix A.
"""

from __future__ import annotations

import re

from cuelift.cues import PLAIN, Cue, Span, Style
from cuelift.markup.ass_place import cell_of, point_of
from cuelift.markup.newlines import normalize_newlines
from cuelift.markup.spans import is_plain, trim, with_ruby

_BACKSLASH = re.compile(r"\\(?=[Nnh{}]|\Z)")
_NOT_TEXT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff]")
_NOT_IN_NAMES = re.compile(r"[{}\\,()\x00-\x1f]+")
_NS_PER_CS = 10_000_000


class AssText:
    """Renders the text of cues that did not come from ASS.

    Args:
        play_res: width and height that positions refer to.
        losses: where what the format cannot say is counted, once per cue and kind.
    """

    __slots__ = ("_losses", "_lost", "_play_res")

    def __init__(self, play_res: tuple[int, int], losses: dict[str, int]) -> None:
        self._play_res = play_res
        self._losses = losses
        self._lost: set[str] = set()

    def render(self, cue: Cue) -> str:
        """The Text field of a cue."""
        spans = cue.spans
        if len(spans) == 1 and cue.place is None and is_plain(spans[0]):
            return escape(spans[0].text.strip())
        self._lost.clear()
        trimmed = trim(spans)
        pieces: list[str] = []
        tags = self._place(cue)
        before = PLAIN
        for span, syllable in zip(trimmed, _syllables(cue, trimmed), strict=True):
            tags += syllable
            if span.style is not before and span.text.strip():
                tags += self._changes(before, span.style)
                before = span.style
            if tags:
                pieces.append(f"{{{tags}}}")
                tags = ""
            pieces.append(self._span_text(span))
        for kind in self._lost:
            self._losses[kind] = self._losses.get(kind, 0) + 1
        return "".join(pieces)

    def name_of(self, cue: Cue) -> str:
        """The Name field of a cue: who speaks, if it is one person."""
        speakers = {span.speaker or cue.speaker for span in cue.spans}
        if len(speakers) > 1:
            self._losses["speaker"] = self._losses.get("speaker", 0) + 1
        name = cue.speaker if len(speakers) > 1 else next(iter(speakers), cue.speaker)
        return " ".join(_NOT_IN_NAMES.sub(" ", name or "").split())

    def _place(self, cue: Cue) -> str:
        if cue.place is None:
            return ""
        exact = point_of(cue.place)
        if exact is not None and not cue.place.vertical:
            align, point = exact
            width, height = self._play_res
            x, y = round(point.x_frac * width), round(point.y_frac * height)
            return f"\\an{align}\\pos({x},{y})"
        cell = cell_of(cue.place)
        if not cell.exact:
            self._lost.add("position")
        return "" if cell.number == 2 else f"\\an{cell.number}"

    def _changes(self, before: Style, style: Style) -> str:
        """The tags that turn one style into another."""
        tags = [
            f"\\{letter}{int(now)}"
            for letter, was, now in (
                ("b", before.bold, style.bold),
                ("i", before.italic, style.italic),
                ("u", before.underline, style.underline),
                ("s", before.strike, style.strike),
            )
            if was != now
        ]
        if style.color != before.color:
            tags.append(_color_tags(before.color, style.color))
        if style.font != before.font:
            tags.append("\\fn" + _NOT_IN_NAMES.sub("", style.font or ""))
        if style.background:
            self._lost.add("background")
        if style.size is not None:
            self._lost.add("size")
        return "".join(tags)

    def _span_text(self, span: Span) -> str:
        if span.classes:
            self._lost.add("class")
        if span.language:
            self._lost.add("language")
        text = span.text
        if span.ruby:
            self._lost.add("ruby")
            text = with_ruby(text, span.ruby)
        return escape(text)


def escape(text: str) -> str:
    """Text in which nothing reads as a code."""
    if text.isprintable() and "\\" not in text and "{" not in text:
        return text
    text = normalize_newlines(text).replace("\u2028", "\n").replace("\u2029", "\n")
    text = _NOT_TEXT.sub("", text)
    # There is no escape for a backslash; a word joiner behind it is unseen and parts the two.
    text = _BACKSLASH.sub("\\\\\u2060", text)
    return text.replace("{", "\\{").replace("\n", "\\N").replace("\u00a0", "\\h")


def _color_tags(before: str | None, color: str | None) -> str:
    if color is None:
        return "\\c\\1a" if before and len(before) > 7 else "\\c"
    tags = f"\\c&H{color[5:7]}{color[3:5]}{color[1:3]}&".upper().replace("\\C", "\\c")
    alpha = 255 - int(color[7:9], 16) if len(color) > 7 else 0
    if alpha or (before and len(before) > 7):
        tags += f"\\1a&H{alpha:02X}&"
    return tags


def _syllables(cue: Cue, spans: list[Span]) -> list[str]:
    """The karaoke tags before each span, where the source times its spans."""
    if all(span.time_ns is None for span in spans):
        return [""] * len(spans)
    begins: list[int | None] = []
    latest = 0
    for at, span in enumerate(spans):
        if span.time_ns is None:
            begins.append(0 if at == 0 else None)
        else:
            latest = max(latest, _centiseconds(span.time_ns - cue.start_ns))
            begins.append(latest)
    following = max(latest, _centiseconds((cue.end_ns or 0) - cue.start_ns))
    tags: list[str] = []
    for begin in reversed(begins):
        tags.append("" if begin is None else f"\\k{following - begin}")
        following = following if begin is None else begin
    # What lies before the first word is a syllable without text.
    tags[-1] = (f"\\k{following}" if following else "") + tags[-1]
    return tags[::-1]


def _centiseconds(time_ns: int) -> int:
    return (time_ns + _NS_PER_CS // 2) // _NS_PER_CS
