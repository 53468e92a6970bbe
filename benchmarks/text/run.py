"""Measures what is taken out of captions for hearing-impaired viewers, against cues marked by hand.

python -m benchmarks.text.run [--languages en,fr] [--aside] [--peers PYTHON] [--mistakes]
    [--page docs/text.md] [--held-out]

``--held-out`` is for the one run whose figures are published: see marked/README.md.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.text import page
from benchmarks.text.programs import PEERS, Left, run_own, run_peer
from benchmarks.text.scenes import Marked, is_aside, languages, read_scenes
from benchmarks.text.score import score

PARTS = {
    (False, False): "the part open while the rules were written",
    (False, True): "a third of the part open while the rules were written",
    (True, False): "the part held out until the rules were done",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", default=",".join(languages()))
    parser.add_argument("--aside", action="store_true", help="only a third of the open scenes")
    parser.add_argument(
        "--held-out", action="store_true", help="the part held out, once, at the end"
    )
    parser.add_argument("--unnamed", action="store_true", help="do not tell the language")
    parser.add_argument("--peers", type=Path, help="Python of an environment with the others")
    parser.add_argument("--page", type=Path)
    parser.add_argument("--mistakes", action="store_true", help="print what went wrong")
    given = parser.parse_args()
    if given.held_out and given.aside:
        parser.error("--aside is about the open part")
    own: dict[str, Counter[str]] = {}
    others: dict[str, Counter[str]] = {}
    started = time.process_time()
    spent = 0.0
    for language in given.languages.split(","):
        scenes = read_scenes(language, held_out=given.held_out)
        chosen = [s for name, s in scenes.items() if not given.aside or is_aside(name)]
        started = time.process_time()
        left = [run_own(scene, None if given.unnamed else language) for scene in chosen]
        spent += time.process_time() - started
        own[language] = judged(chosen, left, mistakes=given.mistakes)
        for name in PEERS if given.peers and chosen else ():
            found = run_peer(name, given.peers, chosen, language)
            others[name] = others.get(name, Counter()) + judged(chosen, found)
    made = page.tables(own, others, PARTS[given.held_out, given.aside])
    print(made)
    print(f"{spent:.2f} s of processor time for the passes")
    if given.page:
        page.insert(given.page, made)


def judged(
    scenes: Sequence[Sequence[Marked]], left: Sequence[Sequence[Left]], *, mistakes: bool = False
) -> Counter[str]:
    """The counts of some scenes."""
    total: Counter[str] = Counter()
    for scene, rest in zip(scenes, left, strict=True):
        for marked, made in zip(scene, rest, strict=True):
            counts = score(marked, made.text, made.speakers)
            total.update(counts)
            missed = any(
                counts[k] > counts[f"{k} found"] for k in ("sound", "music", "speaker", "ad")
            )
            if mistakes and (missed or counts["wrong cues"]):
                kind = "removed" if counts["wrong cues"] else "missed"
                print(f"{kind}: {marked.source!r} -> {made.text!r}")
    return total


if __name__ == "__main__":
    main()
