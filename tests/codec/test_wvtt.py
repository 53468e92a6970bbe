import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.bytereader import ByteReader
from cuelift.codec.wvtt import WvttDecoder, _boxes
from cuelift.cues import Raw, Span
from cuelift.errors import CodecError, CueliftError
from tests.support.limited import survive
from tests.support.webvtt import box, check_golden, dump, sample, track, write

MS = 1_000_000
HEAD = b"WEBVTT x\n\nREGION\nid:fred"
ENTRY = box(b"vttC", HEAD) + box(b"vlab", b"label") + box(b"btrt", bytes(12))
EMPTY = box(b"vtte")


def vttc(text, **boxes):
    """A cue box; ``clock`` for ctim, ``source`` for vsid."""
    names = {"source": b"vsid", "clock": b"ctim", "name": b"iden", "settings": b"sttg"}
    parts = [
        box(names[key], value if isinstance(value, bytes) else value.encode())
        for key, value in boxes.items()
    ]
    return box(b"vttc", *parts, box(b"payl", text.encode()))


def decoder(private=ENTRY):
    return WvttDecoder(track("wvtt", private), 0)


def decode(*samples, private=ENTRY):
    made = decoder(private)
    cues = [cue for one in samples for cue in made.decode(one)]
    return [*cues, *made.flush()]


def shown(*samples):
    """Start and end in milliseconds, and text."""
    return [(cue.start_ns // MS, cue.end_ns // MS, cue.text) for cue in decode(*samples)]


def test_a_cue_box_is_a_cue():
    data = vttc("<v A>Hi <i>you", name="one", settings="line:0 region:fred")

    [cue] = decode(sample(data, 1000, 500))

    assert (cue.start_ns, cue.end_ns, cue.id, cue.speaker) == (1000 * MS, 1500 * MS, "one", "A")
    assert cue.raw == Raw(
        format="webvtt", text="<v A>Hi <i>you", fields=(("settings", "line:0 region:fred"),)
    )


def test_the_sample_entry_is_the_head():
    header = decoder().header

    assert (header.format, header.text, header.title) == (
        "webvtt",
        " x\n\nREGION\nid:fred",
        "label",
    )


@pytest.mark.parametrize("private", [b"", b"\0\0\0\x09vttC", b"\0" * 20, box(b"vttC")])
def test_a_broken_sample_entry_has_no_head(private):
    assert decoder(private).header.text == ""


def test_gaps_and_empty_payloads_are_no_cues():
    assert shown(sample(EMPTY), sample(b"", 1000), sample(vttc(" "), 2000), sample(bytes(7))) == []


def test_a_cue_that_goes_on_comes_once():
    assert shown(
        sample(vttc("a"), 0, 100),
        sample(vttc("a") + vttc("b"), 100, 100),
        sample(vttc("b"), 200, 100),
        sample(EMPTY, 300, 100),
        sample(vttc("b"), 400, 100),
    ) == [(0, 200, "a"), (100, 300, "b"), (400, 500, "b")]


def test_cues_come_in_start_order_even_when_the_first_ends_last():
    made = decoder()
    counts = [
        len(made.decode(one))
        for one in (
            sample(vttc("long"), 0, 100),
            sample(vttc("long") + vttc("b"), 100, 100),
            sample(vttc("long"), 200, 100),
            sample(vttc("c"), 300, 100),
        )
    ]

    assert counts == [0, 0, 0, 2]
    assert [cue.text for cue in made.flush()] == ["c"]
    assert made.flush() == []


def test_a_repeat_after_a_gap_is_another_cue():
    assert shown(sample(vttc("a"), 0, 100), sample(vttc("a"), 101, 100)) == [
        (0, 100, "a"),
        (101, 201, "a"),
    ]


def test_two_equal_cues_in_one_sample_are_two_cues():
    both = vttc("a") * 2

    assert sorted(
        shown(sample(both, 0, 100), sample(both, 100, 100), sample(vttc("a"), 200, 100))
    ) == [(0, 200, "a"), (0, 300, "a")]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ({"source": b"\0\0\0\1"}, {"source": b"\0\0\0\1"}, 1),
        ({"source": b"\0\0\0\1"}, {"source": b"\0\0\0\2"}, 2),
        ({"source": b"\0\0\0\1"}, {}, 2),
        ({"settings": "line:0"}, {"settings": "line:1"}, 2),
        ({"name": "x"}, {"name": "y"}, 2),
        ({"name": "x", "settings": "line:0"}, {"name": "x", "settings": "line:0"}, 1),
        ({"clock": "00:00:01.000"}, {"clock": "00:00:02.000"}, 1),
    ],
)
def test_only_parts_of_one_cue_are_joined(first, second, count):
    cues = decode(sample(vttc("a", **first), 0, 100), sample(vttc("a", **second), 100, 100))

    assert len(cues) == count


def test_times_in_the_text_are_moved_from_its_clock_to_the_sample():
    text = "a <00:00:11.500>b"
    first = sample(vttc(text, clock="00:00:11.000"), 1000, 1000)
    second = sample(vttc(text, clock="00:00:12.000"), 2000, 1000)

    [cue] = decode(first, second)

    assert (cue.start_ns, cue.end_ns) == (1000 * MS, 3000 * MS)
    assert cue.spans == (Span("a "), Span("b", time_ns=1500 * MS))
    assert cue.raw == Raw(format="webvtt", text="a <00:00:01.500>b")


def test_times_without_a_clock_stay():
    [cue] = decode(sample(vttc("<00:00:11.500>b", clock="soon"), 1000))

    assert cue.spans == (Span("b", time_ns=11500 * MS),)


@pytest.mark.parametrize("kind", [b"vtta", b"vttx"])
def test_comments_between_cues_are_kept(kind):
    data = box(kind, b"NOTE a") + box(kind, b"other") + vttc("b")

    cues = decode(sample(data, 1000))

    assert [cue.comment for cue in cues] == [True, False]
    assert write(cues) == "WEBVTT\n\nNOTE a\n\n00:00:01.000 --> 00:00:02.000\nb\n"


def test_a_sample_without_duration_ends_with_the_next():
    samples = [sample(vttc("a"), 0, None), sample(vttc("a"), 100, None), sample(EMPTY, 200)]

    assert shown(*samples) == [(0, 200, "a")]
    assert decode(sample(vttc("a"), 0, None))[0].end_ns is None


@pytest.mark.parametrize(
    "data",
    [
        vttc("a")[:-1],
        b"\0\0\0\x07vttc",
        b"\0\0\0\0vttc",
        b"\xff\xff\xff\xffvttc",
        box(b"vttc", b"\0\0\0\x09payl"),
    ],
)
def test_a_box_past_the_sample_costs_the_sample(data):
    made = decoder()
    made.decode(sample(vttc("a"), 0, 100))

    with pytest.raises(CodecError, match="pts 100"):
        made.decode(sample(box(b"vtta", b"NOTE x") + vttc("b") + data, 100, 100))
    assert [cue.text for cue in made.decode(sample(vttc("c"), 200, 100))] == ["a"]
    assert [cue.text for cue in made.flush()] == ["c"]


def test_text_that_is_not_utf8_is_counted():
    made = decoder()
    made.decode(sample(box(b"vttc", box(b"payl", b"\xff"))))

    assert made.losses == {"encoding": 1}
    assert made.flush()[0].text == "\ufffd"


@given(st.lists(st.tuples(st.binary(min_size=4, max_size=4), st.binary(max_size=9)), max_size=5))
def test_boxes_are_walked_as_a_byte_reader_walks_them(boxes):
    data = b"".join([box(kind, body) for kind, body in boxes])
    reader = ByteReader(data)
    expected = []
    while reader.left:
        size, kind = reader.u32(), reader.raw(4)
        expected.append((kind, reader.raw(size - 8)))

    assert list(_boxes(data, 0)) == expected == boxes


actions = st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=8)


@given(actions)
def test_joining_loses_no_time_of_any_text(screens):
    samples = [
        sample(b"".join([vttc(text) for text in texts]) or EMPTY, number * 100, 100)
        for number, texts in enumerate(screens)
    ]

    cues = shown(*samples)

    for number, texts in enumerate(screens):
        at = number * 100 + 50
        assert sorted(texts) == sorted(text for start, end, text in cues if start < at < end)
    assert [start for start, _, _ in cues] == sorted(start for start, _, _ in cues)


def test_the_decoding_of_all_features():
    cues = decode(
        sample(EMPTY, 0, 1000),
        sample(vttc("<v A>one", name="x", settings="line:0 align:left"), 1000, 1000),
        sample(
            box(b"vtta", b"NOTE n") + vttc("long") + vttc("<b>two</b>", source=b"\0\0\0\2"), 2000
        ),
        sample(vttc("long") + vttc("<00:00:31.500>three", clock="00:00:31.000"), 3000, 1000),
    )

    check_golden("wvtt.jsonl", dump(cues))


@pytest.mark.corpus
def test_public_samples_decode(corpus):
    segments = corpus / "mux.js" / "test" / "segments" / "test-webvtt.m4s"
    data = segments.read_bytes()
    samples = []
    at = data.index(b"vttc") - 4
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        samples.append(sample(data[at : at + size], len(samples) * 1000, 1000))
        at += size
    assert [cue.text for cue in decode(*samples)] == [
        "2024-09-19T20:13:06Z\nen # 863388393",
        "2024-09-19T20:13:07Z\nen # 863388393",
    ]

    several = corpus / "mp4ff" / "cmd" / "mp4ff-subslister" / "testdata" / "multi_vttc.mp4"
    data = several.read_bytes()
    cues = decode(sample(data[data.index(b"vttc") - 4 :]))
    assert [cue.text for cue in cues] == [
        'dans "mulot". Bravo, Agathe !',
        "Ouais ! Belle gosse ! Voici 2 M !",
    ]


@given(st.binary(max_size=120), st.binary(max_size=60))
def test_any_bytes_end_in_a_result_or_our_error(data, private):
    with contextlib.suppress(CueliftError):
        decode(sample(data), private=private)
    with contextlib.suppress(CueliftError):
        decode(sample(box(b"vttc", data)))


@pytest.mark.slow
def test_mutated_samples_are_decoded_within_the_limits():
    data = ENTRY + vttc("a <00:00:01.000>b", name="x", settings="line:0", clock="00:00:01.000")
    survive([data, data + box(b"vtta", b"NOTE") + vttc("c")], _decode, count=2000, seed=5)


def _decode(data):
    made = decoder(data)
    with contextlib.suppress(CodecError):
        made.decode(sample(data[len(ENTRY) :]))
    with contextlib.suppress(CodecError):
        made.decode(sample(data[len(ENTRY) :], 1000))
    made.flush()
