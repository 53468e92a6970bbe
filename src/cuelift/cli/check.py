"""``cuelift check``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cuelift.cli.options import build_store_options, store_options_but_profile
from cuelift.errors import UsageError

if TYPE_CHECKING:
    from cuelift.cues import Cue
    from cuelift.extract.options import ReadOptions
    from cuelift.store import StoreOptions
    from cuelift.text.check_page import Checked


@click.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--profile",
    "guide",
    default="netflix",
    metavar="NAME",
    help="netflix (default), bbc, ebu, asr, or a TOML file.",
)
@click.option("--children", is_flag=True, help="Take the reading speed of children.")
@click.option("--language", metavar="L", help="BCP 47 tag; default: what file or text says.")
@click.option("--track", type=click.IntRange(0), metavar="N", help="Of a film with several.")
@click.option("--rate", metavar="R", help="Frames a second of the film, for gaps in frames.")
@click.option("--charset", metavar="NAME", help="Of caption files that do not tell theirs.")
@click.option("--json", "as_json", is_flag=True, help="Print the violations as JSON.")
@click.option("--html", "html_path", metavar="OUT", help="Write a page with a timeline, too.")
@store_options_but_profile
def command(files: tuple[str, ...], as_json: bool, html_path: str | None, **values: Any) -> int:
    """Show where captions are against a style guide, and change nothing.

    FILE is a caption file, or a film with one caption track. The code is 1 when something is
    against the profile.
    """
    from cuelift.extract.options import ReadOptions
    from cuelift.extract.targets import Kept, check_writable

    limits, store = build_store_options(values)
    read = ReadOptions(charset=values.pop("charset"), limits=limits, store=store)
    if html_path is not None:
        check_writable([html_path], store, Kept(files))
    checked = [_checked(name, read, **values) for name in files]
    if html_path is not None:
        _write(html_path, checked, store)
    if as_json:
        click.echo(_json(checked))
    else:
        for each in checked:
            _tell(each)
    return 1 if any(each.violations for each in checked) else 0


def _checked(
    name: str,
    read: ReadOptions,
    guide: str,
    children: bool,
    language: str | None,
    track: int | None,
    rate: str | None,
) -> Checked:
    from cuelift.text.base import Context
    from cuelift.text.check import check
    from cuelift.text.check_page import Checked
    from cuelift.text.limits import find_limits

    # A profile that is not there shall be told before anything is read.
    find_limits(guide, Context(language=language), children=children)
    cues, tagged = _read(name, track, read)
    language = language or tagged or _heard(cues)
    limits = find_limits(
        guide, Context(language=language), children=children, changes={"frame_rate": rate}
    )
    return Checked(
        source=name,
        profile=guide,
        language=language,
        cues=cues,
        violations=check(cues, limits),
    )


def _heard(cues: list[Cue]) -> str | None:
    """The language of the text, where it can be told here."""
    from importlib.util import find_spec

    from cuelift.language import detect

    return detect(cues).language if find_spec("py3langid") else None


def _read(name: str, track: int | None, options: ReadOptions) -> tuple[list[Cue], str | None]:
    """The cues of a file as they stand there, and its language.

    Raises:
        UsageError: there is no such track, or there are several and none was named.
        StoreError, ContainerError, CodecError, FormatError: it cannot be read.
    """
    from cuelift.extract.api import cues
    from cuelift.extract.captionfile import read_document
    from cuelift.extract.source import CaptionSource, open_media

    opened = open_media([name], options)
    with opened.source:
        if isinstance(opened, CaptionSource):
            if track:
                raise UsageError(f"{name}: a caption file has no track {track}")
            document, _ = read_document(opened)
            return [cue for cue in document.cues if not cue.comment], document.header.language
        tracks = opened.movie.tracks
    if track is None and len(tracks) > 1:
        raise UsageError(f"{name}: {len(tracks)} caption tracks; name one with --track")
    found = list(cues(name, track, options=options))
    number = 0 if track is None else track
    return found, next((each.language for each in tracks if each.index == number), None)


def _tell(each: Checked) -> None:
    """A file and what is against the profile, a line each."""
    from cuelift.cli import show
    from cuelift.text.check_page import describe
    from cuelift.text.clock import clock

    language = each.language or "language not known"
    show.say(
        f"{each.source}: {len(each.cues):,} cues, {language}, profile {each.profile}; "
        f"{len(each.violations):,} violations"
    )
    rows = [[str(one.cue), clock(one.start_ns), one.kind, describe(one)] for one in each.violations]
    for line in show.table(rows):
        click.echo(line)


def _json(checked: list[Checked]) -> str:
    import msgspec

    from cuelift.text.clock import clock

    told = [
        {
            "source": each.source,
            "profile": each.profile,
            "language": each.language,
            "cues": len(each.cues),
            "violations": [
                {
                    "cue": one.cue,
                    "start_ms": one.start_ns // 1_000_000,
                    "start": clock(one.start_ns),
                    "kind": one.kind,
                    "value": one.value,
                    "limit": one.limit,
                    "text": each.cues[one.cue - 1].text,
                }
                for one in each.violations
            ],
        }
        for each in checked
    ]
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode()


def _write(path: str, checked: list[Checked], store: StoreOptions) -> None:
    """Writes the page, whole or not at all."""
    from cuelift.extract.publish import Publisher
    from cuelift.store.base import Counters
    from cuelift.text.check_page import page

    publisher = Publisher(store, Counters())
    try:
        publisher.add(path, [page(checked)])
        publisher.publish()
    finally:
        publisher.abort()
