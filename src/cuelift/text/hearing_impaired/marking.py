"""Marks what captions for hearing-impaired viewers add to what is said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from cuelift.cues import Cue
from cuelift.text.hearing_impaired.content import Content, read_content
from cuelift.text.hearing_impaired.evidence import is_told
from cuelift.text.hearing_impaired.groups import Group
from cuelift.text.hearing_impaired.house import House
from cuelift.text.hearing_impaired.judge import judge, name_of
from cuelift.text.hearing_impaired.kinds import Kind, Mark
from cuelift.text.hearing_impaired.labels import (
    PREFIX,
    is_label,
    is_song_label,
    is_sound_label,
    label_at,
)
from cuelift.text.hearing_impaired.learn import Counts, learn
from cuelift.text.hearing_impaired.lines import (
    capitals_inside,
    describes_music,
    is_capitals,
    is_plain_capitals,
    is_song,
    is_theme,
    line_colors,
)
from cuelift.text.hearing_impaired.openers import groups_of
from cuelift.text.hearing_impaired.words import Lexicon, lexicon
from cuelift.text.hearing_impaired.words.guess import guess_language

MAX_CUE = 5000
"""Characters of a cue; what is longer is no caption, and is left alone."""


_SAID = frozenset(".!?…。！？")
"""Ends of what is said."""


class _Track(NamedTuple):
    house: House
    counts: Counts
    words: Lexicon


def mark(cues: Sequence[Cue], language: str | None = None) -> list[tuple[Mark, ...]]:
    """What of each cue is a description, a name, or a song.

    Args:
        cues: of one track, in order; its habits are learnt from all of them.
        language: BCP 47 tag; None: guessed from the words.

    Returns: for each cue its marks, in order, without overlaps.
    """
    texts = ["" if cue.comment else cue.text for cue in cues]
    texts = [text if len(text) <= MAX_CUE else "" for text in texts]
    primary = (language or "").partition("-")[0].lower() or guess_language(texts)
    words = lexicon(primary)
    groups = groups_of(cues, texts, words)
    house, counts = learn(cues, texts, groups, words)
    track = _Track(house, counts, words)
    lined = house.lines > 0
    marks: list[tuple[Mark, ...]] = []
    for number, (cue, text) in enumerate(zip(cues, texts, strict=True)):
        found = groups.get(number, ())
        if (
            found
            or (text and _worth_it(text, lined))
            or house.colors
            or house.uncolored
            or is_theme(text)
        ):
            marks.append(tuple(_mark_cue(cue, text, found, track)) if text.strip() else ())
        else:
            marks.append(())
    return marks


def _worth_it(text: str, lined: bool) -> bool:
    return (
        ":" in text
        or not text.isascii()
        or "#" in text
        or " - " in text
        or (lined and any(char.isupper() for char in text))
    )


def _mark_cue(cue: Cue, text: str, groups: Sequence[Group], track: _Track) -> list[Mark]:
    if is_theme(text):
        return [Mark(kind="music", start=0, end=len(text.rstrip()), form="capitals")]
    if track.house.uncolored and not groups and not any(span.style.color for span in cue.spans):
        told = read_content(text, track.house, track.words)
        if told.strong and not told.spoken and not text.isupper() and ":" not in text:
            return [_described(text, 0, len(text.rstrip()), track, "color")]
    whole = _whole(cue, text, groups, track)
    if whole is not None:
        return whole
    marks: list[Mark] = []
    colors = line_colors(cue.spans) if track.house.colors else []
    at = line = 0
    while at <= len(text):
        end = _unit_end(text, at, groups)
        color = colors[line] if line < len(colors) else ""
        if color and color in track.house.colors and not is_song(text[at:end]):
            marks += _colored_line(text, at, end, track)
        else:
            inside = [group for group in groups if at <= group.start < end]
            marks += _mark_unit(text, at, end, inside, track, named=_is_named(cue, at, end))
        line += 1 + text.count("\n", at, end)
        at = end + 1
    return marks


def _whole(cue: Cue, text: str, groups: Sequence[Group], track: _Track) -> list[Mark] | None:
    """A cue all of whose lines are capitals is a sign or a description as a whole."""
    if groups or not track.house.lines or not text.isupper() or is_song(text) or ":" in text:
        return None
    if is_capitals(text, track.house, track.words):
        start = len(text) - len(text.lstrip(" -–—\n"))
        return [_described(text, start, len(text.rstrip()), track, "capitals")]
    lines = text.split("\n")
    if len(lines) > 1 and all(is_capitals(line, track.house, track.words) for line in lines):
        ends = list(accumulate(len(line) + 1 for line in lines))
        return [
            _described(text, end - 1 - len(line), end - 1, track, "capitals")
            for end, line in zip(ends, lines, strict=True)
        ]
    return []


def _described(text: str, start: int, end: int, track: _Track, form: str) -> Mark:
    music = read_content(text[start:end], track.house, track.words).music
    return Mark(kind="music" if music else "sound", start=start, end=end, form=form)


def _colored_line(text: str, start: int, end: int, track: _Track) -> list[Mark]:
    content = read_content(text[start:end], House(dotted=True), track.words)
    if content.spoken and not content.strong:
        return []
    return [_described(text, start, end, track, "color")]


def _unit_end(text: str, at: int, groups: Sequence[Group]) -> int:
    """The end of a line, or of the lines that a bracket joins."""
    while True:
        end = text.find("\n", at)
        if end < 0:
            return len(text)
        over = next((group for group in groups if group.start < end < group.end), None)
        if over is None:
            return end
        at = over.end


def _is_named(cue: Cue, start: int, end: int) -> bool:
    """Whether it is known who speaks a line, as a name was taken from it or came with the cue."""
    if cue.speaker:
        return True
    at = 0
    for span in cue.spans:
        if span.speaker and at < end and at + len(span.text) > start:
            return True
        at += len(span.text)
    return False


def _mark_unit(
    text: str,
    start: int,
    end: int,
    groups: Sequence[Group],
    track: _Track,
    *,
    named: bool = False,
) -> list[Mark]:
    match = PREFIX.match(text, start, end)
    at = match.end() if match else start
    if groups and groups[0].start < at:
        # "＜新郎＞大丈夫？"
        at = groups[0].start
    marks: list[Mark] = []
    left = list(groups)
    labelled = named
    while at < end:
        taken = _head(text, at, end, left, track)
        if labelled and left and left[0].start == at:
            # A name is said: what follows in brackets is how, unless it is all that is said.
            after = _behind(text, left[0].end, end, left[1:])
            if taken is None and _is_manner(left[0], after, track):
                taken = Mark(kind="sound", start=at, end=left[0].end, form=left[0].kind)
            elif not after and left[0].inside.rstrip()[-1:] in _SAID:
                taken = None
        if taken is None:
            break
        labelled = labelled or taken.kind == "speaker"
        marks.append(taken)
        at = taken.end
        while at < end and text[at] in " \u3000\xa0":
            at += 1
        left = [group for group in left if group.start >= at]
    marks += _inside(text, at, end, left, track)
    rest = text[at:end]
    if is_song(rest):
        return _with_song(text, at, end, marks, track)
    if track.house.lines:
        marks += _capitals(text, at, end, marks, track)
    return sorted(marks, key=lambda mark: mark.start)


def _head(text: str, at: int, end: int, groups: Sequence[Group], track: _Track) -> Mark | None:
    """A name or description at the beginning of a line."""
    if groups and groups[0].start == at:
        group = groups[0]
        after = _behind(text, group.end, end, groups[1:])
        if not after and track.words.ideographic and [g.start for g in groups[1:2]] == [group.end]:
            # "（中村）（あくび）" and a line of speech.
            after = text[end + 1 :].strip()
        colon = after[:1] in (":", "：") and group.kind != "*"
        verdict = judge(group, "", after[1:] if colon else after, track.house, track.words)
        if verdict is None:
            return None
        name = name_of(group.inside.strip())[0] if verdict == "speaker" else None
        stop = group.end
        if colon:
            stop = text.index(after[0], group.end) + 1
        return Mark(kind=verdict, start=at, end=stop, name=name, form=group.kind)
    label = label_at(text, at, track.words)
    if label and is_song_label(label, text, track.words):
        return Mark(kind="music", start=at, end=end, form=":")
    if label and is_sound_label(label):
        return Mark(kind="sound", start=at, end=end, form=":")
    if label is None or not is_label(label, text, track.house, track.counts, track.words):
        return None
    return Mark(kind="speaker", start=at, end=label.end, name=label.name, form=label.form)


def _is_manner(group: Group, after: str, track: _Track) -> bool:
    """Whether a bracket between a speaker's name and the speech tells how it is said."""
    inside = group.inside.strip()
    words = inside.split()
    most = 6 if track.words.ideographic else 4
    size = len(inside) if track.words.ideographic else len(words)
    if not 0 < size <= most or any(sign in inside for sign in ".!?…,;:¿¡。！？、"):
        return False
    begins = after[:1] not in ("", *"([（［【<") and not after[:1].islower()
    content = read_content(inside, track.house, track.words)
    if not _has_evidence(group, content, track):
        return False
    plain = inside.isupper() or inside[0].islower() or not inside[0].isupper()
    return begins and plain and not content.spoken


def _has_evidence(group: Group, content: Content, track: _Track) -> bool:
    """Whether its form is that of a manner, or others are written so in this track."""
    single = len(content.words) == 1
    if single and is_told(content.text, content.words, track.house, track.words):
        return True
    if not single and group.kind == "(":
        return False
    return track.house.groups[group.kind] + track.house.inline[group.kind] >= 2


def _behind(text: str, at: int, end: int, groups: Sequence[Group]) -> str:
    """The rest of the line behind a bracket, and behind those that follow it at once."""
    for group in groups:
        if text[at : group.start].strip(" \u3000\xa0"):
            break
        at = group.end
    return text[at:end].partition("\n")[0].strip(" \u3000\xa0")


def _inside(text: str, at: int, end: int, groups: Sequence[Group], track: _Track) -> list[Mark]:
    """Descriptions behind the first words of a line."""
    marks: list[Mark] = []
    done, said = at, ""
    for number, group in enumerate(groups):
        said += text[done : group.start]
        after = _behind(text, group.end, end, groups[number + 1 :])
        before = said.rpartition("\n")[2].strip(" \u3000\xa0♪♫♬♩#～〜~")
        # At the very beginning it was refused before.
        refused = not before and group.start == at
        verdict = None if refused else judge(group, before, after, track.house, track.words)
        if verdict is not None:
            kind: Kind = "sound" if verdict == "speaker" else verdict
            marks.append(Mark(kind=kind, start=group.start, end=group.end, form=group.kind))
        else:
            said += text[group.start : group.end]
        done = group.end
    return marks


def _with_song(text: str, at: int, end: int, marks: list[Mark], track: _Track) -> list[Mark]:
    """The marks of a line with notes, around which the song is marked."""
    inner = [mark for mark in marks if mark.start >= at]
    pieces, done = [], at
    for mark in (*inner, None):
        stop = end if mark is None else mark.start
        if text[done:stop].strip():
            pieces.append((done, stop))
        done = end if mark is None else mark.end
    said = " ".join([text[first:last] for first, last in pieces])
    for first, last in pieces:
        kind: Kind = "song"
        if not any(char.isalpha() for char in said) or describes_music(
            said, track.house, track.words
        ):
            kind = "music"
        lead = len(text[first:last]) - len(text[first:last].lstrip())
        stop = first + len(text[first:last].rstrip())
        marks.append(Mark(kind=kind, start=first + lead, end=stop, form="note"))
    return sorted(marks, key=lambda mark: mark.start)


def _capitals(text: str, at: int, end: int, marks: Sequence[Mark], track: _Track) -> list[Mark]:
    line = text[at:end]
    if any(mark.start >= at for mark in marks) or not any(char.isupper() for char in line):
        return []
    if is_capitals(line, track.house, track.words) and (
        is_plain_capitals(line, track.words) or not at
    ):
        return [_described(text, at, len(text[:end].rstrip()), track, "capitals")]
    return [
        _described(text, at + first, at + last, track, "capitals")
        for first, last in capitals_inside(line, track.house, track.words)
    ]
