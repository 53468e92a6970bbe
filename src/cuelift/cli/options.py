"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any, TypeVar

import click
from msgspec.structs import replace

from cuelift.extract.options import (
    MAX_READ_SHARE,
    OcrRequest,
    ReadOptions,
    TranslateRequest,
)
from cuelift.extract.vision import parse_vision
from cuelift.store import StoreOptions
from cuelift.store.drive import ReadLimits

F = TypeVar("F", bound=Callable[..., Any])

NS = 1_000_000_000
_TIME = r"(?:(?:(\d+):)?(\d{1,2}):)?(\d+)(?:[.,](\d{1,9}))?"
_RATE = r"(\d+(?:\.\d+)?)\s*([kKmMgG]?)(i?)[bB]?(?:/s)?"
_POWERS = {"": 0.0, "k": 1.0, "m": 2.0, "g": 3.0}


class TimeParam(click.ParamType[int]):
    """A time: seconds, ``MM:SS`` or ``HH:MM:SS``, with a fraction; in nanoseconds."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Reads the text."""
        match = re.fullmatch(_TIME, value.strip()) if isinstance(value, str) else None
        if match is None:
            self.fail(f"{value!r} is not a time; write 90, 1:30 or 0:01:30.5", param, ctx)
        hours, minutes, seconds, fraction = match.groups()
        whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
        return whole * NS + int((fraction or "0").ljust(9, "0"))


class RateParam(click.ParamType[float]):
    """A rate in bytes a second, as ``5M`` or ``800k``."""

    name = "B/s"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Reads the text."""
        match = re.fullmatch(_RATE, value.strip()) if isinstance(value, str) else None
        if match is None or float(match[1]) <= 0:
            self.fail(f"{value!r} is not a rate; write 5M, 800k or 1000000", param, ctx)
        base = 1024.0 if match[3] else 1000.0
        power: float = base ** _POWERS[match[2].lower()]
        return float(match[1]) * power


class ShareParam(click.ParamType[float]):
    """A share of the object: ``0.1`` or ``10%``."""

    name = "SHARE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Reads the text."""
        if isinstance(value, float):
            return value
        text = str(value).strip()
        try:
            share = float(text[:-1]) / 100 if text.endswith("%") else float(text)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            self.fail(f"{value!r} is not a share; write 0.1 or 10%", param, ctx)
        return share


def read_options(command: F) -> F:
    """Adds the options of reading a source."""
    for option in reversed(_READ):
        command = option(command)
    return command


def store_options(command: F) -> F:
    """Adds the options of reaching stores."""
    for option in reversed(_STORE):
        command = option(command)
    return command


def store_options_but_profile(command: F) -> F:
    """Adds those options to a command whose own ``--profile`` is something else."""
    for option in reversed(_STORE):
        command = command if option is _PROFILE else option(command)
    return command


_PROFILE = click.option("--profile", metavar="NAME", help="Profile of ~/.aws to use for s3:.")
_REACH = (
    click.option("--endpoint", metavar="URL", help="Endpoint of s3: and oss:."),
    click.option("--region", metavar="NAME", help="Region of s3: and oss:."),
    _PROFILE,
    click.option("--anonymous", is_flag=True, help="Send no credentials."),
    click.option("--allow-http", is_flag=True, help="Accept endpoints without TLS."),
    click.option(
        "--addressing",
        type=click.Choice(["auto", "virtual", "path"]),
        default="auto",
        help="Where the bucket is named: in the host or in the path; default: as the endpoint "
        "suggests.",
    ),
    click.option(
        "--oss-api",
        type=click.Choice(["auto", "native", "s3"]),
        help="What the endpoint of oss: speaks; auto: S3 with Alibaba Cloud's, OSS itself with "
        "any other.",
    ),
    click.option(
        "--header",
        "headers",
        multiple=True,
        metavar="'NAME: VALUE'",
        help="Send this to an http(s) source; may be repeated.",
    ),
)
_CONNECTIONS = click.option(
    "--connections",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Connections at once; default: adapts up to 256.",
)
_MAX_RATE = click.option("--max-rate", type=RateParam(), help="Read no faster than this, as 5M.")
_TIMEOUT = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="S",
    help="Give a source up after so many seconds.",
)
_STORE = (_CONNECTIONS, _MAX_RATE, _TIMEOUT, *_REACH)
_READ = (
    click.option(
        "--objective",
        type=click.Choice(["bytes", "time", "money"]),
        help="What reading saves; default: bytes for local files, time for remote ones.",
    ),
    _CONNECTIONS,
    _MAX_RATE,
    click.option(
        "--max-read",
        type=ShareParam(),
        default=MAX_READ_SHARE,
        metavar="SHARE",
        help="Share of a remote object that may be read without an index; default 10%.",
    ),
    click.option(
        "--max-bytes",
        type=click.IntRange(1),
        metavar="N",
        help="Give a source up beyond so many bytes.",
    ),
    _TIMEOUT,
    *_REACH,
    click.option("--charset", metavar="NAME", help="Of caption files that do not tell theirs."),
)


def write_options(command: F) -> F:
    """Adds the options of writing caption files."""
    for option in reversed(_WRITE):
        command = option(command)
    return command


_WRITE = (
    click.option(
        "--speakers",
        type=click.Choice(["auto", "prefix", "off"]),
        default="auto",
        help="Speaker names: where the format has a place and the source states voices, as "
        "NAME: in the text, or left out.",
    ),
    click.option(
        "--styles",
        type=click.Choice(["basic", "full"]),
        default="basic",
        help="full: colours and all positions in SRT too.",
    ),
    click.option(
        "--rtl",
        type=click.Choice(["keep", "wrap"]),
        default="keep",
        help="wrap: directional marks around right-to-left lines, for players that need them.",
    ),
    click.option(
        "--flatten", is_flag=True, help="Cut cues that overlap so that one shows at a time."
    ),
    click.option("--times", is_flag=True, help="In transcripts (txt): when each paragraph begins."),
    click.option("--newline", type=click.Choice(["lf", "crlf"]), default="lf", help="Line ends."),
    click.option("--bom", is_flag=True, help="Begin files with a byte order mark."),
)


def ocr_options(command: F) -> F:
    """Adds the options of reading pictures as text."""
    for option in reversed(_OCR):
        command = option(command)
    return command


_OCR = (
    click.option(
        "--ocr",
        type=click.Choice(["fast", "default", "consensus", "off"]),
        help="How captions that are pictures are read as text: by the quicker engine, by the "
        "better one with a second opinion where it is not sure, always by two, or not at all; "
        "default: default, if the extra ocr is installed.",
    ),
    click.option(
        "--ocr-language",
        metavar="L",
        help="Language of those pictures; default: that of the track, else it is found out.",
    ),
    click.option(
        "--ocr-command",
        metavar="CMD",
        help="Program that reads them instead: gets a PNG file on its standard input and the "
        "language as last argument, and prints the text.",
    ),
    click.option(
        "--ocr-vision",
        metavar="URL?model=NAME",
        help="Ask this model (OpenAI chat protocol) about doubtful captions.",
    ),
    click.option(
        "--ocr-key-file",
        metavar="FILE",
        help="Holds the key of --ocr-vision; default: the variable CUELIFT_OCR_KEY.",
    ),
    click.option("--tessdata", metavar="DIR", help="Look for data of Tesseract here first."),
)


def text_options(command: F) -> F:
    """Adds the options of text processing."""
    for option in reversed(_TEXT):
        command = option(command)
    return command


_TEXT = (
    click.option(
        "--detect-language",
        type=click.Choice(["auto", "always", "off"]),
        default="auto",
        help="Look at the text for its language; auto: where neither tag nor title tells it and "
        "a name needs it, and where text is cleaned or translated.",
    ),
    click.option(
        "--clean",
        default="",
        metavar="PASSES",
        help="Text passes in order, with their options, as hearing_impaired,dedupe,"
        "reflow:netflix; or a profile (.toml).",
    ),
    click.option(
        "--changes",
        metavar="FILE",
        help="Write what the passes changed: a page if it ends in .html, else JSON Lines, which "
        "cuelift undo takes.",
    ),
    click.option(
        "--translate",
        "translate_to",
        metavar="L,L",
        help="Write the text in these languages too, as de,pt-BR.",
    ),
    click.option(
        "--translate-engine",
        metavar="ENGINE",
        help="Who translates: apertium, libretranslate:URL, openai:URL?model=NAME, deepl, "
        "ctranslate2:FOLDER.",
    ),
    click.option(
        "--translate-key-file",
        metavar="FILE",
        help="Holds the engine's key; default: its environment variable.",
    ),
    click.option(
        "--glossary", metavar="FILE", help="Terms to use and names to keep: tsv, csv, toml."
    ),
    click.option(
        "--translate-cache",
        metavar="DIR",
        help="Keep translations here; default: the cache folder of the user.",
    ),
)


def build_ocr(values: dict[str, Any]) -> OcrRequest:
    """Takes the values of ``ocr_options`` out of a command's parameters."""
    vision = values.pop("ocr_vision")
    if vision is not None:
        parse_vision(vision)
    return OcrRequest(
        policy=values.pop("ocr") or "auto",
        language=values.pop("ocr_language"),
        command=_program(values.pop("ocr_command")),
        vision=vision,
        key_file=values.pop("ocr_key_file"),
        tessdata=values.pop("tessdata"),
    )


def _program(text: str | None) -> tuple[str, ...]:
    """A command line as a shell takes it apart; no shell runs it."""
    if text is None:
        return ()
    import shlex

    try:
        parts = tuple(shlex.split(text))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--ocr-command") from None
    if not parts:
        raise click.BadParameter("it names no program", param_hint="--ocr-command")
    return parts


def build_translate(values: dict[str, Any]) -> TranslateRequest:
    """Takes the values of translation out of a command's parameters."""
    languages = values.pop("translate_to") or ""
    engine, cache = values.pop("translate_engine"), values.pop("translate_cache")
    glossary, key_file = values.pop("glossary"), values.pop("translate_key_file")
    to = tuple(filter(None, (each.strip() for each in languages.split(","))))
    if not to:
        return TranslateRequest()
    return TranslateRequest(
        to=to,
        engine=engine or "",
        glossary=glossary,
        cache=cache or _cache_folder(),
        key_file=key_file,
    )


def _cache_folder() -> str:
    """Where translations are kept (XDG Base Directory: cache)."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(home, "cuelift", "translations")


def build_read_options(values: dict[str, Any]) -> ReadOptions:
    """Takes the values of ``read_options`` out of a command's parameters."""
    max_bytes = values.pop("max_bytes")
    limits, store = build_store_options(values)
    return ReadOptions(
        objective=values.pop("objective"),
        limits=replace(limits, max_bytes=max_bytes),
        max_read=values.pop("max_read"),
        charset=values.pop("charset"),
        store=store,
    )


def build_store_options(values: dict[str, Any]) -> tuple[ReadLimits, StoreOptions]:
    """Takes the values of ``store_options`` out of a command's parameters."""
    headers = tuple(_header(text) for text in values.pop("headers"))
    limits = ReadLimits(
        bytes_per_s=values.pop("max_rate"),
        connections=values.pop("connections"),
        timeout_s=values.pop("timeout"),
    )
    store = StoreOptions(
        endpoint=values.pop("endpoint"),
        region=values.pop("region"),
        profile=values.pop("profile", None),
        anonymous=values.pop("anonymous"),
        allow_http=values.pop("allow_http"),
        addressing=values.pop("addressing"),
        oss_api=values.pop("oss_api"),
        headers=headers,
    )
    return limits, store


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise click.BadParameter(f"{text!r}: write 'NAME: VALUE'", param_hint="--header")
    return name.strip(), value.strip()
