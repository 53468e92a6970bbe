"""Several sources in one run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cuelift import ExtractOptions, StoreOptions, UsageError
from cuelift.cli.main import run
from cuelift.extract import many
from cuelift.extract.expand import Found, expand
from cuelift.extract.many import Task, extract_many, extract_safely, refuse_shared_names
from cuelift.extract.report import SourceReport
from tests.support.small import LINES, Text, mkv
from tests.writers import ebml

FILM = mkv(Text(LINES))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("a/one.mkv", "a/deep/two.mkv", "a/.hidden.mkv", "a/notes.txt", "b/three.webm"):
        path = tmp_path / "films" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FILM)
    return tmp_path


def test_shared_output_names_are_refused_before_anything_is_written(folder):
    (folder / "films/b/one.mkv").write_bytes(FILM)
    sources = expand(["films/a/one.mkv", "films/b/one.mkv"], StoreOptions())
    options = ExtractOptions(template="out/{barename}.{streamindex}.srt")

    with pytest.raises(UsageError, match=r"\{dirname\}"):
        refuse_shared_names(sources, options)
    assert run(["extract", "films/a/one.mkv", "films/b/one.mkv", "-o", "out/"]) == 2
    assert not (folder / "out").exists()


def test_a_second_run_skips_what_is_done(folder, capsys):
    assert run(["extract", "films/", "--jobs", "1", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert run(["extract", "films/", "--jobs", "1", "--json"]) == 0
    second = json.loads(capsys.readouterr().out)

    assert first["summary"]["skipped"] == 0
    assert second["summary"]["skipped"] == second["summary"]["sources"] == 3
    assert second["summary"]["bytes_read"] == 0
    assert (folder / "films/b/three.en.vtt").exists()


@pytest.mark.parametrize("change", ["source", "output", "options", "force"])
def test_what_changed_is_done_again(folder, capsys, change):
    arguments = ["extract", "films/a/", "--jobs", "1", "--json"]
    run(arguments)
    capsys.readouterr()
    if change == "source":
        (folder / "films/a/one.mkv").write_bytes(mkv(Text(LINES[:1])))
    elif change == "output":
        (folder / "films/a/one.en.vtt").unlink()
    elif change == "options":
        arguments += ["--speakers", "off"]
    else:
        arguments.append("--force")
    run(arguments)

    again = json.loads(capsys.readouterr().out)["summary"]
    assert again["skipped"] == (1 if change in ("source", "output") else 0)
    assert (folder / "films/a/one.en.vtt").exists()


def test_a_source_that_fails_costs_itself_only(folder, capsys):
    (folder / "films/a/bad.mkv").write_bytes(b"\x1a\x45\xdf\xa3" + bytes(50))

    assert run(["extract", "films/a/", "--jobs", "1"]) == 3

    said = capsys.readouterr().out
    assert "films/a/bad.mkv:" in said
    assert "3 sources (0 already done, 1 with trouble)" in said
    assert (folder / "films/a/one.en.vtt").exists()


def test_workers_give_what_one_process_gives(folder):
    sources = expand(["films/"], StoreOptions())
    one = extract_many(sources, ExtractOptions(template="one/"), workers=1, manifest=None)
    two = extract_many(sources, ExtractOptions(template="two/"), workers=2, manifest=None)

    assert [report.source for report in one.sources] == [report.source for report in two.sources]
    for path in (folder / "one").iterdir():
        assert (folder / "two" / path.name).read_bytes() == path.read_bytes()


def report_of(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_names_that_only_tracks_make_alike_are_written_once(folder, capsys, jobs):
    (folder / "ep1.mkv").write_bytes(mkv(*[Text(LINES[:1])] * 11))
    (folder / "ep11.mkv").write_bytes(mkv(Text(LINES)))
    template = "{barename}{streamindex}.vtt"

    assert run(["extract", "ep1.mkv", "ep11.mkv", "-o", template, "--json", "--jobs", jobs]) == 2

    sources = report_of(capsys)["sources"]
    failed = [source for source in sources if source["error"]]
    assert len(failed) == 1
    assert "ep110.vtt' is already that of" in failed[0]["error"]
    cues = (folder / "ep110.vtt").read_text().count("-->")
    assert cues == (3 if failed[0]["source"] == "ep1.mkv" else 1)


def test_an_output_never_replaces_another_source(folder, capsys):
    (folder / "a.mkv").write_bytes(FILM)
    (folder / "b.en.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHi\n")

    assert run(["extract", "a.mkv", "b.en.srt", "-f", "srt", "-o", "b.{language}.srt"]) == 2
    assert run(["extract", "a.mkv", "b.en.srt", "-o", "{barename}.en.srt", "--track", "0",
                "--report", "a.en.srt", "-f", "srt"]) == 2  # fmt: skip
    assert "Hi" in (folder / "b.en.srt").read_text()


def test_attachments_of_several_lie_apart(folder):
    font = ebml.attachment("a.ttf", "font/ttf", b"one")
    other = ebml.attachment("a.ttf", "font/ttf", b"two")
    for name, attached in (("x/a.mkv", font), ("x/b.mkv", other), ("y/A.mkv", other)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(mkv(Text(LINES), attachments=[attached]))

    assert run(["extract", "x/", "y/", "--attachments", "fonts/", "--jobs", "1", "-q"]) == 0

    assert {path.relative_to("fonts").as_posix() for path in Path("fonts").rglob("*.ttf")} == {
        "a/a.ttf", "b/a.ttf", "A.2/a.ttf",
    }  # fmt: skip
    assert Path("fonts/a/a.ttf").read_bytes() == b"one"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_requests_that_no_source_can_meet_are_usage_errors(folder, capsys, jobs, monkeypatch):
    assert run(["extract", "films/a/", "--track", "9", "--jobs", jobs]) == 2
    monkeypatch.setattr(many, "extract_safely", None)
    assert run(["extract", "films/a/", "-f", "nosuch", "--jobs", jobs]) == 2
    assert "known formats" in capsys.readouterr().err


def test_a_usage_error_beside_another_error_is_not_the_code(folder):
    (folder / "films/a/bad.mkv").write_bytes(b"\x1a\x45\xdf\xa3" + bytes(50))

    assert run(["extract", "films/a/", "--track", "9", "--jobs", "1", "-q"]) == 3


def dies(task: Task) -> SourceReport:
    if "one" in task.uri:
        os._exit(9)
    return extract_safely(task)


def fails(task: Task) -> SourceReport:
    if "one" in task.uri:
        raise ZeroDivisionError("oops")
    return extract_safely(task)


def test_a_worker_that_dies_costs_no_report(folder, monkeypatch):
    monkeypatch.setattr(many, "extract_safely", dies)

    made = extract_many(
        expand(["films/"], StoreOptions()), ExtractOptions(), workers=2, manifest=None
    )

    assert [report.source for report in made.sources] == [
        "films/a/deep/two.mkv", "films/a/one.mkv", "films/b/three.webm",
    ]  # fmt: skip
    assert "worker process died" in (made.sources[1].error or "")
    assert made.summary.failed >= 1


def test_a_fault_in_a_worker_costs_its_source(folder, monkeypatch):
    monkeypatch.setattr(many, "extract_safely", fails)

    made = extract_many(
        expand(["films/"], StoreOptions()), ExtractOptions(), workers=2, manifest=None
    )

    assert [report.error for report in made.sources] == [
        None, "unexpected ZeroDivisionError: oops", None,
    ]  # fmt: skip


def test_a_fault_in_this_process_costs_its_source(folder, monkeypatch):
    extract = many.extract_source

    def source(uris: list[str], *rest: object, **more: object) -> SourceReport:
        if "one" in uris[0]:
            raise ZeroDivisionError("oops")
        return extract(uris, *rest, **more)

    monkeypatch.setattr(many, "extract_source", source)
    made = extract_many(
        expand(["films/"], StoreOptions()), ExtractOptions(), workers=1, manifest=None
    )

    assert [report.error for report in made.sources] == [
        None, "unexpected ZeroDivisionError: oops", None,
    ]  # fmt: skip


def test_sources_without_a_place_for_temporary_files_are_refused(folder, monkeypatch):
    def nowhere(**_: object) -> None:
        raise FileNotFoundError("no usable temporary directory")

    monkeypatch.setattr(many, "TemporaryDirectory", nowhere)
    with pytest.raises(UsageError, match="temporary files"):
        extract_many([Found(uri="a.mkv")], ExtractOptions(), workers=1, manifest=None)


def test_sources_that_are_called_alike_have_a_report_each(folder, monkeypatch):
    def extract(task: Task, explain: object) -> SourceReport:
        return SourceReport(source="https://h/x?sig=***", elapsed_ms=task.number)

    monkeypatch.setattr(many, "extract_safely", extract)
    sources = [Found(uri=f"https://h/{n}?sig={n}") for n in range(2)]
    made = extract_many(sources, ExtractOptions(), workers=1, manifest=None)

    assert [report.elapsed_ms for report in made.sources] == [0, 1]


def test_what_is_skipped_is_told_under_a_url_with_credentials(folder, monkeypatch):
    uri = "http://user:secret@127.0.0.1:9/a.mkv"
    earlier = SourceReport(source="http://***@127.0.0.1:9/a.mkv", skipped=True)

    class Done:
        def finished(self, *_: object) -> SourceReport:
            return earlier

    made = extract_many([Found(uri=uri)], ExtractOptions(), workers=1, manifest=Done())

    assert made.sources == [earlier]


def test_plans_of_several_are_printed(folder, capsys):
    assert run(["extract", "films/", "--explain", "--jobs", "8"]) == 0

    assert capsys.readouterr().out.count("objective bytes") == 3


def test_names_that_are_not_utf_8_are_extracted_and_remembered(folder, capsys):
    Path("b\udcff.mkv").write_bytes(FILM)
    arguments = ["extract", "b\udcff.mkv", "films/a/one.mkv", "--jobs", "1", "--json"]

    assert run(arguments) == 0
    first = report_of(capsys)
    assert run(arguments) == 0
    second = report_of(capsys)

    assert first["sources"][0]["source"] == "b\\udcff.mkv"
    assert Path("b\udcff.en.vtt").exists()
    assert second["summary"]["skipped"] == 2


def test_full_paths_are_extracted_where_the_working_directory_is_gone(folder):
    gone = folder / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()

    assert run(["extract", f"{folder}/films/", "--jobs", "2", "-q"]) == 0
    assert run(["extract", "films/"]) == 2
