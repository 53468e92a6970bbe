import pytest
from yarl import URL

from cuelift.errors import StoreError, UsageError
from cuelift.store.http_route import Route, check_header, environment_proxy, redirected

HEADERS = {"Authorization": "Basic x"}


@pytest.mark.parametrize(
    ("here", "location", "there", "keeps"),
    [
        ("http://h/a", "/b?x=%2F", "http://h/b?x=%2F", True),
        ("http://h/d/a", "b", "http://h/d/b", True),
        ("http://h/a", "https://h/a", "https://h/a", True),
        ("http://h:8080/a", "https://h/a", "https://h/a", False),
        ("https://h/a", "https://h:444/a", "https://h:444/a", False),
        ("https://h/a", "https://cdn/a?sig=1", "https://cdn/a?sig=1", False),
        ("https://h/a", "//cdn/a", "https://cdn/a", False),
        ("https://h/a", "https://me:pass@cdn/a", "https://cdn/a", False),
    ],
)
def test_only_the_same_host_sees_the_headers(here, location, there, keeps):
    route = redirected(Route(URL(here, encoded=True), HEADERS), location, 100.0)

    assert str(route.url) == there
    assert route.headers == (HEADERS if keeps else {})
    assert route.renewable
    assert route.until == 160.0


@pytest.mark.parametrize(
    ("here", "location"),
    [
        ("https://h/a", "http://h/a"),
        ("https://h/a", "file:///etc/passwd"),
        ("https://h/a", "https://[x/"),
        ("https://h/a", "https://h:x/"),
    ],
)
def test_redirects_that_are_not_followed(here, location):
    with pytest.raises(StoreError):
        redirected(Route(URL(here), HEADERS), location, 0.0)


def test_a_header_that_may_be_sent():
    check_header("X-Api-Key", "a b")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("", "x"),
        ("a b", "x"),
        ("Range", "bytes=0-"),
        ("If-Match", "x"),
        ("A", "x\r\nB: y"),
        ("A", "ü"),
    ],
)
def test_headers_that_may_not(name, value):
    with pytest.raises(UsageError):
        check_header(name, value)


def test_the_proxy_of_the_environment(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert environment_proxy(URL("https://h/")) is None
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:1")
    monkeypatch.setenv("NO_PROXY", "inner")
    assert environment_proxy(URL("https://h/")) == "http://proxy:1"
    assert environment_proxy(URL("https://inner/")) is None
    assert environment_proxy(URL("http://h/")) is None
