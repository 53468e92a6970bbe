from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.errors import BadAnswer
from cuelift.translate.engines.replies import content_of, translations_in

ITEMS = '{"items": [{"id": 1, "text": "uno {1}"}, {"id": "2", "text": "dos"}]}'


@pytest.mark.parametrize(
    "content",
    [
        ITEMS,
        f"```json\n{ITEMS}\n```",
        f"Sure! Here [as asked] is {{it}}:\n{ITEMS}\nAnything else?",
        '[{"id": 1, "text": "uno {1}"}, {"id": 2, "text": "dos", "note": 5}]',
        f"{{}} {ITEMS}",
    ],
)
def test_json_is_found_in_fences_and_prose(content):
    assert translations_in(content) == {1: "uno {1}", 2: "dos"}


@pytest.mark.parametrize(
    "content",
    [
        "1. uno\n2. dos",
        "",
        ITEMS[:-4],
        '{"items": 5}',
        '{"items": ["uno"]}',
        '{"items": [{"id": true, "text": "uno"}]}',
        '{"items": [{"id": "x", "text": "uno"}]}',
        '{"items": [{"id": 1.0, "text": "uno"}]}',
        '{"items": [{"id": 1, "text": null}]}',
        '{"items": [{"id": 1, "text": "a"}, {"id": "1", "text": "b"}]}',
        "[" * 100_000,
        "{" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_what_holds_no_texts_by_ids_is_refused(content):
    with pytest.raises(BadAnswer):
        translations_in(content)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "no message"),
        ({}, "no message"),
        ({"choices": []}, "no message"),
        ({"choices": [{"message": {"content": None}}]}, "is no text"),
        ({"choices": [{"message": {"content": "{"}, "finish_reason": "length"}]}, "not whole"),
    ],
)
def test_answers_without_a_message_are_refused(answer, message):
    with pytest.raises(BadAnswer, match=message):
        content_of(answer)


def test_the_message_is_taken_out():
    assert content_of({"choices": [{"message": {"content": "x"}, "finish_reason": "stop"}]}) == "x"


@settings(max_examples=20)
@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(
    st.sampled_from(["items", "id", "text", "choices", "message", "content"]), x)))  # fmt: skip
def test_any_json_is_read_or_refused(value):
    with suppress(BadAnswer):
        assert isinstance(translations_in(json.dumps(value)), dict)
    with suppress(BadAnswer):
        assert isinstance(content_of(value), str)
