"""Translates tracks as options say: opens engine, glossary and cache once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

from cuelift.cues import Cue
from cuelift.errors import UsageError
from cuelift.translate.cache import Cache
from cuelift.translate.engines import EngineOptions, open_engine
from cuelift.translate.engines.spec import environment
from cuelift.translate.glossary import Glossary, read_glossary
from cuelift.translate.languages import tag_of
from cuelift.translate.options import TranslateOptions
from cuelift.translate.pipeline import Asking, translate
from cuelift.translate.result import Translated


class Translator:
    """Keeps an engine with its model, a glossary and a cache for any number of tracks.

    One track at a time. The engine is asked only when there is something to translate.
    """

    def __init__(
        self, options: TranslateOptions, variables: Mapping[str, str] | None = None
    ) -> None:
        """Opens what the options name.

        Args:
            options: of the translation.
            variables: that may hold keys; None: the environment.

        Raises:
            UsageError: an option is wrong.
            TranslateError: a key, the glossary or the cache cannot be had.
        """
        self.targets = tuple(dict.fromkeys(tag_of(language) for language in options.to))
        """BCP 47 tags, each once."""
        if not options.engine:
            raise UsageError("a translation needs an engine, such as apertium or openai")
        self._options = options
        self._engine = open_engine(
            options.engine,
            EngineOptions(
                key_file=options.key_file,
                environment=environment() if variables is None else variables,
                formality=options.formality,
                timeout_s=options.timeout_s,
                network=options.network,
            ),
        )
        self._glossary = read_glossary(options.glossary) if options.glossary else Glossary()
        self._cache = Cache(options.cache) if options.cache else None

    def __enter__(self) -> Translator:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Closes the cache."""
        if self._cache is not None:
            self._cache.close()

    def translate(
        self,
        cues: Sequence[Cue],
        source: str,
        target: str,
        *,
        cancelled: Callable[[], bool] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Translated:
        """One track in one language; see ``pipeline.translate``."""
        options = self._options
        asking = Asking(
            join=options.join,
            context=options.context,
            protect_speakers=options.protect_speakers,
            parallel=options.parallel,
            tries=options.tries,
            timeout_s=options.timeout_s,
            deadline_s=options.deadline_s,
            cancelled=cancelled,
            progress=progress,
        )
        return translate(cues, source, target, self._engine, self._glossary, self._cache, asking)
