"""Regions of DVB subtitle pages."""

from __future__ import annotations

import pytest

from cuelift.bytereader import ByteReader
from cuelift.codec.dvbsub_pixels import Line
from cuelift.codec.dvbsub_region import Layout, Region, Spot, read_layout
from cuelift.errors import CodecError
from tests.writers import dvbsub as dvb


def layout(*objects: bytes, **options: int) -> Layout:
    return read_layout(ByteReader(dvb.region(7, 6, 4, *objects, **options)[7:]))  # type: ignore[arg-type]


def line(*pixels: int, skip: tuple[int, ...] = ()) -> Line:
    return Line(bytes(pixels), bytes(at not in skip for at in range(len(pixels))))


@pytest.mark.parametrize(("depth", "fill"), [(2, 3), (4, 9), (8, 99)])
def test_a_composition_tells_size_depth_and_filling(depth: int, fill: int) -> None:
    assert layout(depth=depth, clut=5, fill=fill) == Layout(6, 4, depth, 5, fill, {})


def test_a_region_need_not_be_filled() -> None:
    data = bytearray(dvb.region(7, 6, 4)[7:])
    data[0] &= ~0x08

    assert read_layout(ByteReader(data)).fill is None


def test_objects_have_places_and_characters_have_colours_too() -> None:
    found = layout(dvb.spot(3, 1, 2), dvb.spot(4, 9, 8, kind=1), dvb.spot(3, 5, 6)).spots

    assert found == {3: [Spot(1, 2), Spot(5, 6)], 4: [Spot(9, 8)]}


@pytest.mark.parametrize(
    "data",
    [
        bytes((8, 0, 0, 0, 9, 0x48, 0, 0, 0)),
        bytes((8, 0, 9, 0x30, 0, 0x48, 0, 0, 0)),
        bytes((8, 0, 9, 0, 9, 0x00, 0, 0, 0)),
    ],
)
def test_regions_that_cannot_be_are_errors(data: bytes) -> None:
    with pytest.raises(CodecError, match="a DVB region of"):
        read_layout(ByteReader(data))


def test_lines_of_a_field_lie_apart_and_are_cut_at_the_edges() -> None:
    region = Region(layout(fill=1))
    region.draw([line(5, 6), line(7), line(8)], 5, 0)

    assert (
        region.pixels
        == bytes((1, 1, 1, 1, 1, 5)) + b"\1" * 6 + bytes((1, 1, 1, 1, 1, 7)) + b"\1" * 6
    )
    assert region.drawn


def test_lines_beyond_the_region_are_not_drawn() -> None:
    region = Region(layout())
    region.draw([line(5)], 9, 0)
    region.draw([line(5)], 0, 4)

    assert region.pixels == bytes(24)


def test_pixels_can_be_left_as_they_are() -> None:
    region = Region(layout(fill=2))
    region.draw([line(5, 6, 7, skip=(1,))], 4, 1)

    assert region.pixels[6:12] == bytes((2, 2, 2, 2, 5, 2))


def test_a_region_keeps_its_pixels_unless_it_is_filled() -> None:
    region = Region(layout())
    region.draw([line(5)], 0, 0)

    assert region.change(layout(clut=3)._replace(fill=None))
    assert region.pixels[0] == 5
    assert region.clut == 3
    assert region.change(layout(fill=4))
    assert region.pixels == b"\4" * 24
    assert not region.drawn


def test_a_region_of_another_size_is_another_region() -> None:
    assert not Region(layout()).change(layout(depth=8))
    assert not Region(layout()).change(layout()._replace(width=7))
