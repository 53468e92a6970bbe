from __future__ import annotations

import msgspec

from cuelift.jobs.database.json_text import to_json
from cuelift.jobs.model import Failure


def test_json_is_compact_and_readable():
    assert to_json({"a": [1, None, "é"]}) == '{"a":[1,null,"é"]}'


def test_what_is_no_text_is_replaced():
    failure = Failure(code="NotFound", message="no film\udcff \udcfe.mkv")

    kept = msgspec.json.decode(to_json(failure), type=Failure)

    assert kept == Failure(code="NotFound", message="no film? ?.mkv")
