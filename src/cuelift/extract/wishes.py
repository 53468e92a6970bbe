"""What all targets of an extraction wish for: which tracks, in which formats, under which names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec

from cuelift.errors import UsageError
from cuelift.extract import outputs as out
from cuelift.extract.languages import is_spoken, target_tag
from cuelift.extract.lift import native_format
from cuelift.extract.naming import Output, Place, Wanted, name_outputs
from cuelift.extract.options import ExtractOptions, Forced
from cuelift.extract.targets import place_of
from cuelift.extract.tracks import kind_of
from cuelift.format import PICTURES
from cuelift.media import Track


class Wish(msgspec.Struct, frozen=True):
    """One target."""

    formats: tuple[str, ...]
    """Names of the registry, or ``native``."""
    tracks: frozenset[int]
    """Empty: all."""
    place: Place


class Wishes:
    """All targets of one source."""

    def __init__(self, options: ExtractOptions) -> None:
        """Reads the targets of an extraction.

        Raises:
            UsageError: an unknown format, or a template that cannot be read.
        """
        self._forced: Forced = options.selection.forced
        self._translated = tuple(dict.fromkeys(map(target_tag, options.translate.to)))
        self._all = [
            Wish(
                out.resolve_formats(target.formats),
                frozenset(target.tracks),
                Place(
                    template=target.template, prefix=target.prefix, extra=dict(options.variables)
                ),
            )
            for target in options.all_targets
        ]
        self.counted = any("index" in wish.place.parsed.variables for wish in self._all)
        """Whether names tell how many files were written before."""

    @property
    def tell_language(self) -> bool:
        """Whether any name tells the language of its file."""
        return any(
            wish.place.template is None
            or wish.place.template.endswith("/")
            or "language" in wish.place.parsed.variables
            for wish in self._all
        )

    def wants(self, track: int) -> bool:
        """Whether any target wants a track."""
        return any(not wish.tracks or track in wish.tracks for wish in self._all)

    def formats_of(self, track: Track) -> frozenset[str]:
        """The formats that a track is wanted in, as far as it can be written in them."""
        wishes = (wish for wish in self._all if not wish.tracks or track.index in wish.tracks)
        return frozenset(name for wish in wishes for name in _formats(track, wish.formats))

    def outputs(
        self,
        readable: Sequence[Track],
        values: dict[str, str],
        *,
        local: bool,
        chosen: Collection[int],
        written: Callable[[Wanted], bool] | None = None,
    ) -> list[Output]:
        """Names the files of all targets.

        Args:
            readable: tracks that can become files, chosen or not.
            values: the source's variables.
            local: whether the source is a file of this machine.
            chosen: numbers of the tracks that are lifted.
            written: as for ``name_outputs``.

        Raises:
            UsageError: two files would get the same name, or a name is not allowed.
        """
        made: list[Output] = []
        for number, wish in enumerate(self._all):
            named = name_outputs(
                list(self._files(readable, wish.formats)),
                wish.place,
                values,
                local=local,
                chosen=[track for track in chosen if not wish.tracks or track in wish.tracks],
                written=written,
            )
            made += [msgspec.structs.replace(output, target=number) for output in named]
        if len(self._all) > 1:
            _refuse_shared(made)
        return made

    def _files(self, tracks: Sequence[Track], formats: Sequence[str]) -> Iterator[Wanted]:
        """Every file that a target may lead to, track by track."""
        for track in tracks:
            split = self._forced == "split" and not track.forced
            others = [tag for tag in self._translated if not is_spoken(track.language, tag)]
            for name in _formats(track, formats):
                for part in ("full", "forced") if split else ("",):
                    yield Wanted(track, name, part)
                    for tag in others if name not in PICTURES else ():
                        yield Wanted(track, name, part, tag)


def _formats(track: Track, names: Sequence[str]) -> Iterator[str]:
    """The formats that a track can be written in; text has no pictures."""
    graphical = kind_of(track) == "graphical"
    for name in names:
        found = native_format(track) if name == out.NATIVE else name
        if graphical or found not in PICTURES:
            yield found


def _refuse_shared(outputs: Sequence[Output]) -> None:
    """Refuses one name for files of two targets."""
    first: dict[tuple[str, str, str], Output] = {}
    for output in outputs:
        other = first.setdefault(place_of(output.uri), output)
        if other.target != output.target:
            raise UsageError(
                f"targets {other.target} and {output.target} would both write {output.uri!r}"
            )
