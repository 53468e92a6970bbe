"""The judge of the text passes counts what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.text import page
from benchmarks.text.programs import run_own
from benchmarks.text.run import judged
from benchmarks.text.scenes import Marked, Piece, is_aside, languages, plain, read_scenes
from benchmarks.text.score import score
from cuelift.cues import Cue, Span

TEXT = "- [sighs] NORA: No."
MARKED = Marked(
    TEXT,
    Cue(start_ns=0, end_ns=1, spans=(Span(TEXT),)),
    (Piece("sound", tuple(range(2, 10)), None), Piece("speaker", tuple(range(10, 16)), "NORA")),
    True,
)


@pytest.mark.parametrize(
    ("left", "sound", "speaker", "wrong"),
    [
        ("- No.", 1, 1, 0),
        ("No.", 1, 1, 0),
        (TEXT, 0, 0, 0),
        ("- NORA: No.", 1, 0, 0),
        ("[sighs] No.", 0, 1, 0),
        ("", 1, 1, 3),
        ("No", 1, 1, 1),
    ],
)
def test_what_is_gone_is_counted(left: str, sound: int, speaker: int, wrong: int) -> None:
    counts = score(MARKED, left, ["nora"])

    assert (counts["sound found"], counts["speaker found"]) == (sound, speaker)
    assert counts["wrong characters"] == wrong
    assert (counts["wrong cues"], counts["named"], counts["dialogue"]) == (wrong > 0, 1, 1)


def test_markup_is_no_text() -> None:
    assert plain('<font color="#ffff00">a</font> <i>b</i> <sighs>') == "a b <sighs>"


def test_scenes_are_read_with_marks_in_the_plain_text() -> None:
    assert len(languages()) == 13
    scenes = read_scenes("fr")
    marked = next(m for m in scenes["fr-02"] if "machine" in m.source)

    assert "".join(marked.cue.text[at] for at in marked.pieces[0].places) == "Il tape à la machine."
    assert marked.cue.spans[0].style.color == "#ff0000"
    assert 0 < sum(map(is_aside, scenes)) < len(scenes)


def test_tables_are_put_between_the_comments(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"a\n{page.BEGIN}\nold\n{page.END}\nb\n")
    scene = [MARKED]
    counts = judged([scene], [run_own(scene, "en")], mistakes=True)

    page.insert(path, page.tables({"en": counts}, {"other": counts}, "a test"))

    text = path.read_text()
    assert "| en | 1 | 1/1 | 0/0 | 1/1 | 1/1 | 0/0 | 0 |" in text
    assert "old" not in text
    path.write_text("nothing")
    with pytest.raises(SystemExit):
        page.insert(path, "")


def test_the_open_part_is_found_and_nothing_said_is_lost() -> None:
    for language in languages():
        scenes = list(read_scenes(language).values())
        counts = judged(scenes, [run_own(scene, language) for scene in scenes])

        assert counts["wrong cues"] == 0
        assert counts["sound found"] >= 0.98 * counts["sound"]
        assert counts["music found"] >= 0.98 * counts["music"]
        assert counts["ad found"] == counts["ad"]
        assert counts["speaker found"] >= 0.95 * counts["speaker"]
