"""What may not leave by mail, tried on every declared message with every field turned against it."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.policy import default
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogues import start_languages
from core.messages.checking import LONGEST_FIELD, UnfitLetter, check_letter, clean_field
from core.messages.composing import compose
from core.messages.declarations import DATES, Letter, MailField, MailTemplate, Paragraph
from core.messages.roads.writing import written
from core.plugins.contribution import folders_of
from core.prisons.enums import Gender
from core.prisons.models import Prison
from tests.registry import whole_house

REGISTRY = whole_house()
TEMPLATES = [template for module in REGISTRY.contributions for template in module.mail]
SITE = "https://gatehouse.example/exi"
PRISON = Prison(code="EXI", name="Exeter (HMP)", name_cy="Carchar Caerwysg", gender=Gender.MALE)
ID = UUID(int=7)
HOSTILE = st.one_of(
    st.text(max_size=400),
    st.sampled_from(
        [
            "Ewan\r\nBcc: everybody@example.org",
            "Ewan\nSubject: hello",
            "Ewan\u2028\u2029\x85\x0b\x0c\x00",
            "<script>alert(1)</script>",
            "<a href='https://evil.example'>sign in</a>",
            "[sign in](https://evil.example)",
            "https://evil.example/sign-in",
            "((body))",
            "{link}",
            "x" * 100_000,
            "\u202eReverse",
        ]
    ),
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        name: st.dates(date(2020, 1, 1), date(2035, 12, 31)) if name in DATES else HOSTILE
        for name in MailField
        if name not in {MailField.LINK, MailField.PRISON}
    },
)


@pytest.fixture(scope="module", autouse=True)
def _languages() -> None:
    start_languages(folders_of(REGISTRY.contributions))


def made(template: MailTemplate, fields: dict[MailField, Any], language: str = "cy+en") -> Letter:
    return compose(
        template,
        {MailField.FIRST_NAME: "", MailField.COUNT: 1, MailField.LINK: template.path, **fields},
        message_id=ID,
        to="ewan@example.org",
        language=language,
        site=SITE,
        prison=PRISON,
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.code)
@given(fields=FIELDS)
def test_no_field_reaches_a_header_links_elsewhere_or_marks_up(
    template: MailTemplate, fields: dict[MailField, Any]
) -> None:
    try:
        letter = made(template, fields)
    except UnfitLetter:
        return
    mail = message_from_bytes(written(letter, sender="desk@gatehouse.example"), policy=default)
    assert set(mail.keys()) == {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert mail["To"] == "ewan@example.org"
    assert mail.get_content_type() == "text/plain"
    assert "<" not in letter.body
    assert letter.body.count("://") == letter.body.count(SITE)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.code)
@pytest.mark.parametrize("language", ["en", "cy", "cy+en"])
def test_every_declared_message_may_leave_with_ordinary_names(template: MailTemplate, language: str) -> None:
    ordinary: dict[MailField, Any] = {
        name: date(2026, 3, 3) if name in DATES else "Siân O'Brien-Hughes"
        for name in MailField
        if name is not MailField.LINK
    }
    letter = made(template, ordinary, language)
    assert "{" not in letter.subject + letter.body


@pytest.mark.parametrize(
    "secret",
    [
        "refused",
        "Refusal",
        "LEAP",
        "lived experience",
        "HMPPS vetting",
        "cleared",
        "clearance",
        "Enhanced Level 2",
        "DBS",
        "EL2",
        "conviction",
        "ACCT",
        "A1234BC",
        "a1234bc",
        "X123456",
        "2012/123456A",
        "001234567890",
        "OFFICIAL-SENSITIVE",
        "\uff2c\uff25\uff21\uff30",
        "gwrthodwyd",
        "euogfarn",
    ],
)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.code)
def test_a_secret_stops_the_message_wherever_it_came_from(template: MailTemplate, secret: str) -> None:
    planted = MailTemplate(
        code=template.code,
        title=template.title,
        subject=template.subject,
        paragraphs=(*template.paragraphs, Paragraph(text="{course}")),
        gather=template.gather,
    )
    with pytest.raises(UnfitLetter) as caught:
        made(planted, {MailField.COURSE: f"The {secret} course"})
    assert secret not in str(caught.value)


@given(HOSTILE)
def test_a_field_is_one_short_line_without_markup(value: str) -> None:
    plain = clean_field(value)
    assert len(plain) <= LONGEST_FIELD
    assert plain == clean_field(plain)
    assert not set("<>[]{}\r\n\t\x00") & set(plain)
    assert "//" not in plain


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Hello\nBcc: x@example.org", "Hello"),
        ("", "Hello"),
        ("Hello", "x" * 20_000),
        ("Hello", "See https://evil.example"),
        ("Hello", f"See {SITE}.evil.example"),
        ("Hello", "See https://gatehouse.example/dai"),
        ("Hello", "<b>Hello</b>"),
    ],
)
def test_a_letter_that_is_no_letter_of_ours_is_refused(subject: str, body: str) -> None:
    with pytest.raises(UnfitLetter):
        check_letter(Letter(ID, "ewan@example.org", subject, body), site=SITE)
