from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from fnmatch import translate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.errors import ServiceError, UsageError
from cuelift.jobs.keyring import Keyring, bearer_digest, make_key, matches, may, refusal, same


def test_what_is_sealed_opens_with_the_same_key_and_name():
    keyring = Keyring.make()
    sealed = keyring.seal(b"secret", "CL1")

    assert keyring.unseal(sealed, "CL1") == b"secret"
    assert b"secret" not in sealed
    assert keyring.seal(b"secret", "CL1") != sealed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-1],
        lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
        lambda sealed: bytes([sealed[0] ^ 1]) + sealed[1:],
        lambda sealed: b"",
        lambda sealed: sealed[:5],
    ],
)
def test_what_was_changed_does_not_open(spoil):
    keyring = Keyring.make()

    with pytest.raises(ServiceError, match="cannot be decrypted"):
        keyring.unseal(spoil(keyring.seal(b"secret", "CL1")), "CL1")


def test_another_key_or_name_does_not_open_it():
    keyring = Keyring.make()
    sealed = keyring.seal(b"secret", "CL1")

    for other, name in ((Keyring.make(), "CL1"), (keyring, "CL2")):
        with pytest.raises(ServiceError):
            other.unseal(sealed, name)


def test_a_derived_secret_is_the_same_wherever_the_key_is():
    keyring = Keyring(b"k" * 32)

    assert keyring.derive("page tokens") == Keyring(b"k" * 32).derive("page tokens")
    assert len({keyring.derive("a"), keyring.derive("b"), Keyring.make().derive("a")}) == 3
    assert len(keyring.derive("a")) == 32


def test_a_key_file_is_made_once_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "data" / "secret.key"
    sealed = Keyring.open(path).seal(b"x", "n")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert re.fullmatch(r"[0-9a-f]{64}\n", path.read_text())
    assert Keyring.open(path).unseal(sealed, "n") == b"x"
    assert os.listdir(path.parent) == ["secret.key"]


def test_those_who_make_it_at_once_have_the_same(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keyrings = list(pool.map(lambda _: Keyring.open(tmp_path / "secret.key"), range(8)))
    sealed = keyrings[0].seal(b"x", "n")

    assert [keyring.unseal(sealed, "n") for keyring in keyrings] == [b"x"] * 8
    assert os.listdir(tmp_path) == ["secret.key"]


def test_who_comes_second_takes_the_key_of_the_first(tmp_path, monkeypatch):
    path = tmp_path / "secret.key"
    link = os.link

    def late(source, target):
        path.write_text("0" * 64)
        path.chmod(0o600)
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    Keyring.open(path)

    assert path.read_text() == "0" * 64
    assert os.listdir(tmp_path) == ["secret.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_key_file_that_others_may_read_is_refused(tmp_path, mode):
    path = tmp_path / "secret.key"
    Keyring.open(path)
    path.chmod(mode)

    with pytest.raises(UsageError, match="chmod 600"):
        Keyring.open(path)


@pytest.mark.parametrize(("mode", "good"), [(0o440, True), (0o444, False)])
def test_a_mounted_key_file_of_somebody_else_may_be_read_by_its_group(
    tmp_path, monkeypatch, mode, good
):
    path = tmp_path / "secret.key"
    Keyring.open(path)
    path.chmod(mode)
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)

    with contextlib.nullcontext() if good else pytest.raises(UsageError, match="others may read"):
        Keyring.open(path)


@pytest.mark.parametrize("text", [b"", b"abc", b"\xff" * 64, b"0" * 63, b"0" * 64 + b" x"])
def test_a_file_that_holds_no_key_is_refused(tmp_path, text):
    path = tmp_path / "secret.key"
    path.write_bytes(text)
    path.chmod(0o600)

    with pytest.raises(UsageError, match="does not hold a key") as caught:
        Keyring.open(path)

    assert "000" not in str(caught.value)


def test_no_secret_is_in_what_is_printed():
    keyring = Keyring(b"k" * 32)
    secrets = make_key("sts", ("p",), ("a",), 1, expires_ns=2)

    assert repr(keyring) == "Keyring()"
    assert secrets.secret not in repr(secrets)
    assert secrets.token not in repr(secrets)


@pytest.mark.parametrize(
    ("kind", "identity", "secret", "token"),
    [
        ("key", r"CL\w{22}", r"\w{30}", ""),
        ("sts", r"STS\.\w{22}", r"\w{30}", r"CAIS\w{100}"),
        ("bearer", r"BT\.\w{22}", "", r"clbt_\w{43}"),
    ],
)
def test_credentials_have_the_forms_that_clients_know(kind, identity, secret, token):
    made = make_key(kind, ("p*",), ("GetTask",), 5, expires_ns=9, note="n")

    assert re.fullmatch(identity, made.key.id)
    assert re.fullmatch(secret, made.secret)
    assert re.fullmatch(token, made.token)
    assert (made.key.kind, made.key.projects, made.key.actions) == (kind, ("p*",), ("GetTask",))
    assert (made.key.created_ns, made.key.expires_ns, made.key.note) == (5, 9, "n")
    assert made != make_key(kind, ("p*",), ("GetTask",), 5, expires_ns=9, note="n")


def test_a_temporary_key_must_end():
    with pytest.raises(UsageError):
        make_key("sts", ("*",), ("*",), 5)


def test_a_key_is_good_until_it_expires_or_is_revoked():
    key = make_key("key", ("*",), ("*",), 5, expires_ns=10).key
    revoked = type(key)(
        id="i", kind="key", projects=(), actions=(), created_ns=5, expires_ns=10, revoked_ns=7
    )

    assert refusal(key, 9) is None
    assert refusal(key, 10) == "expired"
    assert refusal(revoked, 9) == "revoked"
    assert refusal(make_key("key", ("*",), ("*",), 5).key, 2**62) is None


@pytest.mark.parametrize(
    ("action", "resource", "allowed"),
    [
        ("GetTask", "films-1", True), ("GetTask", "films", False), ("GetTask", "FILMS-1", False),
        ("GetTasks", "films-1", False), ("oss:GetObject", "films-1", True),
        ("gettask", None, False),
        ("oss:PutObject", "films-1", False), ("oss:GetX", "b?", False), ("oss:GetX", "b1", True),
        ("ListProjects", None, False), ("GetTask", None, True), ("GetTask", "", False),
    ],
)  # fmt: skip
def test_a_key_may_do_what_its_patterns_say(action, resource, allowed):
    key = make_key("key", ("films-*", "b1"), ("GetTask", "oss:Get*"), 5).key

    assert may(key, action, resource) is allowed


def test_a_key_without_patterns_may_do_nothing():
    assert not may(make_key("key", (), ("*",), 5).key, "GetTask", "p")
    assert not may(make_key("key", ("*",), (), 5).key, "GetTask", "p")


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("", "", True), ("", "a", False), ("*", "", True), ("**", "abc", True),
        ("a*c", "abbc", True),
        ("a*c", "abcb", False), ("?", "", False), ("?", "a", True), ("a?c", "abc", True),
        ("[ab]", "a", False), ("[ab]", "[ab]", True), ("a.c", "abc", False),
        ("*a*b*", "xxaxxb", True),
        ("a\n*", "a\nb", True), ("*", "\n", True), ("a*", "A", False), ("*b", "ab\n", False),
    ],
)  # fmt: skip
def test_patterns_know_star_and_question_mark_only(pattern, name, fits):
    assert matches(pattern, name) is fits


@given(st.text("ab*?\n", max_size=8), st.text("ab\n", max_size=12))
def test_patterns_mean_what_shells_mean(pattern, name):
    assert matches(pattern, name) is bool(re.match(translate(pattern), name))


def test_no_pattern_takes_long():
    begun = time.perf_counter()

    assert not matches("*a" * 50 + "b", "a" * 5000)

    assert time.perf_counter() - begun < 2


def test_secrets_are_compared_whole():
    assert same("é\ud800", "é\ud800")
    assert not same("a", "ab")
    assert bearer_digest("a") != bearer_digest("b")
    assert len(bearer_digest("\ud800")) == 64
