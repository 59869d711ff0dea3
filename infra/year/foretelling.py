"""Forecasts of the year: each as it was given when a case was sent, by what had been decided by then."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from infra.year.casework import Row
from infra.year.partnership import Member
from plugins.vetting import rules
from plugins.vetting.enums import VettingStage
from plugins.vetting.rules.forecast import forecast
from plugins.vetting.rules.stage_times import passage_of
from plugins.vetting.rules.stages import DECIDED

YEAR = timedelta(days=365)


def write_forecasts(members: Sequence[Member], today: date) -> list[Row]:
    """Forecast every case on the day it was sent, and note which decisions came."""
    passages = [found for member in members if (found := passage_of(member.walk.facts)) is not None]
    passages.sort(key=lambda one: one.decided_on)
    days = [one.decided_on for one in passages]
    rows: list[Row] = []
    for member in members:
        for sent in _sent_on(member, today):
            facts = member.walk.facts
            then = replace(facts, history=tuple(event for event in facts.history if event.on <= sent))
            if then.stage is not VettingStage.SUBMITTED:
                continue
            given = forecast(then, passages[: bisect_left(days, sent)], sent, member.walk.policy)
            if given is not None:
                rows.append(
                    {
                        "case_id": member.case_id,
                        "person_id": member.person.id,
                        "partner_id": member.person.partner_id,
                        "given_on": sent,
                        "earliest": given.earliest,
                        "latest": given.latest,
                        "basis": given.basis,
                        "sample": given.sample,
                        "came_on": _came_on(member, sent),
                    }
                )
    return rows


def _sent_on(member: Member, today: date) -> Iterator[date]:
    for event in member.walk.facts.history:
        if event.stage is VettingStage.SUBMITTED and event.on >= today - YEAR:
            yield event.on


def _came_on(member: Member, sent: date) -> date | None:
    shown = rules.shown_history(member.walk.facts.history)
    return next((event.on for event in shown if event.stage in DECIDED and event.on >= sent), None)
