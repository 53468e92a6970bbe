"""Chat models behind an endpoint of the OpenAI protocol.

Spec: OpenAI API reference, "Create chat completion", ``response_format`` of type ``json_schema``.
"""

from __future__ import annotations

import json

from cuelift.errors import BadAnswer, UsageError
from cuelift.translate.engines.base import Limits, Request
from cuelift.translate.engines.http import HttpEngine
from cuelift.translate.engines.replies import content_of, translations_in
from cuelift.translate.engines.spec import EngineOptions, EngineSpec, check_options

KEYS = ("OPENAI_API_KEY",)
HOME = "https://api.openai.com/v1"
_PROMPT = 2
"""Raised when the words below change: answers to other words are others."""
_TASK = """\
You translate film captions from {source} into {target} (BCP 47 tags).
You get JSON with "items"; each has an "id" and a "text", in the order in which they are heard. \
"before" and "after" are neighbouring captions, only to understand the scene: do not translate them.
Answer with JSON alone: {{"items": [{{"id": 1, "text": "..."}}]}}. Give exactly one item for each \
id, with the translation of that text alone. Never join, split, skip, number or explain items.
Write as people speak, about as long as the source. Keep who is addressed and how consistent.
Marks: keep <g1>...</g1> around the words that mean the same; copy <x1>...</x1> with all that is \
in it unchanged to where it belongs; invent no marks. Keep &amp; &lt; &gt; as they are written.
Keep numbers and names. Translate insults and slang as they are meant."""
_FORMALITY = {
    "more": "\nAddress people formally.",
    "less": "\nAddress people informally.",
}
_SCHEMA = {
    "type": "object",
    "properties": {
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["id", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["items"],
    "additionalProperties": False,
}
_SHAPES: tuple[dict[str, object], ...] = (
    {
        "temperature": 0,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "translations", "strict": True, "schema": _SCHEMA},
        },
    },
    {"temperature": 0, "response_format": {"type": "json_object"}},
    {"temperature": 0},
    {},
)
"""From the strictest on: not every server and model knows all of it."""


class OpenAiEngine:
    """Sends numbered texts and takes numbered texts."""

    name = "openai"
    limits = Limits(texts=20, characters=4000, parallel=4)
    marked = True
    takes_terms = True
    takes_context = True

    def __init__(self, spec: EngineSpec, options: EngineOptions) -> None:
        check_options(spec, ("model", "formality"))
        self._model = spec.options.get("model", "")
        if not self._model:
            raise UsageError("the engine openai needs a model: openai:URL?model=NAME")
        # A key of OpenAI's is not told to other hosts.
        own = not spec.where or spec.where.startswith(f"{HOME.rpartition('/')[0]}/")
        key = options.key(*KEYS) if own else options.key()
        self._formality = spec.options.get("formality", options.formality)
        self._http = HttpEngine(
            spec.where or HOME,
            headers={"Authorization": f"Bearer {key.reveal()}"} if key else {},
            secret=key,
            timeout_s=options.timeout_s,
            network=options.network,
        )
        self._shape = 0

    async def identity(self, source: str, target: str) -> str:
        """The model, and the version of what it is told."""
        return f"{self.name} {self._http.shown} {self._model} {self._formality} {_PROMPT}"

    async def ask(self, request: Request) -> dict[int, str]:
        """The translations of marked texts."""
        refusal: BadAnswer | None = None
        for shape in range(self._shape, len(_SHAPES)):
            try:
                answer = await self._http.post("chat/completions", self._body(request, shape))
            except BadAnswer as error:
                if error.details.get("status") not in (400, 415, 422):
                    raise
                refusal = refusal or error
                continue
            self._shape = shape
            return translations_in(content_of(answer))
        assert refusal is not None  # noqa: S101 - there is at least one shape
        raise refusal

    async def close(self) -> None:
        """Closes its connections."""
        await self._http.close()

    def _body(self, request: Request, shape: int) -> dict[str, object]:
        task = _TASK.format(source=request.source, target=request.target)
        task += _FORMALITY.get(self._formality, "")
        if request.terms:
            listed = "\n".join([f"{source} = {target}" for source, target in request.terms])
            task += f"\nTranslate these terms in this way, inflected as needed:\n{listed}"
        items = [{"id": text.id, "text": text.xml} for text in request.texts]
        asked: dict[str, object] = {"items": items}
        if request.texts[0].before:
            asked["before"] = request.texts[0].before
        if request.texts[-1].after:
            asked["after"] = request.texts[-1].after
        messages = [
            {"role": "system", "content": task},
            {"role": "user", "content": json.dumps(asked, ensure_ascii=False)},
        ]
        return {"model": self._model, "messages": messages, **_SHAPES[shape]}
