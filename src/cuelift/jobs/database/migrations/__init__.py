"""Alembic's migrations of the task service's tables, run by ``migrate.upgrade``."""
