"""Finds the character set of caption text.

The ladder: byte order mark, a NUL pattern of UTF-16, strict UTF-8, UTF-8 with a few broken bytes,
the declared character set, a statistical guess, and Latin-1 when nothing else fits.

Spec: Unicode Standard 16.0, 2.13 (byte order marks), 3.9 (UTF-8).
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import NamedTuple

_EVIDENCE_BYTES = 32_768
_TRACK_EVIDENCE_BYTES = 4_096
_CHANCE_BYTES = 6
_MOST_WAITING = 10_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}
"""Character sets that hold all of another one and are what its name means in practice."""

_CANDIDATES = (
    *("gb18030", "big5", "cp932", "euc-jp", "cp949", "euc-kr", "johab"),
    *(f"cp125{number}" for number in range(9)),
    *(f"iso8859-{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)),
    *("koi8-r", "koi8-u", "cp866", "cp852", "cp874", "tis-620"),
)
"""What captions are met in; mainframe, Macintosh and most DOS code pages are left out."""

_BY_LANGUAGE = {
    "ar fa ur": ("cp1256", "iso8859-6"),
    "be bg mk ru sr uk": ("cp1251", "koi8-r", "koi8-u", "iso8859-5"),
    "bs cs hr hu pl ro sk sl sq": ("cp1250", "iso8859-2", "iso8859-16"),
    "ca da de en es eu fi fr ga gl is it nb nl nn no pt sv": ("cp1252", "iso8859-15"),
    "el": ("cp1253", "iso8859-7"),
    "et lt lv": ("cp1257", "iso8859-13", "iso8859-4"),
    "he iw yi": ("cp1255", "iso8859-8"),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949", "johab"),
    "th": ("cp874",),
    "tr az ku": ("cp1254",),
    "vi": ("cp1258",),
    "zh yue": ("gb18030", "cp950", "big5hkscs"),
}
"""Character sets by language: a guess among them counts for more when the language is known."""

_HINTED = 3.0
_RARE = 0.6
_FEW_BYTES = 5
"""So few do not tell the sets of Windows from ISO's; most captions are made on Windows."""

_NOT_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})


class Decoded(NamedTuple):
    """Text, and how its character set was found."""

    text: str
    charset: str
    """Python's name of it."""
    confidence: float
    """0 to 1; 0: nothing fitted and Latin-1 was taken."""
    guessed: bool
    """Neither marked, nor declared, nor valid UTF-8."""


def decode_text(
    data: bytes, *, declared: str | None = None, language: str | None = None
) -> Decoded:
    """A whole caption file as text.

    Args:
        data: the file's bytes.
        declared: what the file, its server or the user says; not trusted where it does not fit.
        language: BCP 47 tag, which helps the guess.

    Returns: the text without a byte order mark.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(charset, "replace"), charset, 1.0, False)
    wide = _wide(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, 0.95, True)
    try:
        return Decoded(data.decode(), "utf-8", 1.0, False)
    except UnicodeDecodeError:
        return _not_utf8(data, declared, language)


def _not_utf8(data: bytes, declared: str | None, language: str | None) -> Decoded:
    text = data.decode(errors="replace")
    share = _utf8_share(data, text)
    if share >= 0.8:
        return Decoded(text, "utf-8", share, True)
    charset = _lookup(declared) if declared else None
    if charset:
        fitting = _fits(data, charset)
        if fitting is not None:
            return Decoded(fitting, charset, 1.0, False)
    return _guess(data, _evidence(data), language)


def _guess(data: bytes, evidence: bytes, language: str | None) -> Decoded:
    controls = any(map(data.__contains__, _C1_BYTES))
    for charset, confidence in _ranked(evidence, language):
        # Where ISO has control characters, Windows has the quotes and dashes that were meant.
        if controls and charset.startswith("iso8859"):
            continue
        text = _fits(data, charset)
        if text is not None:
            return Decoded(text, charset, confidence, True)
    return Decoded(data.decode("latin-1"), "latin-1", 0.0, True)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: the high bytes of its spaces, digits and line ends are NUL."""
    head = data[:4096]
    if b"\0" not in head or len(data) < 4:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    enough = len(head) // 10
    if odd > enough and odd > 8 * even:
        return "utf-16-le"
    if even > enough and even > 8 * odd:
        return "utf-16-be"
    return None


def _utf8_share(data: bytes, text: str) -> float:
    """How much of what lies beyond ASCII in ``data`` is valid UTF-8.

    Args:
        data: bytes of any kind.
        text: the same, decoded, broken bytes replaced.
    """
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    ascii_bytes = len(data.translate(None, _HIGH_BYTES))
    valid = len(text) - ascii_bytes - broken
    return valid / (valid + broken) if valid > 0 else 0.0


_HIGH_BYTES = bytes(range(0x80, 0x100))
_C1_BYTES = range(0x80, 0xA0)


def _lookup(name: str) -> str | None:
    """Python's name of a character set's superset; None: there is no such set."""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    # UTF-16 has been looked for already, and any bytes would pass for it.
    if found in _NOT_CHARSETS or found.startswith(("utf-16", "utf-32")):
        return None
    return _SUPERSETS.get(found, found)


def _fits(data: bytes, charset: str) -> str | None:
    """The text in that character set, where no more than a few bytes are foreign to it."""
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        text = data.decode(charset, "replace")
    except (LookupError, UnicodeError):
        return None
    return text if text.count("\ufffd") * 50 <= len(data.translate(None, _ASCII_BYTES)) else None


_ASCII_BYTES = bytes(range(0x80))


def _evidence(data: bytes) -> bytes:
    """The lines that say something: not times, not numbers."""
    data = data.replace(b"\r", b"\n")
    parts: list[bytes] = []
    size = 0
    for line in data.split(b"\n", 100_000):
        if b"-->" in line or line.isdigit() or not line:
            continue
        parts.append(line[:1024])
        size += len(parts[-1])
        if size >= _EVIDENCE_BYTES:
            break
    evidence = b"\n".join(parts)
    return data[:_EVIDENCE_BYTES] if evidence.isascii() else evidence


def _ranked(evidence: bytes, language: str | None) -> Iterable[tuple[str, float]]:
    """Guessed character sets with their confidence, the best one first."""
    import chardet

    preferred = _preferred(language)
    few = len(evidence.translate(None, _ASCII_BYTES)) < _FEW_BYTES
    best: dict[str, float] = {}
    for found in chardet.detect_all(
        evidence, ignore_threshold=True, include_encodings=_CANDIDATES, compat_names=False
    ):
        charset = _lookup(found["encoding"] or "")
        if charset is None:
            continue
        weight = found["confidence"]
        if charset in preferred:
            weight *= _HINTED
        elif few and charset.startswith("iso8859"):
            weight *= _RARE
        best[charset] = max(best.get(charset, 0.0), min(weight, 1.0))
    return sorted(best.items(), key=lambda item: -item[1])


def _preferred(language: str | None) -> tuple[str, ...]:
    if not language:
        return ()
    primary = language.lower().replace("_", "-").split("-")[0]
    return next((sets for tags, sets in _BY_LANGUAGE.items() if primary in tags.split()), ())


class TrackCharset:
    """Decodes the samples of one track, which all are of one character set.

    UTF-8 until a sample is not. If UTF-8 beyond ASCII was met before, or makes up most of the
    sample, single bytes are broken and are replaced. Else samples have to wait until there are
    enough of them to guess the set from; all are decoded by that one guess.
    """

    __slots__ = (
        "_charset",
        "_evidence",
        "_high",
        "_language",
        "_samples",
        "_size",
        "_utf8_seen",
        "losses",
        "waiting",
    )

    def __init__(self, language: str | None, losses: dict[str, int]) -> None:
        self.losses = losses
        """Where samples of a guessed or broken character set are counted, as ``charset``."""
        self.waiting = False
        """The set is not known yet: what ``decode`` gave no text for is to be given again later."""
        self._language = language
        self._utf8_seen = False
        self._charset: str | None = None
        self._evidence: list[bytes] = []
        self._high = [0, 0]
        """Bytes beyond ASCII among the waiting samples: foreign ones, and those in UTF-8."""
        self._size = 0
        """Of the evidence."""
        self._samples = 0
        """That wait."""

    def decode(self, data: bytes) -> str | None:
        """One sample as text.

        Returns: None: keep the sample, and all that follow while there is no text for them, until
            ``waiting`` is over, then decode them again.
        """
        if self.waiting:
            self._weigh(data)
            return None
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return self._decode_foreign(data)
        if not text.isascii():
            # Two bytes of GBK or Shift-JIS can be UTF-8 by chance; a longer run hardly is.
            if self._charset and len(data.translate(None, _ASCII_BYTES)) < _CHANCE_BYTES:
                return data.decode(self._charset, "replace")
            self._utf8_seen = self._charset is None
        return text

    def decide(self) -> None:
        """Ends the waiting: there are no more samples, or there is enough to go by."""
        if not self.waiting:
            return
        self.waiting = False
        if self._high[True] > self._high[False]:
            self._utf8_seen = True
        else:
            evidence = b"\n".join(self._evidence)
            self._charset = _guess(evidence, evidence, self._language).charset
        self._evidence.clear()

    def _decode_foreign(self, data: bytes) -> str | None:
        text = data.decode(errors="replace")
        utf8 = self._utf8_seen or _utf8_share(data, text) >= 0.8
        if not utf8 and self._charset is None:
            self.waiting = True
            self._weigh(data)
            return None
        self.losses["charset"] = self.losses.get("charset", 0) + 1
        return text if utf8 else data.decode(self._charset or "", "replace")

    def _weigh(self, data: bytes) -> None:
        """Takes a sample for evidence, and decides when there is enough."""
        self._samples += 1
        high = len(data.translate(None, _ASCII_BYTES))
        utf8 = _utf8_share(data, data.decode(errors="replace")) >= 0.8
        if not utf8 or high >= _CHANCE_BYTES:
            self._high[utf8] += high
        if high and not utf8:
            self._evidence.append(data[:_TRACK_EVIDENCE_BYTES])
            self._size += len(self._evidence[-1])
        most = max(self._size, self._high[True])
        if most >= _TRACK_EVIDENCE_BYTES or self._samples >= _MOST_WAITING:
            self.decide()
