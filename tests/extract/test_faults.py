"""Every sample film again: over failing stores, in pieces, and past four gigabytes."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

import cuelift
from cuelift import ExtractOptions, ReadLimits, ReadOptions, StoreOptions
from cuelift.errors import StoreError, TransientError
from cuelift.extract.pipeline import extract_source
from cuelift.store.base import CostProfile, Counters, ObjectInfo
from tests.support.small import LINES, Text, mkv
from tests.writers import ebml, isobmff

S = 10**9
ASS = Text(
    [(1000, 500, "0,0,Default,,0,0,0,,Hi"), (2000, 500, "1,0,Default,,0,0,0,,{\\i1}Ho{\\i0}")],
    "S_TEXT/ASS",
    private=b"[Script Info]\n\n[V4+ Styles]\nFormat: Name\nStyle: Default\n\n[Events]\n",
)


def timed_text(*lines: str) -> list[tuple[bytes, int]]:
    return [(isobmff.tx3g(line), 1000) for line in lines]


def fragmented() -> bytes:
    spec = isobmff.TrackSpec()
    data = isobmff.init(spec)
    for number, sample in enumerate(timed_text("one", "two", "three")):
        data += isobmff.fragment(
            isobmff.TrafSpec(samples=[sample], time=number * 1000), at=len(data)
        )
    return data


FILMS: dict[str, bytes] = {
    "mkv": mkv(Text(LINES), ASS),
    "mkv-no-cues": mkv(Text(LINES), ASS, cues="none"),
    "mkv-front-cues": mkv(Text(LINES), cues="front"),
    "mkv-zlib": mkv(Text(LINES)),
    "mp4": isobmff.progressive(
        isobmff.TrackSpec(timed_text("one", "two", "three")), moov_first=False, gap=9000
    ),
    "mp4-fragmented": fragmented(),
}


class FaultyStore:
    """A remote object that fails as it is told to."""

    def __init__(self, data: bytes, fault: Callable[[int], Exception | None]) -> None:
        self.data = data
        self.fault = fault
        self.reads = 0
        self.counters = Counters()
        self.profile = CostProfile(
            remote=True,
            latency_s=0.05,
            connection_bytes_per_s=1e8,
            total_bytes_per_s=1e9,
            max_connections=8,
        )

    async def head(self, key: str) -> ObjectInfo:
        return ObjectInfo(key=key, size_bytes=len(self.data), identity='"x"')

    async def get_range(self, info: ObjectInfo, start: int, end: int) -> bytes:
        self.reads += 1
        error = self.fault(self.reads)
        if error is not None:
            raise error
        return self.data[start:end]

    async def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        yield await self.head(prefix)

    async def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FaultyStore]:
    """Makes every http source be one faulty store."""

    def install(data: bytes, fault: Callable[[int], Exception | None]) -> FaultyStore:
        store = FaultyStore(data, fault)
        opening = importlib.import_module("cuelift.store.opening")
        monkeypatch.setattr(opening, "open_store", lambda *_: store)
        monkeypatch.setattr("cuelift.store.drive_async.BACKOFF_S", 0.0001)
        return store

    return install


def lift(uri: str, folder: Path, **read: object) -> dict[str, bytes]:
    options = ExtractOptions(read=ReadOptions(max_read=1.0, **read))
    cuelift.extract(uri, f"{folder}/{{streamindex}}.{{autoext}}", "native", options=options)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def plainly(data: bytes, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    film = folder / "film"
    film.write_bytes(data)
    (folder / "out").mkdir()
    return lift(str(film), folder / "out")


@pytest.mark.parametrize("name", list(FILMS))
def test_passing_failures_change_nothing(name, serve, tmp_path):
    expected = plainly(FILMS[name], tmp_path / "plain")
    store = serve(FILMS[name], lambda read: TransientError("busy") if read % 3 == 0 else None)
    (tmp_path / "out").mkdir()

    assert lift("http://host/film", tmp_path / "out") == expected
    assert store.reads > 1


@pytest.mark.parametrize("name", list(FILMS))
def test_a_failure_that_stays_ends_in_one_error_and_no_files(name, serve, tmp_path):
    reads = serve(FILMS[name], lambda _: None)
    (tmp_path / "count").mkdir()
    lift("http://host/film", tmp_path / "count")
    for last_good in range(reads.reads):
        serve(FILMS[name], lambda read, n=last_good: StoreError("gone") if read > n else None)
        folder = tmp_path / f"out{last_good}"
        folder.mkdir()
        with pytest.raises(StoreError, match="gone"):
            lift("http://host/film", folder)
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", list(FILMS))
@pytest.mark.parametrize("objective", ["bytes", "time", "money"])
def test_the_objective_does_not_change_what_is_read_out(name, objective, serve, tmp_path):
    expected = plainly(FILMS[name], tmp_path / "plain")
    serve(FILMS[name], lambda _: None)
    (tmp_path / "out").mkdir()

    assert lift("http://host/film", tmp_path / "out", objective=objective) == expected


@pytest.mark.parametrize("name", list(FILMS))
def test_cold_and_warm_files_give_the_same(name, tmp_path, monkeypatch):
    expected = plainly(FILMS[name], tmp_path / "plain")
    local = importlib.import_module("cuelift.store.local")
    monkeypatch.setattr(local.LocalObject, "resident_share", lambda _: 0.0)

    assert plainly(FILMS[name], tmp_path / "cold") == expected


@pytest.mark.parametrize("name", list(FILMS))
def test_limits_that_are_not_reached_change_nothing(name, tmp_path):
    expected = plainly(FILMS[name], tmp_path / "plain")
    (tmp_path / "out").mkdir()
    limits = ReadLimits(bytes_per_s=1e9, timeout_s=60, max_bytes=10**9, connections=1)

    assert lift(str(tmp_path / "plain/film"), tmp_path / "out", limits=limits) == expected


@pytest.mark.parametrize("name", list(FILMS))
def test_parts_of_any_size_read_as_one(name, tmp_path):
    expected = plainly(FILMS[name], tmp_path / "plain")
    for size in (1000, 4096, 40_000):
        data = FILMS[name]
        parts = {f"{at}": data[at : at + size] for at in range(0, len(data), size)}
        memory = dict(parts)
        options = ExtractOptions(read=ReadOptions(store=StoreOptions(memory=memory)))
        uris = [f"memory:{key}" for key in parts]
        cuelift.extract(uris, "memory:out/{streamindex}.{autoext}", "native", options=options)
        made = {key[4:]: body for key, body in memory.items() if key.startswith("out/")}
        assert made == expected


def sparse(path: Path, parts: list[tuple[int, bytes]]) -> None:
    with path.open("wb") as file:
        for at, data in parts:
            file.seek(at)
            file.write(data)


FAR = 5 * 1024**3


def test_matroska_past_four_gigabytes(tmp_path):
    whole = mkv(Text(LINES), cues="none")
    segment = whole.index(b"\x18\x53\x80\x67") + 4
    whole = whole[:segment] + b"\x01" + b"\xff" * 7 + whole[segment + 8 :]  # of unknown size
    cluster = whole.index(b"\x1f\x43\xb6\x75")
    hole = b"\xec" + ebml.vint(FAR, 8)
    film = tmp_path / "far.mkv"
    head, rest = whole[:cluster], whole[cluster:]
    sparse(film, [(0, head + hole), (len(head) + len(hole) + FAR, rest)])
    (tmp_path / "out").mkdir()

    made = lift(str(film), tmp_path / "out")

    assert made == plainly(whole, tmp_path / "plain")


def test_mp4_past_four_gigabytes(tmp_path):
    lines = timed_text("one", "two")
    spec = isobmff.TrackSpec(lines, offsets64=True)
    near = isobmff.progressive(isobmff.TrackSpec(lines))
    moov = isobmff.moov([spec], [[FAR, FAR + len(lines[0][0])]])
    body = isobmff.FTYP + moov
    size = FAR + sum(len(data) for data, _ in lines) - len(body)
    mdat = (1).to_bytes(4, "big") + b"mdat" + size.to_bytes(8, "big")
    film = tmp_path / "far.mp4"
    sparse(film, [(0, body + mdat), (FAR, b"".join(data for data, _ in lines))])
    (tmp_path / "out").mkdir()

    assert lift(str(film), tmp_path / "out") == plainly(near, tmp_path / "plain")


SLOW_LINE = CostProfile(
    remote=True,
    latency_s=0.0001,
    connection_bytes_per_s=1.0,
    total_bytes_per_s=1.0,
    max_connections=4,
)


def test_over_a_thin_line_a_film_without_index_is_hopped_through(serve, tmp_path):
    film = mkv(Text([(at * 2000 + 500, 800, f"line {at}") for at in range(60)]), cues="none")
    expected = plainly(film, tmp_path / "plain")
    store = serve(film, lambda _: None)
    store.profile = SLOW_LINE
    (tmp_path / "out").mkdir()
    seen = []
    options = ExtractOptions(
        formats=("native",),
        template=f"{tmp_path}/out/{{streamindex}}.{{autoext}}",
        read=ReadOptions(max_read=1.0),
    )
    report = extract_source(["http://host/film"], options, watch=seen.append)

    assert report.read_mode == "hop"
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == expected
    assert seen


def test_a_hop_that_meets_the_end_of_a_cut_off_film_says_so(serve, tmp_path):
    film = mkv(Text([(at * 2000 + 500, 800, f"line {at}") for at in range(60)]), cues="none")
    store = serve(film[: film.index(b"line 40") + 3], lambda _: None)
    store.profile = SLOW_LINE
    (tmp_path / "out").mkdir()
    options = ExtractOptions(
        formats=("srt",), template=f"{tmp_path}/out/", read=ReadOptions(max_read=1.0)
    )
    report = extract_source(["http://host/film"], options)

    assert report.tracks[0].outcome == "partial"
    assert report.tracks[0].cues == 40
    assert report.warnings
