"""Names of films, speakers and utterances: safe in files, and sorted alike alone and joined.

Parts of a name are joined by a dash, which is less than all other characters in them. So names
begin with their speaker's name, and both orders are one.

Spec: Kaldi, "Data preparation" (https://kaldi-asr.org/doc/data_prep.html), "Files you need to
create yourself".
"""

from __future__ import annotations

import re
from hashlib import sha256
from unicodedata import normalize

NOBODY = "unknown"
_LONGEST = 40
_OTHER = re.compile(r"[^0-9a-z]+")


def digest(text: str, length: int = 8) -> str:
    """A short hexadecimal name of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single underscores; what is lost is told by a digest."""
    plain = normalize("NFKD", normalize("NFC", text).casefold())
    ascii_only = "".join(char for char in plain if char.isascii())
    made = _OTHER.sub("_", ascii_only).strip("_")
    lossy = any(char.isalnum() and not char.isascii() for char in plain)
    if lossy or not made or len(made) > _LONGEST or made == NOBODY:
        return f"{made[:_LONGEST].rstrip('_') or 'x'}_{digest(plain)}"
    return made


def film_id(name: str, identity: str) -> str:
    """The name of a film.

    Args:
        name: of its file, without folder and extension.
        identity: of its audio.
    """
    return f"{slug(name)}_{digest(identity)}"


def utterance_names(film: str, speaker: str | None, start_ns: int, end_ns: int) -> tuple[str, str]:
    """The names of an utterance and its speaker; an unknown speaker has the utterance's own.

    That is what Kaldi asks for: one speaker of all unknown ones would be worse than none.
    """
    who = f"{film}-{NOBODY if speaker is None else slug(speaker)}"
    name = f"{who}-{start_ns // 1_000_000:09d}-{end_ns // 1_000_000:09d}"
    return name, name if speaker is None else who
