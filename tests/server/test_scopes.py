from __future__ import annotations

import pytest

from cuelift.errors import UsageError
from cuelift.server.scopes import check_actions, check_patterns, known_actions


def test_every_part_of_the_server_has_its_actions():
    known = known_actions()

    assert {"CreateMediaConvertTask", "CancelTask", "GetUsage", "oss:ListObjects"} <= set(known)
    assert known == sorted(set(known))


@pytest.mark.parametrize("pattern", ["", " ", "a b", "a\n", "a\x7f", "a\u2028", "a" * 257])
def test_a_pattern_is_a_name(pattern):
    check_patterns("--project", ["team-*", "f?lms", "ä"])
    with pytest.raises(UsageError, match="--project"):
        check_patterns("--project", ["films", pattern])


@pytest.mark.parametrize("pattern", ["gettask", "imm:GetTask", "oss:get*", "Gettask", "x*"])
def test_an_action_is_one_that_there_is(pattern):
    check_actions("--action", ["*", "Get*", "oss:*", "oss:PutObject", "Cancel????", "GetUsage"])
    with pytest.raises(UsageError, match=r"known are .*GetTask.*oss:GetObject"):
        check_actions("--action", ["GetTask", pattern])
