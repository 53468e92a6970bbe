from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from cuelift.jobs.database import schema


@pytest.mark.parametrize(
    ("text", "kept"),
    [(None, None), ("", ""), ("plain", "plain"), ("é\U0001f3ac", "é\U0001f3ac"),
     ("a\0b", "a\ufffdb"), ("\ud800x", "?x"), ("é\0\udfff", "é\ufffd?")],
)  # fmt: skip
def test_text_is_made_storable(text, kept):
    assert schema.Words().process_bind_param(text, sqlite.dialect()) == kept


def test_text_is_in_byte_order_on_both():
    words = schema.Words()

    assert words.compile(postgresql.dialect()) == 'TEXT COLLATE "C"'
    assert words.compile(sqlite.dialect()) == "TEXT"


def test_all_that_has_a_name_is_named_by_the_rule():
    for table in schema.metadata.tables.values():
        for part in (*table.indexes, *table.constraints):
            assert isinstance(part, sa.CheckConstraint) or part.name, table.name
