"""Names for requests, tasks, events and messages."""

from __future__ import annotations

from uuid import uuid4


def new_request_id() -> str:
    """As ``01E8CDC7-055C-4212-B50C-FA66302C3811``."""
    return str(uuid4()).upper()


def new_task_id() -> str:
    """As ``MediaConvert-b850cb27-23cc-4fc7-a9c4-07fef3fd17f0``."""
    return f"MediaConvert-{uuid4()}"


def new_event_id() -> str:
    """As ``0ED-990a277f8c13411bb09bc9c8ce``."""
    return f"0ED-{uuid4().hex[:26]}"


def new_message_id() -> str:
    """As ``25E-990a277f8c13411bb09bc9c8ce``."""
    return f"25E-{uuid4().hex[:26]}"
