"""What passes are given."""

from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.text import base
from cuelift.text.base import Context, read_local


def test_a_side_file_is_read_without_its_byte_order_mark(tmp_path):
    path = tmp_path / "words.txt"
    path.write_bytes(b"\xef\xbb\xbfa\n")

    assert read_local(str(path)) == "a\n"


def test_a_side_file_that_cannot_be_read_is_a_usage_error(tmp_path, monkeypatch):
    path = tmp_path / "words.txt"
    with pytest.raises(UsageError, match="No such file"):
        read_local(str(path))
    path.write_bytes(b"\xff")
    with pytest.raises(UsageError, match="it is not UTF-8 text"):
        read_local(str(path))
    with pytest.raises(UsageError, match="it is not UTF-8 text"):
        read_local("a\0b")
    monkeypatch.setattr(base, "MAX_SIDE_BYTES", 0)
    with pytest.raises(UsageError, match="larger than"):
        read_local(str(path))


@pytest.mark.parametrize(("tag", "primary"), [("pt-BR", "pt"), ("EN", "en"), (None, "")])
def test_the_primary_language(tag, primary):
    assert Context(language=tag).primary == primary
