"""Which of the known languages some captions are in, where nobody says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from cuelift.text.hearing_impaired.words import LANGUAGES, lexicon

MAX_CUES = 200
_KANA = re.compile("[\u3041-\u30fa]")
_HAN = re.compile("[\u4e00-\u9fff]")


def guess_language(texts: Iterable[str]) -> str:
    """The language whose words of speech occur most; ``en`` where none do."""
    sample = "\n".join(islice((text for text in texts if text), MAX_CUES))[:20_000]
    if _KANA.search(sample):
        return "ja"
    if len(_HAN.findall(sample)) * 3 > len(sample):
        return "zh"
    counts: Counter[str] = Counter()
    for language in LANGUAGES:
        words = lexicon(language)
        if not words.ideographic:
            tokens = words.words(sample)
            known = words.speech.exact | words.source.exact | words.sound.exact
            counts[language] = sum(token in known for token in tokens)
    best, count = counts.most_common(1)[0]
    return best if count else "en"
