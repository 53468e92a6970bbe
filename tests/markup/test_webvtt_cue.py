from cuelift.cues import Cue, CueSettings, Place, Raw, Span
from cuelift.markup.webvtt_cue import decode_payload, make_comment, make_cue


def test_a_cue_keeps_its_words_beside_their_meaning():
    cue = make_cue(
        1, 2, "<v A>a", name="x", settings="line:0 region:gone", regions={}, note="NOTE b"
    )

    assert cue == Cue(
        start_ns=1,
        end_ns=2,
        spans=(Span("a"),),
        id="x",
        place=Place(align=8, settings=CueSettings(line=0)),
        speaker="A",
        speaker_is_voice=True,
        raw=Raw(
            format="webvtt",
            text="<v A>a",
            fields=(("settings", "line:0 region:gone"), ("note", "NOTE b")),
        ),
    )


def test_a_plain_cue_says_no_more_than_it_has():
    cue = make_cue(1, None, "a", name="", settings="", regions={})

    assert cue == Cue(
        start_ns=1, end_ns=None, spans=(Span("a"),), raw=Raw(format="webvtt", text="a")
    )


def test_several_voices_are_voices_too():
    cue = make_cue(1, 2, "<v A>a</v>b", name="", settings="", regions={})

    assert cue.speaker is None
    assert cue.speaker_is_voice


def test_a_comment_takes_no_time():
    cue = make_comment("NOTE a", 5)

    assert (cue.start_ns, cue.end_ns, cue.comment, cue.spans) == (5, 5, True, ())


def test_payloads_that_are_not_utf8_are_counted():
    losses: dict[str, int] = {}

    assert decode_payload(b"a\r\nb\n\0\0", losses) == "a\nb"
    assert losses == {}
    assert decode_payload(b"a\xff", losses) == decode_payload(b"a\xff", losses) == "a\ufffd"
    assert losses == {"encoding": 2}
