"""Places that a request may name, and may not."""

from __future__ import annotations

import pytest

from cuelift.imm.errors import WireError
from cuelift.imm.locations import check_object, check_source, check_template, used_variables


@pytest.mark.parametrize(
    ("uri", "schemes"),
    [
        ("oss://films/a.mkv", ()),
        ("oss://films/ä b/字.mkv", ()),
        ("oss://films/a..b/..c/d..", ()),
        ("s3://films/a.mkv", ("s3",)),
        ("https://host.test/a.mkv?sig=1", ("https", "s3")),
    ],
)
def test_films_in_stores_that_are_allowed_are_taken(uri, schemes):
    assert check_source("Sources[0].URI", uri, schemes) == uri


BAD_KEYS = [
    "oss://films",
    "oss://films/",
    "oss:///a.mkv",
    "oss://films//a.mkv",
    "oss://films/\\a.mkv",
    "oss://films/../a.mkv",
    "oss://films/a/..",
    "oss://films/./a",
    "oss://films/a\\..\\b",
    "oss://films/a\nb",
    "oss://films/a\x7fb",
    "oss://films/a\x85b",
    "oss://films/a\u2028b",
    "oss://films/a\0b",
    "oss://../a.mkv",
    "oss://-films/a.mkv",
    "oss://fi lms/a.mkv",
    "oss://films/" + "字" * 400,
    "oss://films/" + "a" * 3000,
]


@pytest.mark.parametrize(
    "uri", [*BAD_KEYS, "", "a.mkv", "/etc/passwd", "file:///etc/passwd", "memory:a", "OSS://b/k",
            "s3://films/a.mkv", "https://host.test/a.mkv", "oss:films/a", "http://169.254.169.254/"]
)  # fmt: skip
def test_other_films_are_refused(uri):
    with pytest.raises(WireError, match=r"Sources\[0\].URI") as caught:
        check_source("Sources[0].URI", uri, ())

    assert caught.value.code == "InvalidArgument"


def test_a_bad_url_is_refused_without_its_password():
    for uri, schemes in (("https://u:secret@h:x/a", ("https",)), ("http://u:secret@h/a", ())):
        with pytest.raises(WireError) as caught:
            check_source("X", uri, schemes)
        assert "secret" not in caught.value.message


def test_objects_lie_in_buckets():
    assert check_object("X", "oss://b/details.json") == "oss://b/details.json"
    with pytest.raises(WireError):
        check_object("X", "s3://b/details.json")


VARIABLES = {"tags.run": "7", "tags.dots": "..", "tags.none": ""}


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("oss://out/{barename}.{streamindex}.{autoext}", None),
        ("oss://out/{t_year}/{tags.run}_{index}.vtt", None),
        ("oss://{bucket}/{dirname}/{barename}.{language}.{autoext}", None),
        ("oss://out/one.vtt", None),
        ("oss://out/{{x}}.vtt", None),
        ("oss://out/outputSubtitle", "oss://out/outputSubtitle_{streamindex}.{autoext}"),
        ("oss://out/v1.2/sub", "oss://out/v1.2/sub_{streamindex}.{autoext}"),
        ("oss://out/folder/", "oss://out/folder/_{streamindex}.{autoext}"),
        ("oss://out/{{x}}", "oss://out/{{x}}_{streamindex}.{autoext}"),
    ],
)
def test_output_names_and_prefixes_are_taken(uri, expected):
    assert check_template("X", uri, VARIABLES, "films") == (expected or uri)


@pytest.mark.parametrize(
    "uri",
    [
        *(uri for uri in BAD_KEYS if not uri.endswith("/")),
        "out/a.vtt",
        "s3://out/a.vtt",
        "oss://out",
        "oss://out/{nope}.vtt",
        "oss://out/{}.vtt",
        "oss://out/{streamindex.__class__}.vtt",
        "oss://out/{streamindex!r}.vtt",
        "oss://out/{resolution}.vtt",
        "oss://out/{tags.other}.vtt",
        "oss://out/{tags.dots}/a.vtt",
        "oss://out/{a.vtt",
        "oss://out/a}.vtt",
        "oss://out/sub-%d.vtt",
        "oss://out/../{streamindex}.vtt",
        "oss://{tags.run}/a.vtt",
    ],
)
def test_other_output_names_are_refused(uri):
    with pytest.raises(WireError, match="The parameter X is invalid") as caught:
        check_template("X", uri, VARIABLES, "films")

    assert caught.value.code == "InvalidArgument"


def test_the_sources_bucket_is_known_for_buckets_only():
    assert check_template("X", "oss://out/a.vtt", {}, "") == "oss://out/a.vtt"
    with pytest.raises(WireError, match="lies in no bucket"):
        check_template("X", "oss://{bucket}/a.vtt", {}, "")


def test_variables_that_no_name_uses_are_left_out():
    templates = ["oss://b/{tags.run}.{autoext}", "oss://b/x.vtt"]

    assert used_variables(templates, VARIABLES) == {"tags.run": "7"}
    assert used_variables([], VARIABLES) == {}
