"""A list of partner organisations: its columns, and what a row says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.imports.contacts import ContactKind, is_no_contact, read_email, read_phone
from core.imports.importer import ImportContext
from core.imports.layout import Field, Layout
from core.imports.privacy import NEVER_READ
from core.imports.problems import CommonKind, Kind, Severity
from core.imports.reading import RowReader
from core.imports.records import Plain, Record
from core.imports.registration import read_registration
from core.imports.table import Table
from core.imports.vocabulary import Vocabulary
from core.partnership.enums import FundingBasis
from core.texts import fold_name, fold_organisation
from core.translation import lazy_gettext as _


class PartnerKind(Kind):
    """What can be said of a row about an organisation."""

    MISSING_ORGANISATION = (
        "missing_organisation",
        Severity.ERROR,
        _("The row does not say which organisation it is about."),
    )
    FUNDING_UNRECOGNISED = (
        "funding_unrecognised",
        Severity.WARNING,
        _("This word for funding is not known here. Left blank: choose contract, grant or unfunded."),
    )
    MAILING_UNCLEAR = (
        "mailing_unclear",
        Severity.WARNING,
        _("Neither yes nor no. Read as no, for being on a mailing list needs a yes."),
    )
    MAILING_WITHOUT_EMAIL = (
        "mailing_without_email",
        Severity.WARNING,
        _("On the mailing list, with no usable e-mail address."),
    )


FUNDING: Vocabulary[FundingBasis] = Vocabulary(
    "2026-11",
    {
        FundingBasis.CONTRACT: ("contract", "contracted"),
        FundingBasis.GRANT: ("grant", "grant funded"),
        FundingBasis.UNFUNDED: ("unfunded", "not funded"),
    },
)
CONSENT: Vocabulary[bool] = Vocabulary("2026-11", {True: ("y", "yes"), False: ("n", "no")})

LOST_LETTER = re.compile(r"\?+[^\W\d_]|[^\W\d_]\?+[^\W\d_]|\N{REPLACEMENT CHARACTER}")

PARTNERS = Layout(
    name="partners",
    label=_("Partner organisations"),
    fields=(
        Field(
            name="organisation",
            label=_("Organisation"),
            headings=(
                *("Organisation", "Organisation name", "Name of organisation", "Org", "Org name", "Partner"),
                *(
                    "Partner name",
                    "Partner organisation",
                    "Charity",
                    "Charity name",
                    "Group",
                    "Agency",
                    "Provider",
                ),
            ),
        ),
        Field(
            name="registration",
            label=_("Charity or company number"),
            headings=(
                *("Charity no", "Charity number", "Registered charity no", "Registered charity number"),
                *("Reg no", "Registration number", "Registration no", "Charity or company number"),
                *("Charity / company no", "Company no", "Company number", "Identifier"),
            ),
        ),
        Field(
            name="contact",
            label=_("Lead contact"),
            headings=(
                *(
                    "Lead contact",
                    "Contact",
                    "Contact name",
                    "Main contact",
                    "Key contact",
                    "Lead",
                    "Lead person",
                ),
                *("Named contact", "Contact person"),
            ),
        ),
        Field(
            name="email",
            label=_("E-mail"),
            headings=("Email", "E-mail", "Email address", "E-mail address", "Contact email", "Mail"),
        ),
        Field(
            name="phone",
            label=_("Telephone"),
            headings=(
                *(
                    "Phone",
                    "Telephone",
                    "Tel",
                    "Tel no",
                    "Phone number",
                    "Phone no",
                    "Telephone number",
                    "Mobile",
                ),
                *("Contact number",),
            ),
        ),
        Field(
            name="funding",
            label=_("Funding"),
            headings=("Funding", "Funding basis", "Funded by", "How funded", "Funded", "Contract or grant"),
        ),
        Field(
            name="mailing",
            label=_("On the mailing list"),
            headings=("On mailing list", "Mailing list", "Mailing list?", "Newsletter", "Consent to mail"),
        ),
        Field(
            name="notes",
            label=_("Notes"),
            headings=("Notes", "Note", "Comments", "Comment", "Remarks", "Other information"),
        ),
    ),
    needs=(("organisation",),),
    never=NEVER_READ,
)


def read_partner(row: RowReader, context: ImportContext) -> Mapping[str, Plain]:
    """Read one organisation."""
    del context
    organisation = row.name("organisation")
    key = fold_organisation(organisation)
    if not key:
        row.flag(PartnerKind.MISSING_ORGANISATION, "organisation")
    registration = read_registration(row.word("registration"))
    if registration.kind is not None:
        row.flag(registration.kind, "registration")
    email = _read_email(row)
    return {
        "organisation": organisation,
        "organisation_key": key,
        "register": registration.register.value,
        "registration": row.word("registration") or None,
        "identifier": registration.identifier,
        "contact": _read_contact(row),
        "email": email,
        "phone": _read_phone(row),
        "funding": _read_funding(row),
        "mailing": _read_mailing(row, email),
        "notes": row.note("notes") or None,
    }


def _read_contact(row: RowReader) -> str | None:
    name = row.name("contact")
    if is_no_contact(name):
        row.flag(ContactKind.CONTACT_PLACEHOLDER, "contact")
        return None
    if LOST_LETTER.search(name):
        row.flag(CommonKind.LOST_CHARACTER, "contact")
    return name or None


def _read_email(row: RowReader) -> str | None:
    reading = read_email(row.word("email"))
    for kind in reading.kinds:
        row.flag(kind, "email")
    return reading.value


def _read_phone(row: RowReader) -> str | None:
    reading = read_phone(row.word("phone"))
    for kind in reading.kinds:
        row.flag(kind, "phone")
    return reading.value


def _read_funding(row: RowReader) -> str | None:
    word = row.word("funding")
    funding = FUNDING.meaning_of(word)
    if word and funding is None:
        row.flag(PartnerKind.FUNDING_UNRECOGNISED, "funding")
    return funding.value if funding else None


def _read_mailing(row: RowReader, email: str | None) -> bool | None:
    """Read consent to be written to: anything but a yes is a no; None when the list does not ask."""
    if not row.has_column("mailing"):
        return None
    answer = CONSENT.meaning_of(row.word("mailing"))
    if answer is None:
        row.flag(PartnerKind.MAILING_UNCLEAR, "mailing")
    elif answer and email is None:
        row.flag(PartnerKind.MAILING_WITHOUT_EMAIL, "mailing")
    return answer is True


def compare_partners(table: Table, records: Sequence[Record], context: ImportContext) -> None:
    """Find the same organisation twice, a number under two names, an address under two names."""
    del context
    names: dict[str, Record] = {}
    numbers: dict[str, Record] = {}
    addresses: dict[str, str] = {}
    columns = table.columns
    for record in records:
        name, number = record.text("organisation_key"), record.text("identifier")
        if name in names:
            record.same_as = names[name]
            record.flag(CommonKind.DUPLICATE_IN_FILE, columns.get("organisation"))
        elif number and numbers.get(number, record).text("organisation_key") != name:
            record.flag_possible_duplicate(numbers[number], columns.get("registration"))
        email, contact = record.text("email"), fold_name(record.text("contact"))
        if email and addresses.get(email, contact) != contact:
            record.flag(ContactKind.EMAIL_SHARED, columns.get("email"))
        names.setdefault(name, record)
        if number:
            numbers.setdefault(number, record)
        if email:
            addresses.setdefault(email, contact)
