"""``cuelift dataset``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from cuelift.cli.options import build_ocr, build_read_options, ocr_options, read_options
from cuelift.errors import UsageError

if TYPE_CHECKING:
    from cuelift.dataset.options import SegmentOptions
    from cuelift.extract.dataset import DatasetOptions, DatasetReport, FilmReport

NS = 1_000_000_000


@click.command("dataset")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option(
    "-o", "--output", "folder", required=True, metavar="DIR",
    help="A new folder, or one that a dataset was made in.",
)  # fmt: skip
@click.option(
    "--form",
    type=click.Choice(["nemo", "hf", "kaldi"]),
    default="nemo",
    help="JSON Lines for NeMo, a folder for Hugging Face's audiofolder, or data folders for Kaldi.",
)
@click.option(
    "--audio",
    type=click.Choice(["flac", "wav", "none"]),
    help="Cut the audio of each segment; none: manifests tell where it is in the film. Default: "
    "none, with --form hf flac.",
)
@click.option(
    "--rate", type=click.IntRange(8_000, 192_000), default=16_000, metavar="HZ",
    help="Samples a second of cut audio.",
)  # fmt: skip
@click.option(
    "--metadata", "table", type=click.Choice(["jsonl", "csv"]), default="jsonl",
    help="How --form hf writes its metadata.",
)  # fmt: skip
@click.option("--track", type=click.IntRange(0), metavar="N", help="Caption track by its number.")
@click.option(
    "--language", metavar="L", help="Of the caption track, as en; or what caption files are in."
)
@click.option(
    "--audio-from", metavar="FILE",
    help="Film or audio of a caption file; default: what lies beside it by the same name.",
)  # fmt: skip
@click.option(
    "--audio-track", type=click.IntRange(0), metavar="N",
    help="Among the audio streams, from 0; default: the first one in the captions' language.",
)  # fmt: skip
@click.option(
    "--clean", metavar="PASSES",
    help="Text passes, as extract has them; default: hearing_impaired,dedupe.",
)  # fmt: skip
@click.option(
    "--min", "min_s", type=click.FloatRange(0.05), default=0.5, metavar="S",
    help="Leave shorter segments out.",
)  # fmt: skip
@click.option(
    "--max", "max_s", type=click.FloatRange(0.05, 3600), default=20, metavar="S",
    help="Join captions up to so many seconds; leave longer ones out.",
)  # fmt: skip
@click.option(
    "--max-gap", type=click.FloatRange(0, 60), default=0.5, metavar="S",
    help="Join captions with no more between them.",
)  # fmt: skip
@click.option(
    "--pad", type=click.FloatRange(0, 60), default=0, metavar="S",
    help="Add this before and behind, where no other caption is.",
)  # fmt: skip
@click.option(
    "--chars-per-second", "rates", metavar="LEAST:MOST",
    help="Leave slower and faster segments out; default: 3:30, of zh, ja, ko 1:15.",
)  # fmt: skip
@click.option(
    "--keep", "kept", multiple=True, type=click.Choice(["music", "doubtful", "foreign"]),
    help="Keep what is sung, doubtful readings of pictures, or other languages; may be repeated.",
)  # fmt: skip
@click.option(
    "--case", type=click.Choice(["keep", "lower", "upper"]), default="keep", help="Of the text."
)
@click.option(
    "--punctuation", type=click.Choice(["keep", "basic", "strip"]), default="keep",
    help="basic: only , . ? and !; numbers and words stay whole.",
)  # fmt: skip
@click.option(
    "--split", "shares", default="90,5,5", metavar="A,B,C",
    help="Shares of train, dev and test; a film is in one of them.",
)  # fmt: skip
@click.option("--seed", type=int, default=0, metavar="N", help="Another one splits differently.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Films at once.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON report.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@ocr_options
@read_options
def command(sources: tuple[str, ...], as_json: bool, quiet: bool, **values: Any) -> int:
    """Make speech-recognition training data from films and their captions.

    A source may be a film, a caption file with its film or audio beside it, a folder or prefix
    ending in /, or a pattern. Captions are joined to segments, what would teach a recogniser wrong
    is left out and counted, and README.md becomes a data card.
    """
    from cuelift.cli import show
    from cuelift.cli.progress import counting_progress
    from cuelift.extract.dataset import build_dataset
    from cuelift.extract.expand import expand

    jobs: int | None = values.pop("jobs")
    options = _build(values)
    found = expand(sources, options.read.store, options.read.limits)
    with counting_progress(2 * len(found), enabled=not (as_json or quiet)) as advance:

        def done(report: FilmReport) -> None:
            if not as_json:
                _print(report, quiet=quiet)

        workers = jobs or os.cpu_count() or 1
        report = build_dataset(found, options, workers=workers, done=done, step=advance)
    if as_json:
        click.echo(show.json_text(report))
    elif not quiet:
        show.say(_summary(report))
    return _code(report)


def _build(values: dict[str, Any]) -> DatasetOptions:
    from cuelift.dataset.split import parse_shares
    from cuelift.extract.dataset import DatasetOptions

    return DatasetOptions(
        segments=_segments(values),
        shares=parse_shares(values.pop("shares")),
        read=build_read_options(values),
        ocr=build_ocr(values),
        **values,
    )


def _segments(values: dict[str, Any]) -> SegmentOptions:
    from cuelift.dataset.options import SegmentOptions, TextOptions

    least, most = _rates(values.pop("rates"))
    kept = dict.fromkeys(values.pop("kept"), True)
    return SegmentOptions(
        min_ns=round(values.pop("min_s") * NS),
        max_ns=round(values.pop("max_s") * NS),
        max_gap_ns=round(values.pop("max_gap") * NS),
        pad_ns=round(values.pop("pad") * NS),
        min_rate=least,
        max_rate=most,
        text=TextOptions(case=values.pop("case"), punctuation=values.pop("punctuation")),
        **kept,
    )


def _rates(text: str | None) -> tuple[float | None, float | None]:
    if text is None:
        return None, None
    least, _, most = text.partition(":")
    try:
        return float(least), float(most)
    except ValueError:
        raise UsageError(
            f"--chars-per-second {text!r}: write the least and the most, as 3:30"
        ) from None


def _print(report: FilmReport, *, quiet: bool) -> None:
    from cuelift.cli import show

    if report.outcome == "failed":
        show.say(f"{report.source}: {report.message}", err=True)
    elif not quiet:
        what = f"{report.segments:,} segments, {_length(report.seconds)}, {report.split}"
        dropped = sum(drop.cues for drop in report.drops.values())
        left = f"; {dropped:,} of {report.cues:,} captions left out" if dropped else ""
        show.say(f"{report.source}: {report.message or what}{left}")
        for text in report.warnings:
            show.say(f"  {text}")


def _summary(report: DatasetReport) -> str:
    if not report.files:
        return "nothing was written: no segment is left"
    parts = [
        f"{name} {part.segments:,} segments, {_length(part.seconds)}, {part.films:,} films"
        for name, part in report.parts.items()
        if part.segments
    ]
    return f"{report.folder}: {'; '.join(parts)}"


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _code(report: DatasetReport) -> int:
    if report.good:
        return 0
    failed = [film for film in report.films if film.outcome == "failed"]
    if len(failed) < len(report.films):
        return 1
    return 2 if all(film.error_type == "UsageError" for film in failed) else 3
