"""Fixtures of the acceptance tests: whole films, and a slow server that holds them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from benchmarks import server
from tests.support.film import small_films


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Path]]:
    """All small films by name; the workers of one session share them."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with small_films(root / "cuelift-films") as built:
        yield built


@pytest.fixture(scope="session")
def remote(films: Mapping[str, Path]) -> Iterator[server.Remote]:
    """The films behind 20 ms of latency; call ``ask("reset")`` first, ``ask("stats")`` after."""
    with server.running(films["a_mkvmerge.mkv"].parent) as running:
        yield running
