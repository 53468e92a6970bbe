from __future__ import annotations

import os

import pytest

from cuelift.errors import UsageError
from cuelift.server.lock import NAME, hold_data


def test_a_folder_is_held_once(tmp_path):
    with (
        hold_data(tmp_path),
        pytest.raises(UsageError, match=rf"\(process {os.getpid()}\)"),
        hold_data(tmp_path),
    ):
        pass
    with hold_data(tmp_path):
        assert (tmp_path / NAME).read_text() == f"{os.getpid()}\n"


def test_the_folder_must_be_writable(tmp_path):
    with pytest.raises(FileNotFoundError), hold_data(tmp_path / "none"):
        pass
