"""Output names with variables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.errors import CueliftError, UsageError
from cuelift.extract.template import VARIABLES, parse_template, prefix_template, safe, source_values


def test_variables_are_replaced_and_doubled_braces_are_braces():
    template = parse_template("{{x}}/{barename}.{streamindex}.{autoext}")

    name = template.expand({"barename": "film", "streamindex": "3", "autoext": "srt"})

    assert name == "{x}/film.3.srt"


def test_a_variable_without_a_value_stands_as_written():
    assert parse_template("{barename}.{language}").expand({"barename": "a"}) == "a.{language}"


@pytest.mark.parametrize("text", ["out-%d.srt", "out-%03d.srt"])
def test_printf_numbers_are_refused_with_the_right_variable(text):
    with pytest.raises(UsageError, match=r"\{streamindex\}"):
        parse_template(text)


@pytest.mark.parametrize("text", ["{nothing}", "{}", "{0}", "{barename.__class__}", "{barename!r}"])
def test_unknown_variables_are_refused_with_the_known_ones(text):
    with pytest.raises(UsageError, match="known: bucket"):
        parse_template(text)


@pytest.mark.parametrize("text", ["{barename", "barename}", "{bare{name}}"])
def test_lone_braces_are_refused(text):
    with pytest.raises(UsageError):
        parse_template(text)


@given(st.text(alphabet="{}%d%abcbarename.", max_size=40))
def test_any_text_parses_or_is_refused(text):
    try:
        template = parse_template(text)
    except CueliftError:
        return
    assert template.variables <= set(VARIABLES)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a/b/film.en.mkv", ("a/b", "film.en", "film.en.mkv", "mkv")),
        ("film.mkv", (".", "film", "film.mkv", "mkv")),
        ("/film", ("", "film", "film", "")),
        (".hidden", (".", ".hidden", ".hidden", "")),
    ],
)
def test_a_key_is_taken_to_pieces(key, expected):
    values = source_values("bucket", key, None, 0.0)

    assert tuple(values[name] for name in ("dirname", "barename", "basename", "ext")) == expected
    assert values["bucket"] == "bucket"
    assert values["key"] == key


def test_times_are_utc_of_the_object_and_of_the_run():
    values = source_values("", "a", 86_400 * 10**9, 0.0)

    assert (values["year"], values["mon"], values["day"]) == ("1970", "01", "02")
    assert (values["t_year"], values["t_day"], values["t_hour"]) == ("1970", "01", "00")


def test_a_text_of_a_file_cannot_leave_its_folder():
    assert safe("../../etc/passwd\0") == "_.._etc_passwd_"
    assert safe("a/b\\c\n") == "a_b_c_"
    assert len(safe("x" * 500)) == 200


def test_texts_of_a_file_are_cut_by_bytes_between_characters():
    assert safe("字" * 120) == "字" * 66
    assert safe("a\ud800b\x9b") == "a?b_"


@pytest.mark.parametrize(
    ("template", "values", "expected"),
    [
        ("{barename}.{forced}.{autoext}", {"barename": "film", "autoext": "vtt"}, "film.vtt"),
        ("{barename}.{forced}.{title}.x", {"barename": "film"}, "film.x"),
        ("{barename}.{forced}{title}.x", {"barename": "film"}, "film.x"),
        ("{barename}.{title}{index}.x", {"barename": "film", "index": "1"}, "film.1.x"),
        ("o/{title}.{barename}", {"barename": "film"}, "o/film"),
        ("{title}.{barename}", {"barename": "film"}, "film"),
        ("{barename}.{ext}", {"barename": "film"}, "film"),
        ("{barename}-{forced}.x", {"barename": "film"}, "film-.x"),
        ("{forced}..x", {}, ".x"),
    ],
)
def test_an_empty_value_takes_its_dot_along(template, values, expected):
    empty = {"forced": "", "title": "", "ext": ""}

    assert parse_template(template).expand({**empty, **values}) == expected


def test_a_dash_alone_is_no_name():
    with pytest.raises(UsageError, match="standard output"):
        parse_template("-")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("oss://b/out", "oss://b/out_0.vtt"),
        ("oss://b/dir.v1/out", "oss://b/dir.v1/out_0.vtt"),
        ("oss://b/out.vtt", "oss://b/out.vtt"),
        ("oss://b/{index}", "oss://b/0"),
        ("oss://b/{{out}}", "oss://b/{out}_0.vtt"),
        ("oss://b/dir/", "oss://b/dir/"),
    ],
)
def test_a_plain_prefix_is_the_beginning_of_numbered_names(text, name):
    template = prefix_template(text)

    assert template.expand({"index": "0", "autoext": "vtt"}) == name
    assert template.first_index == (0 if name.endswith("_0.vtt") else 1)


@pytest.mark.parametrize(
    "text",
    [
        "oss://{tags.b}/a.vtt",
        "s3://{title}/a.vtt",
        "oss://a-{key}/b.vtt",
        "oss://{bucket}{title}/a",
        "oss://{bucket}",
    ],
)
def test_only_the_bucket_s_own_variable_names_a_bucket(text):
    if text == "oss://{bucket}":
        assert parse_template(text).variables == {"bucket"}
        return
    with pytest.raises(UsageError, match="a bucket is named by"):
        parse_template(text, ["tags.b"])


def test_further_variables_are_known_only_to_who_brings_them():
    assert parse_template("{tags.a}", ["tags.a"]).expand({"tags.a": "x"}) == "x"
    with pytest.raises(UsageError, match=r"unknown variable \{tags.a\}"):
        parse_template("{tags.a}", ["tags.b"])
