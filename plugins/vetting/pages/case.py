"""One case: where it stands, whose turn it is, who can act, and how it got here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.sdk import RETENTION_READ, Role, Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import (
    AccessMode,
    DecisionSource,
    KeyStatus,
    Pathway,
    Turn,
    Verb,
    VettingStage,
)
from plugins.vetting.pages.case_actions import ACTIONS
from plugins.vetting.pages.documents import documents_section
from plugins.vetting.pages.outlook import outlook
from plugins.vetting.pages.renewals import renewal_words
from plugins.vetting.pages.tables import clearance_table, training_table
from plugins.vetting.pages.words import (
    DOCUMENTS,
    ON_HOLD,
    UNCONFIRMED,
    UNKNOWN,
    levels_words,
    stage_tag,
    true_stage,
    true_turn,
    turn_words,
    whose_turn,
    working_days,
)
from plugins.vetting.permissions import (
    CASE_LEAP,
    CASE_READ,
    CASE_READERS,
    DECISION_READ,
)
from plugins.vetting.rules import AWAITING_REPLY, FINAL, OPEN

Row = Mapping[str, Any]


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    case, rules = data["vettingCase"], data["vettingCaseActions"]
    may_see_decisions = request.viewer.may(DECISION_READ)
    return pages.Record(
        title=case["personName"],
        caption=_caption(case, rules),
        tag=stage_tag(true_stage(case)),
        turn=whose_turn(true_turn(case), request.viewer),
        lead=_lead(case, rules, data),
        bar=_bar(case, rules),
        nobody=_who_can(case, rules),
        facts=tuple(_facts(case, may_see_decisions=may_see_decisions)),
        sections=(*_sections(case, rules, request), *_readers(data)),
        timeline=tuple(_timeline(case)),
        back=pages.url("vetting.cases"),
        back_label=_("Vetting"),
    )


def _caption(case: Row, rules: Row) -> str:
    return pages.beside(
        case["roleTitle"],
        case["partnerName"],
        levels_words(case["requiredLevels"]),
        translate("{pathway} pathway").format(pathway=Pathway(case["pathway"]).label),
        rules["policyTitle"],
    )


def _lead(case: Row, rules: Row, data: pages.Data) -> str:
    stage = VettingStage(true_stage(case)).label
    standing = translate_plural(
        "{stage}, for {count} working day.", "{stage}, for {count} working days.", rules["daysInStage"]
    ).format(stage=stage, count=f"{rules['daysInStage']:,}")
    if case["isUnconfirmed"]:
        standing = f"{standing} {UNCONFIRMED}."
    likely = (
        outlook(data["vettingCaseForecast"]) if case["isOpen"] else renewal_words(data["vettingCaseRenewal"])
    )
    if rules["decisionDays"] is None or not case["isOpen"]:
        return f"{standing} {likely}".strip()
    paused = translate("The time stands still while the query is open.") if rules["decisionPaused"] else ""
    return " ".join(part for part in (standing, _clock(rules), paused, likely) if part)


def _clock(rules: Row) -> str:
    """Say how long a decision has taken so far, and how that compares with the target."""
    taken, target = rules["decisionDays"], rules["targetDays"]
    if taken > target:
        late = translate_plural(
            "A decision should take {target} working days: it is {count} day over.",
            "A decision should take {target} working days: it is {count} days over.",
            taken - target,
        )
        return late.format(target=target, count=taken - target)
    return translate("A decision should take {target} working days: this is day {count}.").format(
        target=target, count=taken
    )


def _bar(case: Row, rules: Row) -> pages.Bar | None:
    if rules["decisionDays"] is None or not case["isOpen"]:
        return None
    text = translate("{days} of {target}").format(
        days=rules["decisionDays"],
        target=working_days(rules["targetDays"]),
    )
    return pages.Bar(rules["decisionDays"], rules["targetDays"], text)


def _who_can(case: Row, rules: Row) -> Text:
    """Name who can act when this viewer cannot; nobody need, where nobody has the turn."""
    if rules["offered"] or not rules["elsewhere"] or case["turn"] == Turn.NOBODY:
        return ""
    roles = sorted({str(Role(role).label) for item in rules["elsewhere"] for role in item["roles"]})
    return translate("The next step is for: {who}.").format(who=", ".join(roles))


def _facts(case: Row, *, may_see_decisions: bool) -> Iterator[pages.Fact]:
    person = pages.url("core.person", person_id=case["personId"])
    yield pages.Fact(_("Person"), pages.Link(case["personName"], person))
    yield pages.Fact(_("Opened"), pages.Date(case["openedOn"]))
    yield pages.Fact(_("Sent to the vetting team"), pages.Date(case["submittedOn"], empty=_("Not yet")))
    yield pages.Fact(_("How they will come in"), pages.Words(AccessMode(case["accessMode"]).label))
    if case.get("isOnHold"):
        said = _("Nothing of it is deleted until data protection lifts the hold")
        yield pages.Fact(ON_HOLD, pages.Words(said))
    keys = pages.Words(KeyStatus(case["keyStatus"]).label)
    yield pages.Fact(
        _("Keys"), keys, pages.url("vetting.record_keys", case_id=case["id"]) if _has_keys(case) else None
    )
    yield pages.Fact(_("Last chased"), pages.Date(case["lastChasedOn"], empty=_("Never")))
    reply = pages.url("vetting.record_reply", case_id=case["id"])
    awaited = VettingStage(case["stage"]) in AWAITING_REPLY
    heard = pages.Date(case["lastHeardOn"], near=False, empty=_("No reply recorded"))
    yield pages.Fact(_("Last reply"), heard, reply if awaited else None)
    if may_see_decisions and case["decidedOn"]:
        yield pages.Fact(_("Decision"), pages.Date(case["decidedOn"]))
        yield pages.Fact(_("Decision reference"), pages.Words(case["decisionReference"] or UNKNOWN))
        if case["decisionSource"]:
            source = DecisionSource(case["decisionSource"])
            yield pages.Fact(_("Who decided"), pages.Words(source.label))


def _has_keys(case: Row) -> bool:
    """Say whether keys are of account: while the case lives, and until they are back."""
    return VettingStage(case["stage"]) not in FINAL or case["keyStatus"] == KeyStatus.ISSUED


def _sections(case: Row, rules: Row, request: pages.PageRequest) -> Iterator[pages.Section]:
    blocked = [item for item in rules["offered"] if item["blockers"]]
    if blocked:
        yield pages.Section(
            heading=_("What is in the way"),
            facts=tuple(
                pages.Fact(Verb[item["verb"]].label, pages.Words(" ".join(item["blockers"])))
                for item in blocked
            ),
        )
    if case["documents"] or VettingStage(case["stage"]) in OPEN:
        yield documents_section(case, rules["documents"])
    yield pages.Section(heading=_("Clearances"), table=clearance_table(case["personClearances"], request))
    yield pages.Section(heading=_("Training"), table=training_table(case["personTraining"]))


def _readers(data: pages.Data) -> Iterator[pages.Section]:
    """Tell those who may know who has looked at this record."""
    if "vettingCaseReaders" in data:
        rows = data["vettingCaseReaders"]
        table = pages.Table(
            caption=_("Who has looked at this record"),
            headings=(_("Who"), _("How often"), _("Last on")),
            rows=tuple(
                (
                    pages.Words(row["name"] or UNKNOWN),
                    pages.Number(row["times"]),
                    pages.Date(row["lastOn"], near=False),
                )
                for row in rows
            ),
            empty=_("Nobody has looked at it yet."),
        )
        yield pages.Section(heading=_("Who has looked at this record"), table=table)


def _timeline(case: Row) -> list[pages.TimelineEntry]:
    steps = [
        (
            event["happenedOn"],
            pages.TimelineEntry(_step_title(event, place), event["happenedOn"], by=event.get("by") or ""),
        )
        for place, event in enumerate(case["history"])
    ]
    chases = [
        (
            chase["chasedOn"],
            pages.TimelineEntry(
                translate("Chased: {whom}").format(whom=turn_words(chase["turn"])),
                chase["chasedOn"],
                by=chase.get("by") or "",
            ),
        )
        for chase in case["chases"]
    ]
    # Turned round after sorting, so that of one day, too, what was recorded later stands higher.
    oldest_first = sorted(steps + chases, key=lambda item: item[0])
    return [entry for _day, entry in reversed(oldest_first)]


def _step_title(event: Row, place: int) -> Text:
    stage = VettingStage(event["stage"]).label
    if place == 0:
        return translate("Begun at “{stage}”").format(stage=stage)
    return stage


CASE = pages.RecordPage(
    name="vetting.case",
    path="/vetting/cases/{case_id:uuid}",
    title=_("Vetting case"),
    permission=CASE_READ,
    document=DOCUMENTS["case"],
    variables=lambda request: {
        "id": request.path["case_id"],
        "decision": request.viewer.may(DECISION_READ),
        "readers": request.viewer.may(CASE_READERS),
        "leap": request.viewer.may(CASE_LEAP),
        "holds": request.viewer.may(RETENTION_READ),
    },
    record=_record,
    found="vettingCase",
    actions=ACTIONS,
)
