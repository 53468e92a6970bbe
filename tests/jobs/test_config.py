from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.jobs.config import Config, read_config

WHOLE = """
region = "eu"
retention_days = 3
[limits]
concurrency = 2
max_read = 0.5
[sources]
schemes = ["s3", "https"]
allowed_hosts = ["10.0.0.0/8"]
[buckets.films]
kind = "s3"
endpoint = "https://s3.local"
access_key_secret = "env:S3_SECRET"
[topics.done]
kind = "webhook"
url = "https://hooks.local"
secret = "env:HOOK"
[prices]
currency = "EUR"
text_track = 0.01
"""


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "config.toml"

    def read_text(text, **environment):
        path.write_text(text)
        return read_config(str(path), environment)

    return read_text


def test_an_empty_file_is_all_defaults(read):
    assert read("") == Config()


def test_a_whole_file(read):
    config = read(WHOLE, S3_SECRET="s3cret", HOOK="whsec_abc")

    assert (config.region, config.retention_days) == ("eu", 3.0)
    assert config.limits.concurrency == 2
    assert config.sources.schemes == ("s3", "https")
    assert config.buckets["films"].access_key_secret == "s3cret"
    assert config.topics["done"].secret == "whsec_abc"
    assert config.prices.currency == "EUR"
    assert "s3cret" not in repr(config)
    assert "whsec_abc" not in repr(config)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[limits]\nwall_s = 'x'", "limits.wall_s = 'x': Expected `int`"),
        ("[limits]\nwall_s = 0", "limits.wall_s = 0: must be more than 0"),
        ("[limitz]\na = 1", "limitz: there is no such key"),
        ("heartbeat_s = -1", "heartbeat_s = -1.0: must be more than 0"),
        ("dead_after_s = 9", "dead_after_s = 9.0: must be more than two heartbeats"),
        ("[sources]\nschemes = ['s3', 'ftp']", "sources.schemes.1 = 'ftp'"),
        ("[buckets.b]\nkind = 'local'\nfolder = 'x'", "buckets.b.folder = 'x': there is no"),
        ("[buckets.'My.Films']\nkind = 's3'", "buckets.My.Films: the name of a bucket has 3 to 63"),
        ("buckets = 1", "buckets = 1: must be a table"),
        ("[topics]\na = 1", "topics.a = 1: Expected `object`"),
        ("[topics.'a.b']\nkind = 'webhook'", "topics.a.b: Object missing required field `url`"),
        ("[topics.a]\nkind = 'webhook'\nurl = 'x'", "topics.a: webhook needs secret"),
        (
            "[topics.a]\nkind = 'mns'\nurl = 'x'",
            "topics.a: mns needs access_key_id and access_key_secret",
        ),
        ("account = 'env:NOBODY'", "account = 'env:NOBODY': there is no such variable"),
        ("[sources]\nschemes = ['env:A']", "sources.schemes.0 = 'env:A': there is no such"),
        ("a ==", "not TOML"),
    ],
)
def test_what_cannot_be_is_told_by_file_key_and_value(read, text, told, tmp_path):
    with pytest.raises(UsageError) as caught:
        read(text)

    assert caught.value.message.startswith(f"{tmp_path / 'config.toml'}: ")
    assert told in caught.value.message


def test_secrets_are_not_told(read):
    with pytest.raises(UsageError) as caught:
        read("[buckets.b]\naccess_key_secret = 12345")

    assert "12345" not in caught.value.message
    assert "buckets.b.access_key_secret" in caught.value.message


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(UsageError, match="No such file"):
        read_config(str(tmp_path / "none.toml"))
    (tmp_path / "bytes.toml").write_bytes(b"\xff")
    with pytest.raises(UsageError, match="not TOML"):
        read_config(str(tmp_path / "bytes.toml"))
