"""What callers of the object wire may take."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes and times."""

    body_bytes: int = 5 * 1024**3
    """Of one request: an object put at once, or one part."""
    object_bytes: int = 1024**4
    """Of an object made of parts."""
    part_bytes: int = 100 * 1024
    """That every part but the last must have."""
    xml_bytes: int = 2 * 1024**2
    """Of any other body."""
    idle_s: float = 60.0
    """Without a byte of a body, or of an answer being taken."""
    rate: int = 1024
    """Bytes a second that a body must have on average, once it took ``idle_s``."""
    upload_age_s: int = 24 * 3600
    """After which an upload in parts that nobody went on with is forgotten."""
    purge_s: int = 3600
    """At most so often it is looked for what is to be forgotten."""
    threads: int = 8
    """That do the reading and writing of files."""
    assemblers: int = 2
    """Threads that put parts together, which takes long."""
