"""Set-up data of VobSub tracks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec.vobsub_setup import Setup, read_setup

HEX = ", ".join(f"{level:02x}" * 3 for level in range(16))
GREYS = tuple(bytes((level,)) * 3 for level in range(16))
IDX = f"""# VobSub index file, v7
size: 720x480
org: 4, 6
scale: 100%, 100%
palette: {HEX}
custom colors: OFF, tridx: 1000, colors: 000000, ff0000, 00ff00, 0000ff
langidx: 0
"""


def esds(info: bytes, *, flags: int = 0, extra: bytes = b"", long: bool = False) -> bytes:
    """A sample entry of MP4 after its data reference, with the descriptors of a DVD track."""

    def descriptor(kind: int, body: bytes) -> bytes:
        size = bytes((0x80, 0x80, 0x80)) if long else b""
        return bytes((kind,)) + size + bytes((len(body),)) + body

    config = descriptor(4, bytes((0xE0,)) + bytes(12) + descriptor(5, info))
    stream = descriptor(3, bytes((0, 1, flags)) + extra + config + descriptor(6, b"\2"))
    box = b"esds" + bytes(4) + stream
    return (len(box) + 4).to_bytes(4, "big") + box


def ycrcb(level: int) -> bytes:
    return bytes((0, 16 + level, 128, 128))


INFO = b"".join(ycrcb(219 * level // 15) for level in range(16))


def test_text_tells_size_origin_and_palette() -> None:
    assert read_setup(IDX.encode(), None) == Setup((720, 480), (4, 6), GREYS)


def test_line_ends_and_capitals_do_not_matter() -> None:
    text = IDX.replace("\n", "\r\n").replace("size", "Size").replace("palette: ", "PALETTE:")

    assert read_setup(text.encode(), None) == Setup((720, 480), (4, 6), GREYS)


def test_custom_colours_replace_those_of_all_pictures() -> None:
    custom = read_setup(IDX.replace("OFF", "ON").encode(), None).custom

    assert [color.hex() for color in custom] == ["00000000", "ff0000ff", "00ff00ff", "0000ffff"]


@pytest.mark.parametrize(
    "line",
    [
        "size: 0x480",
        "size: 9000x480",
        "size: 720",
        "size: axb",
        "org: -1, 3",
        "org: 1",
        "palette: 000000, nothex",
        "palette: 00000000",
        "palette:",
        "custom colors: ON, tridx: 1000, colors: 000000",
        "custom colors: ON",
        "palette",
        "unknown: 1, 2",
    ],
)
def test_a_line_that_is_not_understood_says_nothing(line: str) -> None:
    assert read_setup(line.encode(), (1, 2)) == Setup((1, 2))


def test_a_short_palette_ends_in_black_and_a_long_one_is_cut() -> None:
    assert read_setup(b"palette: ffffff, 10", None).palette == (
        b"\xff\xff\xff", b"\0\0\x10", *(bytes(3),) * 14,
    )  # fmt: skip
    assert len(read_setup(f"palette: {HEX}, {HEX}".encode(), None).palette) == 16


@pytest.mark.parametrize(
    "private",
    [
        esds(INFO),
        esds(INFO, long=True),
        esds(INFO, flags=0xE0, extra=bytes(2) + b"\3url" + bytes(2)),
        bytes(20) + esds(INFO),
        esds(INFO).replace(b"esds\0\0\0\0", b"esds\0\0\0\0\x07\x80\x80\x80\x80"),
    ],
)
def test_the_palette_of_mp4_is_ycrcb(private: bytes) -> None:
    setup = read_setup(private, (640, 360))

    assert setup.size == (640, 360)
    assert setup.palette[0] == bytes(3)
    assert setup.palette[15] == b"\xff\xff\xff"
    assert setup.palette[5] == b"\x55\x55\x55"


@pytest.mark.parametrize(
    "private",
    [b"", esds(b""), esds(INFO)[:40], bytes(4) + b"esds", esds(INFO).replace(b"\5", b"\7")],
)
def test_without_a_palette_none_is_known(private: bytes) -> None:
    assert read_setup(private, None) == Setup()


@given(st.one_of(st.binary(max_size=80), st.binary(max_size=60).map(lambda data: b"esds" + data)))
def test_any_bytes_are_read(private: bytes) -> None:
    assert isinstance(read_setup(private, None), Setup)


@given(st.text(max_size=60))
def test_any_values_are_read(value: str) -> None:
    names = ("size", "org", "palette", "custom colors")
    text = "\n".join(f"{name}: {value}" for name in names)

    assert isinstance(read_setup(text.encode(errors="replace"), None), Setup)
