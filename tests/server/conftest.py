"""One embedded server for all tests here that need no other, and the official clients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.support.service import Service

CONFIG = """
[limits]
project_queries = 2000
"""


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server with local buckets and the usual limits."""
    running = Service(tmp_path_factory.mktemp("service"), config=CONFIG)
    yield running
    running.stop()


@pytest.fixture
def project() -> str:
    """The name of a project of the test's own, which there is not yet."""
    return f"test-{uuid4().hex[:12]}"


@pytest.fixture
def imm(service: Service) -> Callable[..., Any]:
    """Makes official IMM clients of the server; without arguments, one with the first key."""
    from alibabacloud_imm20200930.client import Client
    from alibabacloud_tea_openapi.models import Config

    def make(**settings: Any) -> Any:
        if not settings:
            settings["access_key_id"], settings["access_key_secret"] = service.first_key
        return Client(Config(endpoint=service.host, protocol="http", **settings))

    return make
