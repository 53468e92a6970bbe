import pytest

from cuelift.store.redact import redact


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("https://h/a.mkv", "https://h/a.mkv"),
        ("https://me:pass@h:8443/a", "https://***@h:8443/a"),
        ("https://a@b@h/x", "https://***@h/x"),
        (
            "https://h/a?X-Amz-Signature=abc&X-Amz-Expires=60",
            "https://h/a?X-Amz-Signature=***&X-Amz-Expires=60",
        ),
        (
            "https://h/a?Expires=9&OSSAccessKeyId=LTAI&Signature=s%3D",
            "https://h/a?Expires=9&OSSAccessKeyId=***&Signature=***",
        ),
        (
            "https://h/a?x-amz-security-TOKEN=t;sig=s",
            "https://h/a?x-amz-security-TOKEN=***;sig=***",
        ),
        ("https://h/a?X%2DAmz%2DSignature=abc", "https://h/a?X%2DAmz%2DSignature=***"),
        ("https://h/a?token", "https://h/a?token"),
        ("/movies/a?token=b", "/movies/a?token=***"),
        ("s3://films/k@y/a.mkv", "s3://films/k@y/a.mkv"),
        ("", ""),
    ],
)
def test_what_grants_access_is_hidden(uri, expected):
    assert redact(uri) == expected
