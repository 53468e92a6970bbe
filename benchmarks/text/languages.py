"""How often the language of a track is told by its text.

Tracks are cut out of the dialogue of a game in Debian, which is fetched when this runs and is no
part of the project.

    python -m benchmarks.text.languages --dir /tmp/texts --page docs/text.md
"""

from __future__ import annotations

import argparse
import gettext
import random
import re
import time
from collections import Counter
from pathlib import Path

from benchmarks.ocr.texts import fetch
from benchmarks.report import fill
from cuelift.cues import Cue, Span
from cuelift.language import detect

LINES = 50
TRACKS = 40
LEAST = 200
"""Lines that a language must have."""
_NAMES = {
    "zh_CN": "zh-Hans", "zh_TW": "zh-Hant", "pt": "pt-PT", "pt_BR": "pt-BR", "nb_NO": "nb",
    "sr": "sr-Cyrl", "sr@latin": "sr-Latn", "en_GB": "en",
}  # fmt: skip
_OTHERS = ("sr@ijekavian", "sr@ijekavianlatin", "racv", "en@shaw")
"""Not languages of their own, or in a script of their own."""


def lines_of(folder: Path) -> dict[str, list[str]]:
    """The lines of each language that has enough of them."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("LC_MESSAGES/*.mo")):
        locale = path.parts[-3]
        if locale in _OTHERS:
            continue
        with path.open("rb") as file:
            catalog = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        for key, text in catalog.items():
            if key and isinstance(text, str) and isinstance(key, str) and text != key:
                text = re.sub(r"<[^>]*>|\s+", " ", text)
                parts = re.split(r"(?<=[.!?。！？])\s*", text)
                found.setdefault(locale, []).extend(
                    each for part in parts if 5 < len(each := part.strip()) < 100
                )
    return {name: lines for name, lines in found.items() if len(lines) >= LEAST}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--page", type=Path)
    arguments = parser.parse_args()
    fetch(arguments.dir)
    rows, right, variants, count, spent = [], 0, 0, 0, 0.0
    draw = random.Random(5)
    for locale, lines in lines_of(arguments.dir).items():
        wanted = _NAMES.get(locale, locale.partition("_")[0])
        told: Counter[str] = Counter()
        for _ in range(TRACKS):
            first = draw.randrange(len(lines) - LINES)
            cues = [
                Cue(start_ns=at, end_ns=at + 1, spans=(Span(line),))
                for at, line in enumerate(lines[first : first + LINES])
            ]
            begun = time.process_time()
            told[detect(cues).language or "none"] += 1
            spent += time.process_time() - begun
        own = sum(number for tag, number in told.items() if _bare(tag) == _bare(wanted))
        right, count, variants = right + own, count + TRACKS, variants + told[wanted]
        rows.append(f"| {wanted} | {100 * own / TRACKS:g} % | {100 * told[wanted] / TRACKS:g} % |")
    head = [
        f"{right} of {count:,} tracks in {len(rows)} languages and variants are told rightly, "
        f"{variants} with their script or region too; {1000 * spent / count:.1f} ms each.",
        "", "| language | told | with its variant |", "|---|---|---|",
    ]  # fmt: skip
    print("\n".join([*head, *rows]))
    if arguments.page:
        fill(arguments.page, "languages", [*head, *rows])


def _bare(tag: str) -> str:
    language = tag.partition("-")[0]
    return "no" if language in ("nb", "nn") else language


if __name__ == "__main__":
    main()
