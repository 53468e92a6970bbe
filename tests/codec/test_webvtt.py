import contextlib
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.codec.webvtt import WebVttDecoder
from cuelift.cues import Cue, Raw, Span
from cuelift.errors import CueliftError
from tests.support.limited import survive
from tests.support.webvtt import check_golden, dump, sample, track, write

S = 1_000_000_000
HEAD = b"WEBVTT - t\nLanguage: fr\n\nNOTE n\n\nREGION\nid:fred\nwidth:40%"


def decoder(codec_id="S_TEXT/WEBVTT", private=HEAD):
    return WebVttDecoder(track(codec_id, private), 0)


def test_a_block_is_a_cue_and_its_addition_the_rest():
    block = sample(
        b"<v Mary>Hello <00:00:00.500>there",
        6000,
        4000,
        b"line:0 region:fred\none\nNOTE a\nb\n\nNOTE c",
    )

    [cue] = decoder().decode(block)

    assert (cue.start_ns, cue.end_ns, cue.id, cue.speaker) == (6 * S, 10 * S, "one", "Mary")
    assert cue.spans == (Span("Hello "), Span("there", time_ns=6_500_000_000))
    assert cue.place is not None
    assert cue.place.settings is not None
    assert cue.place.settings.region == "fred"
    assert cue.raw == Raw(
        format="webvtt",
        text="<v Mary>Hello <00:00:06.500>there",
        fields=(("settings", "line:0 region:fred"), ("note", "NOTE a\nb\n\nNOTE c")),
    )


@pytest.mark.parametrize(
    ("addition", "name", "fields"),
    [
        (b"", None, ()),
        (b"align:left\n\n", None, (("settings", "align:left"),)),
        (b"\nx\n", "x", ()),
        (b"\n\nNOTE c", None, (("note", "NOTE c"),)),
        (b"line:0\0", None, (("settings", "line:0"),)),
    ],
)
def test_any_part_of_an_addition_may_be_missing(addition, name, fields):
    [cue] = decoder().decode(sample(b"a", addition=addition))

    assert cue.id == name
    assert cue.raw == Raw(format="webvtt", text="a", fields=fields)


def test_other_additions_are_not_read():
    [cue] = decoder().decode(sample(b"a")._replace(additions=((4, b"x"), (1, b"\ny"), (1, b"z"))))

    assert cue.id == "y"


def test_the_private_data_are_the_head():
    header = decoder().header

    assert header.format == "webvtt"
    assert "WEBVTT" + header.text == HEAD.decode()
    assert header.language == "fr"
    assert decoder(private=b"").header.text == ""


@pytest.mark.parametrize("codec_id", ["D_WEBVTT/SUBTITLES", "D_WEBVTT/CAPTIONS"])
def test_a_webm_block_holds_identifier_settings_and_text(codec_id):
    webm = decoder(codec_id, b"")

    [cue] = webm.decode(sample(b"one\nline:0\na <00:00:01.500>b\nc\n", 1000))

    assert cue.id == "one"
    assert cue.place is not None
    assert cue.spans == (Span("a "), Span("b\nc", time_ns=1_500_000_000))
    assert webm.decode(sample(b"one\nline:0\n")) == ()
    assert webm.decode(sample(b"\n\nx"))[0].text == "x"


def test_a_nul_at_the_end_is_no_text():
    assert decoder().decode(sample(b"a\0"))[0].text == "a"
    assert decoder().decode(sample(b"\0")) == ()
    assert decoder().decode(sample(b" \n")) == ()


def test_a_block_without_duration_is_open():
    [cue] = decoder().decode(sample(b"a", 1000, None))

    assert cue == Cue(
        start_ns=S, end_ns=None, spans=(Span("a"),), raw=Raw(format="webvtt", text="a")
    )


def test_text_that_is_not_utf8_is_counted():
    made = decoder()
    [cue] = made.decode(sample(b"\xff"))

    assert cue.text == "\ufffd"
    assert made.losses == {"encoding": 1}
    assert made.flush() == ()


def test_a_cue_hidden_in_the_head_or_the_addition_stays_hidden():
    private = HEAD + b"\n\n00:01.000 --> 00:02.000\nsmuggled"
    made = decoder(private=private)
    [cue] = made.decode(sample(b"a\n\n00:03.000 --> 00:04.000\nb", addition=b"x\n-->\nNOTE -->"))

    assert write([cue], made.header) == (
        HEAD.decode() + "\n\n00:00:00.000 --> 00:00:01.000 x\n"
        "a\n&nbsp;\n00:03.000 --&gt; 00:04.000\nb\n"
    )


def test_the_decoding_of_all_features():
    made = decoder()
    samples = [
        sample(b"<v Mary>Hello <00:00:00.500>there", 6000, 4000, b"line:0 region:fred\none\n"),
        sample(b"plain", 12000, 1000, b"align:left\n\n"),
        sample(b"plain &amp; simple", 14000, 1000, b"\n\nNOTE c3"),
        sample(b"no addition\nbut two lines", 16000, 1000),
    ]

    check_golden("s_text.jsonl", dump([cue for one in samples for cue in made.decode(one)]))


VTT = """WEBVTT - some title

NOTE first

STYLE
::cue(.x) { color: red }

REGION
id:fred
width:40%

one
00:00:06.000 --> 00:00:10.000 line:0 position:10% region:fred
<v Mary>Hello <00:00:06.500>there

00:00:12.000 --> 00:00:13.000 align:left
plain

NOTE c3

00:00:14.000 --> 00:00:15.000
plain &amp; simple
"""


@pytest.mark.tools
def test_blocks_have_the_shape_that_mkvmerge_writes(tmp_path):
    (tmp_path / "a.vtt").write_text(VTT, encoding="utf-8")
    subprocess.run(["mkvmerge", "-q", "-o", "a.mkv", "a.vtt"], cwd=tmp_path, check=True, timeout=60)
    data = (tmp_path / "a.mkv").read_bytes()
    head, _, _ = VTT.partition("\n\none\n")

    assert head.encode() in data
    assert b"<v Mary>Hello <00:00:00.500>there" in data
    for addition in (b"line:0 position:10% region:fred\none\n", b"align:left\n\n", b"\n\nNOTE c3"):
        assert b"\xa5" + bytes([0x80 | len(addition)]) + addition in data

    made = decoder(private=head.encode())
    samples = [
        sample(
            b"<v Mary>Hello <00:00:00.500>there",
            6000,
            4000,
            b"line:0 position:10% region:fred\none\n",
        ),
        sample(b"plain", 12000, 1000, b"align:left\n\n"),
        sample(b"plain &amp; simple", 14000, 1000, b"\n\nNOTE c3"),
    ]
    ours = write([cue for one in samples for cue in made.decode(one)], made.header)
    subprocess.run(
        ["mkvextract", "-q", "a.mkv", "tracks", "0:b.vtt"], cwd=tmp_path, check=True, timeout=60
    )

    assert ours == VTT
    assert (tmp_path / "b.vtt").read_text(encoding="utf-8-sig").rstrip() == VTT.rstrip()


@given(st.binary(max_size=80), st.binary(max_size=40), st.booleans())
def test_any_bytes_end_in_a_result_or_our_error(data, addition, webm):
    codec_id = "D_WEBVTT/SUBTITLES" if webm else "S_TEXT/WEBVTT"
    with contextlib.suppress(CueliftError):
        decoder(codec_id, addition).decode(sample(data, addition=addition))


@pytest.mark.slow
def test_mutated_blocks_are_decoded_within_the_limits():
    survive([HEAD + b"|<v M>a <00:00:00.500>b|line:0\nid\nNOTE"], _decode, count=2000, seed=3)


def _decode(data):
    private, _, rest = data.partition(b"|")
    text, _, addition = rest.partition(b"|")
    decoder(private=private).decode(sample(text, addition=addition))
    decoder("D_WEBVTT/SUBTITLES", private).decode(sample(data))
