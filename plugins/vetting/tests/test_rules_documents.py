"""Three documents, or five: what a set proves, and what never makes it prove less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vetting.enums import DocumentGroup, DocumentNeed, DocumentOutcome, DocumentType
from plugins.vetting.rules.documents import DOCUMENT_RULES_2009 as RULES
from plugins.vetting.rules.documents import SeenDocument, document_findings

T = DocumentType
DAY = date(2026, 3, 2)
PASSPORT = SeenDocument(type=T.PASSPORT, seen_on=DAY, shows_birth_date=True, has_photograph=True)
BILL = SeenDocument(type=T.UTILITY_BILL, seen_on=DAY, shows_address=True, is_recent=True)
STATEMENT = SeenDocument(type=T.BANK_STATEMENT, seen_on=DAY, shows_address=True)
WEDDING = SeenDocument(type=T.MARRIAGE_CERTIFICATE, seen_on=DAY, in_current_name=False)
EXAM = SeenDocument(type=T.EXAMINATION_CERTIFICATE, seen_on=DAY)
LATER_BIRTH = SeenDocument(type=T.BIRTH_CERTIFICATE_LATER, seen_on=DAY, shows_birth_date=True)

documents = st.builds(
    SeenDocument,
    type=st.sampled_from(T),
    seen_on=st.dates(DAY - timedelta(days=20), DAY + timedelta(days=20)),
    outcome=st.sampled_from([DocumentOutcome.ACCEPTED, *DocumentOutcome]),
    shows_address=st.booleans(),
    is_recent=st.booleans(),
    shows_birth_date=st.booleans(),
    has_photograph=st.booleans(),
    in_current_name=st.booleans(),
)
sets = st.lists(documents, max_size=9)


def missing(*seen: SeenDocument) -> set[DocumentNeed]:
    return {finding.need for finding in document_findings(seen, RULES, DAY).lacking}


def test_three_with_one_of_group_1() -> None:
    check = document_findings([PASSPORT, BILL, STATEMENT], RULES, DAY)
    assert check.is_complete
    assert check.met == len(DocumentNeed)


def test_without_group_1_five_are_needed() -> None:
    """The photograph is then on something of Group 2."""
    pass_ = SeenDocument(type=T.PUBLIC_BODY_LETTER, seen_on=DAY, has_photograph=True)
    assert missing(LATER_BIRTH, BILL, STATEMENT, pass_) == {DocumentNeed.ENOUGH}
    assert missing(LATER_BIRTH, BILL, STATEMENT, pass_, EXAM) == set()


@pytest.mark.parametrize(
    ("seen", "lacking"),
    [
        ((), set(DocumentNeed)),
        ((PASSPORT,), {DocumentNeed.ENOUGH, DocumentNeed.ADDRESS, DocumentNeed.RECENT_ADDRESS}),
        ((PASSPORT, BILL, WEDDING), {DocumentNeed.ADDRESS}),
        ((PASSPORT, STATEMENT, replace(BILL, is_recent=False)), {DocumentNeed.RECENT_ADDRESS}),
        ((replace(PASSPORT, has_photograph=False), BILL, STATEMENT), {DocumentNeed.PHOTOGRAPH}),
        ((replace(PASSPORT, shows_birth_date=False), BILL, STATEMENT), {DocumentNeed.BIRTH_DATE}),
    ],
)
def test_what_is_missing(seen: tuple[SeenDocument, ...], lacking: set[DocumentNeed]) -> None:
    assert missing(*seen) == lacking


def test_a_marriage_certificate_may_be_in_the_former_name_and_nothing_else_may() -> None:
    assert DocumentNeed.ENOUGH not in missing(PASSPORT, BILL, WEDDING)
    assert DocumentNeed.ENOUGH in missing(PASSPORT, BILL, replace(STATEMENT, in_current_name=False))


def test_a_copy_proves_nothing() -> None:
    copied = replace(PASSPORT, outcome=DocumentOutcome.REJECTED_COPY)
    assert missing(copied, BILL, STATEMENT) == {
        DocumentNeed.ENOUGH,
        DocumentNeed.BIRTH_DATE,
        DocumentNeed.PHOTOGRAPH,
    }


def test_trap_one_document_recorded_twice_is_one_proof() -> None:
    assert missing(PASSPORT, PASSPORT, BILL) == {DocumentNeed.ENOUGH, DocumentNeed.ADDRESS}


def test_what_is_seen_later_does_not_count_yet() -> None:
    tomorrow = replace(STATEMENT, seen_on=DAY + timedelta(days=1))
    assert DocumentNeed.ENOUGH in missing(PASSPORT, BILL, tomorrow)


@given(sets, documents)
def test_another_document_never_makes_a_met_rule_unmet(
    seen: list[SeenDocument], further: SeenDocument
) -> None:
    before = document_findings(seen, RULES, DAY)
    after = document_findings([*seen, further], RULES, DAY)
    for earlier, later in zip(before.findings, after.findings, strict=True):
        assert later.is_met or not earlier.is_met
    assert after.is_complete or not before.is_complete


@given(st.lists(documents, max_size=2))
def test_fewer_than_three_never_suffice(seen: list[SeenDocument]) -> None:
    assert not document_findings(seen, RULES, DAY).is_complete


@given(sets, st.randoms())
def test_the_order_does_not_matter(seen: list[SeenDocument], random: Random) -> None:
    shuffled = list(seen)
    random.shuffle(shuffled)
    assert document_findings(shuffled, RULES, DAY) == document_findings(seen, RULES, DAY)


@given(st.lists(documents.filter(lambda one: RULES.groups[one.type] is DocumentGroup.GROUP_2), max_size=4))
def test_four_of_group_2_never_suffice(seen: list[SeenDocument]) -> None:
    assert not document_findings(seen, RULES, DAY).is_complete


@given(sets, st.lists(documents.filter(lambda one: not one.in_current_name), max_size=4))
def test_what_is_in_another_name_changes_nothing(
    seen: list[SeenDocument], others: list[SeenDocument]
) -> None:
    others = [other for other in others if other.type not in RULES.former_name]
    assert document_findings([*seen, *others], RULES, DAY) == document_findings(seen, RULES, DAY)
