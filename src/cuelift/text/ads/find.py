"""Finds lines that are a credit or an advertisement as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from cuelift.text.ads.family import is_family, may_be_family
from cuelift.text.ads.words import CALLS, CREDITS, NOTICES, SUBTITLE_WORDS

MAX_CUE = 240
"""Characters of a cue that may be a credit."""
MAX_LINE = 90

_HOST = (
    r"(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|info|tv|io|me|co|to|cc|fr|de|es|it|pt|br"
    r"|nl|be|se|no|dk|fi|pl|cz|sk|hu|ro|ru|ua|tr|gr|uk|eu|us|ca|mx|ar|cn|jp|tw|kr|hk|club|site"
    r"|online|xyz|live|app|example)(?::\d{2,5})?(?:/\S{0,120})?"
)
_ADDRESS = re.compile(rf"(?<![@\w.-]){_HOST}(?![\w@])", re.IGNORECASE)
_ALONE = re.compile(
    rf"[\W_]{{0,9}}(?:{_HOST}|[\w.+-]{{1,64}}@[\w-]{{1,63}}\.[\w.]{{2,20}})[\W_]{{0,9}}\Z",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"[\w'. -]{1,80}(?:720|1080|2160)[pi]\b[\w. -]{0,60}\Z|[\w'.-]{1,80}\b(?:HDTV|WEB-?DL|WEB-?Rip"
    r"|BluRay|BDRip|DVDRip|[xh]\.?26[45])\b[\w.-]{0,60}\Z",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"www\.|://|\.(?:com|net|org|info)\b|@", re.IGNORECASE)
_LEADS = re.compile(rf"\W{{0,3}}{_HOST}\s[-–—|:]\s", re.IGNORECASE)
_QUOTES = tuple("\"“„«»‘'「『")
_TRIM = " \t\u3000\xa0-–—=~*♪#|•·<>[]()（）【】_"
_ARTICLES = ("a ", "an ", "the ", "my ", "your ", "his ", "her ", "our ", "their ")
_OWN = (
    *(
        "my ",
        "our ",
        "mi ",
        "nuestr",
        "mia ",
        "mio ",
        "la mia ",
        "il mio ",
        "minha ",
        "meu ",
        "nossa ",
    ),
    *(
        "mein",
        "unser",
        "ma ",
        "mon ",
        "notre ",
        "mijn ",
        "onze ",
        "min ",
        "mitt ",
        "vår ",
        "moj",
        "mój ",
    ),
    *("мо", "наш", "benim "),
)
"""Nobody names oneself in a credit like that."""
_TITLED = re.compile(r"\w\s?[:：]\s?[\"“„«][^\"“”»«]*[\"”“»]\.?\Z")
_SENTENCE = re.compile(r"[?!…]|\w{3}\. \w")


def ad_lines(text: str, edge: bool) -> list[int]:
    """The numbers of the lines that are credits or advertisements.

    Args:
        text: of a cue.
        edge: it stands at the beginning or the end of its track.
    """
    if len(text) > MAX_CUE or not may_be_ad(text):
        return []
    lines = text.split("\n")
    bare = [_folded(line) for line in lines]
    everything = list(range(len(lines)))
    if any(_pattern(NOTICES).match(line) for line in bare):
        return everything
    alone = [_is_alone(line, edge) for line in lines]
    addressed = bool(_ADDRESS.search(text))
    sure = edge or addressed or any(alone)
    if edge and is_family(text):
        return everything
    credited = [_is_credit(line, sure) for line in bare]
    if edge:
        credited = [found or is_family(line) for found, line in zip(credited, lines, strict=True)]
    if credited[0] and len(lines) <= 3 and _is_list(bare[1:], lines[1:]):
        return everything
    if addressed and (_is_call(bare, lines) or (edge and len(lines) == 1 and _is_slogan(text))):
        return everything
    return [number for number in everything if credited[number] or alone[number]]


def may_be_ad(text: str) -> bool:
    """Whether a text holds an address or begins a line as credits do: few cues do."""
    if ("." in text or "@" in text) and (_ADDRESS.search(text) or "@" in text):
        return True
    if _RELEASE.match(text):
        return True
    return any(_starts().match(_folded(line)) for line in text.split("\n")) or may_be_family(text)


def _folded(line: str) -> str:
    """A line as it is compared; the two letters i of Turkish are one."""
    return line.strip(_TRIM).replace("İ", "i").lower().replace("ı", "i")


def _is_alone(line: str, edge: bool) -> bool:
    """An address or the name of a release, and nothing else."""
    if _RELEASE.match(line.strip()):
        return True
    # "No.It" is a typing error in the midst of a film.
    return bool(_ALONE.match(line)) and (edge or bool(_PLAIN.search(line)))


@cache
def _starts() -> re.Pattern[str]:
    return re.compile(f"{_any(CREDITS)}|{_any(NOTICES)}")


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_any(phrases))


def _any(phrases: Iterable[str]) -> str:
    every = "|".join(f"(?:{phrase})" for phrase in phrases)
    every = every.replace("ı", "i")
    return every.replace("_?", "[ \u3000]{0,3}").replace("_", "[ \u3000]{1,3}")


def _is_credit(line: str, sure: bool) -> bool:
    """A phrase of credits with a name behind it.

    Args:
        line: lower case.
        sure: something else tells of credits; needed where no word for subtitles is said, as
            anybody may say ``Translation: he is sorry.``
    """
    match = _pattern(CREDITS).match(line)
    if match is None or len(line) > MAX_LINE:
        return False
    rest = line[match.end() :].strip(" \u3000:：")
    if _TITLED.search(line) or rest.startswith(_OWN):
        # "Subtitle of my life: "Nearly"." is speech.
        return False
    if _SENTENCE.search(rest) or rest.startswith(_QUOTES):
        return False
    if _names_subtitles(match[0]):
        return True
    if rest.startswith(_ARTICLES):
        return False
    return sure and not rest.endswith((".", ",")) and len(rest.split()) <= 8


def _is_list(bare: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the lines under a credit are names and addresses, not speech."""
    return all(
        _ALONE.match(whole)
        or (
            not whole.lstrip().startswith(("-", "–", "—"))
            and not whole.rstrip().endswith((".", ",", "?", "!", "…"))
            and len(line.split()) <= 8
        )
        for line, whole in zip(bare, lines, strict=True)
        if line
    )


def _is_slogan(line: str) -> bool:
    """An address, a dash and a few words."""
    match = _LEADS.match(line)
    return bool(match) and len(line[match.end() if match else 0 :].split()) <= 4


def _is_call(bare: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether a cue with an address asks to go there."""
    for line in lines:
        stripped = line.strip()
        if stripped.startswith(_QUOTES) or (", " in stripped and stripped.endswith(".")):
            return False
    said = _ADDRESS.sub(" ", " ".join(bare)).strip(_TRIM + "→:：。")
    if _pattern(CALLS).match(bare[0].strip("¡¿")) or (
        _pattern(CALLS).match(said) and len(said.split()) <= 6
    ):
        return True
    return len(said.split()) <= 10 and _names_subtitles(said)


def _names_subtitles(text: str) -> bool:
    return any(word.replace("ı", "i") in text for word in SUBTITLE_WORDS)
