"""Graphical tracks of every container, as films of ffmpeg and of our own writers have them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import cuelift
from cuelift import Selection
from cuelift.extract.options import ExtractOptions, OcrRequest
from tests.codec.pictures import decode, opener
from tests.container import making
from tests.support.pictures import SUP
from tests.writers import pgs

pytestmark = pytest.mark.tools
OFF = OcrRequest(policy="off")


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("films")
    (folder / "disc.sup").write_bytes(SUP)
    making.subpictures(folder)
    making.ffmpeg("-i", folder / "disc.sup", "-map", "0:s", "-c", "copy", folder / "pgs.mkv")
    subprocess.run(["mkvmerge", "-q", "-o", folder / "packed.mkv", folder / "disc.sup"], check=True)
    making.ffmpeg("-i", folder / "disc.sup", "-map", "0:s", "-c", "copy", folder / "pgs.m2ts")
    making.ffmpeg("-i", folder / "subs.idx", "-map", "0:s", "-c", "copy", folder / "dvd.mkv")
    making.ffmpeg("-i", folder / "subs.idx", "-map", "0:s", "-c", "copy", folder / "dvd.mp4")
    making.ffmpeg(
        "-i", folder / "subs.idx", "-map", "0:s", "-c", "copy", "-f", "vob", folder / "dvd.vob"
    )
    return folder


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "index.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("name", ["disc.sup", "pgs.mkv", "packed.mkv", "pgs.m2ts"])
def test_presentation_graphics_are_the_same_from_everywhere(films, tmp_path, name) -> None:
    options = ExtractOptions(formats=("images", "sup"), ocr=OFF)

    report = cuelift.extract(str(films / name), f"{tmp_path}/out.{{autoext}}", options=options)

    assert report.good
    assert (report.tracks[0].cues, report.tracks[0].forced_cues) == (3, 1)
    found = lines(tmp_path / "out.images")
    assert [line["forced"] for line in found] == [False, True, False]
    zero = pgs.sets(SUP)[0][0]
    sets = pgs.sets((tmp_path / "out.sup").read_bytes())
    assert [data for _, data in sets] == [data for _, data in pgs.sets(SUP)]
    times = [pts - sets[0][0] + zero for pts, _ in sets]
    assert all(abs(made - pts) <= 90 for made, (pts, _) in zip(times, pgs.sets(SUP), strict=True))


@pytest.mark.parametrize("name", ["disc.sup", "pgs.m2ts", "dvd.vob"])
def test_files_of_which_no_page_can_be_passed_over_are_not_mapped(films, tmp_path, name) -> None:
    options = ExtractOptions(formats=("images",), ocr=OFF)

    report = cuelift.extract(str(films / name), f"{tmp_path}/out.{{autoext}}", options=options)

    assert report.read_mode == "bulk"


@pytest.mark.parametrize("name", ["subs.idx", "dvd.mkv", "dvd.mp4", "dvd.vob"])
def test_pictures_of_discs_are_the_same_from_everywhere(films, tmp_path, name) -> None:
    options = ExtractOptions(formats=("images", "sup"), ocr=OFF)

    report = cuelift.extract(str(films / name), f"{tmp_path}/out.{{autoext}}", options=options)

    assert report.good
    found = lines(tmp_path / "out.images")
    assert len(found) == making.COUNT
    assert [line["pictures"][0]["height"] for line in found] == [  # type: ignore[index]
        40 + 2 * number for number in range(making.COUNT)
    ]
    cues = decode(opener("pgs", timescale=90_000), pgs.sets((tmp_path / "out.sup").read_bytes()))
    assert [cue.bitmaps[0].height for cue in cues] == [
        40 + 2 * number for number in range(making.COUNT)
    ]


def test_a_copy_of_a_copy_is_equal(films, tmp_path) -> None:
    cuelift.extract(str(films / "disc.sup"), f"{tmp_path}/one.sup", "sup")
    cuelift.extract(f"{tmp_path}/one.sup", f"{tmp_path}/two.sup", "sup")

    assert (tmp_path / "one.sup").read_bytes() == SUP
    assert (tmp_path / "two.sup").read_bytes() == SUP


def test_ffmpeg_reads_what_was_coded_anew(films, tmp_path) -> None:
    cuelift.extract(
        str(films / "dvd.mkv"),
        f"{tmp_path}/new.sup",
        "sup",
        options=ExtractOptions(selection=Selection(tracks=(0,))),
    )

    asked = "-v error -count_packets -show_entries stream=codec_name,nb_read_packets -of csv=p=0"
    told = subprocess.run(
        ["ffprobe", *asked.split(), f"{tmp_path}/new.sup"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == f"hdmv_pgs_subtitle,{8 * making.COUNT}"
    assert told.stderr == ""
