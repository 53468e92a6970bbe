"""Caption file to caption file."""

from __future__ import annotations

from pathlib import Path

import pytest

import cuelift
from cuelift import UsageError

SRT = "1\n00:00:01,000 --> 00:00:02,000\nHi\n\n"


def test_paths_are_taken_as_they_are(tmp_path: Path):
    (tmp_path / "a{1}.srt").write_text(SRT)

    report = cuelift.convert(tmp_path / "a{1}.srt", tmp_path / "b{2}.vtt")

    assert report.good
    assert (tmp_path / "b{2}.vtt").read_text().startswith("WEBVTT")


@pytest.mark.parametrize("name", ["a.srt", "./a.srt", "link.srt"])
def test_a_file_is_not_converted_onto_itself(tmp_path: Path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.srt").write_text(SRT)
    (tmp_path / "link.srt").symlink_to("a.srt")

    with pytest.raises(UsageError, match="would replace"):
        cuelift.convert("a.srt", name)
    assert (tmp_path / "a.srt").read_text() == SRT


def test_a_name_without_a_known_extension_is_refused():
    with pytest.raises(UsageError, match="no caption format"):
        cuelift.convert("a.srt", "b.doc")
