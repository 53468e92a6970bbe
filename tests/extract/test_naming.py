"""Output names of one source, settled before anything is written."""

from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.extract.naming import Place, Wanted, name_outputs, source_skeleton, values_of
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
    return [output.uri for output in name_outputs(wanted, template, VALUES, local=True)]


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

    [output] = name_outputs(wanted, None, values_of("s3://b/x/movie.mkv", None, 0), local=False)

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
        name_outputs(wanted, "{streamindex}.srt", VALUES, local=True)


def test_default_names_of_a_split_track():
    wanted = [Wanted(track(0), "srt", part) for part in ("full", "forced")]

    outputs = name_outputs(wanted, None, VALUES, local=True)

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


def test_a_track_has_the_same_name_whichever_tracks_are_chosen():
    wanted = [Wanted(track(number), "webvtt", "") for number in range(3)]

    def chosen(*numbers: int) -> list[tuple[int, str]]:
        made = name_outputs(wanted, None, VALUES, local=True, chosen=set(numbers))
        return [(output.track, output.uri) for output in made]

    assert chosen(0) == [(0, "films/movie.en.vtt")]
    assert chosen(1) == [(1, "films/movie.en.2.vtt")]
    assert chosen(0, 2) == [(0, "films/movie.en.vtt"), (2, "films/movie.en.3.vtt")]
    [index] = name_outputs(wanted, "{index}.vtt", VALUES, local=True, chosen={2})
    assert index.uri == "1.vtt"


def named(source: str, template: str | None, **more: object) -> str:
    values = values_of(source, None, 0.0)
    local = "://" not in source and not source.startswith("memory:")
    [output] = name_outputs([Wanted(track(0, **more), "webvtt", "")], template, values, local=local)
    return output.uri


@pytest.mark.parametrize(
    ("source", "template"),
    [
        ("s3://b//etc/lead.mkv", "{key}.{autoext}"),
        ("s3://b//lead.mkv", "{dirname}/x.{autoext}"),
        ("memory:/etc/lead.mkv", "{key}"),
        ("s3://b/../../x/lead.mkv", "out/{dirname}/x.vtt"),
        ("s3://b/../lead.mkv", "../{key}.vtt"),
        ("s3://b/../lead.mkv", "{dirname}/"),
        ("http://h/%2e%2e/lead.mkv", "out/{key}.vtt"),
        ("film.mkv", "{title}/x.vtt"),
        ("..x", "o/.{barename}/x.vtt"),
    ],
)
def test_a_name_out_of_the_template_s_folder_is_refused(source, template):
    with pytest.raises(UsageError, match=r"climbs out|is absolute"):
        named(source, template)


@pytest.mark.parametrize(
    ("source", "template", "expected"),
    [
        ("../film.mkv", None, "../film.en.vtt"),
        ("../a/../film.mkv", "{dirname}/{barename}.x", "../a/../film.x"),
        ("/film.mkv", None, "/film.en.vtt"),
        ("/a/film.mkv", "{key}.vtt", "/a/film.mkv.vtt"),
        ("s3://b/a/film.mkv", "../o/{key}.vtt", "../o/a/film.mkv.vtt"),
        ("s3://b//a/film.mkv", "/o{key}.vtt", "/o/a/film.mkv.vtt"),
        ("./memory:x.mkv", None, "./memory:x.en.vtt"),
        ("s3://b/s3://c/x.mkv", "{key}.vtt", "./s3://c/x.mkv.vtt"),
        ("s3://b/x.mkv", "s3://{bucket}/{key}.vtt", "s3://b/x.mkv.vtt"),
        ("./http:/x.mkv", None, "./http:/x.en.vtt"),
    ],
)
def test_names_that_users_mean_are_kept(source, template, expected):
    assert named(source, template) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("http://host/My%20Film.mkv?a=b%20c", "My Film.en.vtt"),
        ("http://user:secret@host:8080/", "./host:8080.en.vtt"),
        ("https://host/a%2Fb%00.mkv", "a_b_.en.vtt"),
        ("https://host.org?id=3", "host.org.en.vtt"),
    ],
)
def test_names_of_urls_are_decoded(source, expected):
    assert named(source, None) == expected


def test_the_bucket_of_a_url_is_its_host_without_credentials():
    assert values_of("https://user:secret@host/a.mkv", None, 0.0)["bucket"] == "host"


def object_names(template: str, source: str = "oss://b/film.mkv", **more: object) -> list[str]:
    values = values_of(source, None, 0.0)
    place = Place(template=template, extra={"tags.x": "1", "tags.none": "", "tags.up": ".."})
    wanted = [Wanted(track(0, **more), "webvtt", "")]
    return [output.uri for output in name_outputs(wanted, place, values, local=False)]


def test_the_key_of_an_object_has_no_segment_that_says_here():
    assert object_names("oss://{bucket}/{dirname}/{barename}.vtt") == ["oss://b/film.vtt"]
    assert object_names("oss://b/./a/./b.vtt") == ["oss://b/a/b.vtt"]


@pytest.mark.parametrize(
    "template",
    [
        "oss://b/../x.vtt",
        "oss://b/a/../../x.vtt",
        "oss://b//x.vtt",
        "s3://b/a//x.vtt",
        "oss://b/{tags.none}/x.vtt",
        "oss://b/{tags.up}/x.vtt",
        "oss://b/a\nb.vtt",
        "oss://b/a\x85b.vtt",
        "oss://b",
        "oss://b/.",
        "oss://b/" + "x" * 1024,
    ],
)
def test_keys_that_are_none_are_refused_after_substitution(template):
    with pytest.raises(UsageError):
        object_names(template)


def test_a_source_key_that_climbs_takes_no_output_along():
    with pytest.raises(UsageError):
        object_names("oss://b/{dirname}/x.vtt", "oss://b/a/../../c/film.mkv")
    with pytest.raises(UsageError):
        object_names("oss://b/{key}.vtt", "oss://b//abs/film.mkv")


def test_only_written_files_are_counted():
    wanted = [Wanted(track(number), "webvtt", "") for number in range(3)]

    outputs = name_outputs(
        wanted, "{index}.{streamindex}.vtt", VALUES, local=True,
        written=lambda item: item.track.index != 1,
    )  # fmt: skip

    assert [output.uri for output in outputs] == ["1.0.vtt", "2.2.vtt"]


def test_default_names_do_not_change_when_a_track_is_empty():
    wanted = [Wanted(track(number), "srt", "") for number in range(2)]

    [output] = name_outputs(
        wanted, "out/", VALUES, local=True, written=lambda item: item.track.index == 1
    )

    assert output.uri == "out/movie.en.2.srt"
