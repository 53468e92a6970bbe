"""Where a line of a script without spaces may break.

Spec: Unicode Standard Annex 14, revision 53, clause 6; Hangul is kept together between spaces
(clause 8.2, example 1), complex scripts are left to a segmenter (LB1).
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from unicodedata import category, east_asian_width

from cuelift.errors import UsageError

HINT = "pip install 'cuelift[text]'"

_RESOLVED = {
    **dict.fromkeys(("AI", "SG", "XX", "SA", "H2", "H3", "JL", "JV", "JT", "HL", "AK", "AS"), "AL"),
    **dict.fromkeys(("AP", "VF", "VI"), "AL"),
    "CJ": "NS",
    "ZWJ": "CM",
    **dict.fromkeys(("BK", "CR", "LF", "NL"), "SP"),
}
_NEVER_BEFORE = frozenset({"CL", "CP", "EX", "SY", "WJ", "SP", "ZW"})
_CLINGS = frozenset({"IS", "NS", "BA", "HY", "IN", "QU", "GL", "CM"})
_LETTERS = frozenset({"AL", "NU"})
_IDEOGRAPHS = frozenset({"ID", "EB", "EM"})
_TOGETHER = frozenset(
    {
        *((one, other) for one in _LETTERS for other in (*_LETTERS, "PR", "PO", "OP")),
        *(("PR", other) for other in ("ID", "EB", "EM", "NU", "AL", "OP")),
        *(("PO", other) for other in ("NU", "AL", "OP")),
        *((one, "PO") for one in _IDEOGRAPHS),
        *(("CP", other) for other in _LETTERS),
        *((one, "NU") for one in ("IS", "HY", "SY")),
        ("IS", "AL"),
        ("B2", "B2"),
        ("EB", "EM"),
        ("RI", "RI"),
    }
)
"""Pairs between which LB23 to LB30 allow no break."""


@lru_cache(maxsize=1 << 16)
def _class_of(char: str) -> str:
    """The line breaking class of a character, after LB1.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        module = import_module("uniseg.linebreak")
    except ImportError as error:
        raise UsageError(
            f"Python package uniseg is missing; to break lines of this script: {HINT}"
        ) from error
    name: str = module.line_break(char).value
    return _RESOLVED.get(name, name)


def break_positions(text: str) -> list[int]:
    """The positions in a text, neither 0 nor its length, before which a line may begin.

    Raises:
        UsageError: the extra is not installed.
    """
    found = []
    before = behind_space = ""
    for position, char in enumerate(text):
        here = _class_of(char)
        if here == "QU":
            here = _quotation(text, position)
        if here == "CM" and before not in ("", "SP", "ZW"):
            continue
        joined = text[position - 1 : position] == "\u200d"
        if position and not joined and _may_part(before, here, behind_space):
            found.append(position)
        if here == "SP":
            behind_space = behind_space if before == "SP" else before
        before = "AL" if here == "CM" else here
    return found


def _quotation(text: str, position: int) -> str:
    """A quotation mark amid full-width characters opens or closes as its form says (LB19a)."""
    around = text[max(position - 1, 0) : position + 2]
    if len(around) < 3 or not all(east_asian_width(char) in "WFH" for char in around[::2]):
        return "QU"
    return {"Pi": "OP", "Pf": "CL"}.get(category(around[1]), "QU")


def _may_part(before: str, here: str, behind_space: str) -> bool:
    """Whether a line may break between two classes.

    Args:
        before: of the character before; ``SP``: a space.
        here: of the character that would begin the line.
        behind_space: of the character before that space.
    """
    if here in _NEVER_BEFORE:
        return False
    if before == "SP":
        no_start = here == "NS" and behind_space in ("CL", "CP")
        return not (behind_space == "OP" or no_start)
    if before == "ZW":
        return True
    if before in ("OP", "GL", "WJ", "QU", "BB") or here in _CLINGS:
        return False
    return (before, here) not in _TOGETHER
