import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.cues import Cue, Raw, Span
from cuelift.errors import CueliftError, FormatError
from cuelift.format.webvtt_reader import MAX_WARNINGS, read_webvtt
from tests.format.test_webvtt import FEATURES
from tests.support.limited import survive
from tests.support.webvtt import check_golden, dump, markup_texts

S = 1_000_000_000


def test_a_file_is_read():
    document = read_webvtt(
        "\ufeffWEBVTT x\r\nLanguage: de\r\n\r\nNOTE a\r\n\r\n1\r\n"
        "00:01.000 --> 00:02.000\r\nHi\r\nyou\r\n\r\nNOTE b\r\n"
    )

    assert document.header.format == "webvtt"
    assert document.header.text == " x\nLanguage: de\n\nNOTE a"
    assert document.header.language == "de"
    assert document.cues == [
        Cue(
            start_ns=S,
            end_ns=2 * S,
            spans=(Span("Hi\nyou"),),
            id="1",
            raw=Raw(format="webvtt", text="Hi\nyou"),
        ),
        Cue(start_ns=S, end_ns=S, comment=True, raw=Raw(format="webvtt", text="NOTE b")),
    ]
    assert document.warnings == []


@pytest.mark.parametrize("text", ["", "WEBVTTx", "1\n00:00:01,000 --> 00:00:02,000\na", " WEBVTT"])
def test_a_text_without_the_signature_is_no_webvtt(text):
    with pytest.raises(FormatError, match="signature"):
        read_webvtt(text)


def test_empty_and_backward_cues_are_kept():
    cues = read_webvtt("WEBVTT\n\n00:02.000 --> 00:01.000\n\n00:03.000 --> 00:03.000").cues

    assert [(cue.start_ns, cue.end_ns, cue.spans) for cue in cues] == [
        (2 * S, S, ()),
        (3 * S, 3 * S, ()),
    ]


def test_blocks_that_mean_nothing_are_told():
    document = read_webvtt("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\njunk\n\nSTYLE\nb\n")

    assert len(document.cues) == 1
    assert document.warnings == [
        "line 6: neither cue nor comment: 'junk'",
        "line 8: neither cue nor comment: 'STYLE\\nb'",
    ]


def test_warnings_are_bounded():
    warnings = read_webvtt("WEBVTT\n\n" + "-->\n" * 1000).warnings

    assert len(warnings) == MAX_WARNINGS + 1
    assert warnings[-1] == "and 900 more"


def test_a_map_to_transport_stream_time_is_kept_and_told():
    line = "X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000"

    document = read_webvtt(f"WEBVTT\n{line}\n\n00:01.000 --> 00:02.000\na")

    assert document.header.text == "\n" + line
    assert document.cues[0].start_ns == S
    assert document.warnings == [f"{line} is not applied"]


def test_the_reading_of_all_features():
    check_golden("features.jsonl", dump(read_webvtt(FEATURES).cues))


pieces = st.lists(
    st.sampled_from(
        [
            *("\n", "\n\n", "WEBVTT", "NOTE ", "STYLE\n", "REGION\nid:a\n", "x", "-->"),
            *("00:01.000", " --> 00:02.000 line:0", "<i>", "\r", "\0"),
        ]
    )
    | markup_texts
).map(lambda parts: "WEBVTT\n" + "".join(parts))


@given(pieces)
def test_any_text_behind_the_signature_is_read(text):
    document = read_webvtt(text)

    for cue in document.cues:
        assert cue.raw is not None
        assert "-->" not in cue.raw.text
        assert "\n\n" not in cue.raw.text


@pytest.mark.slow
def test_mutated_files_are_read_within_the_limits():
    survive([FEATURES.encode()], _read, count=2000, seed=7)


def _read(data):
    read_webvtt(data.decode(errors="replace"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["-->\n", "00:01.000 --> 00:02.000\n", "<", "&", "\n", "\r", "x\n-->\n", "NOTE\n\n"]
)
def test_five_megabytes_of_anything_are_read_in_time(unit):
    start = time.perf_counter()
    read_webvtt("WEBVTT\n\n00:01.000 --> 00:02.000\n" + unit * (5_000_000 // len(unit)))
    assert time.perf_counter() - start < 60


@given(st.text())
def test_any_text_ends_in_a_result_or_our_error(text):
    with contextlib.suppress(CueliftError):
        read_webvtt(text)
