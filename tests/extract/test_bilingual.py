"""Bilingual files, by the library and the command."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from cuelift.cli.main import cli
from cuelift.errors import UsageError
from cuelift.extract.bilingual import bilingual
from tests.support.pictures import display_set
from tests.support.small import LINES, Text, mkv
from tests.writers import pgs

SPANISH = [(1000, 1500, "Uno"), (3000, 1500, "Dos"), (5000, 1500, "Tres\nlíneas")]


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "a.mkv"
    path.write_bytes(mkv(Text(LINES), Text(SPANISH, language="spa")))
    return str(path)


@pytest.mark.parametrize(
    "chosen", [["--track", "0", "--track", "1"], ["--language", "en", "--language", "es"]]
)
def test_two_tracks_of_a_film(film, tmp_path, chosen):
    ended = CliRunner().invoke(cli, ["bilingual", film, "-o", f"{tmp_path}/out.srt", *chosen])

    assert ended.exit_code == 0, ended.output
    text = (tmp_path / "out.srt").read_text()
    assert text.split("\n\n")[:2] == [
        "1\n00:00:01,000 --> 00:00:02,500\nOne\nUno",
        "2\n00:00:03,000 --> 00:00:04,500\n<i>Two</i>\nDos",
    ]


def test_two_files_beside_each_other(film, tmp_path):
    (tmp_path / "b.srt").write_text("1\n00:00:01,000 --> 00:00:02,500\nEins\n")

    ended = CliRunner().invoke(
        cli,
        ["bilingual", film, f"{tmp_path}/b.srt", "-o", f"{tmp_path}/out.vtt", "--layout", "beside"],
    )

    assert ended.exit_code == 0, ended.output
    lines = (tmp_path / "out.vtt").read_text().splitlines()
    first = lines.index("One")
    assert "position:" in lines[first - 1]
    assert lines[first + 3] == "Eins"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{film}"], "give --track or --language twice"),
        (["{film}", "--track", "0"], "give --track or --language twice"),
        (["{film}", "--track", "0", "--language", "en"], "one of them is enough"),
        (["{film}", "{film}", "{film}"], "3 sources"),
        (["{film}", "--track", "0", "--track", "7"], "there is no caption track 7"),
        (["{film}", "{film}", "-f", "tape"], "format 'tape' is not known"),
    ],
)
def test_what_cannot_be_met_is_told(film, tmp_path, arguments, said):
    arguments = [argument.format(film=film) for argument in arguments]

    ended = CliRunner().invoke(cli, ["bilingual", *arguments, "-o", f"{tmp_path}/out.srt"])

    assert isinstance(ended.exception, UsageError)
    assert said in ended.exception.message
    assert not (tmp_path / "out.srt").exists()


def test_a_source_is_not_written_over(film, tmp_path):
    with pytest.raises(UsageError, match=r"a\.mkv"):
        bilingual((film, 0), (film, 1), film)


def test_an_unknown_layout_is_told(film, tmp_path):
    with pytest.raises(UsageError, match="layout 'round' is not known"):
        bilingual((film, 0), (film, 1), f"{tmp_path}/a.srt", "round")  # type: ignore[arg-type]


def test_pictures_are_not_text(film, tmp_path):
    (tmp_path / "a.sup").write_bytes(pgs.sup([(0, display_set(1)), (90_000, display_set(None))]))

    with pytest.raises(UsageError, match="are pictures"):
        bilingual((film, 0), (f"{tmp_path}/a.sup", None), f"{tmp_path}/a.srt")
