"""Where a case stands and what comes next, said to the person it is about: never why, and never by whom."""

from __future__ import annotations

from dataclasses import dataclass

from core.sdk import Text
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import VettingStage
from plugins.vetting.rules.stages import LEAP_STAGES

S = VettingStage
NOTHING_TO_DO = _("You need do nothing now.")
COORDINATOR_TELLS = _("Ask the co-ordinator what you can do now.")


@dataclass(frozen=True, slots=True)
class Plain:
    """What is going on, and what the person has to do."""

    now: Text
    next: Text


PLAIN: dict[VettingStage, Plain] = {
    S.DRAFT: Plain(_("The co-ordinator is preparing your application."), NOTHING_TO_DO),
    S.SPONSOR_REVIEW: Plain(
        _("Your organisation has to confirm that you are to come in."),
        _("You need do nothing; if it takes long, ask your organisation."),
    ),
    S.INVITED: Plain(
        _("The vetting form was sent to you."),
        _("It is your turn: fill it in and send it back. If you have not got it, tell the co-ordinator."),
    ),
    S.FORM_IN_PROGRESS: Plain(
        _("You have begun to fill in the vetting form."), _("It is your turn: finish it and send it back.")
    ),
    S.DOCUMENTS_BOOKED: Plain(
        _("Somebody is going to look at your identity documents."),
        _("Bring the originals that are named below. The co-ordinator tells you where and when."),
    ),
    S.DOCUMENTS_VERIFIED: Plain(
        _("Your identity documents were seen. Your form goes to the vetting team next."), NOTHING_TO_DO
    ),
    S.SUBMITTED: Plain(_("Your form was sent to the vetting team."), NOTHING_TO_DO),
    S.IN_CHECKS: Plain(_("The vetting team is looking at your form."), NOTHING_TO_DO),
    S.QUERY_RAISED: Plain(
        _("The vetting team has asked something about your form. Its time stands still until you answer."),
        _("It is your turn: answer what you were asked, or ask the co-ordinator what it is."),
    ),
    S.DECISION_PENDING: Plain(
        _("Security is looking at your application. It is with the prison."), NOTHING_TO_DO
    ),
    S.APPROVED: Plain(
        _("You are cleared."),
        _("You need do nothing now: the co-ordinator arranges training and a first visit."),
    ),
    S.APPROVED_CONDITIONS: Plain(
        _("You are cleared, with conditions. The co-ordinator tells you which."),
        _("You need do nothing now: the co-ordinator arranges training and a first visit."),
    ),
    S.REFUSED: Plain(
        _("You were not cleared. Gatehouse does not hold the reason."),
        _("Ask the co-ordinator which ways are open to you, such as asking for it to be looked at again."),
    ),
    S.APPEAL_OPEN: Plain(_("The decision is being looked at again."), NOTHING_TO_DO),
    S.APPEAL_UPHELD: Plain(
        _("The decision was looked at again, in your favour. Your application goes on."), NOTHING_TO_DO
    ),
    S.APPEAL_DISMISSED: Plain(_("The decision was looked at again, and stands."), COORDINATOR_TELLS),
    S.ONBOARDING: Plain(
        _("You are cleared. Training and a first visit come next."),
        _("Come to the training you are booked for; it stands below."),
    ),
    S.ACTIVE: Plain(_("You are cleared, and your application is finished."), NOTHING_TO_DO),
    S.RENEWAL_DUE: Plain(
        _("You are cleared, and your clearance runs out before long."),
        _("You need do nothing now: the co-ordinator starts the renewal and sends you what is needed."),
    ),
    S.EXPIRED: Plain(
        _("Your clearance has run out, so you cannot come in."),
        _("Ask the co-ordinator when the renewal starts."),
    ),
    S.SUSPENDED: Plain(_("You cannot come in for the time being."), COORDINATOR_TELLS),
    S.REVOKED: Plain(_("Your clearance was taken back, so you cannot come in."), COORDINATOR_TELLS),
    S.WITHDRAWN: Plain(_("Your application was withdrawn."), NOTHING_TO_DO),
    S.LAPSED: Plain(
        _("Your application ended because nobody heard from you."),
        _("If you still want to come, tell the co-ordinator: it can be begun again."),
    ),
    S.CLOSED: Plain(_("Your application is closed."), NOTHING_TO_DO),
    S.PURGED: Plain(_("Your application was deleted."), NOTHING_TO_DO),
}
"""Of each stage as it is shown; a stage that is shown as another has no words of its own (ADR 7)."""


def plain(code: str) -> Plain:
    """Return what is said of a stage; one that should not have been shown is a wait like any other."""
    stage = VettingStage(code)
    return PLAIN[S.DECISION_PENDING if stage in LEAP_STAGES else stage]
