"""Learns the habits of a track from its plain descriptions and recurring names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from cuelift.cues import Cue
from cuelift.text.hearing_impaired.content import DOTTED, read_content
from cuelift.text.hearing_impaired.groups import Group
from cuelift.text.hearing_impaired.house import House, case_of, is_title, name_key
from cuelift.text.hearing_impaired.judge import name_of
from cuelift.text.hearing_impaired.labels import (
    PREFIX,
    count_labels,
    has_role,
    is_label,
    label_at,
    label_lines,
)
from cuelift.text.hearing_impaired.lines import (
    Colored,
    is_plain_capitals,
    is_song,
    line_colors,
    sound_colors,
)
from cuelift.text.hearing_impaired.words import Lexicon

_LABELED = re.compile(r"[:：「≫]| [-–—] ")
_CALLED = re.compile(r"(?<=\w, )([^\W\d_a-z]\w+)(?=[.!?])")
_NAMED = frozenset(("title", "upper"))
_STOPS = frozenset(".!?…。！？")
Counts = Counter[tuple[str, str]]


def learn(
    cues: Sequence[Cue],
    texts: Sequence[str],
    groups: Mapping[int, Sequence[Group]],
    words: Lexicon,
) -> tuple[House, Counts]:
    """The habits of a track, and how often names stand in front of speech.

    Args:
        cues: of the track.
        texts: theirs; empty for comments.
        groups: what stands in brackets, by cue number.
        words: of the language.
    """
    house = House()
    bare = [
        text if number not in groups else _without(text, groups[number])
        for number, text in enumerate(texts)
    ]
    house.capitals = _capitals(bare)
    _learn_groups(texts, groups, house, words)
    if not house.capitals:
        house.lines = sum(is_plain_capitals(text, words) for text in bare if text.isupper())
        house.lines += sum(
            is_plain_capitals(line, words)
            for text in bare
            if "\n" in text and not text.isupper()
            for line in text.split("\n")
            if line.isupper()
        )
    if any(span.style.color for cue in cues for span in cue.spans):
        house.colors = sound_colors(_colored(cues, texts), words)
        house.uncolored = _uncolored(cues, texts, groups, words)
    counts = count_labels(label_lines(filter(_LABELED.search, texts)), words)
    _learn_labels(texts, house, counts, words)
    return house, counts


def _without(text: str, groups: Sequence[Group]) -> str:
    pieces, at = [], 0
    for group in groups:
        pieces.append(text[at : group.start])
        at = group.end
    pieces.append(text[at:])
    return "".join(pieces)


def _capitals(texts: Sequence[str]) -> bool:
    upper = mixed = 0
    for text in texts:
        said = text.rpartition(":")[2]
        if said.isupper():
            upper += said.count(" ") > 0
        elif any(char.islower() for char in said):
            mixed += 1
    return upper >= 3 and upper >= 4 * mixed


def _uncolored(
    cues: Sequence[Cue],
    texts: Sequence[str],
    groups: Mapping[int, Sequence[Group]],
    words: Lexicon,
) -> bool:
    """Whether what is said has a colour throughout, and two descriptions or more have none."""
    spoken = plain = 0
    for number, (cue, text) in enumerate(zip(cues, texts, strict=True)):
        if not text.strip() or number in groups or ":" in text or text.isupper():
            continue
        if any(span.style.color for span in cue.spans):
            spoken += 1
            continue
        content = read_content(text, House(), words)
        if content.spoken or text.rstrip()[-1:] in _STOPS:
            return False
        plain += content.strong
    return plain >= 2 and spoken >= 3 * plain


def _colored(cues: Sequence[Cue], texts: Sequence[str]) -> list[Colored]:
    lines = []
    for cue, text in zip(cues, texts, strict=True):
        if text and any(span.style.color for span in cue.spans):
            for color, line in zip(line_colors(cue.spans), text.split("\n"), strict=True):
                if color and line.strip() and not is_song(line):
                    lines.append(Colored(color, line))
    return lines


def _learn_groups(
    texts: Sequence[str], groups: Mapping[int, Sequence[Group]], house: House, words: Lexicon
) -> None:
    dotted = House(dotted=True)
    heads: Counter[tuple[str, str]] = Counter()
    dots = 0
    cases: Counter[str] = Counter()
    for number, found in groups.items():
        for group in found:
            content = read_content(group.inside, dotted, words)
            if content.spoken:
                continue
            where = _where(texts[number], group)
            case = case_of(content.text)
            if not content.strong:
                name = name_of(content.text)[0]
                if where == "ahead" or (where == "ahead of small" and case in _NAMED):
                    heads[group.kind, name_key(name)] += len(name) <= 30
            elif where == "alone":
                house.groups[group.kind] += 1
                house.seen |= _names_in(content.text, words)
                house.styles.add((group.kind, case))
                house.titles += is_title(content.text)
                dots += content.text.endswith(".")
                cases[case] += content.text[-1:].isalpha()
            elif where in ("ahead", "behind"):
                house.inline[group.kind] += 1
                house.styles.add((group.kind, case))
    alone = sum(house.groups.values())
    stars = [each for found in groups.values() for each in found if each.kind == "*"]
    house.stars = len(stars)
    blanks = sum(each.inside[:1] == " " == each.inside[-1:] for each in stars)
    house.padded = blanks >= 4 and blanks >= 0.8 * len(stars)
    house.dotted = 2 * dots > alone and (dots >= 2 or words.language in DOTTED)
    house.undotted = alone >= 3 and 3 * dots < alone
    house.small = 0 if cases["title"] else cases["lower"]
    for (kind, key), count in heads.items():
        if count >= 2 and kind != "*":
            house.names.add(key)
            house.labels[kind] += count


def _names_in(text: str, words: Lexicon) -> set[str]:
    """Capitalised words of a description that name nothing else."""
    if text.isupper():
        return set()
    return {
        name_key(word)
        for word in text.split()
        if word[:1].isupper() and word.isalpha() and not words.strong(words.lower(word))
    }


def _where(text: str, group: Group) -> str:
    """Whether a bracket stands alone on its line, ahead of speech or behind it; else empty."""
    before = text[: group.start].rpartition("\n")[2]
    after = text[group.end :].partition("\n")[0].strip()
    if PREFIX.fullmatch(before) is None:
        ended = before.strip(" \u3000")[-1:] in _STOPS
        return "behind" if ended and not after else ""
    if not after:
        return "" if group.open_start else "alone"
    return "ahead of small" if after[0].islower() else "ahead"


def _learn_labels(texts: Sequence[str], house: House, counts: Counts, words: Lexicon) -> None:
    house.dashes = sum(
        count
        for (form, key), count in counts.items()
        if form == "-" and (count >= 2 or has_role(key, words))
    )
    found: set[str] = set()
    once: set[str] = set()
    for text, at in label_lines(text for text in texts if ":" in text or "：" in text):
        label = label_at(text, at, words)
        if label and label.form == ":" and is_label(label, text, house, counts, words):
            found.add(name_key(label.name))
            # Of "DR. ABIGAIL REYES" later labels keep "REYES".
            found.add(name_key(label.name.split()[-1]))
        elif label and label.form == ":" and label.name.isalpha() and label.name.istitle():
            once.add(name_key(label.name))
    house.names |= found
    if once and len(found) >= 2:
        called = {name_key(match[1]) for text in texts for match in _CALLED.finditer(text)}
        house.called = once & called
