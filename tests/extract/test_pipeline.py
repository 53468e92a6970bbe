"""One source, from opening to files and report."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import cuelift
from cuelift import (
    ExtractOptions,
    ReadOptions,
    Selection,
    SourceReport,
    StoreOptions,
    UsageError,
    Window,
)
from cuelift.extract.pipeline import extract_source
from tests.support.small import LINES, Text, mkv
from tests.writers import ebml, isobmff

SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\nOne\n\n"
    "2\n00:00:03,000 --> 00:00:04,500\n<i>Two</i>\n\n"
    "3\n00:00:05,000 --> 00:00:06,500\nThree\nlines\n\n"
)


@pytest.fixture
def memory() -> dict[str, bytes]:
    return {}


def lift(
    memory: dict[str, bytes], film: bytes, to: str | None = "memory:out/{streamindex}.{autoext}",
    formats: str | tuple[str, ...] = "srt", **options: object,
) -> SourceReport:  # fmt: skip
    memory["film.mkv"] = film
    read = ReadOptions(store=StoreOptions(memory=memory))
    return cuelift.extract(
        "memory:film.mkv", to, formats, options=ExtractOptions(read=read, **options)
    )


def outputs(memory: dict[str, bytes]) -> dict[str, str]:
    return {key: data.decode() for key, data in memory.items() if key.startswith("out/")}


def outcomes(report: SourceReport) -> list[tuple[str | None, str | None]]:
    return [(track.outcome, track.message) for track in report.tracks]


def test_a_film_becomes_caption_files_and_a_report(memory):
    report = lift(memory, mkv(Text(LINES), Text(LINES[:1], language="ger", sdh=True)))

    assert outputs(memory) == {"out/0.srt": SRT, "out/1.srt": SRT.partition("2\n")[0]}
    assert report.good
    assert report.container == "matroska"
    assert report.read_mode == "indexed"
    first, second = report.tracks
    assert (first.index, first.codec, first.codec_id, first.kind) == (
        0, "subrip", "S_TEXT/UTF8", "text",
    )  # fmt: skip
    assert (first.language, second.language) == ("en", "de")
    assert second.hearing_impaired
    assert (first.cues, first.first_start_ms, first.last_end_ms) == (3, 1000, 6500)
    assert first.outputs == ["memory:out/0.srt"]
    assert report.requests == {"get": report.requests["get"], "head": 1, "put": 2, "list": 0}


def test_several_formats_come_from_one_read(memory):
    one = lift(memory, mkv(Text(LINES)))
    two = lift(memory, mkv(Text(LINES)), formats=("srt", "webvtt", "jsonl", "txt", "ass"))

    assert set(outputs(memory)) == {f"out/0.{ext}" for ext in ("srt", "vtt", "jsonl", "txt", "ass")}
    assert two.bytes_read == one.bytes_read


def test_native_keeps_each_track_s_own_format(memory):
    header = b"[Script Info]\n\n[V4+ Styles]\nFormat: Name\nStyle: Default\n\n[Events]\n"
    ass = Text([(1000, 500, "0,0,Default,,0,0,0,,Hi")], "S_TEXT/ASS", private=header)
    vtt = Text([(1000, 500, "Hi")], "S_TEXT/WEBVTT")
    lift(memory, mkv(Text(LINES), ass, vtt), formats="native")

    assert set(outputs(memory)) == {"out/0.srt", "out/1.ass", "out/2.vtt"}


def test_empty_tracks_make_no_file(memory):
    report = lift(memory, mkv(Text(LINES), Text([])))

    assert outcomes(report)[1][0] == "empty"
    assert set(outputs(memory)) == {"out/0.srt"}
    assert report.good


def test_tracks_that_are_not_asked_for_are_skipped_with_the_reason(memory):
    film = mkv(Text(LINES), Text(LINES, language="ger"), Text(LINES, language="fre"))

    by_number = lift(memory, film, selection=Selection(tracks=(1,)))
    by_language = lift(memory, film, selection=Selection(languages=("FR", "xx")))

    assert outcomes(by_number) == [
        ("skipped", "not asked for"), ("cues", None), ("skipped", "not asked for"),
    ]  # fmt: skip
    assert [outcome for outcome, _ in outcomes(by_language)] == ["skipped", "skipped", "cues"]
    assert by_language.tracks[0].message == "language en was not asked for"


def test_a_language_takes_its_regions_and_und_takes_none(memory):
    film = mkv(Text(LINES, language="por"), Text(LINES, language="und"))

    report = lift(memory, film, selection=Selection(languages=("und",)))

    assert [outcome for outcome, _ in outcomes(report)] == ["skipped", "cues"]


def test_a_track_that_is_not_there_is_a_usage_error(memory):
    with pytest.raises(UsageError, match="no caption track 4; this source has 0 to 0"):
        lift(memory, mkv(Text(LINES)), selection=Selection(tracks=(4,)))


def test_graphical_unknown_and_encrypted_tracks_are_told_apart(memory):
    film = mkv(
        Text(LINES, "S_IMAGE/BMP"),
        Text(LINES, "S_STRANGE"),
        Text(LINES, encodings=ebml.encryption(5)),
        Text(LINES),
    )
    report = lift(memory, film)

    kinds = [(track.kind, track.outcome) for track in report.tracks]
    assert kinds == [
        ("graphical", "refused"), ("unknown", "failed"), ("text", "failed"), ("text", "cues"),
    ]  # fmt: skip
    assert "S_STRANGE" in (report.tracks[1].message or "")
    assert "AES" in (report.tracks[2].message or "")
    assert not report.good


@pytest.mark.parametrize(
    ("forced", "expected"),
    [("all", {"0", "1"}), ("only", {"1"})],
)
def test_forced_tracks_can_be_had_alone(memory, forced, expected):
    film = mkv(Text(LINES), Text(LINES, forced=True))

    lift(memory, film, selection=Selection(forced=forced))

    assert set(outputs(memory)) == {f"out/{number}.srt" for number in expected}


def forced_mp4() -> bytes:
    frcd = isobmff.box(b"frcd")
    samples = [
        (isobmff.tx3g("plain"), 1000),
        (isobmff.tx3g("forced") + frcd, 1000),
        (isobmff.tx3g("plain again"), 1000),
    ]
    entry = isobmff.tx3g_entry(flags=0x40000000)
    return isobmff.progressive(isobmff.TrackSpec(samples, entries=[entry]))


def test_forced_cues_within_a_track_can_be_had_alone_or_apart(memory):
    name = "memory:out/{streamindex}{forced}.{autoext}"
    only = lift(memory, forced_mp4(), selection=Selection(forced="only"))
    assert [cue.split("\n")[2] for cue in outputs(memory)["out/0.srt"].split("\n\n")[:-1]] == [
        "forced"
    ]
    memory.clear()
    split = lift(memory, forced_mp4(), to=name, selection=Selection(forced="split"))

    assert only.tracks[0].forced_cues == 1
    assert outputs(memory)["out/0forced.srt"].count("-->") == 1
    assert outputs(memory)["out/0.srt"].count("-->") == 2
    assert split.tracks[0].forced_cues == 1


def test_a_window_cuts_and_shifts(memory):
    window = Window(3_500_000_000, 5_500_000_000)
    report = lift(memory, mkv(Text(LINES)), selection=Selection(window=window))

    assert outputs(memory)["out/0.srt"] == (
        "1\n00:00:00,000 --> 00:00:01,000\n<i>Two</i>\n\n"
        "2\n00:00:01,500 --> 00:00:02,000\nThree\nlines\n\n"
    )
    assert report.timeline_offset_ms == 3500


def test_a_window_of_the_raw_timeline_only_cuts(memory):
    window = Window(3_500_000_000, None)
    lift(memory, mkv(Text(LINES)), selection=Selection(window=window, timeline="raw"))

    assert outputs(memory)["out/0.srt"].startswith("1\n00:00:03,500 --> 00:00:04,500")


def test_edit_lists_apply_unless_the_timeline_is_raw(memory):
    spec = isobmff.TrackSpec(
        [(isobmff.tx3g("a"), 1000)], edits=[(2000, -1, 65536), (9000, 0, 65536)]
    )
    film = isobmff.progressive(spec, duration=11000)
    lift(memory, film)
    shown = outputs(memory)["out/0.srt"]
    lift(memory, film, selection=Selection(timeline="raw"))
    raw = outputs(memory)["out/0.srt"]

    assert shown.startswith("1\n00:00:02,000 --> 00:00:03,000")
    assert raw.startswith("1\n00:00:00,000 --> 00:00:01,000")


def test_colliding_names_are_refused_before_anything_is_written(memory):
    with pytest.raises(UsageError, match="streamindex"):
        lift(memory, mkv(Text(LINES), Text(LINES)), to="memory:out/x.srt")

    assert outputs(memory) == {}


def test_an_unknown_format_is_refused_with_the_known_ones(memory):
    known = "webvtt, ass, srt, jsonl, txt, csv, md, html, docx, images, bdn, sup, native"
    with pytest.raises(UsageError, match=f"known formats: {known}"):
        lift(memory, mkv(Text(LINES)), formats="doc")


def test_a_cut_off_film_gives_partial_files_under_another_name(memory):
    whole = mkv(Text(LINES), tags=[ebml.statistics(1002, 3, 30)])
    report = lift(memory, whole[: whole.index(b"Three") + 2])

    assert report.tracks[0].outcome == "partial"
    assert report.tracks[0].outputs == ["memory:out/0.partial.srt"]
    assert outputs(memory)["out/0.partial.srt"].count("-->") == 2
    assert not report.good


def test_one_bad_sample_costs_that_sample(memory):
    good, bad = isobmff.tx3g("good"), b"\x00\x99short"
    film = isobmff.progressive(isobmff.TrackSpec([(good, 1000), (bad, 1000), (good, 1000)]))
    report = lift(memory, film)

    assert report.tracks[0].outcome == "partial"
    assert report.tracks[0].cues == 2
    assert "1 samples could not be decoded" in (report.tracks[0].message or "")


def test_losses_are_counted_by_kind(memory):
    report = lift(memory, mkv(Text([(0, 500, '<font color="#ff0000">red</font>')])), formats="txt")
    plain = lift(memory, mkv(Text([(0, 500, '<font face="x">a</font>')])), formats="webvtt")

    assert report.tracks[0].losses == {}
    assert plain.tracks[0].losses == {"font": 1}


def test_attachments_are_saved_under_safe_names(memory):
    fonts = [
        ebml.attachment("../../evil.ttf", "font/ttf", b"AAA"),
        ebml.attachment("evil.ttf", "font/ttf", b"BBB"),
        ebml.attachment("", "font/ttf", b""),
    ]
    report = lift(memory, mkv(Text(LINES), attachments=fonts), attachments="memory:fonts/")

    assert memory["fonts/evil.ttf"] == b"AAA"
    assert memory["fonts/evil.2.ttf"] == b"BBB"
    assert [item.output for item in report.attachments][:2] == [
        "memory:fonts/evil.ttf", "memory:fonts/evil.2.ttf",
    ]  # fmt: skip


def test_attachments_are_listed_but_not_read_unless_asked_for(memory):
    font = ebml.attachment("a.ttf", "font/ttf", bytes(500_000))
    report = lift(memory, mkv(Text(LINES), attachments=[font]))
    options = ReadOptions(store=StoreOptions(memory=memory))
    probed = cuelift.probe("memory:film.mkv", options=options)

    assert report.attachments == []
    assert probed.attachments[0].size_bytes == 500_000
    assert probed.attachments[0].output is None
    assert max(report.bytes_read, probed.bytes_read) < 300_000


def test_caption_files_are_sources_too(memory):
    memory["a.srt"] = SRT.encode("utf-16")
    options = ExtractOptions(read=ReadOptions(store=StoreOptions(memory=memory)))
    report = cuelift.extract("memory:a.srt", "memory:out/a.vtt", "webvtt", options=options)

    assert report.container == "srt"
    assert report.read_mode == "file"
    assert outputs(memory)["out/a.vtt"].count("-->") == 3


def test_an_empty_or_unknown_file_is_a_clear_error(memory):
    with pytest.raises(cuelift.ContainerError, match="empty"):
        lift(memory, b"")
    with pytest.raises(cuelift.ContainerError, match=r"begins with 00 01 02"):
        lift(memory, bytes(range(256)) * 8)
    with pytest.raises(cuelift.FormatError, match="neither a container nor a caption file"):
        lift(memory, b"hello, world\n" * 10)


def test_parts_are_read_as_one(memory):
    spec = isobmff.TrackSpec([], handler=b"text", entries=[isobmff.tx3g_entry()])
    memory["init.mp4"] = isobmff.init(spec)
    whole = isobmff.init(spec)
    samples = ((isobmff.tx3g("one"), 1000), (isobmff.tx3g("two"), 1000))
    segments = [
        isobmff.fragment(isobmff.TrafSpec(samples=[sample], time=number * 1000), at=0)
        for number, sample in enumerate(samples)
    ]
    for number, segment in enumerate(segments):
        memory[f"{number}.m4s"] = segment
        whole += segment
    memory["whole.mp4"] = whole
    options = ExtractOptions(read=ReadOptions(store=StoreOptions(memory=memory)))
    parts = ["memory:init.mp4", "memory:0.m4s", "memory:1.m4s"]
    cuelift.extract(parts, "memory:out/parts.srt", "srt", options=options)
    cuelift.extract("memory:whole.mp4", "memory:out/whole.srt", "srt", options=options)

    made = outputs(memory)
    assert made["out/parts.srt"] == made["out/whole.srt"]
    assert made["out/parts.srt"].count("-->") == 2


def test_nothing_is_written_when_publishing_is_not_reached(tmp_path: Path):
    film = tmp_path / "film.mkv"
    film.write_bytes(mkv(Text(LINES), Text(LINES)))
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "1.srt").mkdir()

    with pytest.raises(cuelift.CueliftError):
        cuelift.extract(str(film), f"{folder}/{{streamindex}}.srt", "srt")
    assert [path.name for path in folder.iterdir()] == ["1.srt"]


def test_probe_counts_what_the_index_lists(memory):
    memory["film.mkv"] = mkv(Text(LINES), Text([], language="fre"), Text(LINES, "S_HDMV/PGS"))
    report = cuelift.probe(
        "memory:film.mkv", options=ReadOptions(store=StoreOptions(memory=memory))
    )

    assert [track.cues for track in report.tracks] == [3, None, 3]
    assert [track.outcome for track in report.tracks] == [None, None, None]
    assert report.duration_ms == 6500


def test_probe_of_a_caption_file_counts_its_cues(memory):
    memory["a.srt"] = SRT.encode()
    report = cuelift.probe("memory:a.srt", options=ReadOptions(store=StoreOptions(memory=memory)))

    assert report.tracks[0].cues == 3


def test_cues_iterates_over_the_first_readable_track(memory):
    memory["film.mkv"] = mkv(Text(LINES, "S_IMAGE/BMP"), Text(LINES), Text(LINES, language="ger"))
    options = ReadOptions(store=StoreOptions(memory=memory))

    texts = [cue.text for cue in cuelift.cues("memory:film.mkv", options=options)]

    assert texts == ["One", "Two", "Three\nlines"]
    assert len(list(cuelift.cues("memory:film.mkv", language="de", options=options))) == 3
    with pytest.raises(cuelift.CodecError, match="graphical captions of codec bmp"):
        next(cuelift.cues("memory:film.mkv", 0, options=options))
    with pytest.raises(UsageError, match="no caption track fits"):
        next(cuelift.cues("memory:film.mkv", language="xx", options=options))


def test_cancelling_writes_nothing(memory):
    memory["film.mkv"] = mkv(Text(LINES))
    read = ReadOptions(store=StoreOptions(memory=memory), cancelled=lambda: True)

    with pytest.raises(cuelift.Cancelled):
        cuelift.extract("memory:film.mkv", "memory:out/a.srt", "srt",
                        options=ExtractOptions(read=read))  # fmt: skip
    assert outputs(memory) == {}


def test_a_source_is_never_written_over(memory):
    film = mkv(Text(LINES))

    with pytest.raises(UsageError, match="would replace"):
        lift(memory, film, to="memory:film.mkv")
    assert memory == {"film.mkv": film}


def test_a_part_is_never_written_over(tmp_path: Path):
    spec = isobmff.TrackSpec([], handler=b"text", entries=[isobmff.tx3g_entry()])
    fragment = isobmff.TrafSpec(samples=[(isobmff.tx3g("one"), 1000)], time=0)
    (tmp_path / "init.mp4").write_bytes(isobmff.init(spec))
    (tmp_path / "0.m4s").write_bytes(isobmff.fragment(fragment, at=0))
    parts = [f"{tmp_path}/init.mp4", f"{tmp_path}/0.m4s"]

    with pytest.raises(UsageError, match="would replace"):
        cuelift.extract(parts, parts[1], "srt")


def test_a_caption_file_is_not_converted_onto_itself(memory):
    memory["a.srt"] = SRT.encode()
    options = ExtractOptions(formats=("srt",), read=ReadOptions(store=StoreOptions(memory=memory)))

    with pytest.raises(UsageError, match="would replace"):
        cuelift.convert("memory:a.srt", "memory:a.srt", options=options)
    assert memory["a.srt"] == SRT.encode()


def test_attachments_replace_neither_the_film_nor_captions(memory):
    fonts = [
        ebml.attachment("film.mkv", "font/ttf", b"AAA"),
        ebml.attachment("0.srt", "font/ttf", b"BBB"),
    ]
    film = mkv(Text(LINES), attachments=fonts)
    lift(memory, film, to="memory:{streamindex}.{autoext}", attachments="memory:")
    report = lift(memory, film, to="memory:/{streamindex}.{autoext}", attachments="memory:")

    assert memory["film.mkv"] == film
    assert [item.error for item in report.attachments] == [None, None]
    assert [item.output for item in report.attachments] == ["memory:/film.mkv", "memory:/0.2.srt"]


class NoFonts(dict[str, bytes]):
    """Objects of a store that takes no fonts."""

    def __setitem__(self, key: str, value: bytes) -> None:
        if key.endswith(".ttf"):
            raise cuelift.StoreError("no room")
        super().__setitem__(key, value)


def test_an_attachment_that_cannot_be_saved_does_not_cost_the_captions():
    memory = NoFonts()
    font = ebml.attachment("a.ttf", "font/ttf", b"AAA")
    report = lift(memory, mkv(Text(LINES), attachments=[font]), attachments="memory:fonts")

    assert outputs(memory) == {"out/0.srt": SRT}
    assert (report.attachments[0].output, report.attachments[0].error) == (None, "no room")
    assert not report.good


def test_a_track_has_one_name_in_all_runs(memory):
    film = mkv(Text(LINES), Text(LINES), Text(LINES, "S_HDMV/PGS"), Text(LINES))
    names = [
        lift(memory, film, to="memory:out/", selection=Selection(tracks=(number,)))
        .tracks[number].outputs
        for number in (0, 1, 3)
    ]  # fmt: skip

    assert names == [
        ["memory:out/film.en.srt"], ["memory:out/film.en.2.srt"], ["memory:out/film.en.3.srt"],
    ]  # fmt: skip


def test_a_long_title_costs_no_captions(tmp_path: Path):
    film = tmp_path / "film.mkv"
    film.write_bytes(mkv(Text(LINES, name="字" * 120)))

    report = cuelift.extract(str(film), f"{tmp_path}/{{title}}.{{autoext}}", "srt")

    assert Path(report.tracks[0].outputs[0]).exists()


def test_what_an_output_must_not_replace_can_be_said(memory, tmp_path):
    film = tmp_path / "film.mkv"
    film.write_bytes(mkv(Text(LINES)))
    claimed: list[list[str]] = []
    options = ExtractOptions(template=f"{tmp_path}/a.vtt", attachments=str(tmp_path))

    with pytest.raises(UsageError, match="would replace"):
        extract_source([str(film)], options, kept=[f"{tmp_path}/a.vtt"])
    extract_source([str(film)], options, claim=claimed.append)
    assert claimed == [[f"{tmp_path}/a.vtt"]]


def test_many_tracks_need_few_open_files(tmp_path: Path):
    film = tmp_path / "film.mkv"
    film.write_bytes(mkv(*[Text(LINES[:1])] * 60))
    code = (
        "import resource, sys, cuelift\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (48, 48))\n"
        "print(cuelift.extract(sys.argv[1]).good)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(film)], capture_output=True, text=True, check=False
    )

    assert done.stdout == "True\n", done.stderr
    assert len(list(tmp_path.glob("*.vtt"))) == 60
