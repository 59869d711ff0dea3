"""Roles and states of access in the words of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.accounts.giving import INVITATION_DAYS
from core.accounts.roles import Role
from core.pages import Colour, Date, Tag, Words
from core.pages.documents import read_documents
from core.translation import Text, translate
from core.translation import lazy_gettext as _

DOCUMENTS = read_documents(Path(__file__).parent.parent / "documents")

HINTS: Mapping[Role, Text] = {
    Role.COORDINATOR: _("Runs the partnership: partners, people, imports, vetting cases, access."),
    Role.COORDINATOR_DEPUTY: _("The same in the co-ordinator's absence, but makes no other deputy."),
    Role.SMT_LEAD: _("The senior manager who oversees the work; sees everything but assessments."),
    Role.GOVERNOR: _("Decides as governor; sees lived experience assessments; gives every role."),
    Role.SECURITY_VETTING: _("Decides vetting cases and runs lived experience assessments."),
    Role.PRISON_STAFF_READER: _("Sees who comes in and for whom; changes nothing."),
    Role.PARTNER_ADMIN: _("Sees and does what concerns their own organisation. Choose it below."),
    Role.PARTNER_WORKER: _("Sees what concerns their own organisation. Choose it below."),
    Role.VOLUNTEER_SELF: _("Sees what concerns themselves. Choose who it is below."),
    Role.COUNCIL_FACILITATOR: _("Runs the council with people in prison."),
    Role.DPO_RECORDS: _("Sees to it that records are deleted in time."),
    Role.AUDITOR: _("Checks how Gatehouse is used."),
}

Member = Mapping[str, Any]


def role_of(member: Member) -> Role:
    return Role(member["role"])


def role_words(member: Member) -> Words:
    """Say the role, and of which organisation where it is held for one."""
    return Words(role_of(member).label, hint=member["partnerName"] or "")


def state_tag(member: Member) -> Tag:
    """Say whether the role opens the prison today, and if not, why."""
    if member["takenAwayAt"]:
        return Tag(_("Taken away"), Colour.GREY)
    if member["isLapsed"]:
        return Tag(
            _("Never taken up"),
            Colour.GREY,
            hint=translate("It waited {days} days for a first sign-in. Give it again.").format(
                days=INVITATION_DAYS
            ),
        )
    if member["isWaiting"]:
        return Tag(_("Waiting"), Colour.BLUE, hint=_("For a first sign-in with this address."))
    return Tag(_("In force"), Colour.GREEN) if member["isInForce"] else Tag(_("Ended"), Colour.GREY)


def since(member: Member) -> Date:
    return Date(member["startsOn"] or member["createdAt"], near=False)


def given_by(member: Member) -> Words:
    return Words(member["givenByName"] or _("By command on the server"))
