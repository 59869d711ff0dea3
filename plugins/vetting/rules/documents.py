"""Whether the documents seen prove who somebody is: what a rule set finds in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from plugins.vetting.document_rules import DOCUMENT_RULES_2009, DocumentRules
from plugins.vetting.enums import DocumentGroup, DocumentOutcome
from plugins.vetting.enums.documents import DocumentNeed, DocumentType

__all__ = [
    "DOCUMENT_RULES_2009",
    "DocumentCheck",
    "DocumentFinding",
    "DocumentRules",
    "SeenDocument",
    "counts",
    "document_findings",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDocument:
    """One original that somebody of the prison held in their hands: what it shows, as yes or no."""

    type: DocumentType
    seen_on: date
    outcome: DocumentOutcome = DocumentOutcome.ACCEPTED
    shows_address: bool = False
    is_recent: bool = False
    """Shows the address and was dated, on the day it was seen, within the months the rules say."""
    shows_birth_date: bool = False
    has_photograph: bool = False
    in_current_name: bool = True


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
