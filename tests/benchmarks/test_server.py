from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.server import SMALL, Pace, Remote, running

CONTENT = bytes(range(256)) * 4096


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remote]:
    root = tmp_path_factory.mktemp("root")
    (root / "film").write_bytes(CONTENT)
    (root / "empty").write_bytes(b"")
    with running(root, Pace(latency_ms=1)) as server:
        yield server


class Client:
    def __init__(self, remote: Remote) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", remote.port, timeout=10)

    def __call__(
        self, name: str, method: str = "GET", **headers: str
    ) -> tuple[int, bytes, http.client.HTTPMessage]:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        self.line.request(method, f"/{name}", headers=named)
        answer = self.line.getresponse()
        return answer.status, answer.read(), answer.headers


@pytest.fixture
def ask(remote: Remote) -> Iterator[Client]:
    client = Client(remote)
    yield client
    client.line.close()


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=300-999", 300, 1000),
        (f"bytes=5-{SMALL + 4}", 5, SMALL + 5),
        (f"bytes=5-{SMALL + 5}", 5, SMALL + 6),
        ("bytes=100-", 100, len(CONTENT)),
        ("bytes=-70", len(CONTENT) - 70, len(CONTENT)),
        (f"bytes=900-{len(CONTENT) * 9}", 900, len(CONTENT)),
        (f"bytes=-{len(CONTENT) * 9}", 0, len(CONTENT)),
    ],
)
def test_a_range_is_answered_with_its_bytes(ask: Client, asked: str, start: int, end: int) -> None:
    status, body, headers = ask("film", Range=asked)

    assert status == 206
    assert body == CONTENT[start:end]
    assert headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(CONTENT)}"


@pytest.mark.parametrize("asked", ["bytes=-", "lines=1-2", "bytes=1-2,5-6"])
def test_a_range_that_is_none_is_ignored(ask: Client, asked: str) -> None:
    assert ask("film", Range=asked)[:2] == (200, CONTENT)


def test_a_range_past_the_end_is_refused(ask: Client) -> None:
    status, body, headers = ask("film", Range=f"bytes={len(CONTENT)}-")

    assert (status, body) == (416, b"")
    assert headers["Content-Range"] == f"bytes */{len(CONTENT)}"


def test_an_empty_file_has_an_empty_body(ask: Client) -> None:
    assert ask("empty")[:2] == (200, b"")


def test_a_file_that_is_not_there_is_not_found(ask: Client) -> None:
    assert ask("nothing")[0] == 404


def test_a_folder_is_never_left(ask: Client) -> None:
    assert ask("../../etc/passwd")[0] == 404


def test_head_tells_size_and_etag_without_a_body(ask: Client) -> None:
    status, body, headers = ask("film", "HEAD")

    assert (status, body) == (200, b"")
    assert headers["Content-Length"] == str(len(CONTENT))
    assert headers["ETag"] == ask("film", Range="bytes=0-1")[2]["ETag"]


def test_another_etag_than_the_files_is_refused(ask: Client) -> None:
    etag = ask("film", "HEAD")[2]["ETag"]

    assert ask("film", Range="bytes=0-1", If_Match=etag)[0] == 206
    assert ask("film", Range="bytes=0-1", If_Match='"other"')[0] == 412


def test_a_file_that_changes_has_another_etag(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"old")
    with running(tmp_path, Pace(latency_ms=0)) as remote:
        ask = Client(remote)
        etag = ask("film")[2]["ETag"]
        (tmp_path / "film").write_bytes(b"newer")
        time.sleep(0.1)

        assert ask("film", If_Match=etag)[0] == 412
        assert ask("film")[:2] == (200, b"newer")
        ask.line.close()


def test_what_was_sent_is_counted(remote: Remote, ask: Client) -> None:
    remote.ask("reset")
    ask("film", Range="bytes=0-99")
    ask("film", Range="bytes=100-199")
    ask("film", "HEAD")
    ask("nothing")
    counted = remote.ask("stats")

    assert (counted.get, counted.head, counted.refused, counted.bytes) == (3, 1, 1, 200)
    assert (counted.most_in_flight, counted.in_flight) == (1, 0)


def test_answers_wait_for_the_latency_and_the_line(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(CONTENT)
    with running(tmp_path, Pace(latency_ms=50, per_connection=10)) as remote:
        ask = Client(remote)
        began = time.monotonic()
        ask("film", Range="bytes=0-9")
        near = time.monotonic()
        assert ask("film")[1] == CONTENT
        far = time.monotonic()
        ask.line.close()

    assert near - began >= 0.05
    assert far - near >= 0.05 + 0.8 * len(CONTENT) / 10e6


def test_all_connections_share_one_line(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(CONTENT)
    with running(tmp_path, Pace(latency_ms=0, total=10)) as remote:
        clients = [Client(remote) for _ in range(4)]
        began = time.monotonic()
        for client in clients:
            client.line.request("GET", "/film")
        for client in clients:
            assert client.line.getresponse().read() == CONTENT
            client.line.close()

    assert time.monotonic() - began >= 0.8 * 4 * len(CONTENT) / 10e6
