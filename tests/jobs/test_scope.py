from __future__ import annotations

from cuelift.jobs.model import AccessKey
from cuelift.jobs.scope import allows, touches

KEY = AccessKey(
    id="a", kind="key", projects=("team-*", "films"), actions=("Get*", "oss:*"), created_ns=0
)


def test_all_that_is_touched_must_be_the_keys():
    assert allows(KEY, "GetTask", ("team-a", "films"))
    assert not allows(KEY, "GetTask", ("team-a", "other"))
    assert not allows(KEY, "DeleteProject", ("team-a",))
    assert allows(KEY, "oss:PutObject")
    assert touches(KEY, "team-")
    assert not touches(KEY, "film")
