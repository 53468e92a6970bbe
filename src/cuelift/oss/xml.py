"""Writes the XML of answers, and reads the one document that callers send.

Spec: Alibaba Cloud OSS, "CompleteMultipartUpload" (request body); XML 1.0, 2.2 (characters).
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote
from xml.parsers import expat

from cuelift.errors import FormatError

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MOST_PARTS = 10_000
_DEPTH = 3
_TEXT_CHARS = 256
_ESCAPES = str.maketrans({
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;",
    **{chr(code): "\ufffd" for code in range(32) if chr(code) not in "\t\n\r"},
    **{chr(code): "\ufffd" for code in (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)},
})  # fmt: skip


def element(name: str, text: str) -> str:
    """An element that holds text; characters that XML cannot hold become U+FFFD."""
    return f"<{name}>{text.translate(_ESCAPES)}</{name}>"


def encode_url(text: str) -> str:
    """A key as ``encoding-type=url`` writes it."""
    return quote(text, safe="-_.~/")


class WantedPart(NamedTuple):
    """A part of an upload, as its caller knows it."""

    number: int
    etag: str
    """Without quotes, upper case."""


def parse_complete(body: bytes) -> list[WantedPart]:
    """Reads the list of parts that make an object.

    Args:
        body: ``<CompleteMultipartUpload>`` with ``<Part>`` elements of PartNumber and ETag.

    Raises:
        FormatError: it is something else, or holds a document type, deep nesting or too much.
    """
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise FormatError("the list of parts is not UTF-8") from None
    reader = _PartReader()
    parser = expat.ParserCreate(encoding="utf-8")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.document_type
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise FormatError(f"the list of parts is not XML: {error}") from None
    return reader.parts


class _PartReader:
    """Takes the events of the parser, and refuses what the document may not hold."""

    def __init__(self) -> None:
        self.parts: list[WantedPart] = []
        self._path: list[str] = []
        self._fields: dict[str, str] = {}

    def document_type(self, *_: object) -> None:
        raise FormatError("a list of parts with a document type is not read")

    def start(self, name: str, _: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if len(self._path) >= _DEPTH:
            raise FormatError(f"the list of parts is nested deeper than {_DEPTH} elements")
        if not self._path and name != "CompleteMultipartUpload":
            raise FormatError("the document is not <CompleteMultipartUpload>")
        if len(self._path) == 1:
            self._fields = {}
        elif len(self._path) == 2:
            self._fields[name] = ""
        self._path.append(name)

    def text(self, data: str) -> None:
        if len(self._path) == _DEPTH:
            text = self._fields[self._path[-1]] + data
            if len(text) > _TEXT_CHARS:
                raise FormatError(f"a field of a part has over {_TEXT_CHARS} characters")
            self._fields[self._path[-1]] = text

    def end(self, name: str) -> None:
        if len(self._path) == 2 and self._path[1] == "Part":
            self._add()
        self._path.pop()

    def _add(self) -> None:
        if len(self.parts) >= MOST_PARTS:
            raise FormatError(f"there are more than {MOST_PARTS} parts")
        number, etag = self._fields.get("PartNumber", "").strip(), self._fields.get("ETag", "")
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= MOST_PARTS):
            raise FormatError(f"PartNumber {number!r} is not 1 to {MOST_PARTS}")
        self.parts.append(WantedPart(int(number), etag.strip().strip('"').upper()))
