"""Descriptions that somebody speaks of: ``He wrote "(laughs)" on it.``, ``（笑）って何だよ``."""

from __future__ import annotations

import re

from cuelift.text.hearing_impaired.words import Lexicon

_OPENING = tuple("\"'“„«‘‚「『《〈")
_CLOSING = tuple("\"'“”»’‘」』》〉")
_CITED = {
    "ja": re.compile(
        r"(?:って|っつ|という|といえ|と言|と書|と打|と出|と入|とは|とか|なんて|なのか|じゃな|だって書)"
        r"|[がをの](?:付|つけ|つい|入|消|出|多|意味|文字|字|中|部分|後|前|記号|マーク)|は(?:余計|いら|不要|なし|やめ|どう|何)"
    ),
    "zh": re.compile(
        r"是(?:什么|什麼|啥|信|暗)|(?:的)?意思|(?:这|這|那)(?:个|個|两|兩|几|幾)?(?:字|词|詞|句|号|號|符)|(?:两|兩|几|幾)?个?字|括号|括號|就(?:行|是)|怎么(?:写|念|读)"
    ),
}
"""What follows a word of which is spoken."""


def is_cited(before: str, after: str, words: Lexicon) -> bool:
    """Whether a bracket is a word that is spoken of.

    Args:
        before: its line up to it.
        after: the rest of its line, with the blanks.
        words: of the language.
    """
    if before.endswith(_OPENING) and after.startswith(_CLOSING):
        return before[-1] != after[0] or not before[:-1].endswith((".", "!", "?", "…"))
    cited = _CITED.get(words.language)
    return cited is not None and cited.match(after) is not None
