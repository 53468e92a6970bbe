from __future__ import annotations

from threading import Thread

import msgspec
import pytest

from cuelift.errors import AlreadyExists, NotEmpty, NotThere, QuotaExceeded
from cuelift.jobs.database import open_database
from tests.jobs.database.samples import FAILURE, MOST, a_project, a_task, an_attachment


def test_a_project_comes_back_as_it_was_kept(database):
    database.projects.create(a_project(), MOST)

    assert database.projects.get("films") == a_project()
    assert database.projects.get("Films") is None


def test_a_name_is_taken_once(films):
    with pytest.raises(AlreadyExists):
        films.projects.create(a_project(created_ns=6), MOST)

    assert films.projects.get("films").created_ns == 5


def test_a_creation_that_is_run_again_finds_itself_done(films):
    films.projects.create(a_project(), 1)


def test_no_more_projects_than_there_may_be(films):
    films.projects.create(a_project("more"), 2)

    with pytest.raises(QuotaExceeded):
        films.projects.create(a_project("too-many"), 2)


def test_the_quota_holds_among_processes_that_create_at_once(shared_url, keyring):
    databases = [open_database(shared_url, keyring) for _ in range(4)]
    refused = []

    def create(number):
        try:
            databases[number].projects.create(a_project(f"p{number}"), 2)
        except QuotaExceeded:
            refused.append(number)

    threads = [Thread(target=create, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 2
    assert len(databases[0].projects.page("", {}, None, 10)) == 2
    for each in databases:
        each.close()


def test_a_change_is_kept_and_returned(films):
    changed = films.projects.update("films", lambda old: msgspec.structs.replace(old, priority=9))

    assert changed == films.projects.get("films") == a_project(priority=9)
    assert films.projects.update("none", lambda old: old) is None


def test_a_change_cannot_rename(films):
    films.projects.update("films", lambda old: msgspec.structs.replace(old, name="other"))

    assert films.projects.get("films") == a_project()
    assert films.projects.get("other") is None


def test_a_change_that_fails_changes_nothing(films):
    def fail(old):
        raise NotThere("no such template")

    with pytest.raises(NotThere):
        films.projects.update("films", fail)

    assert films.projects.get("films") == a_project()


def test_changes_at_once_are_all_kept(shared_url, keyring):
    databases = [open_database(shared_url, keyring) for _ in range(2)]
    databases[0].projects.create(a_project(priority=0), MOST)

    def count(database):
        for _ in range(10):
            database.projects.update(
                "films", lambda old: msgspec.structs.replace(old, priority=old.priority + 1)
            )

    threads = [Thread(target=count, args=(each,)) for each in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert databases[0].projects.get("films").priority == 20
    for each in databases:
        each.close()


def test_a_project_is_deleted_once(films):
    assert films.projects.delete("films")
    assert films.projects.get("films") is None
    assert not films.projects.delete("films")


def test_a_project_with_a_bucket_stays(films):
    films.projects.attach(an_attachment("bucket"))

    with pytest.raises(NotEmpty, match="buckets"):
        films.projects.delete("films")

    films.projects.detach("bucket")
    assert films.projects.delete("films")


def test_a_project_with_a_running_task_stays(films):
    task = a_task()
    films.tasks.create(task, MOST)

    with pytest.raises(NotEmpty, match="running tasks"):
        films.projects.delete("films")

    films.tasks.finish(task.id, None, None, FAILURE, (), 9)
    assert films.projects.delete("films")


def test_pages_go_by_name_and_code_point(database):
    for name in ("b", "B", "a-1", "a_1", "a1", "_"):
        database.projects.create(a_project(name), MOST)

    names = [each.name for each in database.projects.page("", {}, None, 10)]
    assert names == sorted(names)
    assert [each.name for each in database.projects.page("", {}, "B", 2)] == ["_", "a-1"]
    assert [each.name for each in database.projects.page("a", {}, None, 10)] == [
        "a-1", "a1", "a_1",
    ]  # fmt: skip
    assert [each.name for each in database.projects.page("a", {}, "a-1", 1)] == ["a1"]
    assert database.projects.page("a%", {}, None, 10) == []


def test_all_tags_must_match(database):
    for number in range(6):
        tags = {"even": str(number % 2 == 0), "third": str(number % 3 == 0)}
        database.projects.create(a_project(f"p{number}", tags=tags), MOST)

    page = database.projects.page

    assert [each.name for each in page("", {"even": "True"}, None, 9)] == ["p0", "p2", "p4"]
    assert [each.name for each in page("", {"even": "True"}, None, 2)] == ["p0", "p2"]
    assert [each.name for each in page("", {"even": "False", "third": "True"}, None, 9)] == ["p3"]
    assert page("", {"other": "True"}, None, 9) == []


def test_a_bucket_belongs_to_one_project(films):
    films.projects.create(a_project("other"), MOST)
    films.projects.attach(an_attachment("bucket"))
    films.projects.attach(an_attachment("bucket"))  # the same, run again

    with pytest.raises(AlreadyExists):
        films.projects.attach(an_attachment("bucket", "other"))

    assert films.projects.attachment("bucket") == an_attachment("bucket")
    assert films.projects.attachment("none") is None


def test_a_bucket_needs_a_project(database):
    with pytest.raises(NotThere):
        database.projects.attach(an_attachment("bucket"))


def test_a_bucket_is_detached_once(films):
    films.projects.attach(an_attachment("bucket"))

    assert films.projects.detach("bucket")
    assert not films.projects.detach("bucket")
    assert films.projects.attachment("bucket") is None


def test_buckets_are_paged_by_name(films):
    films.projects.create(a_project("other"), MOST)
    films.projects.attach(an_attachment("theirs", "other"))
    for name in ("c", "a", "b"):
        films.projects.attach(an_attachment(name))

    def names(after, limit):
        return [each.bucket for each in films.projects.attachments("films", after, limit)]

    assert names(None, 9) == ["a", "b", "c"]
    assert names("a", 1) == ["b"]


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 100_000, "%_", "' OR 1=1 --"])
def test_hostile_text_neither_fails_nor_finds_anything(films, text):
    films.projects.attach(msgspec.structs.replace(an_attachment("bucket"), description=text))

    assert films.projects.get(text) is None
    assert films.projects.attachment(text) is None
    assert films.projects.page(text, {}, text, 5) == []
    assert films.projects.attachments(text, text, 5) == []
    assert not films.projects.delete(text)
    assert films.projects.attachment("bucket").bucket == "bucket"
