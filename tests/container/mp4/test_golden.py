"""One file of each shape, dumped; the dumps are in ``tests/golden/mp4``.

Set CUELIFT_UPDATE_GOLDEN to write them anew.
"""

import os
from pathlib import Path

import pytest

from tests.container.mp4.helpers import opened
from tests.writers.isobmff import (
    TrackSpec,
    TrafSpec,
    box,
    fragment,
    full,
    init,
    mfra,
    progressive,
    protected,
    stpp_entry,
    tx3g,
    tx3g_entry,
    u32,
    video,
    vttc,
    wvtt_entry,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "mp4"


def film():
    captions = TrackSpec(
        [(tx3g("Hello"), 2000), (tx3g(""), 500), (tx3g("world"), 1500)],
        number=2,
        language="eng",
        name=b"English\0",
        size=(640, 60),
        group=1,
        edits=[(1000, -1, 0x10000), (4000, 0, 0x10000)],
    )
    forced = TrackSpec(
        [(tx3g("SIGN"), 800)],
        number=3,
        language="fra",
        elng="fr-CA",
        flags=2,
        group=1,
        entries=[tx3g_entry(0x80000000)],
        udta=full(b"kind", b"urn:mpeg:dash:role:2011\0forced-subtitle\0"),
    )
    encrypted = TrackSpec(
        [(b"????", 10)], number=4, entries=[protected(b"enct", b"stpp", b"cenc")], handler=b"subt"
    )
    chapters = TrackSpec([(tx3g("Chapter 1"), 4000)], number=5, handler=b"text")
    main = video()
    main.tref = box(b"chap", u32(5))
    return progressive(main, captions, forced, encrypted, chapters, gap=100, duration=5000)


def fragments():
    tracks = [
        TrackSpec(number=1, entries=[wvtt_entry()], handler=b"text", language="deu"),
        TrackSpec(number=2, entries=[stpp_entry()], handler=b"subt", timescale=90_000),
    ]
    data = init(*tracks, mehd=6000)
    places = []
    for number in range(3):
        places.append(len(data))
        data += fragment(
            TrafSpec([(vttc(f"cue {number}"), 1500), (box(b"vtte"), 500)], time=number * 2000),
            TrafSpec([(b"<tt/>", 180_000)], number=2, time=number * 180_000),
            at=len(data),
        )
    return data + mfra({1: [(number * 2000, at) for number, at in enumerate(places)]})


def segment():
    return box(b"styp", b"msdh") + fragment(
        TrafSpec([(vttc("alone"), 1500)], number=7, time=42), at=12
    )


def dump(data):
    movie, source = opened(data)
    lines = [f"duration_ns {movie.duration_ns}"]
    lines += [f"warning {text}" for text in movie.warnings]
    for track in movie.tracks:
        lines.append(f"track {track.index}")
        lines += [
            f"  {name} {value!r}"
            for name in track.__struct_fields__
            if (value := getattr(track, name)) not in (None, False, ()) and name != "index"
        ]
    wanted = [track.index for track in movie.tracks if track.refusal is None]
    index = source.run(movie.index(wanted))
    lines += [f"warning {text}" for text in index.warnings]
    for extent in index.extents:
        [sample] = movie.payload(extent, data[extent.offset : extent.offset + extent.length])
        lines.append(
            f"sample {extent.track} {extent.pts} {extent.duration} "
            f"{extent.offset}+{extent.length} {extent.description} {sample.data!r}"
        )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("make", [film, fragments, segment])
def test_a_file_is_read_as_its_dump_says(make):
    path = GOLDEN / f"{make.__name__}.txt"
    found = dump(make())
    if os.environ.get("CUELIFT_UPDATE_GOLDEN"):
        path.write_text(found)

    assert found == path.read_text()
