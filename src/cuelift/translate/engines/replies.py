"""Reads what chat models answer: JSON, at times in a fence or with prose around it.

Spec: OpenAI API reference, "Create chat completion", the object ``chat.completion``.
"""

from __future__ import annotations

import json

from cuelift.errors import BadAnswer

_MOST_STARTS = 16
"""Brackets at which the JSON may begin that are tried."""


def content_of(answer: object) -> str:
    """The text of an answer.

    Raises:
        BadAnswer: it holds none, or it was cut off or withheld.
    """
    try:
        choice = answer["choices"][0]  # type: ignore[index] # checked here
        content, reason = choice["message"]["content"], choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError):
        raise BadAnswer("the answer holds no message") from None
    if reason in ("length", "content_filter"):
        raise BadAnswer(f"the answer is not whole: {reason}")
    if not isinstance(content, str):
        raise BadAnswer("the answer's message is no text")
    return content


def translations_in(content: str) -> dict[int, str]:
    """The translations that a message holds, by their ids.

    Raises:
        BadAnswer: there is no list of ids and texts in it, or one id stands there twice.
    """
    found: dict[int, str] = {}
    for item in _items(content):
        number, text = (item.get("id"), item.get("text")) if isinstance(item, dict) else (0, 0)
        if isinstance(number, str) and number.isascii() and number.isdigit() and len(number) < 10:
            number = int(number)
        if not isinstance(number, int) or isinstance(number, bool) or not isinstance(text, str):
            raise BadAnswer("an item of the answer is no id with a text")
        if number in found:
            raise BadAnswer(f"the id {number} is answered twice")
        found[number] = text
    return found


def _items(content: str) -> list[object]:
    """The list of items: the first JSON in the message that has one."""
    decoder = json.JSONDecoder()
    at = -1
    for _ in range(_MOST_STARTS):
        starts = [start for start in (content.find(c, at + 1) for c in "{[") if start >= 0]
        if not starts:
            break
        at = min(starts)
        try:
            value, _end = decoder.raw_decode(content, at)
        except (ValueError, RecursionError):
            continue
        items = value.get("items") if isinstance(value, dict) else value
        if isinstance(items, list):
            return items
    raise BadAnswer("the answer holds no JSON with items")
