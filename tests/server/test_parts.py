"""The whole server within the test's process: what it is made of, its start and its end."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import threading
import urllib.error
import urllib.request
from contextlib import ExitStack
from types import SimpleNamespace

import pytest

from benchmarks.service_load import sign
from cuelift.errors import ServiceError, TransientError, UsageError
from cuelift.jobs.config import Config
from cuelift.jobs.worker.children import Children, NoChildError
from cuelift.server.data import Place
from cuelift.server.http import Listen
from cuelift.server.parts import Once, Settings, checks, first_key, make_engine, make_parts
from cuelift.server.run import serve
from tests.server.live import Live
from tests.server.raw import exchange
from tests.support.small import LINES, Text, mkv


@pytest.fixture(autouse=True)
def _as_before():
    """Puts back what a server changes in its process."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)
    root.handlers[:] = handlers
    root.setLevel(level)


def settings(tmp_path, role, **more):
    return Settings(
        place=Place(data=str(tmp_path / "data")),
        listen=Listen(host="127.0.0.1", port=0),
        role=role,
        **more,
    )


def used(chosen, use):
    """Serves in this thread while another one uses the server; returns what it found."""
    said, found = [], []
    ready = threading.Event()

    def say(line):
        said.append(line)
        if line.startswith("cuelift serve: "):
            ready.set()

    def work():
        if not ready.wait(60):
            return
        try:
            found.append(use(said))
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=work)
    thread.start()
    serve(chosen, say)
    thread.join(60)
    [result] = found
    return said, result


def address(said):
    return re.search(r"http://(\S+)", said[-1])[1]


def get(host, path):
    try:
        with urllib.request.urlopen(f"http://{host}{path}", timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def keys_of(said):
    return said[1].split()[-1], said[2].split()[-1]


def call(host, key, action, **parameters):
    answer = exchange(Live(host), sign(host, action, parameters, *key))
    return answer.status, answer.json


def test_a_server_for_requests_alone(tmp_path):
    film = tmp_path / "data/buckets/films/a.mkv"
    film.parent.mkdir(parents=True)
    film.write_bytes(mkv(Text(LINES)))
    target = {"Subtitle": {"ExtractSubtitle": {"Format": "srt", "URI": "oss://films/x"}}}
    task = {
        "ProjectName": "p",
        "Sources": json.dumps([{"URI": "oss://films/a.mkv"}]),
        "Targets": json.dumps([target]),
    }

    def use(said):
        host, key = address(said), keys_of(said)
        told = {
            "created": call(host, key, "CreateProject", ProjectName="p"),
            "made": call(host, key, "CreateMediaConvertTask", **task),
            "listed": call(host, key, "ListTasks", ProjectName="p"),
            "seen": call(
                host, key, "DetectMediaMeta", ProjectName="p", SourceURI="oss://films/a.mkv"
            ),
            "pages": [get(host, path)[0] for path in ("/docs", "/openapi.json", "/readyz")],
        }
        made = told["made"][1]["TaskId"]
        told["cancelled"] = call(host, key, "CancelTask", ProjectName="p", TaskId=made)
        return told

    said, told = used(settings(tmp_path, "api"), use)

    assert told["created"][0] == 200
    assert told["listed"][1]["Tasks"][0]["Status"] == "Running"
    assert told["seen"][1]["Subtitles"][0]["CodecName"] == "subrip"
    assert told["cancelled"][1]["Code"] == "TaskCancelled"
    assert told["pages"] == [200, 200, 200]
    assert said[-1].endswith("(api)")


def test_a_worker_answers_for_its_health_alone(tmp_path):
    def use(said):
        host = address(said)
        return get(host, "/readyz"), get(host, "/docs")[0], get(host, "/metrics")

    said, (ready, docs, metrics) = used(settings(tmp_path, "worker", log_json=True), use)

    assert json.loads(ready[1]) == {"status": "ok", "database": "ok", "worker": "ok"}
    assert docs == 404
    assert b"cuelift_task_places" in metrics[1]
    assert len(said) == 1


def test_a_server_whose_children_do_not_start_says_so(tmp_path, monkeypatch):
    def start(self):
        raise NoChildError("the process that forks children does not start")

    monkeypatch.setattr(Children, "start", start)

    with ExitStack() as stack, pytest.raises(ServiceError, match="does not start"):
        make_parts(settings(tmp_path, "worker"), stack)


def test_a_topic_that_cannot_work_ends_the_start(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/config.toml").write_text(
        "[topics.a]\nkind = 'webhook'\nurl = 'ftp://x'\nsecret = 'whsec_YWFh'\n"
    )

    with ExitStack() as stack, pytest.raises(UsageError, match="topic 'a'"):
        make_parts(settings(tmp_path, "worker"), stack)


def test_once_is_once():
    done = []
    once = Once(lambda: done.append(1))
    once()
    once()

    assert done == [1]


def test_a_second_signal_ends_the_process_at_once(tmp_path, monkeypatch):
    ended = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr("cuelift.server.http.SWEEP_S", 0.01)

    def use(said):
        threading.Event().wait(0.1)
        os.kill(os.getpid(), signal.SIGINT)

    used(settings(tmp_path, "api"), use)

    assert ended == [1]


def test_a_database_has_one_first_key(tmp_path):
    with Place(data=str(tmp_path)).open() as database:
        made = first_key(database)
        assert made is not None
        assert made.key.projects == made.key.actions == ("*",)
        assert first_key(database) is None


def test_a_worker_without_a_heartbeat_is_of_no_use(tmp_path):
    with Place(data=str(tmp_path)).open() as database:
        engine = SimpleNamespace(executor="me")
        found = checks(Config(), database, engine, worker=object())
        with pytest.raises(TransientError):
            found["worker"]()
        database.executors.beat("me", "host", "1")
        found["worker"]()
        found["database"]()


def test_a_shared_database_needs_no_files_here(tmp_path):
    place = Place(data=str(tmp_path), database="postgresql://user@localhost/none")
    with Place(data=str(tmp_path)).open() as database:
        make_engine(place, Config(), database, None)

    assert not (tmp_path / "engine.sqlite").exists()
