"""A neural model in a folder, run on this machine by CTranslate2.

The folder holds ``model.bin`` and the tokenizer: ``source.spm`` and ``target.spm`` (OPUS-MT), or
one ``sentencepiece.model``, ``sentencepiece.bpe.model`` or ``spm.model``; packages of Argos keep
the model in a folder ``model`` beside it. Marks would confuse such models, so plain text is
translated, and styles are put back at about the same place.

Spec: CTranslate2, "Model conversion"; SentencePiece, "Model protocol".
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cuelift.errors import BadAnswer, EngineRefused, TranslateError, UsageError
from cuelift.translate.engines.base import Limits, Request
from cuelift.translate.engines.spec import EngineOptions, EngineSpec, check_options
from cuelift.translate.languages import base_of

_TOKENIZERS = ("sentencepiece.model", "sentencepiece.bpe.model", "spm.model", "source.spm")
_OPTIONS = ("device", "beam", "compute", "threads", "source_prefix", "target_prefix")
_LONGEST_TOKENS = 512
"""Of a text; models know no longer ones."""
_SPARE_TOKENS = 32
_DIGEST_BYTES = 1 << 20


class CTranslate2Engine:
    """Loads the model when it is first needed, and keeps it."""

    name = "ctranslate2"
    limits = Limits(texts=64, characters=16_000, parallel=1)
    marked = False
    takes_terms = False
    takes_context = False

    def __init__(self, spec: EngineSpec, options: EngineOptions) -> None:
        check_options(spec, _OPTIONS)
        if not spec.where:
            raise UsageError("the engine ctranslate2 needs a folder: ctranslate2:/path/of/model")
        self._folder = Path(spec.where)
        self._options = spec.options
        self._beam = _number(spec, "beam", 4)
        self._threads = _number(spec, "threads", 0)
        self._loaded: tuple[Any, Any, Any] | None = None
        """The translator, and the tokenizers of source and target."""

    async def identity(self, source: str, target: str) -> str:
        """The begin and the size of the model, and all options."""
        missing = [name for name in ("ctranslate2", "sentencepiece") if find_spec(name) is None]
        if missing:
            raise TranslateError(
                f"the engine ctranslate2 needs {' and '.join(missing)}: "
                "pip install 'cuelift[translate]'"
            )
        model = self._model_folder() / "model.bin"
        try:
            with model.open("rb") as file:
                name = blake2b(file.read(_DIGEST_BYTES), digest_size=8)
            size = model.stat().st_size
        except OSError as error:
            raise TranslateError(f"the model {model} cannot be read: {error.strerror}") from error
        version = import_module("ctranslate2").__version__
        options = " ".join([f"{key}={value}" for key, value in sorted(self._options.items())])
        return f"{self.name} {version} {name.hexdigest()}-{size} {options}".rstrip()

    async def ask(self, request: Request) -> dict[int, str]:
        """The translations of plain texts."""
        texts = [text.plain for text in request.texts]
        made = await asyncio.to_thread(self._translate, texts, request.source, request.target)
        return {text.id: answer for text, answer in zip(request.texts, made, strict=True)}

    async def close(self) -> None:
        """Nothing: the model stays loaded."""

    def _translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        translator, reader, writer = self._load()
        before = self._prefix("source_prefix", source, target)
        after = self._prefix("target_prefix", source, target)
        tokens = [before + reader.encode(text, out_type=str)[:_LONGEST_TOKENS] for text in texts]
        try:
            results = translator.translate_batch(
                tokens,
                target_prefix=[after] * len(tokens) if after else None,
                beam_size=self._beam,
                max_batch_size=32,
                max_decoding_length=2 * max(map(len, tokens)) + _SPARE_TOKENS,
            )
        except (RuntimeError, ValueError) as error:
            raise BadAnswer(f"ctranslate2 fails: {str(error)[:200]}") from error
        return [writer.decode(result.hypotheses[0][len(after) :]) for result in results]

    def _prefix(self, option: str, source: str, target: str) -> list[str]:
        """Tokens that tell models of many languages which are meant."""
        names = {"source": base_of(source), "target": base_of(target)}
        text = self._options.get(option, "")
        for name, value in names.items():
            text = text.replace("{" + name + "}", value)
        return text.split()

    def _load(self) -> tuple[Any, Any, Any]:
        if self._loaded is None:
            reader, writer = self._tokenizers()
            try:
                translator = import_module("ctranslate2").Translator(
                    str(self._model_folder()),
                    device=self._options.get("device", "cpu"),
                    compute_type=self._options.get("compute", "default"),
                    intra_threads=self._threads,
                )
            except (RuntimeError, ValueError, OSError) as error:
                raise EngineRefused(f"the model {self._folder}: {str(error)[:200]}") from error
            self._loaded = translator, reader, writer
        return self._loaded

    def _model_folder(self) -> Path:
        inner = self._folder / "model"
        return inner if (inner / "model.bin").exists() else self._folder

    def _tokenizers(self) -> tuple[Any, Any]:
        names = [name for name in _TOKENIZERS if (self._folder / name).is_file()]
        if not names:
            raise EngineRefused(
                f"the model {self._folder} has no tokenizer; one of {', '.join(_TOKENIZERS)} "
                "is needed"
            )
        source = self._folder / names[0]
        target = self._folder / "target.spm" if names[0] == "source.spm" else source
        module = import_module("sentencepiece")
        try:
            return tuple(module.SentencePieceProcessor(model_file=str(p)) for p in (source, target))
        except (OSError, RuntimeError) as error:
            raise EngineRefused(
                f"the tokenizer of {self._folder} cannot be read: {str(error)[:200]}"
            ) from error


def _number(spec: EngineSpec, option: str, default: int) -> int:
    text = spec.options.get(option, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise UsageError(f"engine {spec.name}: {option} is a number, not {text[:20]!r}")
    return int(text)
