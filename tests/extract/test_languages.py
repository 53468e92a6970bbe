"""The language of a track, by its tag, its title and its text."""

from __future__ import annotations

import pytest

import cuelift
from cuelift.extract import languages
from tests.support.small import LINES, Text, mkv

FRENCH = "Je ne sais pas de quoi vous parlez, mais nous devrions partir avant leur retour."
ENGLISH = "I don't know what you are talking about, but we should leave before they come."


def said(*texts):
    return [(1000 * number, 900, text) for number, text in enumerate(texts, 1)]


def extract(tmp_path, *tracks, to="", **options):
    film = tmp_path / "a.mkv"
    film.write_bytes(mkv(*tracks))
    report = cuelift.extract(
        str(film), f"{tmp_path}/{to}", options=cuelift.ExtractOptions(**options)
    )
    names = sorted(path.name for path in tmp_path.iterdir() if path != film)
    return report, names


def test_a_title_tells_the_language_where_no_tag_does(tmp_path):
    (tmp_path / "a.mkv").write_bytes(mkv(Text(LINES, language="und", name="Português (Brasil)")))

    (track,) = cuelift.probe(str(tmp_path / "a.mkv")).tracks

    assert (track.language, track.language_source) == ("pt-BR", "title")
    assert (track.language_tag, track.language_title) == (None, "pt-BR")


def test_a_title_says_more_than_a_bare_tag(tmp_path):
    report, names = extract(tmp_path, Text(LINES, language="chi", name="Traditional"))

    (track,) = report.tracks
    assert (track.language, track.language_source) == ("zh", "tag")
    report, names = extract(tmp_path, Text(LINES, language="chi", name="繁體中文"))
    assert report.tracks[0].language == "zh-Hant"
    assert "a.zh-Hant.vtt" in names


def test_a_title_that_contradicts_its_tag_is_told(tmp_path):
    report, names = extract(tmp_path, Text(LINES, language="eng", name="Deutsch"))

    assert report.tracks[0].language_conflict == "the track is tagged en, its title says de"
    assert report.warnings == ["track 0: the track is tagged en, its title says de"]
    assert names == ["a.en.vtt"]


def test_titles_choose_tracks_too(tmp_path):
    tracks = Text(LINES, language="und", name="Deutsch"), Text(LINES)

    report, names = extract(tmp_path, *tracks, selection=cuelift.Selection(languages=("de",)))

    assert names == ["a.de.vtt"]
    assert report.tracks[1].message == "language en was not asked for"


def test_the_text_tells_the_language_where_nothing_else_does(tmp_path):
    report, names = extract(tmp_path, Text(said(*[FRENCH] * 8), language="und"), Text(LINES))

    (track, _) = report.tracks
    assert (track.language, track.language_source, track.language_text) == ("fr", "text", "fr")
    assert names == ["a.en.vtt", "a.fr.vtt"]
    assert track.outputs == [f"{tmp_path}/a.fr.vtt"]


def test_text_is_not_looked_at_where_no_name_needs_it(tmp_path):
    report, names = extract(tmp_path, Text(said(*[FRENCH] * 8), language="und"), to="out.vtt")

    assert report.tracks[0].language is None
    assert names == ["out.vtt"]


def test_text_is_not_looked_at_without_its_package(tmp_path, monkeypatch):
    monkeypatch.setattr(languages, "find_spec", lambda name: None)

    _, names = extract(tmp_path, Text(said(*[FRENCH] * 8), language="und"))

    assert names == ["a.und.vtt"]


@pytest.mark.parametrize("mode", ["off", "auto"])
def test_a_tag_is_believed_unless_asked(tmp_path, mode):
    report, _ = extract(tmp_path, Text(said(*[FRENCH] * 8)), detect_language=mode)

    assert report.tracks[0].language_text is None


def test_a_tag_that_contradicts_its_text_is_told(tmp_path):
    report, names = extract(tmp_path, Text(said(*[FRENCH] * 8)), detect_language="always")

    assert report.warnings == ["track 0: the track is tagged en, its text is fr"]
    assert names == ["a.en.vtt"]


def test_a_track_of_two_languages_is_told(tmp_path):
    report, _ = extract(
        tmp_path, Text(said(*[ENGLISH] * 36, *[FRENCH] * 18)), detect_language="always"
    )

    (track,) = report.tracks
    assert list(track.other_languages) == ["fr"]
    assert report.warnings[0].startswith("track 0: parts of it are in fr (")


def test_the_text_of_caption_files_is_looked_at_too(tmp_path):
    source = tmp_path / "a.srt"
    source.write_text(f"1\n00:00:01,000 --> 00:00:02,000\n{FRENCH}\n")

    report = cuelift.extract(str(source), f"{tmp_path}/{{barename}}.{{language}}.vtt")

    assert report.tracks[0].outputs == [f"{tmp_path}/a.fr.vtt"]
