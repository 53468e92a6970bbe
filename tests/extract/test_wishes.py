"""Several targets of one source, in one pass over its bytes."""

from __future__ import annotations

import pytest

import cuelift
from cuelift import (
    Cancelled,
    ExtractOptions,
    LimitExceeded,
    ReadOptions,
    Selection,
    SourceReport,
    StoreOptions,
    UsageError,
)
from cuelift.extract.expand import Found
from cuelift.extract.many import extract_many
from cuelift.extract.options import Target
from cuelift.extract.pipeline import extract_source
from cuelift.store.buckets import Buckets
from tests.support.small import LINES, Text, mkv
from tests.writers import ebml

FILM = mkv(Text(LINES), Text([]), Text(LINES[:1], language="ger"))


@pytest.fixture
def memory() -> dict[str, bytes]:
    return {}


def lift(
    memory: dict[str, bytes], *targets: Target, film: bytes = FILM, **options: object
) -> SourceReport:
    memory["film.mkv"] = film
    read = ReadOptions(store=StoreOptions(memory=memory))
    chosen = ExtractOptions(read=read, targets=targets, **options)
    return extract_source(["memory:film.mkv"], chosen)


def names(memory: dict[str, bytes]) -> set[str]:
    return set(memory) - {"film.mkv"}


def test_one_pass_serves_all_targets(memory):
    one = lift(memory, Target(template="memory:a.{streamindex}.{autoext}"))
    two = lift(
        memory,
        Target(template="memory:a.{streamindex}.{autoext}"),
        Target(formats=("srt", "webvtt"), template="memory:b.{streamindex}.{autoext}"),
    )

    assert names(memory) == {"a.0.vtt", "a.2.vtt", "b.0.srt", "b.0.vtt", "b.2.srt", "b.2.vtt"}
    assert memory["a.0.vtt"] == memory["b.0.vtt"]
    assert two.bytes_read == one.bytes_read
    assert [track.index for track in two.tracks] == [0, 1, 2]
    assert two.tracks[0].outputs == ["memory:a.0.vtt", "memory:b.0.srt", "memory:b.0.vtt"]


def test_each_target_chooses_its_tracks_and_passes_over_numbers_without_one(memory):
    report = lift(
        memory,
        Target(template="memory:a.{streamindex}.vtt", tracks=(2, 7, 101)),
        Target(template="memory:b.{streamindex}.vtt", tracks=(55,)),
    )

    assert names(memory) == {"a.2.vtt"}
    assert [(track.outcome, track.message) for track in report.tracks] == [
        ("skipped", "not asked for"),
        ("skipped", "not asked for"),
        ("cues", None),
    ]
    assert report.good


def test_the_index_counts_the_files_that_each_target_really_writes(memory):
    lift(
        memory,
        Target(template="memory:a-{index}-{streamindex}.{autoext}"),
        Target(template="memory:b-{index}.{autoext}", tracks=(1, 2)),
        Target(template="memory:c", prefix=True),
    )

    # Track 1 is empty: no target counts it.
    assert names(memory) == {"a-1-0.vtt", "a-2-2.vtt", "b-1.vtt", "c_0.vtt", "c_1.vtt"}


def test_a_name_that_changes_when_a_track_is_empty_is_checked_again(memory, tmp_path):
    claimed: list[list[str]] = []
    memory["film.mkv"] = FILM
    options = ExtractOptions(
        read=ReadOptions(store=StoreOptions(memory=memory)),
        targets=(Target(template="memory:{index}.{streamindex}.vtt"),),
    )

    extract_source(["memory:film.mkv"], options, claim=lambda uris: claimed.append(list(uris)))

    first = ["memory:1.0.vtt", "memory:2.1.vtt", "memory:3.2.vtt"]
    assert claimed == [first, ["memory:1.0.vtt", "memory:2.2.vtt"]]
    with pytest.raises(UsageError, match="would replace"):
        extract_source(["memory:film.mkv"], options, kept=["memory:2.2.vtt"])


def test_one_name_for_two_targets_is_refused_before_anything_is_written(memory):
    same = Target(template="memory:{streamindex}.vtt")
    with pytest.raises(UsageError, match=r"targets 0 and 1 would both write 'memory:0\.vtt'"):
        lift(memory, same, same)

    assert names(memory) == set()


def test_two_spellings_of_one_file_are_one_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "film.mkv").write_bytes(FILM)
    targets = (Target(template="out.{streamindex}.vtt"), Target(template="./out.{streamindex}.vtt"))

    with pytest.raises(UsageError, match="would both write"):
        extract_source(["film.mkv"], ExtractOptions(targets=targets))


def test_further_variables_have_values_that_are_parts_of_names(memory):
    lift(
        memory,
        Target(template="memory:{tags.run}/{tags.odd}-{streamindex}.vtt", tracks=(0,)),
        variables={"tags.run": "a7", "tags.odd": "../x/y\n"},
    )

    assert names(memory) == {"a7/_x_y_-0.vtt"}
    with pytest.raises(UsageError, match=r"unknown variable \{tags\.none\}.*tags\.run"):
        lift(memory, Target(template="memory:{tags.none}.vtt"), variables={"tags.run": "a"})


def test_the_times_of_a_task_are_those_of_its_creation(memory):
    lift(
        memory,
        Target(template="memory:{t_year}{t_mon}{t_day}T{t_hour}{t_min}{t_sec}.vtt", tracks=(0,)),
        created_ns=1_700_000_000_000_000_000,
    )

    assert names(memory) == {"20231114T221320.vtt"}


def test_a_caption_file_has_several_targets_too(memory):
    memory["a.srt"] = b"1\n00:00:01,000 --> 00:00:02,000\nHi\n"
    read = ReadOptions(store=StoreOptions(memory=memory))
    targets = (
        Target(template="memory:x-{index}.{autoext}"),
        Target(formats=("ass",), template="memory:x", prefix=True),
        Target(template="memory:y.vtt", tracks=(3,)),
    )

    report = extract_source(["memory:a.srt"], ExtractOptions(read=read, targets=targets))

    assert set(memory) == {"a.srt", "x-1.vtt", "x_0.ass"}
    assert report.tracks[0].outputs == ["memory:x-1.vtt", "memory:x_0.ass"]


def test_the_selection_holds_for_all_targets(memory):
    lift(
        memory, Target(template="memory:{streamindex}.vtt"), selection=Selection(languages=("de",))
    )

    assert names(memory) == {"2.vtt"}


@pytest.mark.parametrize(
    "target", [Target(formats=("nothing",)), Target(template="{x}"), Target(template="a%d.vtt")]
)
def test_a_target_that_cannot_be_met_is_refused_before_reading(memory, target):
    with pytest.raises(UsageError):
        lift(memory, target, film=b"not even a film")


def test_sources_of_one_run_do_not_share_names_in_any_target(tmp_path):
    found = [Found(uri=str(tmp_path / "a/film.mkv")), Found(uri=str(tmp_path / "b/film.mkv"))]
    targets = (
        Target(template=f"{tmp_path}/{{key}}.vtt"),
        Target(template=f"{tmp_path}/{{barename}}.{{tags.x}}.{{streamindex}}.vtt"),
    )
    options = ExtractOptions(targets=targets, variables={"tags.x": "1"})

    with pytest.raises(UsageError, match=r"would both be written to .*film\.1\.\{streamindex\}"):
        extract_many(found, options, workers=1, manifest=None)


def test_names_and_formats_beside_several_targets_are_refused():
    options = ExtractOptions(targets=(Target(),))
    for arguments in ({"to": "x/"}, {"format": "srt"}):
        with pytest.raises(UsageError, match="each target has its own"):
            cuelift.extract("film.mkv", options=options, **arguments)
    with pytest.raises(UsageError, match="a conversion has one target"):
        cuelift.convert("a.srt", "b.vtt", options=options)


# Publishing: the fence and the limit of size.


def test_a_closed_fence_publishes_nothing(memory):
    def closed() -> None:
        raise Cancelled("another attempt has taken the task over")

    with pytest.raises(Cancelled, match="taken the task over"):
        lift(memory, Target(template="memory:{streamindex}.vtt"), fence=closed)

    assert names(memory) == set()


def test_a_fence_that_closes_midway_leaves_no_hidden_files(tmp_path):
    (tmp_path / "film.mkv").write_bytes(mkv(*[Text(LINES)] * 12))
    asked = []

    def fence() -> None:
        asked.append(1)
        if len(asked) > 3:
            raise Cancelled("too late")

    target = Target(template=str(tmp_path / "out" / "{streamindex}.vtt"))
    with pytest.raises(Cancelled):
        extract_source([str(tmp_path / "film.mkv")], ExtractOptions(targets=(target,), fence=fence))

    assert len(asked) == 4
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_attachments_pass_the_fence_too(memory):
    font = ebml.attachment("a.ttf", "font/ttf", b"F" * 100)
    film = mkv(Text(LINES), attachments=[font])
    asked = []
    report = lift(
        memory,
        Target(template="memory:{streamindex}.vtt"),
        film=film,
        attachments="memory:fonts",
        fence=lambda: asked.append(1),
    )

    assert (len(asked), report.attachments[0].output) == (2, "memory:fonts/a.ttf")


def test_outputs_above_the_limit_are_not_published(memory):
    target = Target(template="memory:{streamindex}.vtt")
    with pytest.raises(LimitExceeded, match="over 50 bytes together") as caught:
        lift(memory, target, max_output_bytes=50)
    assert names(memory) == set()
    assert caught.value.details == {"output_limit": 50}

    lift(memory, target, max_output_bytes=1000)
    assert names(memory) == {"0.vtt", "2.vtt"}


def test_an_attachment_above_the_limit_is_no_passing_trouble(memory):
    film = mkv(Text(LINES), attachments=[ebml.attachment("a.ttf", "font/ttf", b"F" * 5000)])
    with pytest.raises(LimitExceeded):
        lift(
            memory,
            Target(template="memory:{streamindex}.vtt"),
            film=film,
            attachments="memory:fonts",
            max_output_bytes=2000,
        )


# Buckets that the server keeps.


def test_a_film_in_a_local_bucket_is_lifted_into_buckets(tmp_path):
    (tmp_path / "films/in").mkdir(parents=True)
    (tmp_path / "films/in/film.mkv").write_bytes(FILM)
    store = StoreOptions(buckets=Buckets(folder=str(tmp_path)), schemes=frozenset({"oss"}))
    targets = (
        Target(template="oss://{bucket}/{dirname}/{barename}.{streamindex}.{autoext}"),
        Target(formats=("srt",), template="oss://captions/all", prefix=True),
    )
    options = ExtractOptions(read=ReadOptions(store=store), targets=targets)

    report = extract_source(["oss://films/in/film.mkv"], options)

    assert report.source == "oss://films/in/film.mkv"
    assert report.files == [
        "oss://films/in/film.0.vtt",
        "oss://captions/all_0.srt",
        "oss://films/in/film.2.vtt",
        "oss://captions/all_1.srt",
    ]
    assert sorted(path.name for path in (tmp_path / "captions").iterdir()) == [
        "all_0.srt",
        "all_1.srt",
    ]
    assert report.requests["put"] == 4
    for uri in ("/etc/passwd", "file:///etc/passwd", "memory:a", "https://example.org/a.mkv"):
        with pytest.raises(UsageError, match="may not be used"):
            extract_source([uri], options)
        refused = Target(template=f"{tmp_path}/x.vtt", tracks=(0,))
        with pytest.raises(UsageError, match="may not be used"):
            extract_source(
                ["oss://films/in/film.mkv"],
                ExtractOptions(read=options.read, targets=(refused,)),
            )
