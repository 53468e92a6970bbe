"""Every error that cuelift raises on purpose.

```text
CueliftError
├── UsageError            the request itself cannot be met (bad option, unknown variable...)
├── StoreError            bytes could not be had or put
│   ├── NotFound          no such object
│   ├── AccessDenied      the store refused the credentials
│   ├── ObjectChanged     the object was replaced while it was being read
│   ├── ColdObject        the object lies in an archive class and must be restored first
│   ├── RangeIgnored      the server does not answer byte ranges
│   ├── TransientError    worth another try: 429, 5xx, stalls, cut bodies
│   ├── LimitExceeded     a limit of this read (bytes, time, share) was reached
│   └── Cancelled         the caller asked to stop
├── ContainerError        the file is not what its container promises
│   ├── TruncatedData     a field says more bytes than there are
│   ├── IndexMismatch     an index entry does not point at what it says
│   └── EncryptedTrack    the payload is encrypted; the message names the scheme
├── CodecError            one sample could not be decoded
├── FormatError           a caption file could not be read or written
├── OcrError              pictures cannot be read as text: an engine or its data is missing
├── TranslateError        captions cannot be translated: engine, model, glossary or cache is unfit
│   ├── EngineBusy        worth another try: rate limits, 5xx, time-outs, cut answers
│   ├── BadAnswer         what came back are not the translations that were asked for
│   └── EngineRefused     the engine will not answer at all: key, quota, language, address
├── ServiceError          the task service cannot do what was asked
│   ├── AlreadyExists     the name is taken
│   ├── NotThere          no such project, task or bucket attachment
│   ├── NotEmpty          it still holds something
│   ├── QuotaExceeded     there are as many as there may be
│   └── TooMany           more is waiting than may wait; later it may be taken
└── WireError             a request is answered with an error of its wire (``imm``, ``oss``)
```
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class CueliftError(Exception):
    """Root of all errors of this package.

    The message says what, where and the value seen. Keyword details stay readable as ``details``
    and survive pickling, because errors cross process borders.
    """

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def __reduce__(self) -> tuple[Callable[..., CueliftError], tuple[Any, ...]]:
        return _rebuild, (type(self), self.message, self.details)


def _rebuild(kind: type[CueliftError], message: str, details: dict[str, object]) -> CueliftError:
    return kind(message, **details)


class UsageError(CueliftError):
    """The request itself cannot be met."""


class StoreError(CueliftError):
    """Bytes could not be had or put."""


class NotFound(StoreError):
    """There is no such object."""


class AccessDenied(StoreError):
    """The store refused the credentials, or there were none."""


class ObjectChanged(StoreError):
    """The object was replaced while it was being read."""


class ColdObject(StoreError):
    """The object lies in an archive class and must be restored before it can be read."""


class RangeIgnored(StoreError):
    """The server does not answer byte ranges, so the object cannot be read in part."""


class TransientError(StoreError):
    """A failure that another try may mend."""


class LimitExceeded(StoreError):
    """A limit of this read was reached."""


class Cancelled(StoreError):
    """The caller asked to stop."""


class ContainerError(CueliftError):
    """The file is not what its container promises."""


class TruncatedData(ContainerError):
    """A field says more bytes than there are."""


class IndexMismatch(ContainerError):
    """An index entry does not point at what it says."""


class EncryptedTrack(ContainerError):
    """The payload of a track is encrypted."""


class CodecError(CueliftError):
    """One sample could not be decoded."""


class FormatError(CueliftError):
    """A caption file could not be read or written."""


class OcrError(CueliftError):
    """Pictures cannot be read as text here; the message says what to install."""


class TranslateError(CueliftError):
    """Captions cannot be translated here; the message says why."""


class EngineBusy(TranslateError):
    """Another try may succeed; ``details["wait_s"]`` tells when, if the engine did."""


class BadAnswer(TranslateError):
    """What came back are not the translations that were asked for."""


class EngineRefused(TranslateError):
    """The engine will not answer, however often it is asked."""


class ServiceError(CueliftError):
    """The task service cannot do what was asked."""


class AlreadyExists(ServiceError):
    """The name is taken."""


class NotThere(ServiceError):
    """There is no such project, task or attached bucket."""


class NotEmpty(ServiceError):
    """It still holds something, so it cannot be deleted."""


class QuotaExceeded(ServiceError):
    """There are as many as there may be."""


class TooMany(ServiceError):
    """More is waiting than may wait."""
