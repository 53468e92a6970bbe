"""Fixtures and the rule for tests that need something of the machine.

On a user's machine a test whose tools are missing is skipped with the reason; in continuous
integration it fails.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support import postgres
from tests.support.needs import without
from tests.support.postgres import postgres_server as postgres_server
from tests.support.postgres import postgres_url as postgres_url

settings.register_profile(
    "default", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("default")

TOOLS = ("ffmpeg", "ffprobe", "mkvmerge", "mkvextract")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("corpus") and not os.environ.get("CUELIFT_CORPUS"):
        pytest.skip("needs CUELIFT_CORPUS, a folder of public caption files")
    absent = [tool for tool in TOOLS if shutil.which(tool) is None]
    if item.get_closest_marker("tools") and absent:
        without(f"needs {', '.join(absent)} (ffmpeg and mkvtoolnix)")
    if item.get_closest_marker("postgres") and (reason := postgres.absent()):
        without(reason)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of public caption files."""
    return Path(os.environ["CUELIFT_CORPUS"])
