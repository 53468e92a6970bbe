from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from cuelift.errors import AlreadyExists, ServiceError
from cuelift.jobs.database import keys as keys_module
from cuelift.jobs.database import open_database
from cuelift.jobs.database.schema import access_key
from cuelift.jobs.keyring import make_key


def a_key(kind="key", **changes):
    values = {"projects": ("films-*",), "actions": ("*",), "now_ns": 5, "expires_ns": 900}
    return make_key(kind, **values | changes)


@pytest.mark.parametrize("kind", ["key", "sts", "bearer"])
def test_a_key_comes_back_with_its_secrets(database, kind):
    made = a_key(kind, note="of the tests")
    database.keys.add(made)

    found = database.keys.find(made.key.id)

    assert (found.key, found.secret, found.token) == (made.key, made.secret, made.token)
    assert database.keys.keys() == [made.key]
    assert database.keys.find("none") is None


def test_an_id_is_taken_once(database):
    made = a_key()
    database.keys.add(made)

    with pytest.raises(AlreadyExists):
        database.keys.add(msgspec.structs.replace(made, secret="other"))


def test_a_key_that_is_added_again_after_a_lost_commit_is_no_error(database, monkeypatch):
    dialect = database.connector.engine.dialect
    commit, left = dialect.do_commit, [1]

    def lose(connection):
        commit(connection)
        if left:
            left.pop()
            lost = sqlite3.OperationalError("lost")
            lost.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise exc.OperationalError("COMMIT", {}, lost)

    monkeypatch.setattr(dialect, "do_commit", lose)
    made = a_key()
    database.keys.add(made)

    assert not left
    assert database.keys.keys() == [made.key]


def test_the_first_key_is_made_once_however_many_try(shared_url, keyring):
    databases = [open_database(shared_url, keyring) for _ in range(6)]
    together = Barrier(len(databases))

    def make(database):
        made = a_key()
        together.wait(10)
        return made.key.id if database.keys.add_first(made) else None

    with ThreadPoolExecutor(len(databases)) as pool:
        found = [key_id for key_id in pool.map(make, databases) if key_id]
    kept = databases[0].keys.keys()
    for database in databases:
        database.close()

    assert len(found) == 1
    assert [key.id for key in kept] == found


def test_a_first_key_that_is_made_again_after_a_lost_commit_counts(database):
    made = a_key()

    assert database.keys.add_first(made)
    assert database.keys.add_first(made)
    assert not database.keys.add_first(a_key())


def test_a_bearer_is_recalled_by_the_whole_token_only(database):
    made = a_key("bearer")
    database.keys.add(made)

    assert database.keys.recall_bearer(made.token) is None
    database.keys.find_bearer(made.token)
    assert database.keys.recall_bearer(made.token).key == made.key
    assert database.keys.recall_bearer(made.token[:-1]) is None


def test_a_bearer_is_found_by_the_whole_token_only(database):
    made = a_key("bearer")
    database.keys.add(made)
    database.keys.add(a_key("sts"))

    for _ in range(2):
        assert database.keys.find_bearer(made.token).key == made.key
    assert database.keys.find_bearer(made.token[:-1]) is None
    assert database.keys.find_bearer("") is None
    assert database.keys.find_bearer("\ud800\0") is None


def test_a_temporary_token_is_no_bearer_token(database):
    made = a_key("sts")
    database.keys.add(made)

    assert database.keys.find_bearer(made.token) is None


def test_secrets_do_not_lie_in_the_database_as_they_are(shared_url, keyring, tmp_path):
    database = open_database(shared_url, keyring)
    made = [a_key("sts"), a_key("bearer")]
    for each in made:
        database.keys.add(each)
    with database.connector.engine.begin() as connection:
        rows = str([tuple(row) for row in connection.execute(sa.select(access_key))])
    database.close()
    files = b"".join(path.read_bytes() for path in tmp_path.glob("cuelift.sqlite*"))

    for each in made:
        for secret in filter(None, (each.secret, each.token)):
            assert secret not in rows
            assert secret.encode() not in files


def test_a_sealed_secret_moved_to_another_key_does_not_open(database):
    mine, theirs = a_key(), a_key()
    database.keys.add(mine)
    database.keys.add(theirs)

    def swap(connection):
        sealed = sa.select(access_key.c.sealed).where(access_key.c.id == theirs.key.id)
        stolen = connection.execute(sealed).scalar_one()
        update = sa.update(access_key).where(access_key.c.id == mine.key.id)
        connection.execute(update.values(sealed=stolen))

    database.connector.write(swap)

    with pytest.raises(ServiceError, match="cannot be decrypted"):
        database.keys.find(mine.key.id)


def test_a_key_is_revoked_once_and_at_once(database):
    made = a_key()
    database.keys.add(made)
    assert database.keys.find(made.key.id).key.revoked_ns is None

    assert database.keys.revoke(made.key.id, 70)
    assert not database.keys.revoke(made.key.id, 80)
    assert not database.keys.revoke("none", 80)

    assert database.keys.find(made.key.id).key.revoked_ns == 70
    assert database.keys.keys()[0].revoked_ns == 70


def test_a_key_that_another_process_revoked_is_known_a_second_longer(
    shared_url, keyring, monkeypatch
):
    now = [100.0]
    monkeypatch.setattr(keys_module.time, "monotonic", lambda: now[0])
    one, other = open_database(shared_url, keyring), open_database(shared_url, keyring)
    made = a_key()
    one.keys.add(made)
    one.keys.find(made.key.id)
    other.keys.revoke(made.key.id, 70)

    assert one.keys.recall(made.key.id).key.revoked_ns is None
    now[0] += 1.1
    assert one.keys.recall(made.key.id) is None
    assert one.keys.find(made.key.id).key.revoked_ns == 70
    one.close()
    other.close()


def test_no_more_keys_are_remembered_than_may(database, monkeypatch):
    monkeypatch.setattr(keys_module, "REMEMBERED", 2)
    made = [a_key() for _ in range(3)]
    for each in made:
        database.keys.add(each)
        database.keys.find(each.key.id)

    assert [database.keys.recall(each.key.id) is None for each in made] == [True, True, False]


def test_a_nonce_is_used_once_per_key(database):
    use = database.keys.use_nonces

    assert use([("k", "1"), ("k", "2")], 100) == [True, True]
    assert use([("k", "2"), ("k", "3"), ("other", "2")], 100) == [False, True, True]
    assert use([], 100) == []


def test_of_the_same_nonces_in_one_call_the_first_counts(database):
    assert database.keys.use_nonces([("k", "1")] * 3, 100) == [True, False, False]


def test_parts_of_a_nonce_cannot_be_shifted(database):
    assert database.keys.use_nonces([("k", "1x"), ("k1", "x"), ("", "k1x")], 100) == [True] * 3


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 100_000, ""])
def test_hostile_text_neither_fails_nor_finds_anything(database, text):
    assert database.keys.find(text) is None
    assert not database.keys.revoke(text, 5)
    assert database.keys.use_nonces([(text, text)], 100) == [True]
    assert database.keys.use_nonces([(text, text)], 100) == [False]


def test_nonces_are_forgotten_when_they_expire(database):
    database.keys.use_nonces([("k", "1")], 100)
    database.keys.use_nonces([("k", "2"), ("k", "3")], 200)

    assert database.keys.purge_nonces(101) == 1
    assert database.keys.use_nonces([("k", "1"), ("k", "2")], 300) == [True, False]


def test_a_nonce_used_at_once_by_many_is_given_to_one(shared_url, keyring):
    databases = [open_database(shared_url, keyring) for _ in range(2)]
    start = Barrier(6)

    def use(number):
        start.wait()
        use_nonces = databases[number % 2].keys.use_nonces
        # Half of them backwards: locks taken crosswise must end well.
        order = range(40) if number % 4 < 2 else range(39, -1, -1)
        answers = dict(
            zip(order, use_nonces([("k", str(each)) for each in order], 100), strict=True)
        )
        return [answers[each] for each in range(40)]

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(use, range(6)))

    assert [sum(each) for each in zip(*answers, strict=True)] == [1] * 40
    for each in databases:
        each.close()


def test_a_call_whose_answer_was_lost_still_has_its_nonces(films, monkeypatch):
    statement = films.connector.engine
    left = [1]

    def lose(connection, cursor, text, *rest):
        if "nonce" in text and left:
            left.pop()
            if not films.connector.is_postgres:
                connection.connection.dbapi_connection.commit()
            lost = sqlite3.OperationalError("lost")
            lost.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise exc.OperationalError(text, {}, lost)

    sa.event.listen(statement, "after_cursor_execute", lose)
    answers = films.keys.use_nonces([("k", "1"), ("k", "2")], 100)
    sa.event.remove(statement, "after_cursor_execute", lose)

    assert not left
    assert answers == [True, True]
    assert films.keys.use_nonces([("k", "1")], 100) == [False]
