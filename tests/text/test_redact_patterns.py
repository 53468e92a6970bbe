from itertools import pairwise

import pytest

from cuelift.text.redact_patterns import iban, luhn, personal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mail ann.b+c@mail.example.co.uk, now", [("ann.b+c@mail.example.co.uk", "e-mail")]),
        ("Call +49 171 1234567, 555-123-4567.", [
            ("+49 171 1234567", "phone"), ("555-123-4567", "phone"),
        ]),
        ("(555) 123-4567, 01 23 45 67 89, 0171 1234567, (030) 123456", [
            ("(555) 123-4567", "phone"), ("01 23 45 67 89", "phone"),
            ("0171 1234567", "phone"), ("(030) 123456", "phone"),
        ]),
        ("1-800-555-1234, 1 (555) 123-4567", [
            ("1-800-555-1234", "phone"), ("1 (555) 123-4567", "phone"),
        ]),
        ("Call 21-800-555-1234", []),
        ("DE89 3704 0044 0532 0130 00.", [("DE89 3704 0044 0532 0130 00", "IBAN")]),
        ("GB82WEST12345698765432", [("GB82WEST12345698765432", "IBAN")]),
        ("4111 1111 1111 1111 / 5500-0000-0000-0004", [
            ("4111 1111 1111 1111", "card"), ("5500-0000-0000-0004", "card"),
        ]),
        ("4111 1111 1111 1112", []),
        ("DE88 3704 0044 0532 0130 00", []),
        ("In 1999-2004, at 12:30:45, 1 000 000 of 0.123456789", []),
        ("Room 101, 3-0 and 12-05-1999, 00:12:30.500", []),
        ("a@b, @home, me @ home.", []),
        ("0000 0000 0000 0000", []),
        ("no digits", []),
    ],
)  # fmt: skip
def test_personal_data_is_told_by_its_form(text, found):
    assert [(text[each.start : each.end], each.what) for each in personal(text)] == found


def test_ranges_do_not_overlap():
    found = personal("+4111111111111111 4111111111111111 4111111111111111@example.com")

    assert all(here.end <= there.start for here, there in pairwise(found))


def test_checks_of_numbers():
    assert luhn("79927398713")
    assert not luhn("79927398710")
    assert iban("GB82 WEST 1234 5698 7654 32")
    assert not iban("GB82 WEST")


@pytest.mark.parametrize(
    "text",
    ["1 " * 50_000, "a@" * 50_000, "a." * 50_000 + "@", "AB12" * 25_000, "+1" + "." * 99_999],
)
def test_hostile_texts_take_linear_time(text):
    assert isinstance(personal(text), list)
