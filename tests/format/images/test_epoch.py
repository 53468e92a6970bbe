"""What a player knows at a time."""

from __future__ import annotations

from cuelift.format.images.epoch import Composition, Epoch
from cuelift.format.images.segments import segments_of
from tests.writers import pgs


def told(*data: bytes) -> bytes:
    epoch = Epoch()
    for segment in segments_of(b"".join(data)):
        epoch.learn(segment)
    shown = Composition(pgs.composition(state=pgs.NORMAL, update=True)[3:])
    return b"".join(pgs.segment(*each) for each in epoch.told(shown))


def test_the_last_definition_of_a_number_counts() -> None:
    made = told(
        pgs.picture(0, b"\1\1", 2), pgs.picture(1, b"\2\2", 2), pgs.picture(0, b"\3\3", 2)
    )  # fmt: skip

    assert made == (
        pgs.composition() + pgs.picture(0, b"\3\3", 2) + pgs.picture(1, b"\2\2", 2) + pgs.end()
    )


def test_objects_of_several_segments_stay_whole() -> None:
    long = pgs.picture(0, bytes(range(256)) * 4, 32, room=100)

    assert told(long) == pgs.composition() + long + pgs.end()


def test_palettes_grow_colour_by_colour() -> None:
    made = told(
        pgs.palette([(1, 1, 1, 1, 1), (2, 2, 2, 2, 2)]),
        pgs.palette([(3, 3, 3, 3, 3)], number=1),
        pgs.palette([(1, 9, 9, 9, 9)], version=1),
    )

    assert made == (
        pgs.composition()
        + pgs.palette([(1, 9, 9, 9, 9), (2, 2, 2, 2, 2)])
        + pgs.palette([(3, 3, 3, 3, 3)], number=1)
        + pgs.end()
    )


def test_a_new_epoch_forgets() -> None:
    epoch = Epoch()
    for segment in segments_of(pgs.palette([(1, 1, 1, 1, 1)]) + pgs.segment(pgs.WINDOWS, b"\0")):
        epoch.learn(segment)
    epoch.clear()

    assert len(list(epoch.told(Composition(b"")))) == 2


def test_a_composition_that_is_cut_off_shows_what_is_whole_of_it() -> None:
    body = pgs.composition(pgs.placed(0, 1, 2), pgs.placed(1, 3, 4))[3:]

    assert len(Composition(body).placed) == 2
    assert len(Composition(body[:-1]).placed) == 1
    assert Composition(b"").placed == []
    assert Composition(body).canvas == (1920, 1080)
    assert Composition(b"\0").segment().body == bytes(11)
