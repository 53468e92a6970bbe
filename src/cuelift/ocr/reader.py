"""Reads one picture after another with the engines of a route; one per process."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cuelift.cues.bitmap import Bitmap
from cuelift.ocr.consensus import Decision, Opinion, decide
from cuelift.ocr.coverage import is_complete
from cuelift.ocr.engines import ENGINES
from cuelift.ocr.engines.base import OcrEngine, OcrLine, Page
from cuelift.ocr.glyphs import Glyphs, glyphs_in
from cuelift.ocr.languages import PARTLY, UNSPACED
from cuelift.ocr.numbers import SCRIPTS, renumbered
from cuelift.ocr.options import OcrOptions
from cuelift.ocr.pages import Prepared, explained, prepare
from cuelift.ocr.routing import Route
from cuelift.ocr.rules import mend
from cuelift.ocr.shapes import is_doubtful, suspects
from cuelift.ocr.slant import italic_flags
from cuelift.ocr.spans import Styled
from cuelift.ocr.vertical import upright
from cuelift.ocr.wordlist import Wordlist

_FAIRLY_SURE = 0.8
"""Below it a character of two equal readings is looked at again."""
_UPRIGHT_SCRIPTS = frozenset(("Latn", "Cyrl", "Grek"))
"""Scripts that have italics."""


class PictureReading(msgspec.Struct, frozen=True):
    """What one picture says."""

    decision: Decision
    lines: tuple[Styled, ...]
    glyphs: tuple[Glyphs, ...]
    vertical: bool = False
    opinions: tuple[Opinion, ...] = ()
    """Of the engines where they do not agree: a dictionary may settle it."""
    suspects: tuple[str, ...] = ()
    """Words that may stand only if they are words of the language."""


class Reader:
    """Its results depend on the picture alone, so any number of readers reads the same."""

    def __init__(self, route: Route, options: OcrOptions) -> None:
        self._route = route
        self._options = options
        self._engines: list[OcrEngine] = [ENGINES[name](options) for name in route.engines]
        self._digits = _digits(route, options)

    def read(self, bitmap: Bitmap) -> PictureReading | None:
        """One picture; None: it is blank."""
        prepared = prepare(bitmap, self._route.language)
        if prepared is None:
            return None
        opinions, decision = self._decided(prepared)
        reading = finished(decision, prepared, self._route, self._options)
        if prepared.ruby:
            lines = zip(reading.lines, decision.chosen.lines, strict=True)
            ruby = tuple(
                one._replace(ruby=tuple(self._ruby(line, prepared))) for one, line in lines
            )
            reading = msgspec.structs.replace(reading, lines=ruby)
        open_ = decision.status == "doubtful" and len({each.engine for each in opinions}) > 1
        return msgspec.structs.replace(reading, opinions=tuple(opinions) if open_ else ())

    def _decided(self, prepared: Prepared) -> tuple[list[Opinion], Decision]:
        """What the engines make of a page, after another look where they are in doubt."""
        opinions = self._opinions(prepared)
        decision = weighed(opinions, self._route)
        if self._options.policy == "fast" or self._is_settled(decision, opinions):
            return opinions, decision
        tag = self._route.language.tag
        opinions += [
            self._opinion(engine, lines, prepared)
            for engine in self._engines
            for lines in engine.again(prepared.page, tag)
        ]
        return opinions, weighed(opinions, self._route)

    def _is_settled(self, decision: Decision, opinions: list[Opinion]) -> bool:
        """Whether nothing asks for another look; who wants consensus is harder to please."""
        steady = all(each.confidence >= _FAIRLY_SURE for each in opinions)
        return decision.status != "doubtful" and (steady or self._options.policy == "default")

    def _opinions(self, prepared: Prepared) -> list[Opinion]:
        opinions: list[Opinion] = []
        for engine in self._engines:
            [lines] = engine.read([prepared.page], self._route.language.tag)
            opinions.append(self._opinion(engine, lines, prepared))
            if opinions[0].sure and not self._route.always_both:
                break
        return opinions

    def _opinion(self, engine: OcrEngine, lines: list[OcrLine], prepared: Prepared) -> Opinion:
        """A reading after the rules."""
        page = prepared.page
        if self._digits is not None:
            script = self._route.language.script
            lines = [renumbered(line, page, self._digits, script) for line in lines]
        if prepared.vertical:
            lines = [line._replace(text=upright(line.text)) for line in lines]
        written = [line for line in lines if line.text.strip()]
        mended = mend(written, page, self._route.language)
        complete = is_complete(mended.lines, page)
        return Opinion(engine.name, tuple(mended.lines), mended.changes, complete)

    def _ruby(self, line: OcrLine, prepared: Prepared) -> list[tuple[int, int, str]]:
        """The reading aids over a line."""
        place = _place(line, prepared.page)
        found: list[tuple[int, int, str]] = []
        for ruby in prepared.ruby:
            for part in ruby.parts() if ruby.over == place else ():
                over = explained(line, part)
                [read] = self._engines[0].read(
                    [Page(ruby.pixels, (part,))], self._route.language.tag
                )
                if over and read and (not found or over[0] >= found[-1][1]):
                    found.append((*over, read[0].text))
        return found


def weighed(opinions: Sequence[Opinion], route: Route, words: Wordlist | None = None) -> Decision:
    """What opinions come to in the language of a route."""
    language = route.language
    decision = decide(
        opinions,
        unspaced=language.script in UNSPACED,
        letters=language.letters,
        words=words,
        language=language.tag,
    )
    if decision.status == "agreed" and language.tag in PARTLY:
        # Where the second engine has no letters of its own it only follows.
        return msgspec.structs.replace(decision, status="single")
    return decision


def finished(
    decision: Decision, prepared: Prepared, route: Route, options: OcrOptions
) -> PictureReading:
    """A reading with italics, and after a look at its ink."""
    lines, page = decision.chosen.lines, prepared.page
    slanted = route.language.script in _UPRIGHT_SCRIPTS
    italic = slanted and options.italics
    styled = tuple(Styled(each.text, _italic(each, page) if italic else ()) for each in lines)
    doubted: tuple[str, ...] = ()
    if slanted and not prepared.vertical and decision.status == "agreed":
        doubted = suspects(lines, page)
        if is_doubtful(lines, page):
            decision = msgspec.structs.replace(decision, status="doubtful")
    glyphs = tuple(glyphs_in(each, page) for each in lines)
    return PictureReading(decision, styled, glyphs, prepared.vertical, suspects=doubted)


def _italic(line: OcrLine, page: Page) -> tuple[bool, ...]:
    return tuple(italic_flags(line, page))


def reading_key(route: Route, options: OcrOptions) -> tuple[str, ...]:
    """All that a reading depends on beside the picture."""
    names = [f"{name} {ENGINES[name](options).version}" for name in route.engines]
    return (route.language.tag, *names, options.policy, str(options.italics))


def _digits(route: Route, options: OcrOptions) -> OcrEngine | None:
    """Who reads numbers again, for scripts whose engine is bad at them."""
    if route.language.script not in SCRIPTS or "tesseract" not in route.engines:
        return None
    engine = ENGINES["ppocr"](options)
    return engine if engine.supports("en").state == "full" else None


def _place(line: OcrLine, page: Page) -> int:
    rows = [place for place, each in enumerate(page.lines) if each.top <= line.row < each.bottom]
    return rows[0] if rows else -1
