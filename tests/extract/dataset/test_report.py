from __future__ import annotations

from cuelift.dataset.model import Drop
from cuelift.extract.dataset.report import DatasetReport, FilmReport, PartReport, sum_films


def test_films_are_summed_by_part():
    films = [
        FilmReport(
            source="a", outcome="made", split="dev", segments=2, seconds=3, drops={"x": Drop(1, 1)}
        ),
        FilmReport(source="b", outcome="empty", split="dev", drops={"x": Drop(2, 2)}),
        FilmReport(source="c", outcome="duplicate", split="dev", drops={"x": Drop(4, 4)}),
    ]

    parts, drops = sum_films(films)

    assert parts == {
        "train": PartReport(),
        "dev": PartReport(films=1, segments=2, seconds=3),
        "test": PartReport(),
    }
    assert drops == {"x": Drop(3, 3)}


def test_a_run_is_good_when_something_was_written_and_nothing_failed():
    def report(*outcomes, files=("a",)) -> bool:
        films = [FilmReport(source="a", outcome=outcome) for outcome in outcomes]
        return DatasetReport(
            folder="", form="", audio="", recipe="", films=films, parts={}, drops={}, files=[*files]
        ).good

    assert report("made", "empty", "duplicate")
    assert not report("made", "failed")
    assert not report("empty", files=())
