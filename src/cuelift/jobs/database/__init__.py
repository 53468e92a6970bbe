"""Keeps everything the task service knows in SQLite or PostgreSQL: one code for both."""

from __future__ import annotations

from cuelift.jobs.database.connect import sqlite_url
from cuelift.jobs.database.opening import Database, open_database

__all__ = ["Database", "open_database", "sqlite_url"]
