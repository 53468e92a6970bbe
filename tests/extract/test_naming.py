"""Output names of one source, settled before anything is written."""

from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.extract.naming import Wanted, name_outputs, source_skeleton, values_of
from cuelift.media import SampleDescription, Track


def track(index: int, language: str | None = "en", **more: object) -> Track:
    description = SampleDescription(codec="subrip", codec_id="S_TEXT/UTF8")
    return Track(
        index=index,
        number=index + 1,
        descriptions=(description,),
        language=language,
        **more,
    )


VALUES = values_of("films/movie.mkv", None, 0.0)


def names(
    tracks: list[Track], template: str | None = None, formats: tuple[str, ...] = ("srt",)
) -> list[str]:
    wanted = [Wanted(item, name, "") for item in tracks for name in formats]
    return [output.uri for output in name_outputs(wanted, template, VALUES, beside=True)]


def test_default_names_tell_language_and_kind():
    tracks = [
        track(0),
        track(1, forced=True),
        track(2, hearing_impaired=True),
        track(3),
        track(4, None),
    ]

    assert names(tracks) == [
        "films/movie.en.srt",
        "films/movie.en.forced.srt",
        "films/movie.en.sdh.srt",
        "films/movie.en.2.srt",
        "films/movie.und.srt",
    ]


def test_default_names_of_a_remote_source_lie_in_the_working_directory():
    wanted = [Wanted(track(0), "webvtt", "")]

    [output] = name_outputs(wanted, None, values_of("s3://b/x/movie.mkv", None, 0), beside=False)

    assert output.uri == "movie.en.vtt"


def test_a_folder_takes_default_names():
    assert names([track(0)], "out/") == ["out/movie.en.srt"]


def test_a_template_is_expanded_for_each_track_and_format():
    made = names([track(0), track(1, "fr")], "o/{streamindex}.{language}.{autoext}",
                 ("srt", "webvtt"))  # fmt: skip

    assert made == ["o/0.en.srt", "o/0.en.vtt", "o/1.fr.srt", "o/1.fr.vtt"]


@pytest.mark.parametrize(
    ("tracks", "formats", "template", "hint"),
    [
        ([track(0), track(1)], ("srt",), "{language}.srt", "{streamindex}"),
        ([track(0)], ("srt", "webvtt"), "out.txt", "{autoext}"),
    ],
)
def test_collisions_are_refused_with_the_variable_that_tells_them_apart(
    tracks, formats, template, hint
):
    with pytest.raises(UsageError) as caught:
        names(tracks, template, formats)

    assert hint in caught.value.message


def test_a_split_track_collides_without_the_forced_variable():
    wanted = [Wanted(track(0), "srt", part) for part in ("full", "forced")]

    with pytest.raises(UsageError, match="forced"):
        name_outputs(wanted, "{streamindex}.srt", VALUES, beside=True)


def test_default_names_of_a_split_track():
    wanted = [Wanted(track(0), "srt", part) for part in ("full", "forced")]

    outputs = name_outputs(wanted, None, VALUES, beside=True)

    assert [output.uri for output in outputs] == [
        "films/movie.en.srt",
        "films/movie.en.forced.srt",
    ]


def test_a_title_cannot_climb_out():
    made = names([track(0, title="../../evil")], "out/{title}.srt")

    assert made == ["out/_.._evil.srt"]


def test_sources_of_one_name_have_one_skeleton():
    template = "out/{barename}.{streamindex}.srt"

    assert source_skeleton("a/film.mkv", template) == source_skeleton("b/film.mp4", template)
    assert source_skeleton("a/film.mkv", None) != source_skeleton("b/film.mkv", None)
    assert source_skeleton("s3://b/a/film.mkv", None) == source_skeleton("s3://b/c/film.mkv", None)
    assert source_skeleton("a/film.mkv", "out/") == "out/film"
