"""DeepL's service.

Spec: DeepL API, "Translate text" and "XML handling".
"""

from __future__ import annotations

import re

from cuelift.errors import BadAnswer, TranslateError
from cuelift.translate.engines.base import Limits, Request
from cuelift.translate.engines.http import HttpEngine
from cuelift.translate.engines.spec import (
    OWN_VARIABLE,
    EngineOptions,
    EngineSpec,
    check_options,
)
from cuelift.translate.engines.wrapping import by_id, wrapped
from cuelift.translate.languages import base_of

KEYS = ("DEEPL_AUTH_KEY", "DEEPL_API_KEY")
PAID, FREE = "https://api.deepl.com", "https://api-free.deepl.com"
_HELD = re.compile(r"<(x\d{1,4})>")
_REGIONAL = frozenset(("EN-GB", "EN-US", "PT-BR", "PT-PT", "ES-419", "ZH-HANS", "ZH-HANT"))
_DEFAULTS = {"EN": "EN-US", "PT": "PT-PT", "NO": "NB", "NN": "NB"}
_FORMALITY = {"more": "prefer_more", "less": "prefer_less"}
_CONTEXT_CHARS = 2000


class DeepLEngine:
    """Sends marked texts as XML; held words are left alone by its own means."""

    name = "deepl"
    limits = Limits(texts=40, characters=30_000, parallel=4)
    marked = True
    takes_terms = False
    takes_context = True

    def __init__(self, spec: EngineSpec, options: EngineOptions) -> None:
        check_options(spec, ("glossary", "formality"))
        # The service's key is not told to other hosts.
        own = not spec.where or spec.where.rstrip("/") in (PAID, FREE)
        key = options.key(*KEYS) if own else options.key()
        if not key:
            raise TranslateError(
                f"the engine deepl needs a key: set {KEYS[0]}, for other "
                f"hosts {OWN_VARIABLE}, or give a key file"
            )
        self._glossary = spec.options.get("glossary", "")
        formality = spec.options.get("formality", options.formality)
        self._formality = _FORMALITY.get(formality, formality)
        self._http = HttpEngine(
            spec.where or (FREE if key.reveal().endswith(":fx") else PAID),
            headers={"Authorization": f"DeepL-Auth-Key {key.reveal()}"},
            secret=key,
            timeout_s=options.timeout_s,
            network=options.network,
        )

    async def identity(self, source: str, target: str) -> str:
        """The options that change an answer."""
        languages = f"{source_code(source)} {target_code(target)}"
        return f"{self.name} {languages} {self._formality} {self._glossary}".rstrip()

    async def ask(self, request: Request) -> dict[int, str]:
        """The translations of marked texts."""
        held = {name for text in request.texts for name in _HELD.findall(text.xml)}
        body: dict[str, object] = {
            "text": [wrapped(text) for text in request.texts],
            "source_lang": source_code(request.source),
            "target_lang": target_code(request.target),
            "tag_handling": "xml",
            "outline_detection": False,
            "splitting_tags": ["p"],
            "ignore_tags": sorted(held),
            "preserve_formatting": True,
            "split_sentences": "nonewlines",
        }
        around = [*request.texts[0].before, *request.texts[-1].after]
        if around:
            body["context"] = "\n".join(around)[:_CONTEXT_CHARS]
        if self._formality != "default":
            body["formality"] = self._formality
        if self._glossary:
            body["glossary_id"] = self._glossary
        answer = await self._http.post("v2/translate", body)
        found = answer.get("translations") if isinstance(answer, dict) else None
        texts = [each.get("text") if isinstance(each, dict) else None for each in found or ()]
        if not isinstance(found, list) or not all(isinstance(text, str) for text in texts):
            raise BadAnswer(f"{self._http.shown} answers no list of translations")
        return by_id(request.texts, [str(text) for text in texts])

    async def close(self) -> None:
        """Closes its connections."""
        await self._http.close()


def source_code(tag: str) -> str:
    """The service's code of a source language, which knows no regions."""
    code = base_of(tag).upper()
    return _DEFAULTS[code] if code in ("NO", "NN") else code


def target_code(tag: str) -> str:
    """The service's code of a target language."""
    code = tag.upper()
    if base_of(tag) == "zh":
        return "ZH-HANT" if "HANT" in code or code.endswith(("TW", "HK", "MO")) else "ZH-HANS"
    base = base_of(tag).upper()
    return code if code in _REGIONAL else _DEFAULTS.get(base, base)
