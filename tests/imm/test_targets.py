"""Sources and Targets: what is taken, and what is refused by its name."""

from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.imm.errors import WireError
from cuelift.imm.targets import read_source, read_targets, scalar_text, tag_variables
from cuelift.jobs.model import TargetSpec

FILM = "oss://films/a.mkv"
OUT = "oss://out/{barename}-{streamindex}.{autoext}"
SECOND = 1_000_000_000


def forced(text):
    if text not in ("all", "only", "split"):
        raise UsageError(f"forced is one of all, only, split, not {text!r}")
    return text


SUPPORTED = {"forced": forced, "flatten": str.lower}


def source(schemes=(), **fields):
    return read_source([{"URI": FILM, **fields}], schemes)


def extract(name="webvtt", uri=OUT, **more):
    return {"Subtitle": {"ExtractSubtitle": {"Format": name, "URI": uri, **more}}}


def targets(*values, tags=None, supported=SUPPORTED, uri=FILM):
    film = read_source([{"URI": uri}], ("https",))
    return read_targets(values, film, tags or {}, supported)


def test_a_source_is_read():
    film = source(StartTime=1.5, Duration="10", Subtitles=[], AlignMode="false", Attached=False)

    assert (film.uri, film.start_ns, film.duration_ns) == (FILM, 1_500_000_000, 10 * SECOND)
    assert source(DisableAudio=True, DisableVideo="True", Duration=0) == source()
    assert source(StartTime=None, Duration=None).duration_ns is None
    assert source(AlignMode=False) == source()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"URI": ""}, "Sources[0].URI is required"),
        ({"URI": 5}, "Sources[0].URI is invalid"),
        ({"URI": "https://host/a.mkv"}, "Sources[0].URI is invalid"),
        ({"StartTime": -1}, "Sources[0].StartTime"),
        ({"StartTime": "soon"}, "Sources[0].StartTime"),
        ({"StartTime": True}, "Sources[0].StartTime"),
        ({"Duration": [1]}, "Sources[0].Duration"),
        ({"Duration": 1e12}, "Sources[0].Duration"),
        ({"Subtitles": [{"URI": "oss://b/a.srt"}]}, "Sources[0].Subtitles"),
        ({"Attached": True}, "Sources[0].Attached"),
        ({"AlignMode": "loop"}, "Sources[0].AlignMode"),
        ({"AlignMode": "pad"}, "Sources[0].AlignMode"),
        ({"DisableVideo": "maybe"}, "Sources[0].DisableVideo"),
        ({"Rotate": 90}, "Sources[0].Rotate"),
    ],
)
def test_a_bad_source_is_refused_by_its_field(fields, name):
    with pytest.raises(WireError) as caught:
        source(**fields)

    assert name in caught.value.message
    assert caught.value.code == "InvalidArgument"


@pytest.mark.parametrize("sources", [[{"URI": FILM}] * 2, [FILM], [None], [[]]])
def test_one_source_is_wanted(sources):
    with pytest.raises(WireError, match="Sources"):
        read_source(sources, ())


def test_targets_become_work():
    spec = targets(
        extract(),
        extract("SRT", "oss://out/prefix"),
        {"Subtitle": {"Stream": [2, 0, 2], "DisableSubtitle": False, **extract("vtt")["Subtitle"]}},
        extract("jsonl", "oss://out/all.jsonl"),
    )

    assert spec.source == FILM
    assert spec.targets == (
        TargetSpec(format="webvtt", template=OUT),
        TargetSpec(format="srt", template="oss://out/prefix_{streamindex}.{autoext}"),
        TargetSpec(format="webvtt", template=OUT, tracks=(0, 2)),
        TargetSpec(format="jsonl", template="oss://out/all.jsonl"),
    )
    assert (spec.options, spec.variables) == ({}, {})


@pytest.mark.parametrize("name", ["webvtt", "vtt", "srt", "ass", "WebVTT", "txt", "jsonl"])
def test_formats_go_by_their_names(name):
    [target] = targets(extract(name)).targets

    assert target.format == {"vtt": "webvtt"}.get(name.lower(), name.lower())


@pytest.mark.parametrize(
    ("stream", "tracks"),
    [
        (None, ()), ([], ()), ([0], (0,)), ([1, 0], (0, 1)), ([100], (100,)), ([101], ()),
        ([0, 101], ()), ([10**18], ()),
    ],
)  # fmt: skip
def test_streams_are_chosen_by_number(stream, tracks):
    target = extract()
    target["Subtitle"]["Stream"] = stream

    assert targets(target).targets[0].tracks == tracks


HARMLESS = [
    {"Container": "", "URI": None, "Video": {}, "Audio": None, "Segment": {"Format": ""}},
    {"Video": {"DisableVideo": True, "Stream": []}, "Audio": {"DisableAudio": True}},
    {"Speed": 1, "StripMetadata": True, "Image": {"Snapshots": []}, "Data": {"Stream": []}},
    {"Speed": 1.0, "Unknown": None},
]


@pytest.mark.parametrize("fields", HARMLESS)
def test_fields_that_ask_for_nothing_are_passed_over(fields):
    assert targets({**extract(), **fields}) == targets(extract())


def test_a_target_without_captions_writes_nothing():
    spec = targets({"Subtitle": {"DisableSubtitle": "True"}}, extract())

    assert len(spec.targets) == 1
    assert targets({"Subtitle": {"DisableSubtitle": True}}).targets == ()


TRANSCODING = {
    "Container": "mp4",
    "URI": "oss://out/a.mp4",
    "Video": {"TranscodeVideo": {"Codec": "h264"}},
    "Audio": {"TranscodeAudio": {"Codec": "aac"}},
    "Image": {"Snapshots": [{"URI": "oss://out/a.jpg"}]},
    "Segment": {"Format": "hls"},
    "AttachedPicture": {"Stream": [0]},
    "Data": {"Stream": [-1]},
    "Speed": 2,
}


@pytest.mark.parametrize("field", TRANSCODING)
def test_transcoding_is_refused_by_its_field(field):
    with pytest.raises(WireError) as caught:
        targets(extract(), {**extract(), field: TRANSCODING[field]})

    assert f"Targets[1].{field} is invalid: transcoding" in caught.value.message


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("x", "Targets[0] is invalid: it is a JSON object"),
        (None, "Targets[0].Subtitle.ExtractSubtitle is invalid: a target without it"),
        ({}, "Targets[0].Subtitle.ExtractSubtitle is invalid: a target without it"),
        ({"Subtitle": {"Stream": [0]}}, "Targets[0].Subtitle.ExtractSubtitle is invalid"),
        ({"Subtitle": []}, "Targets[0].Subtitle.ExtractSubtitle is invalid"),
        ({"Subtitle": [1]}, "Targets[0].Subtitle is invalid"),
        (extract(""), "Targets[0].Subtitle.ExtractSubtitle.Format is required"),
        (extract(uri=""), "Targets[0].Subtitle.ExtractSubtitle.URI is required"),
        (extract("ttxt"), "Targets[0].Subtitle.ExtractSubtitle.Format is invalid: 'ttxt' is none"),
        (extract("webvtt", "oss://o/{x}"), "Targets[0].Subtitle.ExtractSubtitle.URI is invalid"),
        (extract("webvtt", "oss://o/../a"), "Targets[0].Subtitle.ExtractSubtitle.URI is invalid"),
        (extract(Ocr="fast"), "Targets[0].Subtitle.ExtractSubtitle.Ocr is invalid"),
        ({**extract(), "Other": 1}, "Targets[0].Other is invalid"),
        ({**extract(), "StripMetadata": 5}, "Targets[0].StripMetadata is invalid"),
        ({"Subtitle": {**extract()["Subtitle"], "Other": 1}}, "Targets[0].Subtitle.Other"),
        ({"Subtitle": {**extract()["Subtitle"], "Stream": 0}}, "Targets[0].Subtitle.Stream"),
        ({"Subtitle": {**extract()["Subtitle"], "Stream": [-1]}}, "Targets[0].Subtitle.Stream"),
        ({"Subtitle": {**extract()["Subtitle"], "Stream": [True]}}, "Targets[0].Subtitle.Stream"),
        ({"Subtitle": {**extract()["Subtitle"], "Stream": [1.5]}}, "Targets[0].Subtitle.Stream"),
        ({"Subtitle": {**extract()["Subtitle"], "Stream": ["0"]}}, "Targets[0].Subtitle.Stream"),
    ],
)
def test_a_bad_target_is_refused_by_its_field(target, said):
    with pytest.raises(WireError) as caught:
        targets(target)

    assert said in caught.value.message
    assert caught.value.code == "InvalidArgument"


def test_lists_and_objects_are_options_too():
    supported = dict.fromkeys(("clean", "translate", "translate-engine"), str)
    told = {"To": ["es", "de"], "Engine": "mt"}

    target = extract(Clean=["dedupe", "reflow:bbc"], Translate=told)
    spec = read_targets([target], read_source([{"URI": "oss://b/a.mkv"}], ()), {}, supported)

    assert spec.options == {
        "clean": "dedupe,reflow:bbc", "translate": "es,de", "translate-engine": "mt",
    }  # fmt: skip


def test_targets_have_a_limit():
    assert len(targets(*[extract()] * 100).targets) == 100
    with pytest.raises(WireError, match="Targets is invalid: there are at most 100"):
        targets(*[extract()] * 101)


def test_options_come_from_tags_and_from_fields():
    tags = {"cuelift:forced": "only", "run": "x"}

    spec = targets(extract(Flatten=True, forced="only"), extract(), tags=tags)

    assert spec.options == {"forced": "only", "flatten": "true"}


@pytest.mark.parametrize(
    ("target", "tags", "said"),
    [
        (extract(), {"cuelift:ocr": "fast"}, "Tags.cuelift:ocr is invalid: it is no processing"),
        (extract(), {"cuelift:": "fast"}, "Tags.cuelift: is invalid"),
        (extract(), {"cuelift:forced": "never"}, "Tags.cuelift:forced is invalid: forced is one"),
        (extract(), {"cuelift:forced": None}, "it is a text, a number, a truth value, or a list"),
        (extract(), {"cuelift:forced": [["all"]]}, "or a list of them"),
        (extract(), {"cuelift:forced": ["all", "only"]}, "forced is one"),
        (extract(), {"cuelift:forced": {}}, "it is an object without fields"),
        (extract(Forced="all"), {"cuelift:forced": "only"}, "another value elsewhere"),
        (extract(Forced={"a": 1}), {}, "ExtractSubtitle.Forced.a is invalid"),
    ],
)
def test_options_that_are_not_supported_are_refused_by_name(target, tags, said):
    with pytest.raises(WireError) as caught:
        targets(target, tags=tags)

    assert said in caught.value.message


def test_without_options_none_is_known():
    with pytest.raises(WireError, match="known: none"):
        targets(extract(), tags={"cuelift:forced": "all"}, supported={})


def test_tags_are_variables_of_output_names():
    tags = {"run": "7", "n": 1.5, "t": True, "null": None, "list": [1], "x\n": "y", "unused": "z"}

    spec = targets(extract(uri="oss://out/{tags.run}/{tags.n}-{tags.t}.vtt"), tags=tags)

    assert spec.variables == {"tags.run": "7", "tags.n": "1.5", "tags.t": "true"}
    for name in ("null", "list", "none"):
        with pytest.raises(WireError, match="unknown variable"):
            targets(extract(uri=f"oss://out/{{tags.{name}}}.vtt"), tags=tags)
    assert set(tag_variables(tags)) == {"tags.run", "tags.n", "tags.t", "tags.unused"}


def test_the_bucket_of_an_https_source_is_not_known():
    target = extract(uri="oss://{bucket}/{streamindex}.vtt")

    assert targets(target).targets
    with pytest.raises(WireError, match="lies in no bucket"):
        targets(target, uri="https://host.test/a.mkv")


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "a"), (1, "1"), (1.0, "1.0"), (True, "true"), (None, None), ([], None), ({}, None)],
)
def test_scalars_have_a_text(value, text):
    assert scalar_text(value) == text
