from __future__ import annotations

from cuelift.container.matroska import ids
from cuelift.container.matroska.ebml import header_at

NUMBERS = {name: value for name, value in vars(ids).items() if isinstance(value, int)}


def test_every_id_is_one_and_stands_once() -> None:
    assert len(set(NUMBERS.values())) == len(NUMBERS) > 80
    for value in NUMBERS.values():
        data = value.to_bytes((value.bit_length() + 7) // 8) + b"\x80"
        assert header_at(data, 0) == (value, len(data), 0)


def test_elements_that_messages_speak_of_have_a_name() -> None:
    assert {getattr(ids, name.upper().replace("SEEKHEAD", "SEEK_HEAD")) for name in
            ids.NAMES.values()} == set(ids.NAMES)  # fmt: skip
