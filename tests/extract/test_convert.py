"""Caption file to caption file."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import cuelift
from cuelift import ExtractOptions, UsageError

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


OVERLAP = "1\n00:00:01,000 --> 00:00:04,000\nשלום\n\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n\n"


@pytest.mark.parametrize(("name", "cues"), [("b.srt", 3), ("b.vtt", 3), ("b.ass", 1)])
def test_overlapping_cues_are_cut_where_formats_have_no_layers(
    tmp_path: Path, name: str, cues: int
):
    (tmp_path / "a.srt").write_text(OVERLAP)

    cuelift.convert(
        tmp_path / "a.srt", tmp_path / name, options=ExtractOptions(formats=(), flatten=True)
    )
    text = (tmp_path / name).read_text()

    assert text.count("שלום") == cues
    assert text.count("Two") == 1


def test_right_to_left_lines_are_embedded_when_asked_for(tmp_path: Path):
    (tmp_path / "a.srt").write_text(OVERLAP)
    for name in ("b.srt", "b.vtt", "b.txt"):
        cuelift.convert(
            tmp_path / "a.srt", tmp_path / name, options=ExtractOptions(formats=(), rtl="wrap")
        )

        assert "\u202bשלום" in (tmp_path / name).read_text()


def test_the_language_of_the_text_can_be_told(tmp_path: Path):
    (tmp_path / "a.srt").write_text(SRT.replace("Hi", "Quoi? Non!"))
    asked = ExtractOptions(formats=(), clean="punctuation", detect_language="off")

    untold = cuelift.convert(tmp_path / "a.srt", tmp_path / "b.srt", options=asked)
    told = cuelift.convert(
        tmp_path / "a.srt", tmp_path / "c.srt", options=replace(asked, language="fre")
    )

    assert untold.tracks[0].language is None
    assert (told.tracks[0].language, told.tracks[0].language_source) == ("fr", "option")
    assert "Quoi? Non!" in (tmp_path / "b.srt").read_text()
    assert "Quoi\u00a0? Non\u00a0!" in (tmp_path / "c.srt").read_text()


def test_what_is_no_language_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="'no way' is no language tag"):
        cuelift.convert("a.srt", "b.srt", options=ExtractOptions(language="no way"))
