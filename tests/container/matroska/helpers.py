"""Opens files in memory, and the small film that most tests read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from cuelift.container import Index, Movie
from cuelift.container.matroska import open_matroska
from cuelift.media import Extent, Sample, Window
from cuelift.testing import RangedBytes, read_hopped, read_indexed, read_scanned
from tests.writers import ebml

MS = 1_000_000
VIDEO = ebml.track(1, "V_MPEG4/ISO/AVC", kind=1, video=(1280, 720))


def opened(data: bytes) -> tuple[Movie, RangedBytes]:
    source = RangedBytes(data)
    return source.run(open_matroska(len(data))), source


def index_of(data: bytes, wanted: Collection[int] = (0,), window: Window | None = None) -> Index:
    movie, source = opened(data)
    return source.run(movie.index(wanted, window))


def facts(samples: Sequence[Sample]) -> list[tuple[int, int, int | None, bytes]]:
    """Track, time and duration in milliseconds, data; in time order."""
    found = [
        (s.track, s.pts // MS, None if s.duration is None else s.duration // MS, s.data)
        for s in samples
    ]
    return sorted(found, key=lambda fact: (fact[1], fact[0]))


def by_cues(data: bytes, wanted: Collection[int] = (0,), window: Window | None = None) -> list:
    movie, source = opened(data)
    return facts(read_indexed(movie, source, wanted, window))


def by_slices(data: bytes, wanted: Collection[int] = (0,), window: Window | None = None) -> list:
    movie, source = opened(data)
    return facts(read_scanned(movie, source, wanted, window))


def by_hops(data: bytes, wanted: Collection[int] = (0,), window: Window | None = None) -> list:
    movie, source = opened(data)
    return facts(read_hopped(movie, source, wanted, window))


def recovered(data: bytes, extent: Extent) -> list:
    """What ``recover`` finds for an extent, and by how many reads."""
    movie, source = opened(data)
    return facts(source.run(movie.recover(extent)))


def captions(count: int, size_length: int = 8, **oddities: object) -> list[ebml.Cluster]:
    """Clusters of two seconds with a caption of track 2 in each, and one of track 3."""
    clusters = []
    for number in range(count):
        time = number * 2000
        blocks = [
            ebml.filler(1, 0, 3000),
            ebml.text_block(2, time, time + 100, f"one {number}", 1500),
            ebml.filler(1, 40, 200),
            ebml.text_block(3, time, time + 300, f"two {number}", 1400),
            ebml.filler(1, 80, 70_000),
        ]
        clusters.append(ebml.Cluster(time, blocks, size_length, **oddities))
    return clusters


def expected(count: int, *, tracks: Sequence[int] = (0, 1), first: int = 0) -> list:
    """The facts of ``captions``."""
    found = []
    for number in range(first, first + count):
        if 0 in tracks:
            found.append((0, number * 2000 + 100, 1500, b"one %d" % number))
        if 1 in tracks:
            found.append((1, number * 2000 + 300, 1400, b"two %d" % number))
    return found


TRACKS = (VIDEO, ebml.track(2, language="fre"), ebml.track(3, name="SDH"))


def film(count: int = 5, **changes: object) -> ebml.File:
    """A small film with two caption tracks."""
    clusters = changes.pop("clusters", None) or captions(count)
    base = ebml.File(TRACKS, clusters, duration=count * 2000.0)
    return base._replace(**changes)


CLUSTER_ID = ebml.number(ebml.CLUSTER)


def parts_of(data: bytes, wanted: set[int], cuts: list[int]) -> tuple[list, list[str], int]:
    """What slices at these places hold, their warnings, and how often they asked for more."""
    movie, _ = opened(data)
    scan = movie.scan(wanted)
    scan._ends = dict(pairwise(cuts))
    samples, warnings, asked = [], [], 0
    for start, end in pairwise(cuts):
        part = scan.parse(start, memoryview(data)[start:end])
        while part.more is not None:
            assert part.samples == ()
            assert part.more.start == end < part.more.end <= len(data)
            asked += 1
            end = part.more.end
            part = scan.parse(start, memoryview(data)[start:end])
        samples += part.samples
        warnings += [part.warning] if part.warning else []
    return facts(samples), warnings, asked


def clusters_in(data: bytes) -> list[int]:
    found, at = [], data.find(CLUSTER_ID)
    while at >= 0:
        found.append(at)
        at = data.find(CLUSTER_ID, at + 1)
    return found


def hop_warnings(data: bytes) -> tuple[list, list[str]]:
    movie, source = opened(data)
    scan = movie.scan({0, 1})
    samples: list = []
    source.run(scan.hop(samples.append))
    return facts(samples), list(scan.warnings)
