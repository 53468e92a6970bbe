"""Text that a DVB subtitle stream carries as characters.

The standard leaves the table of characters to an agreement between broadcaster and receiver. Codes
are read here as Unicode, as other decoders do, or as one of the tables of service information if
the first code selects it.

Spec: ETSI EN 300 743 V1.6.1, 7.2.5 (character_code); ETSI EN 300 468 V1.16.1, annex A.2.
"""

from __future__ import annotations

from cuelift.bytereader import ByteReader
from cuelift.cues import Cue, Place, Span

_BREAKS = (0x8A, 0xE08A)
_TABLES = {number: f"iso8859_{number + 4}" for number in (*range(1, 8), 9, 10, 11)}


def read_text(body: ByteReader) -> tuple[str, int]:
    """The text of an object, and how many of its codes say nothing to us.

    Args:
        body: their number, then 16 bits each.

    Raises:
        TruncatedData: it ends too early.
    """
    codes = [body.u16() for _ in range(body.u8())]
    table = _TABLES.get(codes[0]) if codes else None
    text = "".join([_character(code, table) for code in codes])
    return text.replace("\0", "").strip(), text.count("\0") - (table is not None)


def _character(code: int, table: str | None) -> str:
    """A character; NUL where the code is none."""
    if code in _BREAKS:
        return "\n"
    if table is not None and 0xA0 <= code < 0x100:
        return bytes((code,)).decode(table, "replace")
    known = 0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or 0xF900 <= code < 0xFFFE
    return chr(code) if known else "\0"


class Words:
    """The text that shows, from when to when."""

    def __init__(self) -> None:
        self._text = ""
        self._place: Place | None = None
        self._start_ns = 0
        self._until_ns: int | None = None
        self._done: list[Cue] = []

    def show(self, now_ns: int, text: str, place: Place | None, until_ns: int | None) -> None:
        """From now on this text shows and no other; an empty one is none.

        Args:
            now_ns: in media time.
            text: of the whole page.
            place: where it stands.
            until_ns: when it goes at the latest; None: when another comes.
        """
        if text == self._text and (self._until_ns is None or now_ns <= self._until_ns):
            self._until_ns = until_ns
            return
        self._end(now_ns)
        self._text, self._place = text, place
        self._start_ns, self._until_ns = now_ns, until_ns

    def take(self) -> list[Cue]:
        """The cues that have ended since the last time."""
        done, self._done = self._done, []
        return done

    def finish(self) -> list[Cue]:
        """The cue that is left, too; an end that nothing tells stays open."""
        self._end(None)
        self._text = ""
        return self.take()

    def _end(self, now_ns: int | None) -> None:
        ends = [each for each in (now_ns, self._until_ns) if each is not None]
        end_ns = min(ends, default=None)
        if self._text and (end_ns is None or end_ns > self._start_ns):
            self._done.append(
                Cue(
                    start_ns=self._start_ns,
                    end_ns=end_ns,
                    spans=(Span(self._text),),
                    place=self._place,
                )
            )
