"""Holds the readings of a track against a dictionary of its language.

Only here is it loaded, once a track: it is larger than the engines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from cuelift.cues.bitmap import Bitmap
from cuelift.ocr.options import OcrOptions
from cuelift.ocr.pages import prepare
from cuelift.ocr.reader import PictureReading, finished, weighed
from cuelift.ocr.routing import Route
from cuelift.ocr.wordlist import Wordlist, words_in

_MOST = 1000
"""Unknown words of a track for which others are looked up; with more it is in another language."""


def worded(
    read: Mapping[bytes, PictureReading],
    bitmaps: Sequence[Bitmap],
    route: Route,
    options: OcrOptions,
    words: Wordlist,
) -> dict[bytes, PictureReading]:
    """Readings of a track after a dictionary was asked.

    It settles what engines disagree in where all but one of the readings are no words, and it calls
    readings into question: those whose ink is in doubt where they are no words, and words that
    stand once in the track and in no dictionary, while one that looks alike is in it.

    Args:
        read: of all pictures of the track that are not blank.
        bitmaps: those pictures.
        route: of the track.
        options: of the track.
        words: of its language.
    """
    pictures = {each.digest: each for each in bitmaps}
    found: dict[bytes, PictureReading] = {}
    for digest, each in read.items():
        settled = _settled(each, pictures[digest], route, options, words)
        known = all(map(words.known, settled.suspects))
        found[digest] = settled if known else _doubted(settled)
    return _questioned(found, words)


def _settled(
    reading: PictureReading, bitmap: Bitmap, route: Route, options: OcrOptions, words: Wordlist
) -> PictureReading:
    """A reading after its engines were weighed again."""
    if not reading.opinions:
        return reading
    decision = weighed(reading.opinions, route, words)
    prepared = prepare(bitmap, route.language)
    if decision == reading.decision or prepared is None:
        return reading
    return finished(decision, prepared, route, options)


def _questioned(
    read: Mapping[bytes, PictureReading], words: Wordlist
) -> dict[bytes, PictureReading]:
    """A name comes again, and the same mistake seldom does.

    The text stays; with the other word in its place it becomes an alternative.
    """
    texts = {digest: "\n".join([line.text for line in each.lines]) for digest, each in read.items()}
    seen = Counter(
        word for text in texts.values() for word in {each.lower() for each in words_in(text)}
    )
    found = dict(read)
    judged = 0
    for digest, each in read.items():
        if each.decision.status != "agreed" or judged >= _MOST:
            continue
        strange = [word for word in words_in(texts[digest]) if seen[word.lower()] == 1]
        strange = [word for word in strange if not words.known(word)]
        judged += len(strange)
        other = texts[digest]
        for word in strange:
            other = other.replace(word, words.twin(word) or word)
        if other != texts[digest]:
            found[digest] = _doubted(each, other)
    return found


def _doubted(reading: PictureReading, *others: str) -> PictureReading:
    alternatives = (*others, *reading.decision.alternatives)
    decision = msgspec.structs.replace(
        reading.decision, status="doubtful", alternatives=alternatives
    )
    return msgspec.structs.replace(reading, decision=decision)
