"""What a translation engine is: the seam between the pipeline and the engines."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Limits(NamedTuple):
    """Of one request."""

    texts: int
    characters: int
    """Of source text with its marks; a single longer text is asked for all the same."""
    parallel: int
    """Requests at a time that make sense."""


class Text(NamedTuple):
    """One text to translate."""

    id: int
    """Unique in a request; the answer repeats it."""
    xml: str
    """With marks (see ``translate.marks``); all else that looks like markup is escaped."""
    plain: str
    """Without marks, not escaped."""
    before: tuple[str, ...] = ()
    """Plain texts that stand before it, the nearest last; only to be looked at."""
    after: tuple[str, ...] = ()


class Request(NamedTuple):
    """Texts of one track."""

    source: str
    """BCP 47 tag."""
    target: str
    texts: tuple[Text, ...]
    terms: tuple[tuple[str, str], ...] = ()
    """Of the glossary, those that occur in these texts; only for engines that look at them."""


class Engine(Protocol):
    """Translates texts. Used by one event loop at a time; several requests may be under way."""

    name: str
    """A key of ``engines.ENGINES``."""
    limits: Limits
    marked: bool
    """Whether ``Text.xml`` is translated, its marks kept; else ``Text.plain``."""
    takes_terms: bool
    """Whether it looks at ``Request.terms``."""
    takes_context: bool
    """Whether it looks at ``Text.before`` and ``Text.after``."""

    async def identity(self, source: str, target: str) -> str:
        """Names all that an answer depends on beside the request: engine, version, model, options.

        It holds no secrets.

        Raises:
            TranslateError: this engine cannot translate between these languages here; the message
                says what can be done.
        """

    async def ask(self, request: Request) -> dict[int, str]:
        """The translations by the ids of their texts.

        Raises:
            EngineBusy: another try may succeed.
            BadAnswer: the answer does not hold what was asked for.
            EngineRefused: no try will succeed.
        """

    async def close(self) -> None:
        """Gives back what belongs to the event loop; the engine may be used again."""
