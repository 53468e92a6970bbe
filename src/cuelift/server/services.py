"""What the parts of the application are given to work with."""

from __future__ import annotations

from typing import NamedTuple

from cuelift.jobs.config import Config
from cuelift.jobs.database.batch import AsyncDatabase
from cuelift.jobs.ports import (
    Engine,
    ProjectRepository,
    TaskRepository,
    UsageRepository,
)


class Services(NamedTuple):
    """All that is kept, and who runs tasks."""

    config: Config
    projects: ProjectRepository
    tasks: TaskRepository
    usage: UsageRepository
    engine: Engine
    quick: AsyncDatabase
    """The same database for an event loop: what is asked at once is one query."""
    token_secret: bytes
    """Seals the tokens of pages; the same on every machine."""
