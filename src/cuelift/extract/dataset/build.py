"""Makes a dataset of films: reads them side by side, and publishes it when all is there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event
from typing import TypeVar

from msgspec.structs import replace

from cuelift.dataset.audio import Engine, find_engine
from cuelift.dataset.card import Facts, card
from cuelift.dataset.forms import MANIFESTS
from cuelift.dataset.forms.base import Place
from cuelift.dataset.model import Utterance
from cuelift.dataset.prepare import default_recipe
from cuelift.dataset.split import SPLITS, Split
from cuelift.errors import Cancelled, CueliftError, StoreError, UsageError
from cuelift.extract.dataset.cutting import cut_film
from cuelift.extract.dataset.film import Film, read_film
from cuelift.extract.dataset.options import DatasetOptions
from cuelift.extract.dataset.report import DatasetReport, FilmReport, sum_films
from cuelift.extract.expand import Found
from cuelift.extract.publish import Publisher
from cuelift.store import parse_uri
from cuelift.store.base import Counters
from cuelift.text import Step, parse_recipe
from cuelift.version import __version__

MARK = ".cuelift-dataset"
"""A file in folders that datasets are made in; what lies there may be replaced."""
CARD = "README.md"
_FOLDERS = ("audio", "train", "validation", "test")
"""Where cut audio lies, in any form."""

_Item = TypeVar("_Item")
Done = Callable[[FilmReport], None]


def build_dataset(
    sources: Sequence[Found],
    options: DatasetOptions,
    *,
    workers: int = 1,
    done: Done | None = None,
    step: Callable[[], None] | None = None,
) -> DatasetReport:
    """Makes a dataset in a folder.

    A film that fails costs itself only. Manifests are written when all films are done, all of them
    or none; audio of earlier runs is kept where it is still right, else it is removed.

    Args:
        sources: films or caption files, from ``expand``.
        options: of the dataset.
        workers: films at once.
        done: told the report of each film as it is ready.
        step: told that a film was read, and again that it was cut.

    Raises:
        UsageError: an option cannot be met, or the folder holds something else.
        Cancelled: the caller asked to stop.
        StoreError: the manifests cannot be written.
    """
    begun = time.monotonic()
    recipe_text = default_recipe() if options.clean is None else options.clean
    recipe = parse_recipe(recipe_text)
    engine = find_engine() if options.cut != "none" else None
    _check(sources, options)
    films = _Crew(options, workers, step).run(sources, recipe, engine, done)
    parts = _parts(films)
    parted, drops = sum_films([film.report for film in films])
    report = DatasetReport(
        folder=options.path,
        form=options.form,
        audio=options.cut,
        recipe=recipe_text,
        films=[film.report for film in films],
        parts=parted,
        drops=drops,
        files=[],
    )
    if any(parts.values()):
        report.files = _publish(parts, report, options)
        _sweep(parts, report, options)
    report.elapsed_ms = round((time.monotonic() - begun) * 1000)
    return report


def _check(sources: Sequence[Found], options: DatasetOptions) -> None:
    """Refuses what cannot be met, before anything is read."""
    if options.audio_from is not None and len(sources) > 1:
        raise UsageError("--audio-from names the film of one caption file; there are several")
    if options.form == "kaldi" and options.cut == "none":
        for source in sources:
            audio = options.audio_from or source.uri
            if parse_uri(audio).scheme != "file":
                raise UsageError(
                    f"{parse_uri(audio).uri}: Kaldi reads local films only; add --audio flac or wav"
                )
    folder = options.path
    try:
        there = os.listdir(folder)
    except FileNotFoundError:
        there = []
    except OSError as error:
        raise UsageError(
            f"{folder!r} is no folder to make a dataset in: {error.strerror}"
        ) from None
    if there and MARK not in there:
        raise UsageError(f"{folder!r} holds something else; name a new or empty folder")
    _write({MARK: b"Made by cuelift dataset, which may replace what lies here.\n"}, options)


class _Crew:
    """Does films side by side."""

    def __init__(
        self, options: DatasetOptions, workers: int, step: Callable[[], None] | None
    ) -> None:
        self._stop = Event()
        self._step = step
        asked = options.read.cancelled
        read = replace(
            options.read, cancelled=lambda: self._stop.is_set() or (asked is not None and asked())
        )
        ocr = options.ocr
        if workers > 1 and not ocr.workers:
            ocr = replace(ocr, workers=1)
        self._options = replace(options, read=read, ocr=ocr)
        self._workers = workers

    def run(
        self,
        sources: Sequence[Found],
        recipe: Sequence[Step],
        engine: Engine | None,
        done: Done | None,
    ) -> list[Film]:
        """The films, in order."""

        def read(source: Found) -> Film:
            return read_film(source.uri, recipe, self._options, engine)

        films: dict[int, Film] = {}
        for number, made in self._each(sources, read):
            films[number] = made if isinstance(made, Film) else _failed(sources[number], made)
        ordered = [films[number] for number in range(len(sources))]
        _refuse_doubles(ordered)

        def cut(film: Film) -> Film:
            if engine is not None and film.utterances:
                cut_film(film, self._options, engine)
            return film

        for number, made in self._each(ordered, cut):
            film = ordered[number]
            if not isinstance(made, Film):
                _fail(film, made)
            elif film.utterances:
                film.report.outcome = "made"
            _tell(film)
            if done is not None:
                done(film.report)
        return ordered

    def _each(
        self, items: Sequence[_Item], step: Callable[[_Item], Film]
    ) -> Iterator[tuple[int, Film | CueliftError]]:
        """What becomes of each item, as it is ready."""
        with ThreadPoolExecutor(self._workers) as pool:
            futures = {pool.submit(step, item): number for number, item in enumerate(items)}
            try:
                for future in as_completed(futures):
                    if self._step is not None:
                        self._step()
                    try:
                        yield futures[future], future.result()
                    except Cancelled:
                        raise
                    except CueliftError as error:
                        yield futures[future], error
                    except Exception as error:  # noqa: BLE001 - one film must not cost the others
                        said = f"unexpected {type(error).__name__}: {error}"
                        yield futures[future], StoreError(said)
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _failed(source: Found, error: CueliftError) -> Film:
    film = Film(FilmReport(source=parse_uri(source.uri).uri))
    _fail(film, error)
    return film


def _fail(film: Film, error: CueliftError) -> None:
    film.utterances = []
    film.report.outcome = "failed"
    film.report.message = error.message
    film.report.error_type = type(error).__name__


def _tell(film: Film) -> None:
    film.report.count(film.utterances)
    if film.report.outcome == "empty":
        film.report.message = "no segment is left"


def _refuse_doubles(films: Sequence[Film]) -> None:
    """Leaves films out whose audio an earlier one has: what is said would count twice."""
    first: dict[str, FilmReport] = {}
    for film in films:
        if film.sound is None:
            continue
        other = first.setdefault(film.sound.identity, film.report)
        if other is not film.report:
            film.utterances = []
            film.report.outcome = "duplicate"
            film.report.message = f"its audio is that of {other.source}"


def _parts(films: Sequence[Film]) -> dict[Split, list[Utterance]]:
    parts: dict[Split, list[Utterance]] = {split: [] for split in SPLITS}
    for film in films:
        if film.report.split is not None:
            parts[film.report.split] += film.utterances
    return parts


def _publish(
    parts: dict[Split, list[Utterance]], report: DatasetReport, options: DatasetOptions
) -> list[str]:
    """Writes manifests and card together; their paths in the folder."""
    place = Place(folder=options.path, rate=options.rate, table=options.table)
    facts = Facts(
        name=os.path.basename(options.path),
        form=options.form,
        audio=options.cut,
        rate=options.rate,
        recipe=report.recipe,
        version=__version__,
        seed=options.seed,
        shares=", ".join(f"{share:.0%}" for share in options.shares),
        films={split: report.parts[split].films for split in SPLITS},
        drops=report.drops,
    )
    files = options.shape.write(parts, place)
    _write(files | {CARD: card(parts, facts)}, options)
    return [*files, CARD]


def _write(files: dict[str, bytes], options: DatasetOptions) -> None:
    publisher = Publisher(options.read.store, Counters())
    try:
        for name, data in files.items():
            publisher.add(f"{options.path}/{name}", [data])
        publisher.publish()
    finally:
        publisher.abort()


def _sweep(
    parts: dict[Split, list[Utterance]], report: DatasetReport, options: DatasetOptions
) -> None:
    """Removes manifests and audio of earlier runs that are none of this dataset's."""
    wanted = {each.audio for utterances in parts.values() for each in utterances}
    for name in MANIFESTS.difference(report.files):
        _remove(f"{options.path}/{name}")
    for top in _FOLDERS:
        for folder, _, names in os.walk(f"{options.path}/{top}", topdown=False):
            inside = os.path.relpath(folder, options.path)
            for name in names:
                if name.endswith((".flac", ".wav")) and f"{inside}/{name}" not in wanted:
                    _remove(f"{folder}/{name}")
            _remove(folder)


def _remove(path: str) -> None:
    """Removes a file, or a folder that is empty."""
    try:
        if os.path.isdir(path):
            os.rmdir(path)
        else:
            os.unlink(path)
    except OSError:
        return  # it is not there, or not empty
