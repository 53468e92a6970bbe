"""Personal data that can be told by its form: mail addresses, telephone, account, card numbers.

Spec: ISO 13616-1 (IBAN and its check by ISO 7064 mod 97-10), ISO/IEC 7812-1 annex B (Luhn),
ITU-T E.164 (telephone numbers have at most 15 digits).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple


class Found(NamedTuple):
    """A range of a text, and what it is."""

    start: int
    end: int
    what: str


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    mail = r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?!\w)"
    account = r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?!\w)"
    card = r"(?<![\w.,-])\d(?:[ -]?\d){12,18}(?![\w-])"
    phone = (
        r"(?<![\w.,:/+-])(?<!\d )(?:"
        r"\+\d(?:[ ()./-]{0,2}\d){6,14}"
        r"|(?:1[ .-])?(?:\(\d{3}\) ?\d{3}[-. ]\d{4}|\d{3}[-.]\d{3}[-.]\d{4}|\d{3} \d{3}-\d{4})"
        r"|0\d(?:[ .-]\d\d){4}"
        r"|\(0\d{1,5}\) ?\d{3}(?:[ -]?\d){2,7}"
        r"|0\d{2,4}[ /-]\d{3}(?:[ -]?\d){2,6}"
        r")(?! ?\d)(?![\w:/%-])"
    )
    return re.compile(mail), re.compile(account), re.compile(card), re.compile(phone)


def personal(text: str) -> list[Found]:
    """Personal data in a text, in order, without overlaps."""
    found: list[Found] = []
    end = 0
    for each in sorted(_all(text)):
        if each.start >= end:
            found.append(each)
            end = each.end
    return found


def _all(text: str) -> Iterator[Found]:
    digits = sum(map(str.isdigit, text)) if not text.isalpha() else 0
    if "@" not in text and digits < 7:
        return
    mail, account, card, phone = _patterns()
    if "@" in text:
        yield from (Found(*match.span(), "e-mail") for match in mail.finditer(text))
    if digits >= 7:
        yield from (Found(*match.span(), "phone") for match in phone.finditer(text))
    if digits >= 12:
        for match in card.finditer(text):
            if luhn(match[0]):
                yield Found(*match.span(), "card")
        for match in account.finditer(text):
            if iban(match[0]):
                yield Found(*match.span(), "IBAN")


def luhn(text: str) -> bool:
    """Whether the digits of a text pass the check of card numbers."""
    digits = [int(char) for char in reversed(text) if char.isdecimal()]
    total = sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return total % 10 == 0 and any(digits)


def iban(text: str) -> bool:
    """Whether a text passes the check of account numbers."""
    plain = text.replace(" ", "")
    if not 15 <= len(plain) <= 34:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join([str(int(char, 36)) for char in turned])) % 97 == 1
