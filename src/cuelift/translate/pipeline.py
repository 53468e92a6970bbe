"""Translates the cues of a track."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

import msgspec

from cuelift.cues import Cue
from cuelift.errors import BadAnswer, UsageError
from cuelift.translate.asking import FIRST_WAIT_S, Terms, ask_all
from cuelift.translate.assemble import assemble
from cuelift.translate.cache import Cache, key_of
from cuelift.translate.engines.base import Engine, Text
from cuelift.translate.glossary import Glossary
from cuelift.translate.groups import Group, groups_of, names_of, texts_of
from cuelift.translate.languages import script_of, tag_of
from cuelift.translate.marks import Restored
from cuelift.translate.protect import mask
from cuelift.translate.restore import restore
from cuelift.translate.result import Translated, TranslationReport
from cuelift.translate.sentences import units_of
from cuelift.translate.turns import turns_of


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """How a track is translated, beside languages, engine and glossary."""

    join: bool = True
    """Whether sentences are joined over captions."""
    context: int = 2
    """Neighbouring sentences that are shown to engines that look at them."""
    protect_speakers: bool = True
    """Names of speakers stay as they are where both languages use one script."""
    parallel: int = 4
    tries: int = 4
    timeout_s: float = 60.0
    """For one request."""
    deadline_s: float | None = None
    """For all of them."""
    first_wait_s: float = FIRST_WAIT_S
    """Before a request is repeated; the next waits are longer."""
    cancelled: Callable[[], bool] | None = None
    """Asked ten times a second; True ends the work with ``Cancelled``."""
    progress: Callable[[int, int], None] | None = None
    """Told how many of how many different texts are done."""


def translate(
    cues: Sequence[Cue],
    source: str,
    target: str,
    engine: Engine,
    glossary: Glossary | None = None,
    cache: Cache | None = None,
    asking: Asking | None = None,
) -> Translated:
    """The cues of a track in another language.

    Sentences are translated as a whole and parted again. A cue whose text could not be translated
    keeps it and is ``failed``. To be called from a thread without a running event loop.

    Args:
        cues: in order of time.
        source: language of the cues.
        target: language to translate into.
        engine: that translates.
        glossary: terms to use and names to keep.
        cache: what is known already, and what becomes known.
        asking: all else.

    Raises:
        UsageError: a language is none, or both are the same.
        TranslateError: the engine cannot translate between these languages here.
        Cancelled: the caller asked to stop; a cache keeps what was done.
    """
    source, target = tag_of(source), tag_of(target)
    if source == target:
        raise UsageError(f"captions in {source} need no translation into {target}")
    run = _Run(cues, source, target, engine, cache, asking or Asking())
    return asyncio.run(run.run(glossary or Glossary()))


class _Run:
    """One track on its way into one language."""

    def __init__(
        self,
        cues: Sequence[Cue],
        source: str,
        target: str,
        engine: Engine,
        cache: Cache | None,
        asking: Asking,
    ) -> None:
        self._cues = cues
        self._engine = engine
        self._cache = cache
        self._asking = asking
        self._glossary = Glossary()
        self._groups: list[Group] = []
        self._plain: list[str] = []
        """The text of every unit."""
        self._identity = ""
        self._end: float | None = None
        """Of the loop's time; None: there is no deadline."""
        self._looked_at: dict[int, Restored] = {}
        """Answers of batches that are not settled yet."""
        self.report = TranslationReport(source=source, target=target, engine=engine.name)

    async def run(self, glossary: Glossary) -> Translated:
        try:
            return await self._run(glossary)
        finally:
            await self._engine.close()

    async def _run(self, glossary: Glossary) -> Translated:
        asking, report, engine = self._asking, self.report, self._engine
        if asking.deadline_s is not None:
            self._end = asyncio.get_running_loop().time() + asking.deadline_s
        self._identity = await engine.identity(report.source, report.target)
        by_name = asking.protect_speakers and script_of(report.source) == script_of(report.target)
        self._glossary = glossary.towards(report.target, names_of(self._cues) if by_name else ())
        turns = [turns_of(number, cue) for number, cue in enumerate(self._cues)]
        flat = [turn for each in turns for turn in each]
        units = units_of(self._cues, flat, join=asking.join)
        self._groups = groups_of(self._cues, units, self._glossary, terms=not engine.takes_terms)
        texts = {
            unit: group.masked.plain
            for group in self._groups
            if group.masks
            for unit in group.units
        }
        self._plain = [texts.get(unit, "") for unit in units]
        await self._ask()
        if self._cache is not None and self._cache.warning:
            report.warnings.append(self._cache.warning)
        return assemble(self._cues, turns, self._groups, report)

    async def _ask(self) -> None:
        """Has every different text translated."""
        report = self.report
        wanted = [number for number, group in enumerate(self._groups) if not group.failure]
        report.texts = len(wanted)
        await self._round(wanted)
        for group in self._groups:
            if group.restored is None and group.masks:
                report.characters_failed += len(group.masked.plain)
        if self._engine.marked and not report.stopped:
            await self._repair()

    async def _repair(self) -> None:
        """Asks once more where something protected was lost; numbers are held then too."""
        groups = self._groups
        spoilt = [n for n, group in enumerate(groups) if group.restored and group.restored.problems]
        before = [(groups[number].masked, groups[number].restored) for number in spoilt]
        terms = not self._engine.takes_terms
        for number in spoilt:
            group = groups[number]
            unit = group.units[0]
            group.masks[0] = mask(self._cues, unit, self._glossary, terms=terms, numbers=True)
            group.restored = None
        await self._round(spoilt, again=True)
        for number, (masked, restored) in zip(spoilt, before, strict=True):
            group = groups[number]
            group.failure = ""
            if _problems(group.restored) >= _problems(restored):
                group.masks[0], group.restored = masked, restored

    async def _round(self, numbers: Sequence[int], *, again: bool = False) -> None:
        """Asks for some groups; those that fail say why."""
        if not numbers:
            return
        context = self._asking.context if self._engine.takes_context else 0
        texts = texts_of(self._groups, numbers, self._plain, context)
        head = [self._identity, self.report.source, self.report.target, self._glossary.digest]
        keys = {text.id: key_of([*head, *text[1:]]) for text in texts}
        left = self._from_cache(texts, keys, count=not again)
        settled = len(texts) - len(left)

        def done(answers: Mapping[int, str]) -> None:
            nonlocal settled
            settled += len(answers)
            self._settle(answers, keys, count=not again)
            if self._asking.progress is not None and not again:
                self._asking.progress(settled, len(texts))

        asked = await ask_all(self._engine, left, self._terms(), self._look_at, done)
        self.report.requests += asked.requests
        self.report.stopped = asked.stopped
        for number, reason in asked.failures.items():
            self._groups[number].failure = reason

    def _from_cache(
        self, texts: Sequence[Text], keys: Mapping[int, bytes], *, count: bool
    ) -> list[Text]:
        """Takes what is known; returns what is not."""
        if self._cache is None:
            return list(texts)
        known = self._cache.get(keys.values())
        left = []
        for text in texts:
            answer = known.get(keys[text.id])
            try:
                self._look_at(text.id, answer or "")
            except BadAnswer:
                left.append(text)
                continue
            self._groups[text.id].restored = self._looked_at.pop(text.id)
            if count:
                self.report.cached += 1
                self.report.characters_cached += len(text.plain)
        return left

    def _look_at(self, number: int, answer: str) -> None:
        """Reads an answer; it counts when its whole batch does."""
        masked = self._groups[number].masked
        marked = self._engine.marked
        self._looked_at[number] = restore(masked, answer, self.report.target, marked=marked)

    def _settle(
        self, answers: Mapping[int, str], keys: Mapping[int, bytes], *, count: bool
    ) -> None:
        if self._cache is not None:
            self._cache.put({keys[number]: answer for number, answer in answers.items()})
        for number in answers:
            group = self._groups[number]
            group.restored = self._looked_at.pop(number)
            if count:
                self.report.characters_translated += len(group.masked.plain)

    def _terms(self) -> Terms:
        asking, report = self._asking, self.report
        left = None if self._end is None else self._end - asyncio.get_running_loop().time()
        return Terms(
            source=report.source,
            target=report.target,
            terms=self._terms_in,
            parallel=asking.parallel,
            tries=asking.tries,
            timeout_s=asking.timeout_s,
            deadline_s=left,
            first_wait_s=asking.first_wait_s,
            cancelled=asking.cancelled,
        )

    def _terms_in(self, texts: Sequence[Text]) -> tuple[tuple[str, str], ...]:
        """The terms of the glossary that a request needs."""
        if not self._engine.takes_terms:
            return ()
        found = {
            (text.plain[term.start : term.end], term.target)
            for text in texts
            for term in self._glossary.find(text.plain)
        }
        return tuple(sorted(found))


def _problems(restored: Restored | None) -> float:
    return float("inf") if restored is None else len(restored.problems)
