"""E-mail addresses, telephone numbers and registration numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imports.contacts import ContactKind, is_no_contact, read_email, read_phone
from core.imports.registration import Register, RegistrationKind, read_registration


@pytest.mark.parametrize(
    ("text", "value", "kinds"),
    [
        ("robin@example.org", "robin@example.org", ()),
        ("Robin@Example.ORG", "robin@example.org", (ContactKind.EMAIL_TIDIED,)),
        ("mailto:robin@example.org", "robin@example.org", (ContactKind.EMAIL_TIDIED,)),
        ("Robin Ashdown <robin@example.org>", "robin@example.org", (ContactKind.EMAIL_TIDIED,)),
        ("robin@example.org; kit@example.org", "robin@example.org", (ContactKind.EMAIL_MULTIPLE,)),
        ("robin@example.org / kit@example.org", "robin@example.org", (ContactKind.EMAIL_MULTIPLE,)),
        ("robin@example.org or kit@example.org", "robin@example.org", (ContactKind.EMAIL_MULTIPLE,)),
        ("", None, ()),
        ("robin at example.org", None, (ContactKind.EMAIL_INVALID,)),
        ("robin@@example.org", None, (ContactKind.EMAIL_INVALID,)),
        ("robin@example,org", None, (ContactKind.EMAIL_INVALID,)),
        ("robin@example.org,", None, (ContactKind.EMAIL_INVALID,)),
        ("robin@example", None, (ContactKind.EMAIL_INVALID,)),
        ("ask Kit", None, (ContactKind.EMAIL_INVALID,)),
        ("a" * 300 + "@example.org", None, (ContactKind.EMAIL_INVALID,)),
    ],
)
def test_email(text: str, value: str | None, kinds: tuple[ContactKind, ...]) -> None:
    reading = read_email(text)
    assert (reading.value, reading.kinds) == (value, kinds)


@pytest.mark.parametrize(
    ("text", "value", "kinds"),
    [
        ("01632 960001", "01632960001", ()),
        ("+44 (0)1632 960001", "01632960001", ()),
        ("0044 1632 960001", "01632960001", ()),
        ("01632-960-001 ext 204", "01632960001 ext 204", ()),
        ("text only 07700 900001", "07700900001", ()),
        ("+353 20 912 3456", "+353209123456", ()),
        ("7700900001", "07700900001", (ContactKind.PHONE_LEADING_ZERO_LOST,)),
        ("07700 900001 / 01632 960001", "07700900001", (ContactKind.PHONE_MULTIPLE,)),
        ("", None, ()),
        ("ring office", None, (ContactKind.PHONE_INVALID,)),
        ("01632 9600", None, (ContactKind.PHONE_INVALID,)),
        ("4.41632E+11", None, (ContactKind.PHONE_INVALID,)),
    ],
)
def test_phone(text: str, value: str | None, kinds: tuple[ContactKind, ...]) -> None:
    reading = read_phone(text)
    assert (reading.value, reading.kinds) == (value, kinds)


@pytest.mark.parametrize("word", ["tbc", "Vacant", "N/A", "?"])
def test_words_in_place_of_a_name(word: str) -> None:
    assert is_no_contact(word)
    assert not is_no_contact(f"{word} Ashdown")


@pytest.mark.parametrize(
    ("text", "register", "identifier"),
    [
        ("1912345", Register.CHARITY, "GB-CHC-1912345"),
        ("912345", Register.CHARITY, "GB-CHC-912345"),
        ("1912-345", Register.CHARITY, "GB-CHC-1912345"),
        ("1,912,345", Register.CHARITY, "GB-CHC-1912345"),
        ("1912345.0", Register.CHARITY, "GB-CHC-1912345"),
        ("#1912345", Register.CHARITY, "GB-CHC-1912345"),
        ("Registered charity no. 1912345", Register.CHARITY, "GB-CHC-1912345"),
        ("CIO 1912345", Register.CHARITY, "GB-CHC-1912345"),
        ("1912345-2", Register.CHARITY, "GB-CHC-1912345-2"),
        ("SC012345", Register.SCOTTISH_CHARITY, "GB-SC-SC012345"),
        ("NIC101234", Register.NORTHERN_IRISH_CHARITY, "GB-NIC-NIC101234"),
        ("RS012345", Register.SOCIETY, "GB-MPR-RS012345"),
        ("Company 01234567", Register.COMPANY, "GB-COH-01234567"),
        ("CIC - Co. No. 12 345 678", Register.COMPANY, "GB-COH-12345678"),
        ("co. no. SC123456", Register.COMPANY, "GB-COH-SC123456"),
        ("Co no 1234567", Register.MALFORMED, None),
        ("19I2345", Register.MALFORMED, None),
        ("12345", Register.MALFORMED, None),
        ("1912345/194", Register.MALFORMED, None),
        ("n/a", Register.NONE, None),
        ("N/A (part of the prison)", Register.NONE, None),
        ("exempt", Register.NONE, None),
        ("applied for", Register.PENDING, None),
        ("CIO - pending", Register.PENDING, None),
        ("", Register.BLANK, None),
    ],
)
def test_registration(text: str, register: Register, identifier: str | None) -> None:
    registration = read_registration(text)
    assert (registration.register, registration.identifier) == (register, identifier)


def test_malformed_number_says_so() -> None:
    assert read_registration("12345").kind is RegistrationKind.IDENTIFIER_MALFORMED


@given(st.text(max_size=40))
def test_readers_never_fail(text: str) -> None:
    email, phone, registration = read_email(text), read_phone(text), read_registration(text)
    assert email.value is None or "@" in email.value
    assert phone.value is None or sum(letter.isdigit() for letter in phone.value) > 7
    assert (registration.number is None) == (registration.identifier is None)
