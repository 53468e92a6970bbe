from __future__ import annotations

import asyncio
from types import SimpleNamespace

from cuelift.jobs.model import AccessKey, Project, Usage
from cuelift.server import shared
from cuelift.server.shared import AllowedUsage, allowed_projects

KEY = AccessKey(id="k", kind="key", projects=("own-*",), actions=("*",), created_ns=0)


class Projects:
    """Ten projects, every other one the key's."""

    names = tuple(f"{'own' if n % 2 else 'other'}-{n:02}" for n in range(10))

    def page(self, prefix, tags, after, limit):
        names = [n for n in sorted(self.names) if after is None or n > after]
        return [Project(name=n, created_ns=0, updated_ns=0) for n in names[:limit]]


def test_pages_are_full_of_what_a_key_may_touch(monkeypatch):
    monkeypatch.setattr(shared, "_CHUNK", 3)
    services = SimpleNamespace(projects=Projects())

    def page(after, limit):
        rows = asyncio.run(allowed_projects(services, KEY, "", {}, after, limit))
        return [row.name for row in rows]

    assert page(None, 2) == ["own-01", "own-03", "own-05"]
    assert page("own-03", 10) == ["own-05", "own-07", "own-09"]
    assert page("own-09", 1) == []


def test_usage_of_others_is_not_told():
    class Kept:
        def records(self, project, from_ns, to_ns):
            return [
                Usage(task="t", project=name, track=0, item="text", quantity=1, ended_ns=0)
                for name in ("own-1", "other")
            ]

        def totals(self, project, from_ns, to_ns):
            return [{"project": "own-1"}, {"project": "other"}]

    usage = AllowedUsage(Kept(), KEY)

    assert [row.project for row in usage.records(None, 0, 1)] == ["own-1"]
    assert usage.totals(None, 0, 1) == [{"project": "own-1"}]
