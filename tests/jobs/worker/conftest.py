"""One fork server for the tests of the worker, films, and limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cuelift.jobs.model import TargetSpec, TaskSpec
from cuelift.jobs.worker.children import Children
from cuelift.jobs.worker.wire import ChildLimits, ExtractJob
from cuelift.store import StoreOptions
from cuelift.store.buckets import Buckets
from tests.support.small import LINES, Text, mkv

LIMITS = ChildLimits(memory_bytes=512 << 20, processor_s=60, output_bytes=64 << 20)


@pytest.fixture(scope="session")
def children() -> Iterator[Children]:
    with Children() as children:
        yield children


class Films:
    """Buckets in a folder: ``films`` to read, ``out`` to write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = StoreOptions(buckets=Buckets(folder=str(folder)))
        for bucket in ("films", "out"):
            (folder / bucket).mkdir()

    def put(self, *tracks: Text, name: str = "film.mkv") -> str:
        (self.folder / "films" / name).write_bytes(mkv(*(tracks or (Text(LINES),))))
        return f"oss://films/{name}"

    def spec(self, source: str, **more: object) -> TaskSpec:
        target = TargetSpec(format="srt", template="oss://out/{streamindex}.srt")
        wanted: dict[str, object] = {"targets": (target,), **more}
        return TaskSpec(source=source, **wanted)  # type: ignore[arg-type]

    def job(self, source: str, limits: ChildLimits = LIMITS, **more: object) -> ExtractJob:
        return ExtractJob(
            spec=self.spec(source, **more),
            created_ns=1_500_000_000_000_000_000,
            store=self.store,
            limits=limits,
            max_read=1.0,
        )

    def written(self) -> dict[str, str]:
        # A killed process may leave unfinished files, which are hidden and nobody's output.
        return {path.name: path.read_text() for path in (self.folder / "out").glob("[!.]*")}


@pytest.fixture
def films(tmp_path: Path) -> Films:
    return Films(tmp_path)
