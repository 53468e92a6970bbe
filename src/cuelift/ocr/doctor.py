"""Says which languages can be read here, by which engine, and how to get the others."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cuelift.ocr.engines import ENGINES
from cuelift.ocr.engines.base import OcrEngine, Support
from cuelift.ocr.languages import LANGUAGES
from cuelift.ocr.options import DEFAULTS, OcrOptions
from cuelift.ocr.wordlist import WITH_WORDS
from cuelift.text.dictionary import is_there, package_of


class LanguageState(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the doctor's table."""

    tag: str
    name: str
    engine: str
    """Who reads it by default; empty: nobody here."""
    second: str
    """Who else reads it, for the policy ``consensus``; empty: nobody here."""
    remedy: str = ""
    """How to get what is missing; empty: nothing is."""
    better: str = ""
    """How to get what would let it be read better; empty: nothing would."""

    @property
    def more(self) -> str:
        """Both in one text."""
        better = f"optional: {self.better}" if self.better else ""
        return "; ".join(filter(None, (self.remedy, better)))


class EngineState(msgspec.Struct, frozen=True, kw_only=True):
    """One engine."""

    name: str
    version: str
    """``absent`` where its package is missing."""


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """All that ``cuelift ocr doctor`` shows."""

    engines: list[EngineState]
    languages: list[LanguageState]


def diagnose(options: OcrOptions = DEFAULTS) -> Diagnosis:
    """The state of this machine."""
    engines = {name: ENGINES[name](options) for name in ("ppocr", "tesseract")}
    states = [EngineState(name=each.name, version=each.version) for each in engines.values()]
    return Diagnosis(engines=states, languages=[_language(tag, engines) for tag in LANGUAGES])


def _language(tag: str, engines: dict[str, OcrEngine]) -> LanguageState:
    language = LANGUAGES[tag]
    supports: dict[str, Support] = {name: each.supports(tag) for name, each in engines.items()}
    order = sorted(supports, key=lambda name: name != language.first)
    able = [name for name in order if supports[name].state == "full"]
    remedies = [each.remedy for each in supports.values() if each.state == "no-data"]
    better = [each.remedy for each in supports.values() if each.state == "full" and each.remedy]
    if len(able) > 1 and language.script in WITH_WORDS and not is_there(tag):
        better.append(f"apt-get install {package_of(tag)}")
    return LanguageState(
        tag=tag,
        name=language.name,
        engine=able[0] if able else "",
        second=able[1] if len(able) > 1 else "",
        remedy="; ".join(remedies),
        better="; ".join(better),
    )


def table(diagnosis: Diagnosis) -> Iterable[str]:
    """The diagnosis as lines of text."""
    for engine in diagnosis.engines:
        yield f"{engine.name:10} {engine.version}"
    yield ""
    yield f"{'language':24} {'read by':10} {'checked by':10} missing"
    for each in diagnosis.languages:
        name = f"{each.tag:8} {each.name}"
        yield f"{name:24} {each.engine or '-':10} {each.second or '-':10} {each.more}".rstrip()
