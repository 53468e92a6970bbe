from __future__ import annotations

from pathlib import Path

from benchmarks import outputs

SUBRIP = "1\n00:00:01,000 --> 00:00:02,000\nOne\ntwo\n\n2\n00:00:03,000 --> 00:00:04,000\nThree\n\n"


def test_mark_and_line_ends_are_the_writers_own_business(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_bytes(SUBRIP.encode())
    (tmp_path / "b.srt").write_bytes(b"\xef\xbb\xbf" + SUBRIP.replace("\n", "\r\n").encode())
    expected = [
        ("00:00:01,000 --> 00:00:02,000", "One\ntwo"),
        ("00:00:03,000 --> 00:00:04,000", "Three"),
    ]

    assert outputs.read(tmp_path / "a.srt") == expected
    assert outputs.read(tmp_path / "b.srt") == expected


def test_dialogue_keeps_every_field_and_the_commas_of_the_text(tmp_path: Path) -> None:
    line = "0,0:00:00.28,0:00:01.31,Default,Voice 0,0,0,0,"
    (tmp_path / "a.ass").write_text(f"[Events]\nFormat: x\nDialogue: {line},a, b\n")

    assert outputs.read(tmp_path / "a.ass") == [(f"Dialogue: {line}", "a, b")]


def test_the_first_cue_that_differs_is_named() -> None:
    one: outputs.Tracks = [[("t", "a"), ("u", "b")], [("t", "a")], None, [("t", "a")]]
    two: outputs.Tracks = [[("t", "a"), ("u", "c")], [], [("t", "a")], [("t", "a")]]

    assert outputs.differences(one, two) == [
        "track 0: cue 2 is ('u', 'b'), not ('u', 'c')",
        "track 1: 1 cues, not 0",
        "track 2: not written by both",
    ]


def test_ends_can_be_left_out() -> None:
    tracks: outputs.Tracks = [[("00:00:01,000 --> 00:00:02,000", "a")], None]

    assert outputs.without_ends(tracks) == [[("00:00:01,000", "a")], None]
