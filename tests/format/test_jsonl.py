"""JSON Lines hold everything the cue model knows."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, CueSettings, Header, Place, Point, Raw, Reading, Rect, Span, Style
from cuelift.format import FORMATS
from cuelift.format.jsonl import CueLine, JsonLinesWriter, schema_text
from cuelift.format.options import JsonLinesOptions

ROOT = Path(__file__).parent.parent.parent
GOLDEN = ROOT / "tests" / "golden" / "jsonl" / "cues.jsonl"
SCHEMA = ROOT / "docs" / "reference" / "cue.schema.json"
PAGE = ROOT / "docs" / "reference" / "jsonl.md"

FULL = Cue(
    start_ns=1_000_000_000,
    end_ns=2_500_000_000,
    spans=(
        Span(
            "漢字\n",
            Style(
                bold=True, italic=True, underline=True, strike=True, color="#ff0000",
                background="#000000aa", font="Serif", size=24.0,
            ),
            speaker="Mary",
            language="ja",
            classes=("loud", "far"),
            ruby="かんじ",
            time_ns=1_200_000_000,
        ),
        Span("plain \"'\\"),
    ),
    id="7",
    layer=2,
    place=Place(
        align=8,
        anchor=Point(0.5, 0.25),
        rect=Rect(0.1, 0.2, 0.3, 0.4),
        vertical="rl",
        settings=CueSettings(line=-1, position=50, position_align="center", size=80, region="r"),
    ),
    speaker="Mary",
    speaker_is_voice=True,
    forced=True,
    end_inferred=True,
    raw=Raw(format="webvtt", text="<v Mary>", fields=(("settings", "line:-1"),)),
)  # fmt: skip


def write(*cues: Cue) -> str:
    entry = FORMATS["jsonl"]
    assert entry.writer is not None
    writer = entry.writer(Header(), entry.options())
    text = writer.begin() + "".join([writer.write(cue) for cue in cues]) + writer.end()
    assert writer.losses == {}
    return text


def read(line: str) -> Cue:
    """A cue again: what a line says, all fields that the model has."""
    found = msgspec.json.decode(line, type=CueLine)
    names = set(CueLine.__struct_fields__) & set(Cue.__struct_fields__)
    cue = Cue(**{name: getattr(found, name) for name in names})
    assert found.text == cue.text
    return cue


def test_a_plain_cue_has_nine_fields() -> None:
    assert write(Cue(start_ns=0, end_ns=None, spans=(Span("a\nb"),))) == (
        '{"start_ns":0,"end_ns":null,"text":"a\\nb","spans":[{"text":"a\\nb"}],"speaker":null,'
        '"place":null,"layer":0,"id":null,"forced":false}\n'
    )


def test_every_field_of_the_model_has_one_on_the_line() -> None:
    apart = {"bitmaps", "reading"}  # pixels are no matter for lines of text
    of_reading = set(Reading.__struct_fields__)

    assert set(Cue.__struct_fields__) - apart | of_reading == set(CueLine.__struct_fields__) - {
        "text"
    }


def test_a_cue_that_was_read_out_of_pictures_says_how_sure_it_is() -> None:
    reading = Reading(
        status="doubtful", confidence=0.5, engines=("a", "b"), alternatives=("1l",),
        changes=("vote",), image="00ff",
    )  # fmt: skip

    line = write(Cue(start_ns=0, end_ns=1, spans=(Span("Il"),), reading=reading))

    assert line.endswith(
        '"forced":false,"status":"doubtful","confidence":0.5,"engines":["a","b"],'
        '"alternatives":["1l"],"changes":["vote"],"image":"00ff"}\n'
    )


def test_the_golden_cues_are_written_as_before() -> None:
    plain = Cue(start_ns=3_000_000_000, end_ns=None, spans=(Span("plain"),))

    assert write(FULL, plain) == GOLDEN.read_text()


def test_a_line_gives_the_cue_back() -> None:
    assert read(write(FULL)) == FULL


@given(
    st.integers(-(2**62), 2**62),
    st.none() | st.integers(0, 2**62),
    st.lists(st.builds(Span, st.text(), speaker=st.none() | st.text()), max_size=4).map(tuple),
    st.none() | st.text(),
    st.booleans(),
)
def test_any_cue_is_one_line_and_comes_back(
    start_ns: int, end_ns: int | None, spans: tuple[Span, ...], name: str | None, forced: bool
) -> None:
    cue = Cue(start_ns=start_ns, end_ns=end_ns, spans=spans, id=name, forced=forced)

    line = write(cue)

    assert line.count("\n") == 1
    assert line.endswith("\n")
    assert read(line) == cue


def test_a_comment_is_written_only_with_its_payload() -> None:
    bare = Cue(start_ns=0, end_ns=0, spans=(Span("a"),), comment=True)
    kept = Cue(start_ns=0, end_ns=0, comment=True, raw=Raw(format="ass", text="a"))

    assert write(bare) == ""
    assert '"comment":true' in write(kept)


def test_nothing_is_written_but_lines() -> None:
    assert write() == ""
    assert JsonLinesWriter(Header(), JsonLinesOptions()).losses == {}


def test_the_published_schema_is_current() -> None:
    command = (
        'python -c "from cuelift.format.jsonl import schema_text; print(schema_text(), end=str())"'
    )

    assert SCHEMA.read_text() == schema_text(), f"run: {command} > docs/reference/cue.schema.json"


def test_the_golden_lines_satisfy_the_published_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = msgspec.json.decode(SCHEMA.read_bytes())

    for line in GOLDEN.read_text().splitlines():
        jsonschema.validate(msgspec.json.decode(line), schema)


def test_the_page_documents_every_field() -> None:
    page = PAGE.read_text()

    for struct in (CueLine, Span, Style, Place, CueSettings, Raw):
        for name in struct.__struct_fields__:
            assert f"| `{name}` |" in page, f"{struct.__name__}.{name}"


def test_the_example_of_the_page_is_a_line() -> None:
    example = PAGE.read_text().split("```json\n")[1].split("```")[0]

    cue = read(" ".join(example.split("\n")))

    assert msgspec.json.decode(write(cue)) == msgspec.json.decode(example)
