"""How the words of a language are kept, by which descriptions are told from speech."""

from __future__ import annotations

import msgspec


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one language, lower case, parted by blanks.

    ``laugh*`` stands for words that begin so, ``*musik`` for words that end so. In Chinese and
    Japanese every entry may stand anywhere.
    """

    sound: str
    """Sounds, noises, silence, manners of speaking, gestures."""
    manners: str = ""
    """How something is said: tells of it ahead of speech and where descriptions are usual."""
    source: str = ""
    """What makes sounds, and how it sounds: tells something only beside others."""
    music: str = ""
    """Music, how it is played, instruments."""
    roles: str = ""
    """Who speaks, where no name is known."""
    tongues: str = ""
    """Languages, as they are named after ``in`` or ``speaks``."""
    speech: str = ""
    """Words that descriptions do not use: persons, verbs of the past, conjunctions."""
    pronouns: str = ""
    """He, she, they: a line of capitals may begin with them."""
    stops: str = ""
    """Words before a colon that name nobody."""
    verbs: str = ""
    """Behind a bracket they make its words the subject of the sentence."""
