from __future__ import annotations

import pytest

from cuelift.jobs.database.task_rows import (
    COLUMNS,
    from_row,
    tag_digest,
    tag_rows,
    tag_text,
    to_row,
)
from tests.jobs.database.samples import a_spec, a_task


def test_a_row_is_read_back_as_the_task_it_was():
    task = a_task()
    row = to_row(task)

    assert from_row([row[column.name] for column in COLUMNS]) == task


def test_a_new_row_runs_whatever_the_value_says():
    row = to_row(a_task(status="failed", progress=50, attempts=3, ended_ns=5))

    assert (row["status"], row["progress"], row["attempts"]) == ("running", 0, 0)


def test_the_topic_is_a_column():
    assert to_row(a_task(spec=a_spec(topic="t")))["topic"] == "t"
    assert to_row(a_task(spec=a_spec(topic=None)))["topic"] is None


@pytest.mark.parametrize(
    ("value", "text"),
    [("a b", "a b"), ("", ""), (True, "true"), (1, "1"), (1.5, "1.5"), (None, "null"),
     ({"b": [1, "é"]}, '{"b":[1,"é"]}')],
)  # fmt: skip
def test_a_tag_reads_as_the_wire_prints_it(value, text):
    assert tag_text(value) == text


def test_each_different_tag_has_a_row_of_its_own():
    rows = tag_rows(a_task(id="t", tags={"a": 1, "b": 1, "c": "1"}))

    assert {row["task"] for row in rows} == {"t"}
    assert len({row["digest"] for row in rows}) == 3


def test_parts_of_a_tag_cannot_be_shifted():
    parts = [("p", "ab", "c"), ("p", "a", "bc"), ("pa", "b", "c"), ("p", "abc", "")]

    assert len({tag_digest(*each) for each in parts}) == 4
