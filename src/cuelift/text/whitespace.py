"""White space that nobody meant: doubled, at the ends of lines, odd, invisible."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal

import msgspec

from cuelift.cues import Cue
from cuelift.text.base import Context
from cuelift.text.edits import Edits
from cuelift.text.rules import Rule, apply_rules, pattern_rule, word_set
from cuelift.text.spans import Patch


class WhitespaceOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken away."""

    invisible: bool = True
    """Characters without width: zero-width spaces, soft hyphens, controls. Joiners stay; so do
    break hints of Thai, Lao, Khmer and Burmese."""
    no_break: Literal["odd", "all", "keep"] = "odd"
    """``odd``: tabs and spaces of unusual width become plain; ``all``: no-break spaces do, too, but
    for those inside numbers and of French punctuation."""
    doubled: bool = True
    """Several spaces become one. Full-width ones stay: Japanese parts sentences by them."""
    line_ends: bool = True
    """Spaces at both ends of lines."""
    blank_lines: bool = True
    """Lines without text; cues that had nothing but invisible characters go."""
    before_marks: bool = True
    """Spaces before a full stop or comma, and where the language has none, before ``; : ! ?``."""


_SPACED = frozenset(("fr", "br", "oc", "co", "frp"))
"""Languages with a space before ``; : ! ?``."""
_HINTED = frozenset(("th", "lo", "km", "my"))
_CLOSE = word_set(
    "en de es it pt nl sv da nb nn no fi et lv lt pl cs sk sl hr sr bs hu ro bg mk ru uk be el tr"
    " az sq ca gl eu is ga cy mt af id ms vi tl sw"
)
"""Languages known to have none."""


def whitespace(
    cues: Sequence[Cue], context: Context, options: WhitespaceOptions, edits: Edits
) -> list[Cue]:
    """Takes white space away that does nothing."""
    made = apply_rules(cues, _rules(context.primary, options), edits)
    if not (options.blank_lines and options.invisible):
        return made
    emptied = [
        after
        for before, after in zip(cues, made, strict=True)
        if before is not after and not after.bitmaps and not after.text.strip()
    ]
    if not emptied:
        return made
    gone = {id(cue) for cue in emptied}
    edits.drop(emptied, "empty")
    return [cue for cue in made if id(cue) not in gone]


@cache
def _rules(language: str, options: WhitespaceOptions) -> tuple[Rule, ...]:
    rules = []
    if options.invisible:
        hint = "" if language in _HINTED else "\u200b"
        unseen = f"[{hint}\ufeff\u2060\u180e\xad\0-\x08\x0b-\x1f\x7f-\x9f]+"
        rules.append(pattern_rule("invisible", re.compile(unseen), ""))
    if options.no_break != "keep":
        rules.append(pattern_rule("odd spaces", re.compile(r"[\t\u1680\u2000-\u2008\u205f]"), " "))
    if options.no_break == "all":
        rules.append(pattern_rule("no-break spaces", _no_break(language), " "))
    if options.line_ends:
        rules.append(Rule("line ends", _line_ends))
    if options.doubled:
        rules.append(pattern_rule("doubled", re.compile(f"{_SPACE}{{2,}}"), _one_of(language)))
    if options.blank_lines:
        rules.append(Rule("blank lines", _blank_lines))
    if options.before_marks:
        rules += _before_marks(language)
    return tuple(rules)


_SPACE = r"[ \t\xa0\u202f\u1680\u2000-\u200a\u205f]"


def _no_break(language: str) -> re.Pattern[str]:
    """No-break spaces, but for those in numbers and of French punctuation."""
    if language in _SPACED:
        return re.compile(r"(?<![«\d])[\xa0\u202f](?![;:!?»%])|(?<=\d)[\xa0\u202f](?![;:!?»%\d])")
    return re.compile(r"(?<!\d)[\xa0\u202f]|(?<=\d)[\xa0\u202f](?!\d)")


def _one_of(language: str) -> Callable[[re.Match[str]], str]:
    def one(match: re.Match[str]) -> str:
        found = {"\xa0", "\u202f"}.intersection(match[0]) if language in _SPACED else None
        return max(found) if found else " "

    return one


def _line_ends(text: str) -> list[Patch]:
    size = len(text)
    patches: list[Patch] = []
    # Whole runs are taken, for a pattern with an end to look for would try each space of a run.
    for match in _RUNS.finditer(text):
        at, end = match.span()
        if at == 0 or end == size or "\n" in match[0]:
            for piece in match[0].split("\n"):
                if piece:
                    patches.append((at, at + len(piece), ""))
                at += len(piece) + 1
    return patches


_RUNS = re.compile(f"(?:{_SPACE}|\n)+")


def _blank_lines(text: str) -> list[Patch]:
    size = len(text)
    patches: list[Patch] = []
    for match in _WHITE.finditer(text):
        if "\n" not in match[0]:
            continue
        start, end = match.span()
        first, last = start + match[0].index("\n"), start + match[0].rindex("\n") + 1
        if start == 0:
            patches.append((0, size if end == size else last, ""))
        elif end == size:
            patches.append((first, size, ""))
        elif first + 1 < last:
            patches.append((first + 1, last, ""))
    return patches


_WHITE = re.compile(r"\s+")


def _before_marks(language: str) -> list[Rule]:
    rules = [_mark_rule(r"[.,](?![.,\w])(?! [.])", ".,")]
    if language in _CLOSE:
        rules.append(_mark_rule(r"(?:[!?]+(?:[\s\"'”»)]|$)|[;:](?:\s|$))", "!?;:"))
    return rules


def _mark_rule(ahead: str, hint: str) -> Rule:
    return pattern_rule("before marks", re.compile(rf"(?<=\w) (?={ahead})"), "", hint=hint)
