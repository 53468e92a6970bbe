from __future__ import annotations

import pytest

from cuelift.jobs.model import AccessKey, Attachment
from cuelift.jobs.scope import allows, may_use_bucket, touches

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


@pytest.mark.parametrize(
    ("bucket", "attached", "project", "good"),
    [
        ("films", None, None, True),  # by its name
        ("loose", None, None, False),
        ("loose", None, "team-a", False),  # nobody's is nobody's
        ("loose", "team-b", None, True),  # of a project that the key may touch
        ("loose", "other", "team-a", False),
        ("loose", "here", "here", True),  # the project of the task, which was permitted
        ("films", "other", "team-a", True),
    ],
)
def test_a_bucket_is_its_projects_and_that_of_keys_that_name_it(bucket, attached, project, good):
    attachment = attached and Attachment(
        bucket=bucket, project=attached, description="", created_ns=0, updated_ns=0
    )

    assert may_use_bucket(KEY, bucket, attachment, project) is good
