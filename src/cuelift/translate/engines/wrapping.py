"""Gives texts their ids within the markup, so that lists in answers can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cuelift.errors import BadAnswer
from cuelift.translate.engines.base import Text

_WRAPPED = re.compile(r"<p\s{1,3}id\s?=\s?[\"']?(\d{1,9})[\"']?\s?>", re.IGNORECASE)
_END = re.compile(r"</p\s?>", re.IGNORECASE)


def wrapped(text: Text) -> str:
    """A text as a paragraph with its id."""
    return f'<p id="{text.id}">{text.xml}</p>'


def paragraphs(data: str) -> list[tuple[int, str]]:
    """The paragraphs of a document with their ids, in order."""
    found = []
    begins = list(_WRAPPED.finditer(data))
    stops = [*[begin.start() for begin in begins[1:]], len(data)]
    for begin, stop in zip(begins, stops, strict=False):
        end = _END.search(data, begin.end(), stop)
        found.append((int(begin[1]), data[begin.end() : end.start() if end else stop]))
    return found


def by_id(texts: Sequence[Text], answers: Iterable[str]) -> dict[int, str]:
    """Answers, one paragraph each, by their ids.

    The only answer to the only text may have lost its paragraph.

    Raises:
        BadAnswer: an answer is no paragraph, or two have one id.
    """
    listed = list(answers)
    if len(listed) != len(texts):
        raise BadAnswer(f"{len(listed)} texts came for {len(texts)}")
    found: dict[int, str] = {}
    for answer in listed:
        inner = paragraphs(answer)
        if not inner and len(texts) == 1:
            return {texts[0].id: answer}
        if len(inner) != 1:
            raise BadAnswer(f"an answer holds {len(inner)} texts instead of one")
        number, text = inner[0]
        if number in found:
            raise BadAnswer(f"two answers have the id {number}")
        found[number] = text
    return found
