"""Translations within an extraction."""

from __future__ import annotations

import pytest

import cuelift
from cuelift.errors import Cancelled, LimitExceeded, UsageError
from cuelift.extract.options import TranslateRequest
from cuelift.extract.pipeline import extract_source
from cuelift.store.drive import ReadLimits
from tests.support.range_server import Answer
from tests.support.small import LINES, Text, mkv
from tests.translate.engines.endpoint import endpoint
from tests.translate.engines.test_libretranslate import service

FRENCH = "Je ne sais pas de quoi vous parlez, mais nous devrions partir avant leur retour."


@pytest.fixture
def there():
    with endpoint(service) as found:
        yield found


def options(there, *to, **fields):
    request = TranslateRequest(to=to, engine=f"libretranslate:{there.url}")
    return cuelift.ExtractOptions(translate=request, **fields)


def write(tmp_path, *tracks):
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv(*tracks))
    return str(path)


def names(tmp_path):
    return sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".mkv")


def test_each_format_is_written_in_each_language(tmp_path, there):
    film = write(tmp_path, Text(LINES))

    report = cuelift.extract(
        film, f"{tmp_path}/", ["srt", "html"], options=options(there, "es", "zh-Hant")
    )

    assert names(tmp_path) == [
        "a.en.html", "a.en.srt", "a.es.html", "a.es.srt", "a.zh-Hant.html", "a.zh-Hant.srt",
    ]  # fmt: skip
    assert "<i>Two</i>" in (tmp_path / "a.en.srt").read_text()
    assert "<i>TWO</i>" in (tmp_path / "a.es.srt").read_text()
    assert "(es)" in (tmp_path / "a.es.html").read_text()
    (track,) = report.tracks
    spanish, chinese = track.translations
    assert (spanish.language, spanish.outcome, spanish.engine) == (
        "es",
        "translated",
        "libretranslate",
    )
    assert spanish.cues["translated"] == 3
    assert chinese.characters > 0
    assert report.good


def test_a_name_without_language_gets_one(tmp_path, there):
    film = write(tmp_path, Text(LINES))

    cuelift.extract(film, f"{tmp_path}/out.srt", "srt", options=options(there, "es"))

    assert names(tmp_path) == ["out.es.srt", "out.srt"]


def test_a_track_in_that_language_is_not_translated(tmp_path, there):
    film = write(tmp_path, Text(LINES, language="spa"), Text(LINES))

    report = cuelift.extract(film, f"{tmp_path}/", "srt", options=options(there, "es"))

    assert names(tmp_path) == ["a.en.srt", "a.es.2.srt", "a.es.srt"]
    assert [len(track.translations) for track in report.tracks] == [0, 1]
    assert "Two" in (tmp_path / "a.es.srt").read_text()


def test_the_language_of_an_untagged_track_is_heard_first(tmp_path, there):
    lines = [(1000 * n, 900, FRENCH) for n in range(1, 9)]
    film = write(tmp_path, Text(lines, language="und"))

    report = cuelift.extract(
        film, f"{tmp_path}/{{language}}.srt", "srt", options=options(there, "en", "fr")
    )

    # English is not among the targets that the service has from French.
    assert report.tracks[0].language == "fr"
    assert [item.language for item in report.tracks[0].translations] == ["en"]
    assert "fr.srt" in names(tmp_path)


def test_a_track_of_no_known_language_is_not_translated(tmp_path, there):
    film = write(tmp_path, Text(LINES[:1], language="und"))

    report = cuelift.extract(film, f"{tmp_path}/", "srt", options=options(there, "es"))

    assert names(tmp_path) == ["a.und.srt"]
    (item,) = report.tracks[0].translations
    assert item.outcome == "failed"
    assert "its language" not in str(item.message)
    assert "is not known" in str(item.message)
    assert not report.good


def test_a_service_that_fails_costs_its_files_alone(tmp_path, there):
    film = write(tmp_path, Text(LINES))

    report = cuelift.extract(film, f"{tmp_path}/", "srt", options=options(there, "ja"))

    assert names(tmp_path) == ["a.en.srt"]
    assert report.tracks[0].outcome == "cues"
    assert report.tracks[0].translations[0].outcome == "failed"
    assert report.tracks[0].translations[0].message
    assert not report.good


def test_cues_that_could_not_be_translated_keep_their_text_and_are_counted(tmp_path, there):
    film = write(tmp_path, Text(LINES))
    there.first = [Answer(400, {}, b"no")] * 50

    report = cuelift.extract(film, f"{tmp_path}/", "srt", options=options(there, "es"))

    (item,) = report.tracks[0].translations
    assert item.outcome == "partial"
    assert item.cues["failed"] == 3
    assert item.message
    assert "One" in (tmp_path / "a.es.srt").read_text()
    assert not report.good


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (TranslateRequest(to=("es",)), "needs an engine"),
        (TranslateRequest(to=("es",), engine="oracle"), "oracle"),
        (TranslateRequest(to=("english",), engine="apertium"), "no language to translate into"),
    ],
)
def test_what_cannot_be_met_is_told_before_anything_is_read(tmp_path, request_, said):
    with pytest.raises(UsageError, match=said):
        cuelift.extract(f"{tmp_path}/none.mkv", options=cuelift.ExtractOptions(translate=request_))


def test_translations_are_watched_and_can_be_stopped(tmp_path, there):
    film = write(tmp_path, Text(LINES))
    seen: list[tuple[int, int]] = []

    extract_source(
        [film], options(there, "es", formats=("srt",)),
        watch_translation=lambda *state: seen.append(state),
    )  # fmt: skip
    assert seen[-1] == (3, 3)

    stop = cuelift.ReadOptions(cancelled=lambda: bool(there.asked))
    there.asked.clear()
    there.first = [Answer(503, {}, b"")] * 20
    with pytest.raises(Cancelled):
        extract_source([film], options(there, "es", formats=("srt",), read=stop))


def test_the_time_limit_of_a_source_holds_while_it_is_translated(tmp_path, there):
    film = write(tmp_path, Text(LINES))
    there.first = [Answer(503, {}, b"")] * 20
    read = cuelift.ReadOptions(limits=ReadLimits(timeout_s=0.4))

    with pytest.raises(LimitExceeded, match=r"not done within 0\.4 s"):
        extract_source([film], options(there, "es", formats=("srt",), read=read))
    assert names(tmp_path) == []
