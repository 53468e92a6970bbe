from __future__ import annotations

import pytest

from cuelift.oss.errors import WireError
from cuelift.oss.request import Place, host_label, parse_query, places, read_request


def request(path, host="127.0.0.1:8000"):
    return read_request("GET", path, b"", [(b"Host", host.encode())])


def test_names_and_values_are_decoded_and_blank_ones_kept():
    assert parse_query(b"uploads&a=1+2%2B3%20&&b=&%C3%A9=%E4%B8%AD=x") == {
        "uploads": "", "a": "1 2+3 ", "b": "", "é": "中=x",
    }  # fmt: skip


@pytest.mark.parametrize(
    "query", [b"a=1&a=2", b"a&a=", b"%61=1&a=2", b"a=%ff", b"&".join([b""] * 101)]
)
def test_a_query_that_may_mean_two_things_is_refused(query):
    with pytest.raises(WireError) as caught:
        parse_query(query)
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("path", "host", "expected"),
    [
        (b"/films/a/b", "127.0.0.1:80", [Place("films", "a/b")]),
        (b"/films/a%2Fb%20%2B+", "localhost", [Place("films", "a/b ++")]),
        (b"/films", "localhost", [Place("films", "")]),
        (b"/films/", "localhost", [Place("films", "")]),
        (b"/a/b", "films.oss.example:8", [Place("films", "a/b")]),
        (b"/abc/b", "films.oss.example", [Place("abc", "b"), Place("films", "abc/b")]),
        (b"/", "films.oss.example", [Place("films", "")]),
        (b"/a%2Fbc/k", "localhost", []),
        (b"//k", "localhost", []),
    ],
)
def test_what_a_request_may_be_about(path, host, expected):
    assert places(request(path, host)) == expected


@pytest.mark.parametrize(
    ("host", "label"),
    [
        ("films.local", "films"), ("FILMS.local:80", "films"), ("films", None), ("", None),
        ("10.0.0.1", None), ("100.200.10.1:80", None), ("[::1]:80", None), ("a.local", None),
        ("-ab.local", None),
    ],
)  # fmt: skip
def test_the_bucket_in_a_host(host, label):
    assert host_label(host) == label


def test_headers_keep_their_bytes_and_lose_outer_space():
    made = read_request("GET", b"/", b"", [(b"X-Oss-Meta-A", b" \xc3\xa9 b\t")])

    assert made.header("x-oss-meta-a").encode("latin-1") == b"\xc3\xa9 b"
    assert made.header("absent") == ""


def test_harmless_headers_may_stand_twice():
    assert read_request("GET", b"/", b"", [(b"accept", b"a"), (b"accept", b"b")]).headers == {
        "accept": "b"
    }


@pytest.mark.parametrize("path", [b"", b"*", b"http://host/films/k"])
def test_a_target_that_is_no_path_is_refused(path):
    with pytest.raises(WireError, match="not a path"):
        read_request("GET", path, b"", [])
