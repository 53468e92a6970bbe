import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.errors import CueliftError, UsageError
from cuelift.store.base import Location, ObjectInfo
from cuelift.store.uri import parse_uri


@pytest.mark.parametrize(
    ("text", "scheme", "root", "key"),
    [
        ("/movies/a b.mkv", "file", "", "/movies/a b.mkv"),
        ("/movies/../a.mkv", "file", "", "/movies/../a.mkv"),
        ("/c:/a.mkv", "file", "", "/c:/a.mkv"),
        ("file:///movies/a%20b.mkv", "file", "", "/movies/a b.mkv"),
        ("FILE:/movies/a#1?.mkv", "file", "", "/movies/a#1?.mkv"),
        ("file://localhost/a.mkv", "file", "", "/a.mkv"),
        ("file:///%FF.mkv", "file", "", os.fsdecode(b"/\xff.mkv")),
        ("memory:a/b", "memory", "", "a/b"),
        ("memory://a/b", "memory", "", "a/b"),
        ("s3://films/a//b c%20?#.mkv", "s3", "films", "a//b c%20?#.mkv"),
        ("s3://films", "s3", "films", ""),
        ("OSS://films/", "oss", "films", ""),
        ("https://h/a.mkv?X=%2F+1&b#frag", "https", "https://h", "/a.mkv?X=%2F+1&b"),
        ("http://h", "http", "http://h", "/"),
        ("http://h?q=/1", "http", "http://h", "/?q=/1"),
        ("http://u:p@h:0080/x", "http", "http://u:p@h:80", "/x"),
        ("http://[::1]:8080/x", "http", "http://[::1]:8080", "/x"),
        ("http://[::1]/x", "http", "http://[::1]", "/x"),
        (
            "https://bücher.example/é ü",
            "https",
            "https://xn--bcher-kva.example",
            "/%C3%A9%20%C3%BC",
        ),
        ("https://h/a%20b c", "https", "https://h", "/a%20b%20c"),
    ],
)
def test_parts(text, scheme, root, key):
    location = parse_uri(text)

    assert (location.scheme, location.root, location.key) == (scheme, root, key)


@pytest.mark.parametrize("text", ["a.mkv", "./s3://x/y", "movie: part 1.mkv", "c:a.mkv"])
def test_a_relative_path_is_taken_from_the_working_folder(text):
    assert parse_uri(text) == Location("file", "", f"{os.getcwd()}/{text}", text)


def test_a_relative_path_needs_a_working_folder(monkeypatch):
    def gone():
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(os, "getcwd", gone)
    assert parse_uri("/a.mkv").key == "/a.mkv"
    with pytest.raises(UsageError, match="working directory"):
        parse_uri("a.mkv")


@pytest.mark.parametrize("path", [Path("/a/b.mkv"), b"/a/b.mkv"])
def test_path_objects_are_taken_as_text(path):
    assert parse_uri(path) == Location("file", "", "/a/b.mkv", "/a/b.mkv")


def test_what_is_no_path_at_all_is_refused():
    with pytest.raises(UsageError, match="not int"):
        parse_uri(7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\0b",
        "gs://bucket/key",
        "ftp://h/x",
        "file:a.mkv",
        "file://other/a.mkv",
        "file:///a%00b",
        "s3:films/key",
        "s3:///key",
        "s3://ke@y/x",
        "s3://.films/x",
        f"s3://{'b' * 256}/x",
        "http:/h/x",
        "https:///x",
        "http://h:x/",
        "http://h:0/",
        "http://h:65536/",
        "http://h:99999999999/",
        "http://a b/x",
        "http://h\\@e/x",
        "http://h/\nx",
        "http://[::1/x",
        "http://[::g]/x",
        "http://[::1]x/y",
        "http://h:80:80/",
        "http://ü..x/",
        "http://user@/x",
    ],
)
def test_what_names_no_object_is_refused(text):
    with pytest.raises(UsageError):
        parse_uri(text)


def test_secrets_are_in_no_text_that_may_be_printed():
    location = parse_uri("https://me:hush@h/a.mkv?X-Amz-Signature=hush&X-Amz-Date=d")
    info = ObjectInfo(key=location.key, size_bytes=1, identity='"e"')

    assert location.uri == "https://***@h/a.mkv?X-Amz-Signature=***&X-Amz-Date=d"
    assert "hush" not in f"{location!r} {location} {info!r} {info}"
    assert "hush" in location.root
    assert "hush" in location.key


@pytest.mark.parametrize("text", ["http://me:hush@h:x/", "s3://me:hush@b/x", "https://me:hush@/x"])
def test_an_error_does_not_repeat_secrets(text):
    with pytest.raises(UsageError) as caught:
        parse_uri(text)

    assert "hush" not in str(caught.value)


@given(
    st.one_of(
        st.text(max_size=40),
        st.builds(
            "{}:{}".format,
            st.sampled_from(["file", "http", "https", "s3", "oss", "memory", "HTTP", "x"]),
            st.text(alphabet="/:@[]?#%a1.-ü \\\0\n", max_size=30),
        ),
    )
)
def test_any_text_is_a_location_or_our_error(text):
    try:
        location = parse_uri(text)
    except CueliftError:
        return
    assert location.scheme in ("file", "http", "https", "s3", "oss", "memory")
    assert location.scheme != "file" or location.key.startswith("/")
    assert not location.scheme.startswith("http") or location.key.isascii()
