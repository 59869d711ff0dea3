"""What is said of an organisation's papers on a day: what it works under, and how it is insured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.accounts.roles import Role
from core.entry.declarations import Reason, Visit
from core.entry.enums import Bearing
from core.pages.dates import long_date
from core.partnership.enums import InsuranceKind
from core.partnership.models import Partner, PartnerAgreement, PartnerInsurance
from core.partnership.rules import WORKS_UNDER, covers
from core.translation import translate


def agreement_reason(partner: Partner, agreements: list[PartnerAgreement], visit: Visit) -> Reason:
    """Say whether an agreement to work here holds on the day, for the whole partner or for the service."""
    held = [
        one
        for one in agreements
        if one.type in WORKS_UNDER
        and one.service_id in {None, visit.service_id}
        and covers(one.starts_on, one.ends_on, visit.on)
    ]
    if held:
        return _papers_held("core.agreement", translate("Agreement with {partner}"), partner, held)
    return _papers_missing(
        "core.agreement",
        translate("No agreement with {partner} is recorded for that day.").format(partner=partner.name),
        translate("Record the agreement, or renew it"),
    )


def insurance_reason(partner: Partner, insurances: list[PartnerInsurance], on: date) -> Reason:
    """Say whether the partner's public liability insurance, as it was shown here, covers the day."""
    held = [
        one
        for one in insurances
        if one.kind is InsuranceKind.PUBLIC_LIABILITY and covers(one.starts_on, one.expires_on, on)
    ]
    if held:
        return _papers_held(
            "core.insurance", translate("Public liability insurance of {partner}"), partner, held
        )
    return _papers_missing(
        "core.insurance",
        translate("No public liability insurance of {partner} was seen for that day.").format(
            partner=partner.name
        ),
        translate("Ask for the certificate, and record it"),
    )


def _papers_held(
    code: str, words: str, partner: Partner, held: Sequence[PartnerAgreement | PartnerInsurance]
) -> Reason:
    ends = [one.ends_on if isinstance(one, PartnerAgreement) else one.expires_on for one in held]
    until = None if None in ends else max(end for end in ends if end is not None)
    said = words.format(partner=partner.name)
    if until is not None:
        said = translate("{papers} to {day}").format(papers=said, day=long_date(until))
    return Reason(code=code, bearing=Bearing.PASSES, words=f"{said}.", until=until)


def _papers_missing(code: str, words: str, next_step: str) -> Reason:
    """Warn and no more: a prison that wants papers to keep people out says so in its policy."""
    return Reason(
        code=code,
        bearing=Bearing.WARNS,
        words=words,
        next_step=next_step,
        whose_turn=Role.COORDINATOR.label,
    )
