"""Names of vision endpoints, and their keys."""

from __future__ import annotations

import pytest

from cuelift.errors import OcrError, UsageError
from cuelift.extract.vision import Endpoint, parse_vision, vision_key


@pytest.mark.parametrize(
    ("text", "endpoint"),
    [
        (" http://localhost:8080/v1?model=m ", Endpoint("http://localhost:8080/v1", "m")),
        ("https://h/v1?model=a%2Fb:7b", Endpoint("https://h/v1", "a/b:7b")),
    ],
)
def test_an_endpoint_is_its_url_and_a_model(text, endpoint):
    assert parse_vision(text) == endpoint


@pytest.mark.parametrize(
    "text",
    [
        "", "http://h/v1", "http://h/v1?model=", "http://h/v1?model", "http://h/v1?model=a&key=b",
        "ftp://h/v1?model=m", "http://?model=m", "h/v1?model=m", "http://[::1/v1?model=m",
        "http://h/#?model=m", "http://h:x/v1?model=m", "http://h:0/v1?model=m",
        "http://h/v1\n?model=m", "http://h/v1?model=m&model=n",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(UsageError, match="is written"):
        parse_vision(text)


def test_credentials_in_the_url_are_refused_and_not_repeated():
    with pytest.raises(UsageError, match="CUELIFT_OCR_KEY") as caught:
        parse_vision("http://me:hunter2@h/v1?model=m")

    assert "hunter2" not in str(caught.value)


def test_the_key_is_that_of_the_file_else_of_the_variable(tmp_path):
    (tmp_path / "key").write_text(" abc\n")
    variables = {"CUELIFT_OCR_KEY": "xyz "}

    assert vision_key(str(tmp_path / "key"), variables) == "abc"
    assert vision_key(None, variables) == "xyz"
    assert vision_key(None, {}) == ""


@pytest.mark.parametrize("data", [b"", b"a\nb", b"\xff\xfe", "schl\u00fcssel".encode()])
def test_what_is_no_key_is_told_without_it(tmp_path, data):
    (tmp_path / "key").write_bytes(data)

    with pytest.raises(OcrError, match=r"the key file .* (cannot be read|hold a key of one line)"):
        vision_key(str(tmp_path / "key"), {})


def test_a_variable_that_holds_no_key_is_told():
    with pytest.raises(OcrError, match="the variable CUELIFT_OCR_KEY"):
        vision_key(None, {"CUELIFT_OCR_KEY": "a\nb"})
