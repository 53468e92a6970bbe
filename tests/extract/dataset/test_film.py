from __future__ import annotations

import shutil

import pytest

from cuelift.dataset.options import SegmentOptions
from cuelift.errors import UsageError
from cuelift.extract.dataset.film import read_film
from cuelift.text import parse_recipe
from tests.extract.dataset.support import options
from tests.support.small import Text, mkv

LINES = [
    (1000, 1500, "Hello there, my friend."),
    (2600, 1500, "How are you today?"),
    (6000, 1500, "\u266a La la la \u266a"),
    (8000, 100, "Hi."),
]


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "My Film.mkv"
    path.write_bytes(mkv(Text(LINES)))
    return path


class German:
    """An engine that hears German in the second stream."""

    def languages(self, recording):
        return ["eng", "ger"] if "de" in recording.name else ["ger", "eng"]


def test_captions_become_utterances(film, tmp_path):
    made = read_film(str(film), (), options(tmp_path), None)

    (utterance,) = made.utterances
    assert utterance.text_raw == "Hello there, my friend. How are you today?"
    assert (utterance.offset_s, utterance.duration_s) == (1.0, 3.1)
    assert utterance.id == f"{made.report.id}-unknown-000001000-000004100"
    assert made.report.id.startswith("my_film_")
    assert (utterance.recording, utterance.source) == (str(film), str(film))
    assert f"file:{film}" in utterance.decode
    assert made.report.cues == 4
    assert {reason: drop.cues for reason, drop in made.report.drops.items()} == {
        "music": 1,
        "too_short": 1,
    }
    assert (made.report.outcome, made.report.split, made.report.language) == (
        "empty",
        "train",
        "en",
    )


def test_text_passes_run_with_what_they_need(film, tmp_path):
    (tmp_path / "other.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n")

    made = read_film(str(film), parse_recipe("timing:shift=1s"), options(tmp_path), None)

    assert made.utterances[0].offset_s == 2.0


def test_a_film_has_its_name_and_part_wherever_it_is(film, tmp_path):
    (tmp_path / "b").mkdir()
    shutil.copy(film, tmp_path / "b")
    chosen = options(tmp_path, shares=(0.4, 0.3, 0.3))

    one, other = (
        read_film(str(path), (), chosen, None).report for path in (film, tmp_path / "b" / film.name)
    )

    assert (one.id, one.split) == (other.id, other.split)


def test_another_stream_makes_other_names_in_the_same_part(film, tmp_path):
    chosen = options(tmp_path, shares=(0.4, 0.3, 0.3))
    first = read_film(str(film), (), chosen, None)

    second = read_film(str(film), (), chosen, German())

    assert second.sound.recording.stream == 1
    assert second.report.id != first.report.id
    assert second.report.split == first.report.split


def test_options_of_segments_hold(film, tmp_path):
    chosen = options(tmp_path, segments=SegmentOptions(min_ns=1, max_gap_ns=0, music=True))

    assert len(read_film(str(film), (), chosen, None).utterances) == 4


def test_a_film_that_has_no_captions_is_told(tmp_path):
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv())

    with pytest.raises(UsageError, match="no caption tracks"):
        read_film(str(path), (), options(tmp_path), None)
