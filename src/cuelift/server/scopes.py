"""What patterns of keys may say: of any part of the server, where all of them are known."""

from __future__ import annotations

from collections.abc import Iterable

from cuelift.errors import UsageError
from cuelift.imm.actions import ACTIONS
from cuelift.jobs.keyring import matches
from cuelift.oss.operation import LIST
from cuelift.oss.operation import OPERATIONS as OBJECT_OPERATIONS
from cuelift.server.rest import OPERATIONS as REST_OPERATIONS

MOST_CHARS = 256


def known_actions() -> list[str]:
    """The names of all actions that a key may be allowed."""
    return sorted({
        *ACTIONS,
        *(operation.action for operation in REST_OPERATIONS),
        *(operation.action for operation in (LIST, *OBJECT_OPERATIONS)),
    })  # fmt: skip


def check_patterns(name: str, patterns: Iterable[str]) -> None:
    """Refuses patterns that nothing can be called by.

    Args:
        name: where they were said.
        patterns: which.

    Raises:
        UsageError: one is empty, too long, or holds spaces or control characters.
    """
    for pattern in patterns:
        if not pattern.isprintable() or not 0 < len(pattern) <= MOST_CHARS or " " in pattern:
            raise UsageError(f"{name} {pattern[:80]!r}: a pattern is a name with * and ?")


def check_actions(name: str, patterns: Iterable[str]) -> None:
    """Refuses patterns that fit no action: most likely one is misspelt.

    Raises:
        UsageError: one fits none.
    """
    known = known_actions()
    for pattern in patterns:
        if not any(matches(pattern, action) for action in known):
            raise UsageError(
                f"{name} {pattern[:80]!r} fits no action; known are {', '.join(known)}"
            )
