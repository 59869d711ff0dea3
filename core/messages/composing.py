"""How a message is put together from declared sentences and fields, in the reader's language."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from core.messages.checking import check_letter, clean_field
from core.messages.declarations import Fields, Letter, MailField, MailTemplate
from core.pages.dates import long_date
from core.prisons.models import Prison
from core.prisons.names import spoken_name
from core.translation import speaking

BOTH = "cy+en"
"""For whoever has chosen no language, at a prison in Wales: both, Welsh first."""
RULE = "----------"


def compose(
    template: MailTemplate,
    fields: Fields,
    *,
    message_id: UUID,
    to: str,
    language: str,
    site: str,
    prison: Prison,
) -> Letter:
    """Return the letter, checked; raise UnfitLetter for one that may not leave."""
    parts = [
        _in_language(template, {**fields, MailField.PRISON: _name(prison, one)}, one, site)
        for one in language.split("+")
    ]
    letter = Letter(
        message_id=message_id,
        to=to,
        subject=" / ".join(dict.fromkeys(subject for subject, _body in parts)),
        body=f"\n\n{RULE}\n\n".join(body for _subject, body in parts) + "\n",
    )
    check_letter(letter, site=site)
    return letter


def _name(prison: Prison, language: str) -> str:
    welsh = prison.name_cy if language == "cy" else None
    return welsh or spoken_name(prison.name)


def _in_language(template: MailTemplate, fields: Fields, language: str, site: str) -> tuple[str, str]:
    with speaking(language):
        said = {name.value: _said(name, value, site) for name, value in fields.items()}
        present = {MailField(name) for name, text in said.items() if text}
        body = [
            str(paragraph.text).format(**said)
            for paragraph in template.paragraphs
            if present.issuperset(paragraph.needs) and not present.intersection(paragraph.unless)
        ]
        return str(template.subject).format(**said), "\n\n".join(body)


def _said(name: MailField, value: str | int | date, site: str) -> str:
    if name is MailField.LINK:
        return site if not value else f"{site}/{value}"
    return long_date(value) if isinstance(value, date) else clean_field(value)
