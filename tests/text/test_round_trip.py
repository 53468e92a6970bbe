"""Film to SRT, cleaned, to WebVTT: every word that no pass took away by name is still there."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.cues import Cue, Header, Span, Style
from cuelift.format import FORMATS
from cuelift.text import PASSES, Context, clean

S = 1_000_000_000
WORDS = ("Hello", "door", "NO", "Sir", "il", "über", "house,", "well...", "«oui»", "42", "it's")
LOOKS = ("{}", "[{}]", "({})", "{}?", "- {}", "JOHN: {}", "♪ {} ♪", "<{}>", "{} ")
LAYOUT = ("dedupe", "hearing_impaired", "speakers", "ads", "whitespace", "punctuation", "reflow")


def track() -> st.SearchStrategy[list[Cue]]:
    text = st.builds(
        lambda words, look: look.format(" ".join(words)),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=9),
        st.sampled_from(LOOKS),
    )
    line = st.lists(text, min_size=1, max_size=2).map("\n".join)
    return st.lists(st.tuples(line, st.booleans()), min_size=1, max_size=8).map(
        lambda lines: [
            Cue(
                start_ns=number * 3 * S,
                end_ns=number * 3 * S + 2 * S,
                spans=(Span(text, Style(italic=slanted)),),
            )
            for number, (text, slanted) in enumerate(lines)
        ]
    )


def written(name: str, cues: list[Cue]) -> list[Cue]:
    """Cues as a file of a format has them."""
    entry = FORMATS[name]
    assert entry.writer is not None
    assert entry.reader is not None
    writer = entry.writer(Header(), entry.options())
    writer.prepare(cues)
    text = writer.begin() + "".join(map(writer.write, cues)) + writer.end()
    return [cue for cue in entry.reader(text).cues if not cue.comment]


def words(cues: list[Cue]) -> Counter[str]:
    """What is said, and by whom: a label may have become a speaker."""
    found: Counter[str] = Counter()
    for cue in cues:
        said = [cue.text, *{span.speaker for span in cue.spans if span.speaker}]
        found.update(re.findall(r"\w+", " ".join([*said, cue.speaker or ""]).casefold()))
    return found


@settings(max_examples=150, deadline=None)
@given(track(), st.lists(st.sampled_from(LAYOUT), unique=True, max_size=4))
def test_every_word_that_was_not_removed_by_name_is_kept(cues, names):
    assert set(LAYOUT) <= set(PASSES)
    read = written("srt", cues)

    cleaned = clean(read, ",".join(names), Context(language="en"))
    kept = words(written("webvtt", cleaned.cues))

    removed: Counter[str] = Counter()
    for change in cleaned.changes:
        removed += words(list(change.before)) - words(list(change.after))
    assert not words(read) - removed - kept
