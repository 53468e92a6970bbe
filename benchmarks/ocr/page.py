"""Writes the published table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

GROUPS = {
    "12 Latin languages": "en fr de es pt it pl cs sv hu tr vi",
    "Chinese and Japanese": "zh zh-Hant ja",
    "Russian, Ukrainian, Hebrew": "ru uk he",
}
METHODS = ("fast", "default", "consensus", "tesseract-ink", "tesseract-background", "detector")
TWO_ENGINES = (
    "en", "fr", "de", "es", "pt", "it", "pl", "cs", "sv", "hu", "tr", "zh", "zh-Hant",
    "ja",
)  # fmt: skip

_SPLITS = {
    "work": "texts and fonts on which the rules were written",
    "former": "texts and fonts kept from the rules at first",
    "second": "texts and fonts measured after those",
    "held-out": """texts and fonts kept apart from the work on the rules
(other campaigns of the game, twelve other font families for Latin script and some for each other
script, drawn from a seed after the rules were done, and run once)""",
}
_HEAD = """\
# How well pictures are read

Made by `python -m benchmarks.ocr.run`; do not edit by hand. Seed {seed}, {count} captions a
language, {split}.

The captions are drawn from a seed as discs and broadcasts hold them: PGS (36 to 58 pixels,
anti-aliased), VobSub (22 to 28 pixels, four colours, often squeezed) and DVB (26 to 34 pixels,
sometimes in opaque boxes); outlines of 0 to 4 pixels, shadows, coloured and dark text, italics,
speakers' dashes, music notes, capitals, numbers and quotation marks. What they say is dialogue of
a game in Debian (its text is fetched when the benchmark runs and is not part of this project) and
sentences of our own (all of Thai and Hindi, most of Hebrew).

Exact: the whole caption is right. CER: wrong characters per cent of characters. Both count
variants of quotes, dashes, dots and widths as equal, and in Chinese and Japanese do not count
spaces; the strict CER counts every difference. Times are CPU milliseconds a caption on one core,
without loading models. Engine B has Debian's data of the languages and, as a second reader, of the
scripts Latin, Cyrillic, Greek, Hebrew, Hangul and Devanagari; the Hunspell dictionaries are
Debian's, loaded once as models are. Vietnamese is read by one engine (the other lacks most of its
letters), so it never counts as agreed.

These are synthetic pictures: real discs will differ. With {count} captions a language one caption
is {one:.1f} points of that language's exact share.
"""


def page(results: dict[str, Any]) -> str:
    """The whole page."""
    rows = results["languages"]
    split = _SPLITS[results["split"]]
    head = _HEAD.format(**{**results, "split": split}, one=100 / results["count"])
    parts = [
        head,
        "## By policy and language\n",
        *_languages(rows),
        "",
        "## Groups\n",
        *_groups(rows),
    ]
    parts += ["", "## Accepted without a person\n", *_agreement(rows)]
    parts += ["", "## Against other ways to read the same pictures\n", *_others(rows)]
    return "\n".join(parts) + "\n"


def _languages(rows: dict[str, Any]) -> Iterable[str]:
    yield (
        "| language | fast: exact / CER / ms | default: exact / CER / ms |"
        " consensus: exact / CER / strict CER / ms |"
    )
    yield "|---|---|---|---|"
    for language, row in rows.items():
        cells = [
            f"{row[name]['exact']} % / {row[name]['cer']} / {row[name]['ms']}"
            for name in ("fast", "default")
        ]
        last = row["consensus"]
        strict = 100 * last["strict_errors"] / max(last["chars"], 1)
        cells.append(f"{last['exact']} % / {last['cer']} / {strict:.2f} / {last['ms']}")
        yield f"| {language} | {' | '.join(cells)} |"


def _sum(rows: dict[str, Any], languages: Iterable[str], method: str) -> dict[str, float] | None:
    found = [rows[each][method] for each in languages if each in rows and method in rows[each]]
    if not found:
        return None
    captions, chars = sum(each["captions"] for each in found), sum(each["chars"] for each in found)
    return {
        "exact": 100 * sum(each["right"] for each in found) / captions,
        "cer": 100 * sum(each["errors"] for each in found) / chars,
        "ms": sum(each["ms"] * each["captions"] for each in found) / captions,
        "captions": captions,
        "languages": len(found),
    }  # fmt: skip


def _groups(rows: dict[str, Any]) -> Iterable[str]:
    yield "| group | policy | exact | CER | ms |"
    yield "|---|---|---|---|---|"
    for name, languages in GROUPS.items():
        for policy in METHODS[:3]:
            total = _sum(rows, languages.split(), policy)
            if total:
                exact, cer, ms = total["exact"], total["cer"], total["ms"]
                yield f"| {name} | {policy} | {exact:.1f} % | {cer:.2f} | {ms:.0f} |"


def _agreement(rows: dict[str, Any]) -> Iterable[str]:
    yield "| language | agreed | wrong among those |"
    yield "|---|---|---|"
    agreed = wrong = captions = 0
    for language in TWO_ENGINES:
        if language in rows:
            row = rows[language]["consensus"]
            count = row["statuses"].get("agreed", 0)
            agreed, wrong, captions = (
                agreed + count,
                wrong + row["wrong_agreed"],
                captions + row["captions"],
            )
            yield f"| {language} | {100 * count / row['captions']:.1f} % | {row['wrong_agreed']} |"
    share = 100 * agreed / max(captions, 1)
    yield f"| **all** | {share:.1f} % of {captions} | {wrong} of {agreed} |"


def _others(rows: dict[str, Any]) -> Iterable[str]:
    yield "| method | languages | exact | CER | ms |"
    yield "|---|---|---|---|---|"
    latin = GROUPS["12 Latin languages"].split()
    for method in METHODS:
        total = _sum(rows, latin, method)
        if total:
            yield (
                f"| {method} | {total['languages']:.0f} Latin | {total['exact']:.1f} % |"
                f" {total['cer']:.2f} | {total['ms']:.0f} |"
            )
    yield ""
    yield (
        "`tesseract-ink` reads our black-on-white picture as it is, `tesseract-background` the"
        " caption over a grey-green scene; `detector` is the recogniser of the first engine behind"
        " its own text detector with default settings, on the black-on-white picture, on fewer"
        " captions because it is slow."
    )
