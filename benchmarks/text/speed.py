"""How long all text passes take over a film's captions, one core.

python -m benchmarks.text.speed [--page docs/text.md]
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

from benchmarks.report import fill
from cuelift.cues import Cue, Span
from cuelift.text import PASSES, Context, clean

CUES = 1500
RUNS = 5
_MS = 1_000_000
_MARKED = Path(__file__).parent / "marked"


def film(language: str) -> list[Cue]:
    """The captions of the marked scenes, one scene after the other, until there are enough."""
    lines = (_MARKED / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    cues = []
    for number in range(CUES):
        start_ns = number * 4000 * _MS
        text = texts[number % len(texts)]
        cues.append(Cue(start_ns=start_ns, end_ns=start_ns + 2500 * _MS, spans=(Span(text),)))
    return cues


def measure(language: str) -> dict[str, float]:
    """Milliseconds of processor time by pass, with what it loads the first time apart."""
    spent: dict[str, float] = {}
    cues, context = film(language), Context(language=language)
    for name in PASSES:
        took = []
        for _ in range(RUNS + 1):
            begun = time.process_time()
            clean(cues, name, context)
            took.append((time.process_time() - begun) * 1000)
        spent[name] = statistics.median(took[1:])
        spent["loading"] = spent.get("loading", 0.0) + max(took[0] - spent[name], 0.0)
    whole = []
    for _ in range(RUNS):
        begun = time.process_time()
        clean(cues, ",".join(PASSES), context)
        whole.append((time.process_time() - begun) * 1000)
    return {"all": statistics.median(whole), **spent}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--languages", default="en,fr,de,ja")
    parser.add_argument("--page", type=Path)
    given = parser.parse_args()
    languages = given.languages.split(",")
    found = {language: measure(language) for language in languages}
    rows = [f"| pass | {' | '.join(languages)} |", "|---|" + "---|" * len(languages)]
    rows += [
        f"| `{name}` | " + " | ".join(f"{found[each][name]:.0f}" for each in languages) + " |"
        for name in ("all", *PASSES, "loading")
    ]
    lines = [
        f"Milliseconds of processor time for {CUES:,} captions, each pass alone and all after each "
        "other (asked: less than 1,000); `loading` is what word lists and dictionaries take once "
        "a process.",
        "",
        *rows,
    ]
    print("\n".join(lines))
    if given.page:
        fill(given.page, "speed", lines)


if __name__ == "__main__":
    main()
