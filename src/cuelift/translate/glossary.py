"""Terms that are translated in one way only, or not at all.

TSV and CSV: ``source``, ``target``, ``language`` (of the target; may be left out); an empty target
protects the term. TOML: ``protect = [...]``, ``[terms]`` for all languages, ``[terms.de]`` for one.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Literal, NamedTuple

from cuelift.errors import TranslateError
from cuelift.translate.languages import base_of, is_wide, tag_of

MOST_TERMS = 50_000
_MOST_BYTES = 8 * 1024 * 1024
_MOST_CHARS = 200
_HEADS = frozenset(("source", "term"))


class Term(NamedTuple):
    """A term and its translation."""

    source: str
    target: str | None = None
    """None: it stays as it is."""
    language: str | None = None
    """Of the target; None: of all targets."""


class Found(NamedTuple):
    """A term in a text: a half-open range."""

    start: int
    end: int
    target: str


class Glossary:
    """Finds terms in texts."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        unique = sorted({term for term in terms if term.source}, key=_longest_first)
        self._by_source: dict[str, Term] = {}
        lengths: dict[str, dict[int, None]] = {}
        for term in unique:
            self._by_source.setdefault(term.source, term)
            lengths.setdefault(term.source[0].lower(), {})[len(term.source)] = None
        self._lengths = {first: tuple(found) for first, found in lengths.items()}
        """Of the terms that begin with a character, the longest first."""
        self.terms = tuple(unique)
        name = blake2b(digest_size=12)
        for term in unique:
            name.update("\0".join([term.source, term.target or "", "\1"]).encode())
        self.digest = name.hexdigest() if unique else ""

    def towards(self, tag: str, names: Iterable[str] = ()) -> Glossary:
        """The terms for one target language, and names that are to stay."""
        kept = [
            term._replace(language=None)
            for term in self.terms
            if term.language is None or term.language in (tag, base_of(tag))
        ]
        known = {term.source for term in kept}
        return Glossary([*kept, *[Term(name) for name in names if name not in known]])

    def find(self, text: str) -> Iterator[Found]:
        """The terms in a text, in order; where several fit, the longest.

        A term without capitals is found in any case; terms are whole words.
        """
        at = 0
        while self._lengths and at < len(text):
            term = self._at(text, at) if _is_border(text, at) else None
            if term is None:
                at += 1
                continue
            end = at + len(term.source)
            yield Found(at, end, text[at:end] if term.target is None else term.target)
            at = end

    def _at(self, text: str, at: int) -> Term | None:
        for length in self._lengths.get(text[at].lower(), ()):
            here = text[at : at + length]
            lower = here.lower()
            term = self._by_source.get(here) or self._by_source.get(lower)
            fits = term is not None and (term.source == here or term.source.islower())
            if fits and _is_border(text, at + length):
                return term
        return None


def _longest_first(term: Term) -> tuple[int, str, str, str]:
    return -len(term.source), term.source, term.target or "", term.language or ""


def _is_border(text: str, at: int) -> bool:
    """Whether a word may begin or end here."""
    if at == 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if is_wide(before) or is_wide(after):
        return True
    return not (before.isalnum() and after.isalnum())


def read_glossary(path: str) -> Glossary:
    """Reads a glossary; the file's extension tells its format.

    Raises:
        TranslateError: it cannot be read, or is no glossary; the message names the line.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise TranslateError(f"the glossary {path} cannot be read: {error.strerror}") from error
    if len(data) > _MOST_BYTES:
        raise TranslateError(f"the glossary {path} is larger than {_MOST_BYTES} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TranslateError(f"the glossary {path} is not UTF-8 at byte {error.start}") from error
    kind = Path(path).suffix.lower().removeprefix(".")
    try:
        return parse_glossary(text, kind)
    except TranslateError as error:
        raise TranslateError(f"the glossary {path}: {error}") from None


def parse_glossary(text: str, kind: str) -> Glossary:
    """The terms of a glossary file.

    Args:
        text: of the file.
        kind: ``tsv``, ``csv`` or ``toml``.

    Raises:
        TranslateError: it is none, or holds too much.
    """
    if kind == "toml":
        terms = list(_toml(text))
    elif kind in ("tsv", "csv"):
        terms = list(_rows(text, "\t" if kind == "tsv" else ","))
    else:
        raise TranslateError(f"{kind!r} is no format of glossaries; known: csv, toml, tsv")
    if len(terms) > MOST_TERMS:
        raise TranslateError(f"{len(terms)} terms are more than {MOST_TERMS}")
    return Glossary(terms)


def _rows(text: str, delimiter: str) -> Iterator[Term]:
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    lines = text.splitlines()
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, quoting=quoting))
    except csv.Error as error:
        raise TranslateError(f"it is no table: {error}") from error
    for number, row in enumerate(rows, 1):
        cells = [" ".join(cell.split()) for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if number == 1 and cells[0].lower() in _HEADS:
            continue
        source, target, language = [*cells, "", ""][:3]
        yield _term(source, target or None, language, f"line {number}")


def _toml(text: str) -> Iterator[Term]:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TranslateError(f"it is no TOML: {str(error)[:120]}") from error
    unknown = sorted(set(data) - {"protect", "terms"})
    if unknown:
        raise TranslateError(f"unknown key {unknown[0][:40]!r}; known: protect, terms")
    protect, terms = data.get("protect", []), data.get("terms", {})
    if not isinstance(protect, list) or not isinstance(terms, dict):
        raise TranslateError("protect is a list, terms is a table")
    for source in protect:
        yield _term(source, None, "", "protect")
    yield from _table(terms, "")


def _table(terms: Mapping[str, object], language: str) -> Iterator[Term]:
    for source, target in terms.items():
        if isinstance(target, dict) and not language:
            yield from _table(target, source)
        else:
            yield _term(source, target or None, language, f"terms.{language}".rstrip("."))


def _term(source: object, target: object, language: str, where: str) -> Term:
    if not isinstance(source, str) or not (target is None or isinstance(target, str)):
        raise TranslateError(f"{where}: a term and its translation are text")
    if not source.strip() or max(len(source), len(target or "")) > _MOST_CHARS:
        raise TranslateError(f"{where}: a term has 1 to {_MOST_CHARS} characters")
    return Term(source.strip(), target and target.strip(), tag_of(language) if language else None)
