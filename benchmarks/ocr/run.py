"""Measures how well captions that are pictures are read.

python -m benchmarks.ocr.run --texts FOLDER [--seed 1] [--count 40] [--split held-out]
    [--languages en,fr] [--detector 4] [--page docs/ocr-accuracy.md] [--mistakes FILE]
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.ocr import baselines, texts
from benchmarks.ocr.page import page
from benchmarks.ocr.render import Sample, samples
from benchmarks.ocr.score import Score, folded
from cuelift.cues.model import Cue
from cuelift.ocr import OcrOptions, recognize
from cuelift.ocr.engines.tesseract import TesseractEngine
from cuelift.ocr.languages import known
from cuelift.ocr.wordlist import wordlist_of

POLICIES = ("fast", "default", "consensus")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--split", choices=("work", "former", "second", "held-out"), default="work")
    parser.add_argument("--languages", default=",".join(texts.LANGUAGES))
    parser.add_argument(
        "--detector", type=int, default=0, help="captions a language for the slow baseline"
    )
    parser.add_argument("--page", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--mistakes", type=Path)
    given = parser.parse_args()
    if given.texts:
        texts.fetch(given.texts, given.split)
    results: dict[str, Any] = {"seed": given.seed, "count": given.count, "split": given.split}
    mistakes: list[str] = []
    results["languages"] = {}
    for language in given.languages.split(","):
        found = samples(given.seed, language, given.count, folder=given.texts, split=given.split)
        row = {policy: run_policy(policy, language, found, mistakes) for policy in POLICIES}
        row.update(run_baselines(language, found, given.detector))
        results["languages"][language] = row
        print(
            language,
            {name: (each["cer"], each["exact"], each["ms"]) for name, each in row.items()},
            flush=True,
        )
    if given.json:
        given.json.write_text(json.dumps(results, indent=1))
    if given.mistakes:
        given.mistakes.write_text("\n".join(mistakes))
    if given.page:
        given.page.write_text(page(results))


def run_policy(
    policy: str, language: str, found: list[Sample], mistakes: list[str]
) -> dict[str, Any]:
    """Reads captions as ``cuelift extract`` does, in one process."""
    cues = [
        Cue(start_ns=place, end_ns=place + 1, bitmaps=(each.bitmap,))
        for place, each in enumerate(found)
    ]
    options = OcrOptions(policy=policy, workers=1)  # type: ignore[arg-type] # from POLICIES
    recognize(cues[:1], language, options)  # models are loaded once a film, not once a caption
    if (found_words := known(language)) and (words := wordlist_of(found_words)):
        words.known("unheard-of")  # so are dictionaries
    started = time.process_time()
    read = recognize(cues, language, options)
    spent = time.process_time() - started
    score, statuses, wrong, italics = Score(), Counter[str](), 0, 0
    for sample, cue in zip(found, read.cues, strict=True):
        score = score.plus(sample.text, cue.text)
        status = cue.reading.status if cue.reading else "blank"
        statuses[status] += 1
        right = folded(cue.text) == folded(sample.text)
        wrong += status == "agreed" and not right
        italics += any(span.style.italic for span in cue.spans) == sample.italic
        if not right:
            where = f"{policy} {language} {status} {sample.kind} {sample.style}"
            mistakes.append("\n  ".join((where, repr(sample.text), repr(cue.text))))
    return {
        **numbers(score, spent * 1000 / len(found)),
        "statuses": dict(statuses), "wrong_agreed": wrong, "italics": italics,
    }  # fmt: skip


def numbers(score: Score, ms: float) -> dict[str, Any]:
    """A score as the page shows it; the sums are kept so that groups can be added up."""
    return {
        "captions": score.captions, "chars": score.chars, "errors": score.errors,
        "strict_errors": score.strict_errors, "right": score.exact,
        "cer": round(score.cer, 2), "exact": round(score.exact_share, 1), "ms": round(ms, 1),
    }  # fmt: skip


def run_baselines(language: str, found: list[Sample], detected: int) -> dict[str, Any]:
    """The same captions by other means."""
    engine = TesseractEngine()
    rows: dict[str, Any] = {}
    if engine.supports(language).state == "full":
        for name, picture in (
            ("tesseract-ink", baselines.on_paper),
            ("tesseract-background", baselines.over_background),
        ):
            score = Score()
            images = [picture(each.bitmap) for each in found]
            started = time.process_time()
            for sample, image in zip(found, images, strict=True):
                score = score.plus(sample.text, baselines.tesseract(image, language, engine))
            rows[name] = numbers(score, (time.process_time() - started) * 1000 / len(found))
    if detected and language in (*texts.LATIN[:10], *texts.EAST_ASIAN):
        score, spent = Score(), 0.0
        for sample in found[:detected]:
            text, ms = baselines.detector(baselines.on_paper(sample.bitmap))
            score, spent = score.plus(sample.text, text), spent + ms
        rows["detector"] = numbers(score, spent / detected)
    return rows


if __name__ == "__main__":
    main()
