"""Writes AVI files for tests."""

from __future__ import annotations

from collections.abc import Sequence

PICTURES = b"DXSB"


def chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def listing(kind: bytes, *parts: bytes, name: bytes = b"LIST") -> bytes:
    return chunk(name, kind + b"".join(parts))


def u32(*values: int) -> bytes:
    return b"".join(value.to_bytes(4, "little") for value in values)


def stream(
    kind: bytes, handler: bytes, *, title: bytes = b"", index: bytes = b"", length: int = 100
) -> bytes:
    head = kind + handler + u32(0, 0, 0, 1, 25, 0, length, 0, 0, 0) + bytes(8)
    form = u32(40, 720, 576) + b"\1\0\x18\0" + handler + bytes(20)
    parts = [chunk(b"strh", head), chunk(b"strf", form)]
    parts += [chunk(b"strn", title + b"\0")] if title else []
    parts += [chunk(b"indx", index)] if index else []
    return listing(b"strl", *parts)


def clock(ms: int) -> bytes:
    at = f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
    return at.encode()


def picture(start_ms: int, end_ms: int, body: bytes = b"pixels") -> bytes:
    return b"[" + clock(start_ms) + b"-" + clock(end_ms) + b"]" + body


def gab2(file: bytes, name: str = "English") -> bytes:
    label = name.encode("utf-16-le") + b"\0\0"
    return (
        b"GAB2\0" + b"\2\0" + u32(len(label)) + label + b"\4\0" + u32(len(file)) + file
    )  # fmt: skip


VIDEO = stream(b"vids", b"XVID")


def film(
    chunks: Sequence[tuple[bytes, bytes]],
    streams: Sequence[bytes],
    *,
    indexed: bool = True,
    absolute: bool = False,
) -> bytes:
    """A film of these chunks, with an ``idx1``."""
    header = listing(b"hdrl", chunk(b"avih", bytes(56)), *streams)
    before = 12 + len(header)
    body, index = b"movi", b""
    for name, data in chunks:
        at = len(body) + (before + 8 if absolute else 0)
        index += name + u32(0x10, at, len(data))
        body += chunk(name, data)
    parts = [header, chunk(b"LIST", body)] + ([chunk(b"idx1", index)] if indexed else [])
    return listing(b"AVI ", *parts, name=b"RIFF")


def open_dml(
    chunks: Sequence[tuple[bytes, bytes]], streams: int, number: int, handler: bytes = PICTURES
) -> bytes:
    """A film whose stream ``number`` has a super index and one standard index."""
    name = chunks[-1][0]

    def build(offset: int, base: int, size: int) -> tuple[bytes, int, int, int]:
        entry = offset.to_bytes(8, "little") + u32(size, 1)
        index = b"\4\0\0\0" + u32(1) + name + bytes(12) + entry
        heads = [VIDEO] * number + [stream(b"vids", handler, index=index)]
        heads += [VIDEO] * (streams - number - 1)
        header = listing(b"hdrl", chunk(b"avih", bytes(56)), *heads)
        start = 12 + len(header) + 8
        body, entries = b"movi", b""
        for each, data in chunks:
            if each == name:
                entries += u32(len(body) + 8, len(data))
            body += chunk(each, data)
        standard = chunk(
            b"ix%02d" % number,
            b"\2\0\0\1" + u32(len(entries) // 8) + name + base.to_bytes(8, "little") + u32(0)
            + entries,
        )  # fmt: skip
        data = listing(b"AVI ", header, chunk(b"LIST", body + standard), name=b"RIFF")
        return data, start + len(body), start, len(standard)

    _, offset, base, size = build(0, 0, 0)
    return build(offset, base, size)[0]
