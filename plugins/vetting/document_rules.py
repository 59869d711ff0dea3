"""The dated rule sets for identity documents: which kinds are taken, and what a set of them has to be.

Beside the policy, which carries one, and not under `rules/`, which need the policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from plugins.vetting.enums import DocumentGroup, DocumentType

T = DocumentType


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRules:
    """One dated version of what a set of documents has to be."""

    version: str
    dated: date
    groups: Mapping[DocumentType, DocumentGroup]
    """Every kind that is taken, and its group."""
    repeatable: frozenset[DocumentType]
    """Kinds of which two are two proofs, being from two issuers; any other counts once."""
    former_name: frozenset[DocumentType]
    """Kinds that may be in a name the person no longer uses."""
    with_group_1: int
    """How many documents are enough when one of them is of Group 1."""
    without_group_1: int
    addresses: int
    """How many of them show the current address."""
    recent_addresses: int
    recent_months: int
    """How old a recent one may be on the day it is seen."""
    birth_dates: int
    photographs: int


GROUP_1 = frozenset(
    {
        T.PASSPORT,
        T.DRIVING_LICENCE,
        T.BIRTH_CERTIFICATE_EARLY,
        T.FORCES_IDENTITY_CARD,
        T.EU_IDENTITY_CARD,
    }
)
DOCUMENT_RULES_2009 = DocumentRules(
    version="2009",
    dated=date(2009, 1, 1),
    groups=MappingProxyType(
        {kind: DocumentGroup.GROUP_1 if kind in GROUP_1 else DocumentGroup.GROUP_2 for kind in T}
    ),
    repeatable=frozenset({T.EXAMINATION_CERTIFICATE, T.BANK_STATEMENT, T.UTILITY_BILL, T.PUBLIC_BODY_LETTER}),
    former_name=frozenset({T.MARRIAGE_CERTIFICATE}),
    with_group_1=3,
    without_group_1=5,
    addresses=2,
    recent_addresses=1,
    recent_months=3,
    birth_dates=1,
    photographs=1,
)
"""Three or five documents (NOMS applicant guidance 2009, which gives the year alone).

It names kinds by example; those that prove an address are added, for its own rules could not be met without.
"""
