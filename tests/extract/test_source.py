"""Sources that are two files."""

from __future__ import annotations

from typing import Any

import pytest

import cuelift
from cuelift import NotFound, ReadOptions, Selection, StoreOptions, UsageError
from cuelift.extract.expand import expand
from cuelift.extract.options import ExtractOptions
from cuelift.extract.source import companions
from tests.support.pictures import noise
from tests.writers import subpicture as dvd
from tests.writers.vobsub import files

INDEX, PICTURES = files(
    [("en", [(1000, dvd.picture(noise(1, colors=4), 40, x=100, y=400))]),
     ("de", [(2000, dvd.picture(noise(2, colors=4), 40, x=100, y=400))])]
)  # fmt: skip


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("subs.idx", ["subs.sub"]),
        ("a.b/SUBS.IDX", ["a.b/SUBS.SUB"]),
        ("what?.idx", ["what?.sub"]),
        ("https://h/subs.idx?key=a.b/c", ["https://h/subs.sub?key=a.b/c"]),
        ("s3://b/subs.idx", ["s3://b/subs.sub"]),
        ("film.mkv", []),
        ("a.idx/film", []),
    ],
)
def test_names_tell_what_is_read_together(uri, expected) -> None:
    assert companions(uri) == expected


def lift(memory: dict[str, bytes], uri: str, to: str = "memory:{language}.{autoext}", **other: Any):
    read = ReadOptions(store=StoreOptions(memory=memory))
    return cuelift.extract(uri, to, "sup", options=ExtractOptions(read=read, **other))


@pytest.mark.parametrize(
    "names", [("subs.idx", "subs.sub"), ("SUBS.IDX", "SUBS.SUB"), ("x", "x.sub")]
)
def test_an_index_is_read_with_its_pictures(names) -> None:
    memory = dict(zip(names, (INDEX, PICTURES), strict=True))

    report = lift(memory, f"memory:{names[0]}")

    assert report.good
    assert report.container == "vobsub"
    assert [track.language for track in report.tracks] == ["en", "de"]
    assert report.size_bytes == len(INDEX) + len(PICTURES)
    assert report.bytes_read >= len(INDEX)
    assert {"en.sup", "de.sup"} < set(memory)


def test_pictures_that_are_missing_are_named() -> None:
    with pytest.raises(NotFound, match=r"subs\.sub"):
        lift({"subs.idx": INDEX}, "memory:subs.idx")


def test_an_output_never_replaces_the_pictures() -> None:
    memory = {"subs.idx": INDEX, "subs.sub": PICTURES}

    with pytest.raises(UsageError, match="would replace a file"):
        lift(memory, "memory:subs.idx", "memory:subs.sub", selection=Selection(tracks=(0,)))
    assert memory["subs.sub"] == PICTURES


def test_of_a_folder_the_pair_is_one_source(tmp_path) -> None:
    for name in ("a.idx", "a.sub", "b.sub"):
        (tmp_path / name).write_bytes(INDEX if name.endswith("idx") else PICTURES)

    found = [each.uri.rpartition("/")[2] for each in expand([f"{tmp_path}/"], StoreOptions())]
    named = expand([f"{tmp_path}/a.idx", f"{tmp_path}/a.sub"], StoreOptions())

    assert found == ["a.idx", "b.sub"]
    assert len(named) == 2
