"""What captions say: dialogue of a game in Debian, and sentences of our own where it has none.

The game's text (Battle for Wesnoth, GPL-2+) is not part of this project: it is fetched and unpacked
by ``apt-get download`` into a folder that the caller names.
"""

from __future__ import annotations

import gettext
import random
import re
import subprocess
import tempfile
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal, TypeAlias

from benchmarks.ocr.sentences import SENTENCES

PACKAGES = ("wesnoth-1.16-ttb", "wesnoth-1.16-tsg", "wesnoth-1.16-httt")
MORE = {
    "second": ("wesnoth-1.16-ei", "wesnoth-1.16-nr", "wesnoth-1.16-sof", "wesnoth-1.16-trow"),
    "held-out": ("wesnoth-1.16-did", "wesnoth-1.16-low", "wesnoth-1.16-thot", "wesnoth-1.16-utbs"),
}
Split: TypeAlias = Literal["work", "former", "second", "held-out"]
"""Texts and fonts on which the rules were written; those that were kept from it at first; those
of other campaigns, in other fonts, that were measured next; and the same once more, for the last
measurement."""
LOCALES = {
    "en": "en_GB", "fr": "fr", "de": "de", "es": "es", "pt": "pt_BR", "it": "it", "pl": "pl",
    "cs": "cs", "sv": "sv", "hu": "hu", "tr": "tr", "vi": "vi", "ru": "ru", "uk": "uk", "el": "el",
    "ar": "ar", "he": "he", "zh": "zh_CN", "zh-Hant": "zh_TW", "ja": "ja", "ko": "ko",
    "th": "", "hi": "",
}  # fmt: skip
LANGUAGES = tuple(LOCALES)
LATIN = LANGUAGES[:12]
EAST_ASIAN = frozenset(("zh", "zh-Hant", "ja"))
_FEW = 100
"""Sentences; where there are fewer new ones, those that were kept from the rules at first go with
them."""
_QUOTES = {
    "en": "“” \"\" ‘’", "fr": "«» \"\" “”", "de": "„“ »« \"\"", "pl": "„” \"\"", "cs": "„“ \"\"",
    "hu": "„” \"\"", "sv": "”” \"\"", "es": "«» “” \"\"", "pt": "“” \"\"", "it": "«» “” \"\"",
    "tr": "“” \"\"", "ru": "«» \"\"", "uk": "«» \"\"", "el": "«» “”", "zh": "“” 「」",
    "zh-Hant": "「」", "ja": "「」 『』", "ko": "“” \"\" ‘’", "vi": "“” \"\"",
}  # fmt: skip


def fetch(folder: Path, split: Split) -> None:
    """Gets the dialogue: about 27 MB; twice as much for the later parts."""
    _fetch(folder, PACKAGES)
    for name in _before(split):
        _fetch(folder / name, MORE[name])


def _before(split: Split) -> tuple[str, ...]:
    """The later parts up to one."""
    return {"second": ("second",), "held-out": ("second", "held-out")}.get(split, ())


def _fetch(folder: Path, packages: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob("usr/**/*.mo")):
        return
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["apt-get", "download", *packages], cwd=work, check=True)
        for package in Path(work).glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)


@cache
def sentences(folder: Path | None, language: str, split: Split) -> tuple[str, ...]:
    """The sentences of one part of the texts."""
    known = set(SENTENCES.get(language, ())) | _dialogue_of(folder, language)
    kept = {each for each in known if _half(each)}
    if not (later := _before(split)):
        return tuple(sorted(kept if split == "former" else known - kept))
    for name in later[:-1]:
        known |= _dialogue_of(folder / name, language) if folder else set()
    found = _dialogue_of(folder / split, language) - known if folder else set()
    if len(found) < _FEW:
        found |= kept
    return tuple(sorted(found))


def _dialogue_of(folder: Path | None, language: str) -> set[str]:
    found: set[str] = set()
    locale = LOCALES[language]
    files = (folder / "usr").rglob(f"{locale}/LC_MESSAGES/*.mo") if folder and locale else ()
    for path in sorted(files):
        with path.open("rb") as file:
            messages = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        for key, message in messages.items():
            if key and isinstance(message, str) and isinstance(key, str):
                found |= set(_split(message, language))
    return found


def _half(text: str) -> bool:
    return bool(blake2b(text.encode(), digest_size=1).digest()[0] & 1)


def _split(message: str, language: str) -> list[str]:
    message = re.sub(r"<[^>]*>|\s+", " ", message).strip()
    end = r"(?<=[。！？])" if language in EAST_ASIAN else r"(?<=[.!?…؟])\s+"
    longest = 34 if language in EAST_ASIAN else 76
    pieces = [piece.strip() for piece in re.split(end, message)]
    latin = language in LATIN
    return [
        piece
        for piece in pieces
        if 2 < len(piece) <= longest
        and not re.search(r"[$@^{}<>=_|*#\\~]|\.\w", piece)
        and (latin or not re.search("[A-Za-z]", piece))
    ]


def caption(rng: random.Random, folder: Path | None, language: str, split: Split) -> str:
    """One caption's text, lines joined by a newline."""
    pool = sentences(folder, language, split)
    text = rng.choice(pool)
    kind = rng.random()
    if kind < 0.12:
        return _dialogue(rng, pool, language)
    if kind < 0.2 and language in _QUOTES:
        text = _quoted(rng, text, language)
    elif kind < 0.26:
        text = f"{_number(rng)} {text}" if language not in EAST_ASIAN else f"{text}{_number(rng)}"
    elif kind < 0.31 and text.upper() != text and len(text) < 40 and language not in ("el", "tr"):
        text = rng.choice(("[{}]", "({})", "{}")).format(text.upper().rstrip("."))
    lines = wrap(text, 17 if language in EAST_ASIAN else 38)
    if rng.random() < 0.07 and language not in ("ar", "he", "th", "hi"):
        lines[0] = f"♪ {lines[0]}"
        lines[-1] = f"{lines[-1]} ♪"
    return _typed(rng, "\n".join(lines[:3]), language)


def _typed(rng: random.Random, text: str, language: str) -> str:
    """The same with one kind of apostrophe and ellipsis."""
    text = text.replace("’", "'") if rng.random() < 0.5 else text.replace("'", "’")
    return text.replace("…", "...") if rng.random() < 0.5 else text.replace("...", "…")


def _dialogue(rng: random.Random, pool: tuple[str, ...], language: str) -> str:
    short = [each for each in rng.sample(pool, min(len(pool), 60)) if len(each) < 34]
    limit = 17 if language in EAST_ASIAN else 34
    short = [each for each in short if len(each) < limit] or [pool[0][:limit].strip()]
    dash = rng.choice(("- ", "-", "– ", "— ") if language not in ("ar", "he") else ("- ",))
    return _typed(rng, "\n".join(f"{dash}{rng.choice(short)}" for _ in range(2)), language)


def _quoted(rng: random.Random, text: str, language: str) -> str:
    text = re.sub(r"[\"“”„«»「」『』]", "", text).strip()
    marks = rng.choice(_QUOTES[language].split(" "))
    space = "\u00a0" if language == "fr" and marks == "«»" else ""
    return f"{marks[0]}{space}{text}{space}{marks[1]}"


def _number(rng: random.Random) -> str:
    number = rng.randrange(10, 100_000)
    return rng.choice(
        (f"{number % 24}:{number % 60:02}", f"{number % 1000}", f"{number:,}", f"{number % 100} %")
    )


def wrap(text: str, width: int) -> list[str]:
    """Lines of about the same length."""
    count = -(-len(text) // width)
    wide = -(-len(text) // count) + (0 if " " not in text else 5)
    if " " not in text.strip():
        return [text[i : i + wide] for i in range(0, len(text), wide)]
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > max(wide, len(word)):
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip(" ")
    return [line for line in lines if line]
