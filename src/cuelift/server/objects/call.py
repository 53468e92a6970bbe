"""One request of the object wire, proven and permitted."""

from __future__ import annotations

from typing import NamedTuple

from cuelift.errors import (
    AccessDenied,
    AlreadyExists,
    CueliftError,
    NotFound,
    UsageError,
)
from cuelift.oss.errors import WireError
from cuelift.oss.request import Request
from cuelift.server.answers import Receive
from cuelift.server.objects.body import Run
from cuelift.server.objects.limits import Limits
from cuelift.store.base import ObjectInfo
from cuelift.store.bucketdir import BucketFolder, key_problem

_TAKEN = (FileExistsError, IsADirectoryError, NotADirectoryError)


class Call(NamedTuple):
    """What an operation works with."""

    request: Request
    folder: BucketFolder
    key: str
    payload_hash: str | None
    """That the body must have; None: it is not signed."""
    receive: Receive
    run: Run
    run_long: Run
    """As ``run``, for what takes long."""
    limits: Limits
    account: str


def check_key(key: str) -> None:
    """Refuses what cannot be a key here.

    Raises:
        WireError: ``InvalidObjectName``.
    """
    problem = key_problem(key)
    if problem is not None:
        raise WireError(f"The object's name is not valid: {problem}.", code="InvalidObjectName")


def head_or_none(folder: BucketFolder, key: str) -> ObjectInfo | None:
    """An object, if there is one."""
    try:
        return folder.head(key)
    except NotFound:
        return None


def wire_error(error: CueliftError) -> WireError:
    """What the caller is told of an error below; paths of this machine are not in it."""
    if isinstance(error, WireError):
        return error
    if isinstance(error, NotFound):
        return WireError("The specified key does not exist.", code="NoSuchKey")
    if isinstance(error, AlreadyExists):
        return WireError(
            "The object you specified already exists and can not be overwritten.",
            code="FileAlreadyExists",
        )
    if isinstance(error, AccessDenied):
        return WireError(error.message, code="AccessDenied")
    if isinstance(error.__cause__, _TAKEN):
        return WireError("An object has the name of a folder, or of one.", code="FileAlreadyExists")
    if isinstance(error, UsageError):
        return WireError("Other objects lie below this name.", code="FileAlreadyExists")
    return WireError("The server cannot do this for now.", code="InternalError")
