"""Rules of punctuation for French, Chinese, Japanese, and for ellipses in any language."""

from __future__ import annotations

import re
from typing import Literal

from cuelift.text.rules import Rule, pattern_rule

NO_BREAK, NARROW = "\u00a0", "\u202f"
CJK = "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
"""Characters of Chinese and Japanese, without their punctuation."""


def french_rules(tag: str, *, narrow: bool) -> list[Rule]:
    """No-break spaces around marks.

    Args:
        tag: BCP 47 tag; Canada writes no space before ``; ! ?``.
        narrow: before ``; ! ?``.
    """
    region = tag.upper().split("-")[1:]
    small = NARROW if narrow else NO_BREAK
    rules = [
        _space_rule("french quotes", f"(?<=«){_BLANK}?(?=[^\\s«»])", NO_BREAK, "«"),
        _space_rule("french quotes", f"(?<=[^\\s«]){_BLANK}?(?=»)", NO_BREAK, "»"),
        _space_rule("french marks", f"(?<=[\\w).»]){_BLANK}(?=:(?:\\s|$))", NO_BREAK, ":"),
        _space_rule("french marks", "(?:(?<=[^\\W\\d_])|(?<=»))(?=:(?:[ \\n]|$))", NO_BREAK, ":"),
    ]
    if "CA" not in region:
        before = '(?<=[\\w»")%€…\\]])'
        marks = '[!?]+(?:[\\s»")…]|\\.\\.|$)'
        rules += [
            _space_rule("french marks", f"{before}{_BLANK}(?=;(?:\\s|$)|{marks})", small, ";!?"),
            _space_rule("french marks", f"(?<=[\\w»])(?={marks})", small, "!?"),
        ]
    return rules


_BLANK = "[ \u2009]"


def _space_rule(name: str, pattern: str, space: str, hint: str) -> Rule:
    return pattern_rule(name, re.compile(pattern), space, hint=hint)


_WIDE = {"?": "？", "!": "！", ",": "，", ".": "。", ":": "：", ";": "；"}


def cjk_rules(language: str) -> list[Rule]:
    """Full-width marks between the characters of Chinese and Japanese."""
    wide = _WIDE | ({",": "、"} if language == "ja" else {})
    before, behind = f"(?<=[{CJK}」』”）》])", f"[{CJK}「『“（《」』”）》\\n]"
    # A stop between two characters may stand for the dot of a foreign name.
    marks = f"[!?]+(?={behind}|$)|[,:;](?:(?={behind}|$)| (?={behind}))|\\.(?=[」』”）》\\n]|$)"

    def widened(match: re.Match[str]) -> str:
        return "".join([wide[char] for char in match[0] if char != " "])

    pattern = re.compile(f"{before}(?:{marks})")
    return [pattern_rule("full width", pattern, widened, hint=",.:;!?")]


def ellipsis_rules(style: Literal["dots", "char"], language: str) -> list[Rule]:
    """Three dots or the character; Chinese and Japanese keep theirs, which are twice as long."""
    if language in ("zh", "ja", "yue", "cmn"):
        return []
    if style == "dots":
        return [pattern_rule("ellipsis", re.compile("…"), "...", hint="…")]
    dots = re.compile(r"(?<!\.)\.\.\.(?!\.)|(?<![.\s] )(?<!\.)\. \. \.(?! ?\.)")
    return [pattern_rule("ellipsis", dots, "…", hint=".")]
