"""Forms of ids."""

from __future__ import annotations

import re

import pytest

from cuelift.imm import ids

HEX = "[0-9a-f]"
UUID = f"{HEX}{{8}}-{HEX}{{4}}-4{HEX}{{3}}-[89ab]{HEX}{{3}}-{HEX}{{12}}"


@pytest.mark.parametrize(
    ("make", "form"),
    [
        (ids.new_request_id, UUID.replace("a-f", "A-F").replace("ab", "AB")),
        (ids.new_task_id, f"MediaConvert-{UUID}"),
        (ids.new_event_id, f"0ED-{HEX}{{26}}"),
        (ids.new_message_id, f"25E-{HEX}{{26}}"),
    ],
)
def test_ids_have_their_form_and_differ(make, form):
    made = {make() for _ in range(20)}

    assert len(made) == 20
    assert all(re.fullmatch(form, text) for text in made)
