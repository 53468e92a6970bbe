"""Hunspell dictionaries of the system: which words a language has.

Word stems are looked up in the word list itself, which is read quickly; spylls, which knows the
rules of inflection and takes most of a second to load, is asked only about the other words.

Spec: hunspell(5), the ``.dic`` and ``.aff`` formats.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import import_module
from typing import Protocol

from cuelift.errors import UsageError

FOLDERS = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/share/myspell",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/Library/Spelling",
)
BUNDLED = {"en": "en_US", "ru": "ru", "sv": "sv_SE"}
"""Dictionaries that come with spylls."""
MAX_KEPT = 200_000
"""Answers that are kept."""
MAX_WORD = 64
"""Characters; what is longer is no word."""

_FIRST = {
    "en": "en_US", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT", "pt": "pt_PT",
    "nl": "nl_NL", "sv": "sv_SE", "da": "da_DK", "nb": "nb_NO", "no": "nb_NO", "nn": "nn_NO",
    "pl": "pl_PL", "cs": "cs_CZ", "sk": "sk_SK", "ru": "ru_RU", "uk": "uk_UA", "el": "el_GR",
    "tr": "tr_TR", "hu": "hu_HU", "ro": "ro_RO", "bg": "bg_BG", "hr": "hr_HR", "sl": "sl_SI",
}  # fmt: skip
"""Where a tag has no region."""
_PACKAGES = {
    "en": "hunspell-en-us", "de": "hunspell-de-de", "pt": "hunspell-pt-pt", "nb": "hunspell-no",
    "nn": "hunspell-no", "en-gb": "hunspell-en-gb", "pt-br": "hunspell-pt-br",
}  # fmt: skip


class Lookup(Protocol):
    """Tells whether a word is known."""

    def __call__(self, word: str, /) -> bool: ...


class Words:
    """The words of one language."""

    def __init__(self, path: str) -> None:
        """Reads the list of stems.

        Args:
            path: of the dictionary, without ``.dic``.

        Raises:
            UsageError: it cannot be read.
        """
        self.path = path
        self.replacements: tuple[tuple[str, str], ...] = ()
        """What is often written wrong, and how it is right (``REP``)."""
        self._known: dict[str, bool] = {}
        self._stems = self._read()
        self._rules: Lookup | None = None

    def known(self, word: str) -> bool:
        """Whether a word, as it is written, is one of the language; apostrophes are straight."""
        if word in self._stems:
            return True
        answer = self._known.get(word)
        if answer is None:
            answer = len(word) <= MAX_WORD and self._ask(word)
            if len(self._known) >= MAX_KEPT:
                self._known.clear()
            self._known[word] = answer
        return answer

    def either_case(self, word: str) -> bool:
        """Whether a word is one of the language, perhaps at the start of a sentence."""
        return self.known(word) or self.known(word.lower())

    def _ask(self, word: str) -> bool:
        if self._rules is None:
            self._rules = _load_rules(self.path)
        return self._rules(word)

    def _read(self) -> frozenset[str]:
        try:
            with open(f"{self.path}.aff", "rb") as file:
                rules = file.read()
            named = re.search(rb"^SET[ \t]+(\S+)", rules, re.MULTILINE)
            charset = named[1].decode("ascii") if named else "latin-1"
            with open(f"{self.path}.dic", encoding=charset, errors="replace") as lines:
                listed = lines.read().split("\n")
        except (OSError, ValueError, LookupError) as error:
            raise UsageError(f"dictionary {self.path!r} cannot be read: {error}") from None
        text = rules.decode(charset, "replace")
        self.replacements = tuple(
            (wrong.strip("^$"), right.replace("_", " "))
            for wrong, right in re.findall(r"^REP[ \t]+(\S+)[ \t]+(\S+)", text, re.MULTILINE)
            if wrong.strip("^$").isalpha()
        )
        special = re.findall(
            r"^(?:NEEDAFFIX|FORBIDDENWORD|ONLYINCOMPOUND|PSEUDOROOT)[ \t]+(\S+)", text, re.MULTILINE
        )
        if re.search(r"^AF[ \t]", text, re.MULTILINE):
            return frozenset()  # flags stand for others, so words without special ones are not told
        return frozenset(_stems(listed[1:], special))


def _stems(lines: list[str], special: list[str]) -> list[str]:
    found = []
    for line in lines:
        stem, slash, flags = line.partition("/")
        if not slash:
            stem = stem.partition("\t")[0]
        elif special:
            flags = flags.partition("\t")[0]
            if any(flag in flags for flag in special):
                continue
        if stem and not stem[0].isspace():
            found.append(stem.rstrip())
    return found


def find_words(language: str, folder: str = "") -> Words | None:
    """The dictionary of a language; None: there is none.

    Args:
        language: BCP 47 tag.
        folder: to be looked into before those of the system.

    Raises:
        UsageError: spylls is not installed.
    """
    path = _find(language, (folder, *FOLDERS) if folder else FOLDERS)
    return _load(path) if path else None


def is_there(language: str) -> bool:
    """Whether there is a dictionary of a language; it is not read."""
    try:
        return _find(language, FOLDERS) is not None
    except UsageError:
        return False


def package_of(language: str) -> str:
    """The Debian package of a language's dictionary, as such packages are named.

    Args:
        language: BCP 47 tag.
    """
    primary = language.partition("-")[0].lower()
    usual = f"hunspell-{primary}"
    return _PACKAGES.get(language.lower()) or _PACKAGES.get(primary, usual)


def need_words(language: str, folder: str, by: str) -> Words:
    """The dictionary of a language.

    Args:
        language: BCP 47 tag; empty: not known.
        folder: to be looked into before those of the system.
        by: the pass that needs it.

    Raises:
        UsageError: there is none; the message says what to install.
    """
    if not language:
        raise UsageError(f"pass {by!r} needs the language of the track, which is not known")
    words = find_words(language, folder)
    if words is None:
        package = package_of(language)
        raise UsageError(
            f"pass {by!r} needs a Hunspell dictionary for {language!r}: install the Debian package "
            f"{package}, put its .aff and .dic files into {FOLDERS[0]}, name their folder by "
            f"{by}:folder=..., or go on without by {by}:missing=skip"
        )
    return words


def _find(language: str, folders: tuple[str, ...]) -> str | None:
    """The path of a dictionary without its extension."""
    parts = language.replace("_", "-").split("-")
    primary = parts[0].lower()
    if not primary.isalpha():
        return None
    regions = [part.upper() for part in parts[1:] if len(part) == 2 and part.isalpha()]
    names = [f"{primary}_{region}" for region in regions]
    names += [_FIRST.get(primary, primary), primary, f"{primary}_{primary.upper()}"]
    for name in dict.fromkeys(names):
        for folder in folders:
            path = os.path.join(folder, name)
            if os.path.exists(f"{path}.aff") and os.path.exists(f"{path}.dic"):
                return path
    return _bundled(primary)


def _bundled(primary: str) -> str | None:
    name = BUNDLED.get(primary)
    if name is None:
        return None
    return os.path.join(_spylls_folder(), "hunspell", "data", primary, name)


def _spylls_folder() -> str:
    try:
        return os.path.dirname(str(import_module("spylls").__file__))
    except ImportError:
        raise UsageError(
            "dictionaries need spylls: pip install 'cuelift[text]'", extra="text"
        ) from None


@cache
def _load(path: str) -> Words:
    _spylls_folder()
    return Words(path)


@cache
def _load_rules(path: str) -> Lookup:
    readers = import_module("spylls.hunspell.readers")
    try:
        rules, context = readers.read_aff(_Lines(f"{path}.aff", "latin-1"))
        listed = readers.read_dic(
            _Lines(f"{path}.dic", context.encoding), aff=rules, context=context
        )
        lookup = import_module("spylls.hunspell.algo.lookup").Lookup(rules, listed)
    except Exception as error:  # noqa: BLE001 - the reader raises whatever a wrong file leads to
        raise UsageError(f"dictionary {path!r} cannot be read: {error!r}") from None

    def look_up(word: str) -> bool:
        return bool(lookup(word))

    return look_up


class _Lines:
    """The lines of a file as spylls takes them; its own reader leaves files open."""

    def __init__(self, path: str, charset: str) -> None:
        with open(path, "rb") as file:
            self._data = file.read()
        self._number = 0
        self.reset_encoding(charset)

    def reset_encoding(self, charset: str) -> None:
        """Reads on from the same line by another charset."""
        # Some lists have flags that are no characters of their charset.
        text = self._data.decode(charset, "surrogateescape")
        self._lines = text.removeprefix("\ufeff").split("\n")

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> tuple[int, str]:
        while self._number < len(self._lines):
            self._number += 1
            if line := self._lines[self._number - 1].strip():
                return self._number, line
        raise StopIteration
