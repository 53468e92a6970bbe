"""How descriptions are written in a track, learnt from those that are plain."""

from __future__ import annotations

from collections import Counter

import msgspec

ARTICLES = frozenset(
    [
        *("the", "el", "la", "los", "las", "un", "una", "le", "les", "une", "il", "lo", "gli", "i"),
        *("o", "a", "os", "as", "um", "uma", "der", "die", "das", "den", "de", "het", "en", "ett"),
    ]
)
"""Of all languages."""
BESIDE = frozenset(
    [
        *("with", "in", "at", "on", "from", "behind", "mit", "im", "am", "aus", "auf", "hinter"),
        *("avec", "à", "au", "aux", "dans", "derrière", "con", "en", "sin", "nel", "nella", "alla"),
        *("allo", "dal", "dalla", "com", "em", "na", "no", "met", "bij", "op", "uit", "med", "i"),
        *("på", "från", "z", "ze", "w", "we", "przy", "с", "со", "в", "у", "на", "из", "за"),
    ]
)
"""Who it is that has, wears or stands where: ``Woman in red``."""


class House(msgspec.Struct):
    """The habits of a track."""

    capitals: bool = False
    """All of its speech is in capitals."""
    groups: Counter[str] = msgspec.field(default_factory=Counter)
    """Plain descriptions that stand alone, by bracket."""
    stars: int = 0
    """Pieces between asterisks."""
    padded: bool = False
    """Between asterisks are blanks around every description."""
    inline: Counter[str] = msgspec.field(default_factory=Counter)
    """Plain descriptions beside speech, by bracket."""
    styles: set[tuple[str, str]] = msgspec.field(default_factory=set)
    """Bracket and letter case of plain descriptions."""
    titles: int = 0
    """Plain descriptions all of whose words begin with a capital."""
    small: int = 0
    """Plain descriptions that begin in lower case; 0 if some do not."""
    undotted: bool = False
    """Descriptions hardly ever end in a full stop."""
    dotted: bool = False
    """Descriptions end in a full stop."""
    names: set[str] = msgspec.field(default_factory=set)
    """Who is named by labels, as ``name_key`` makes it."""
    seen: set[str] = msgspec.field(default_factory=set)
    """Capitalised words of descriptions (``[Nora laughs]``)."""
    called: set[str] = msgspec.field(default_factory=set)
    """Who is spoken to (``Come here, Nora.``) and stands before a colon."""
    dashes: int = 0
    """Names with a dash behind them (``Man - Come in!``)."""
    labels: Counter[str] = msgspec.field(default_factory=Counter)
    """Bracketed names, by bracket."""
    lines: int = 0
    """Plain descriptions that are lines of capitals."""
    uncolored: bool = False
    """All speech has a colour, and descriptions have none."""
    colors: set[str] = msgspec.field(default_factory=set)
    """Colours that only descriptions have."""

    def wont(self, kind: str, text: str) -> bool:
        """Whether descriptions in this bracket are usual, and written in this letter case."""
        usual = self.groups[kind] + self.inline[kind] >= 2
        return usual and (kind, case_of(text)) in self.styles

    def only(self, kind: str, case: str) -> bool:
        """Whether all plain descriptions in this bracket have this letter case."""
        return {known for bracket, known in self.styles if bracket == kind} == {case}


def name_key(name: str) -> str:
    """A name as it is compared: without case, dots and blanks around."""
    return " ".join(name.replace(".", " ").split()).casefold()


def case_of(text: str) -> str:
    """``upper``, ``title`` (begins with a capital) or ``lower``; empty without such letters."""
    letters = [char for char in text if char.isalpha()]
    if not letters or not any(char.isupper() or char.islower() for char in letters):
        return ""
    if len(letters) > 1 and not any(char.islower() for char in letters):
        return "upper"
    return "title" if letters[0].isupper() else "lower"


def is_title(text: str) -> bool:
    """Whether three words or more all begin with a capital, as names of places do."""
    words = text.split()
    return len(words) >= 3 and all(case_of(word) == "title" for word in words)
