"""A server of the object wire on a port of its own, and its keys."""

from __future__ import annotations

import gc
import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from cuelift.jobs.model import AccessKey, Secrets
from cuelift.server.objects.app import objects_app
from cuelift.server.objects.limits import Limits
from cuelift.store.buckets import Bucket, Buckets

KEY, SECRET, TOKEN = "cuelift-key", "a secret of some length", "a token/with+signs="


def credential(key_id=KEY, *, kind="key", token="", buckets=("*",), actions=("*",), **more):
    key = AccessKey(id=key_id, kind=kind, projects=buckets, actions=actions, created_ns=0, **more)
    return Secrets(key=key, secret=SECRET, token=token)


CREDENTIALS = {
    secrets.key.id: secrets
    for secrets in (
        credential(),
        credential("sts-key", kind="sts", token=TOKEN),
        credential("films-key", buckets=("films",)),
        credential("reader", actions=("oss:GetObject", "oss:ListObjects")),
        credential("revoked", revoked_ns=1),
        credential("expired", expires_ns=1),
        credential("sts-expired", kind="sts", token=TOKEN, expires_ns=1),
        credential("bearer", kind="bearer", token="x"),
    )
}


async def find_key(key_id: str) -> Secrets | None:
    return CREDENTIALS.get(key_id)


class Served:
    """A running server."""

    def __init__(self, folder, **limits) -> None:
        self.folder = folder
        self.now_offset_ns = 0
        (folder / "films").mkdir(parents=True)
        elsewhere = Bucket(kind="s3", endpoint="http://127.0.0.1:1")
        buckets = Buckets(folder=str(folder), named={"elsewhere": elsewhere})
        self.app = objects_app(
            buckets, find_key, clock=self.clock, limits=Limits(**limits), account="4711"
        )
        # Without the protocol's number asyncio does not switch Nagle's algorithm off.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(
            self.app, http="h11", lifespan="off", log_level="critical", timeout_keep_alive=60
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))

    def clock(self) -> int:
        return time.time_ns() + self.now_offset_ns

    @property
    def bucket(self):
        return self.folder / "films"

    def objects(self) -> list[str]:
        """Whatever lies in the bucket that is no hidden folder."""
        return sorted(
            str(path.relative_to(self.bucket))
            for path in self.bucket.rglob("*")
            if ".cuelift-uploads" not in path.parts
        )

    def hidden(self) -> list[str]:
        """Files of uploads and attributes."""
        root = self.bucket / ".cuelift-uploads"
        return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())

    def start(self) -> None:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()
        self.app.close()


@pytest.fixture(scope="module")
def module_server(tmp_path_factory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("buckets"))
    served.start()
    yield served
    served.stop()


@pytest.fixture(autouse=True)
def _clients_leave_sockets_to_the_collector() -> Iterator[None]:
    """What the foreign clients forget to close is collected where its warning is expected."""
    yield
    gc.collect()


@pytest.fixture
def server(module_server) -> Served:
    shutil.rmtree(module_server.bucket)
    module_server.bucket.mkdir()
    module_server.now_offset_ns = 0
    return module_server


@pytest.fixture
def make_server(tmp_path) -> Iterator:
    made: list[Served] = []

    def make(**limits) -> Served:
        served = Served(tmp_path / f"buckets{len(made)}", **limits)
        made.append(served)
        served.start()
        return served

    yield make
    for served in made:
        served.stop()
