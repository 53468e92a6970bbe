"""Services that speak the protocol of LibreTranslate.

Spec: LibreTranslate API, ``/languages`` and ``/translate``.
"""

from __future__ import annotations

from cuelift.cues.languages import language_tag
from cuelift.errors import BadAnswer, EngineRefused, UsageError
from cuelift.translate.engines.base import Limits, Request
from cuelift.translate.engines.http import HttpEngine
from cuelift.translate.engines.spec import EngineOptions, EngineSpec, check_options
from cuelift.translate.engines.wrapping import by_id, wrapped
from cuelift.translate.languages import base_of

KEYS = ("LIBRETRANSLATE_API_KEY",)
_OLD_CODES = {"zt": "zh-Hant", "pb": "pt-BR", "nb": "no"}


class LibreTranslateEngine:
    """Sends lists of marked texts as HTML."""

    name = "libretranslate"
    limits = Limits(texts=32, characters=4000, parallel=2)
    marked = True
    takes_terms = False
    takes_context = False

    def __init__(self, spec: EngineSpec, options: EngineOptions) -> None:
        check_options(spec, ())
        if not spec.where:
            raise UsageError("the engine libretranslate needs its address: libretranslate:URL")
        self._key = options.key(*KEYS)
        self._http = HttpEngine(
            spec.where,
            secret=self._key,
            timeout_s=options.timeout_s,
            network=options.network,
        )
        self._codes: dict[str, tuple[str, frozenset[str]]] | None = None
        """By BCP 47 tag: the service's own code, and the codes that it translates into."""

    async def identity(self, source: str, target: str) -> str:
        """Which service it is."""
        if self._codes is None:
            self._codes = await self._languages()
        code, targets = self._code(source)
        into, _ = self._code(target)
        if targets and into not in targets:
            raise EngineRefused(
                f"{self._http.shown} does not translate from {source} into {target}; "
                f"it does into: {', '.join(sorted(targets))}"
            )
        return f"{self.name} {self._http.shown} {code}-{into}"

    async def ask(self, request: Request) -> dict[int, str]:
        """The translations of marked texts."""
        body: dict[str, object] = {
            "q": [wrapped(text) for text in request.texts],
            "source": self._code(request.source)[0],
            "target": self._code(request.target)[0],
            "format": "html",
        }
        if self._key:
            body["api_key"] = self._key.reveal()
        answer = await self._http.post("translate", body)
        found = answer.get("translatedText") if isinstance(answer, dict) else None
        listed = [found] if isinstance(found, str) else found
        if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
            raise BadAnswer(f"{self._http.shown} answers no list of texts")
        return by_id(request.texts, listed)

    async def close(self) -> None:
        """Closes its connections."""
        await self._http.close()

    async def _languages(self) -> dict[str, tuple[str, frozenset[str]]]:
        """What the service says it knows; nothing where it says nothing."""
        try:
            answer = await self._http.get("languages")
        except (BadAnswer, EngineRefused) as error:
            if error.details.get("status") in (400, 404, 405):
                return {}
            raise
        known: dict[str, tuple[str, frozenset[str]]] = {}
        for entry in answer if isinstance(answer, list) else ():
            code = entry.get("code") if isinstance(entry, dict) else None
            tag = _OLD_CODES.get(code) or language_tag(code) if isinstance(code, str) else None
            if isinstance(code, str) and tag:
                targets = entry.get("targets")
                listed = targets if isinstance(targets, list) else []
                known[tag] = code, frozenset(each for each in listed if isinstance(each, str))
        return known

    def _code(self, tag: str) -> tuple[str, frozenset[str]]:
        """The service's own code of a language, and what it translates that into."""
        codes = self._codes
        if not codes:
            return base_of(tag), frozenset()
        for wanted in (tag, _with_script(tag), base_of(tag)):
            if wanted in codes:
                return codes[wanted]
        known = ", ".join(sorted(codes))
        raise EngineRefused(f"{self._http.shown} does not know {tag}; it knows: {known}")


def _with_script(tag: str) -> str:
    """Chinese is told apart by script rather than by region."""
    if base_of(tag) != "zh":
        return tag
    return "zh-Hant" if "Hant" in tag or tag.endswith(("TW", "HK", "MO")) else "zh-Hans"
