from __future__ import annotations

import pytest

from cuelift.errors import (
    AccessDenied,
    AlreadyExists,
    CueliftError,
    NotFound,
    StoreError,
    UsageError,
)
from cuelift.oss.errors import WireError
from cuelift.server.objects.call import wire_error


def caused(error: Exception) -> StoreError:
    made = StoreError("/inner/path cannot be written")
    made.__cause__ = error
    return made


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (WireError("m", code="InvalidRange"), "InvalidRange"),
        (NotFound("/inner/path"), "NoSuchKey"),
        (AlreadyExists("/inner/path"), "FileAlreadyExists"),
        (AccessDenied("oss://b/k: a link leads out of the bucket"), "AccessDenied"),
        (UsageError("/inner/path is a folder"), "FileAlreadyExists"),
        (caused(NotADirectoryError()), "FileAlreadyExists"),
        (caused(IsADirectoryError()), "FileAlreadyExists"),
        (caused(OSError(28, "full")), "InternalError"),
        (StoreError("/inner/path"), "InternalError"),
        (CueliftError("/inner/path"), "InternalError"),
    ],
)
def test_errors_below_are_told_by_code_and_without_paths(error, code):
    told = wire_error(error)

    assert told.code == code
    assert "/inner" not in told.message
