"""Whether the documents seen prove who somebody is: what a rule set finds in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from core.sdk import DomainError, long_date, translate, translate_plural
from plugins.vetting.document_rules import DOCUMENT_RULES_2009, DocumentRules
from plugins.vetting.enums import DocumentGroup, DocumentNeed, DocumentOutcome, DocumentType, VettingStage
from plugins.vetting.errors import DateInFuture, DateTooEarly, DocumentInvalid, DocumentsSettled
from plugins.vetting.rules.clocks import this_attempt
from plugins.vetting.rules.facts import CaseFacts, SeenDocument

__all__ = [
    "DOCUMENT_RULES_2009",
    "DocumentCheck",
    "DocumentFinding",
    "DocumentRules",
    "SeenDocument",
    "counts",
    "document_check",
    "document_faults",
    "document_findings",
    "is_taken_over",
    "missing_words",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFinding:
    """One thing a set has to prove, and how far it does."""

    need: DocumentNeed
    wanted: int
    seen: int

    @property
    def is_met(self) -> bool:
        return self.seen >= self.wanted

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCheck:
    """What a rule set finds in the documents seen."""

    findings: tuple[DocumentFinding, ...]
    has_group_1: bool

    @property
    def is_complete(self) -> bool:
        return all(finding.is_met for finding in self.findings)

    @property
    def met(self) -> int:
        return sum(finding.is_met for finding in self.findings)

    @property
    def lacking(self) -> tuple[DocumentFinding, ...]:
        return tuple(finding for finding in self.findings if not finding.is_met)


def document_findings(documents: Iterable[SeenDocument], rules: DocumentRules, on: date) -> DocumentCheck:
    """Return what the documents seen by a day prove, and what is still missing.

    One that was not accepted, or is in another name, proves nothing and spoils nothing.
    """
    counted = [document for document in documents if counts(document, rules, on)]
    has_group_1 = any(rules.groups[document.type] is DocumentGroup.GROUP_1 for document in counted)

    def finding(need: DocumentNeed, wanted: int, shows: Callable[[SeenDocument], bool]) -> DocumentFinding:
        proofs = [document.type for document in counted if shows(document)]
        return DocumentFinding(need=need, wanted=wanted, seen=_proofs(proofs, rules))

    return DocumentCheck(
        has_group_1=has_group_1,
        findings=(
            finding(
                DocumentNeed.ENOUGH,
                rules.with_group_1 if has_group_1 else rules.without_group_1,
                lambda _document: True,
            ),
            finding(DocumentNeed.ADDRESS, rules.addresses, lambda document: document.shows_address),
            finding(
                DocumentNeed.RECENT_ADDRESS,
                rules.recent_addresses,
                lambda document: document.shows_address and document.is_recent,
            ),
            finding(DocumentNeed.BIRTH_DATE, rules.birth_dates, lambda document: document.shows_birth_date),
            finding(DocumentNeed.PHOTOGRAPH, rules.photographs, lambda document: document.has_photograph),
        ),
    )


def counts(document: SeenDocument, rules: DocumentRules, on: date) -> bool:
    """Say whether a document is a proof by a day: accepted, of a kind that is taken, in the current name."""
    return (
        document.outcome is DocumentOutcome.ACCEPTED
        and document.seen_on <= on
        and document.type in rules.groups
        and (document.in_current_name or document.type in rules.former_name)
    )


def _proofs(kinds: list[DocumentType], rules: DocumentRules) -> int:
    """Count proofs: the same passport recorded twice is one."""
    repeated = sum(kind in rules.repeatable for kind in kinds)
    return repeated + len(set(kinds) - rules.repeatable)


OPEN_TO_DOCUMENTS = frozenset(
    {
        VettingStage.DRAFT,
        VettingStage.SPONSOR_REVIEW,
        VettingStage.INVITED,
        VettingStage.FORM_IN_PROGRESS,
        VettingStage.DOCUMENTS_BOOKED,
    }
)
"""Until the set is accepted; what was accepted on is not changed afterwards."""


def is_taken_over(case: CaseFacts) -> bool:
    """Say whether this attempt came from somebody's records: what they saw is not known here."""
    return any(
        event.verb is None and event.stage is not VettingStage.DRAFT for event in this_attempt(case.history)
    )


def document_check(case: CaseFacts, rules: DocumentRules, on: date) -> DocumentCheck:
    """Return what the documents seen for this attempt prove: those of an earlier one are seen again."""
    begun = this_attempt(case.history)[0].on
    seen = (document for document in case.documents if document.seen_on >= begun)
    return document_findings(seen, rules, on)


def missing_words(finding: DocumentFinding, check: DocumentCheck, rules: DocumentRules) -> str:
    """Say what is still missing, and what would do."""
    if finding.need is DocumentNeed.ENOUGH:
        words = translate_plural(
            "{count} more document is needed.", "{count} more documents are needed.", finding.missing
        ).format(count=finding.missing)
        if check.has_group_1:
            return words
        fewer = translate("With one of Group 1, such as a passport, {wanted} in all are enough.")
        return f"{words} {fewer.format(wanted=rules.with_group_1)}"
    if finding.need is DocumentNeed.ADDRESS:
        return translate_plural(
            "{count} more document has to show the current address.",
            "{count} documents have to show the current address.",
            finding.missing,
        ).format(count=finding.missing)
    if finding.need is DocumentNeed.RECENT_ADDRESS:
        words = translate("One with the current address has to be dated within {months} months.")
        return words.format(months=rules.recent_months)
    if finding.need is DocumentNeed.BIRTH_DATE:
        return translate("One has to show the date of birth.")
    return translate("One has to carry a photograph.")


def document_faults(
    document: SeenDocument, case: CaseFacts, rules: DocumentRules, on: date
) -> Iterator[DomainError]:
    """Find what is wrong with a document about to be recorded."""
    if case.stage not in OPEN_TO_DOCUMENTS:
        message = translate("The documents of this case are settled: it is at “{stage}”. Nothing is added.")
        yield DocumentsSettled(message.format(stage=case.stage.label))
    if document.seen_on > on:
        message = translate("{day} has not come yet. Give the day on which you saw the document.")
        yield DateInFuture(message.format(day=long_date(document.seen_on)), "seenOn")
    begun = this_attempt(case.history)[0].on
    if document.seen_on < begun:
        message = translate("The case was begun on {day}. Documents are seen anew for it, from that day on.")
        yield DateTooEarly(message.format(day=long_date(begun)), "seenOn")
    if document.is_recent and not document.shows_address:
        message = translate("How old a document is counts for the address alone. Tick that it shows it, too.")
        yield DocumentInvalid(message, "shows")
    if document.type not in rules.groups:
        message = translate("{document} is not taken under these rules. Ask for another one.")
        yield DocumentInvalid(message.format(document=document.type.label), "type")
    yield from _name_faults(document, rules)


def _name_faults(document: SeenDocument, rules: DocumentRules) -> Iterator[DomainError]:
    accepted = document.outcome is DocumentOutcome.ACCEPTED
    if accepted and not document.in_current_name and document.type not in rules.former_name:
        message = translate(
            "{document} has to be in the name they use now. Tick that it is, or choose “{outcome}”."
        )
        message = message.format(document=document.type.label, outcome=DocumentOutcome.REJECTED_NAME.label)
        yield DocumentInvalid(message, "outcome")
    if document.outcome is DocumentOutcome.REJECTED_NAME and document.in_current_name:
        message = translate("You say that it is in another name, and in the name they use now. Choose one.")
        yield DocumentInvalid(message, "outcome")
