"""What this viewer may do with a case: the steps that are ready, chasing, deleting, and forms beside them."""

from __future__ import annotations

from typing import Any

from core.sdk import NotFound, Text, pages, today, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import ActionKind, Turn, Verb, VettingStage
from plugins.vetting.pages.documents import DOCUMENT_LINKS
from plugins.vetting.pages.words import DOCUMENTS, day
from plugins.vetting.permissions import CASE_CHASE, CASE_PURGE
from plugins.vetting.rules import CHASED

KIND_ORDER = (ActionKind.FORWARD, ActionKind.DECISION, ActionKind.SIDE, ActionKind.ENDING)
OVER = frozenset({VettingStage.CLOSED, VettingStage.PURGED, VettingStage.WITHDRAWN, VettingStage.REVOKED})
"""Where nothing more is recorded for the case's sake; for the person it still can be, on their page."""


def _ready(data: pages.Data) -> list[str]:
    """Name the steps that can be taken now, what leads on first."""
    ready = [item for item in data["vettingCaseActions"]["offered"] if not item["blockers"]]
    ready.sort(key=lambda item: KIND_ORDER.index(ActionKind(item["kind"])))
    return [item["verb"] for item in ready]


def _offers(verb: Verb, *, first: bool) -> Any:
    """Offer a step's button: in the first place as the page's one primary action, else beside it."""

    def offered(data: pages.Data, _request: pages.PageRequest) -> bool:
        verbs = _ready(data)
        return verb.name in verbs and (verbs[0] == verb.name) is first

    return offered


STEPS = tuple(verb for verb in Verb if verb is not Verb.PURGE)
"""Each has a form; deleting asks one question instead."""


def _link(verb: Verb, *, first: bool) -> pages.ActionLink:
    return pages.ActionLink(
        label=verb.label,
        href=lambda data, _request: pages.url(
            "vetting.move",
            case_id=data["vettingCase"]["id"],
            verb=verb.value,
        ),
        offered=_offers(verb, first=first),
        style="primary" if first else "secondary",
    )


def _chased(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    skipped = data["vettingChaseCases"]["skipped"]
    if any(not left["personName"] for left in skipped):
        raise NotFound(translate("That case is not in this prison."))
    said = " ".join(left["reason"] for left in skipped) or translate("The chase was noted.")
    return pages.Outcome(pages.url("vetting.case", case_id=request.path["case_id"]), said)


CHASE = pages.Action(
    name="chase",
    label=_("Chase"),
    permission=CASE_CHASE,
    mutation=DOCUMENTS["chase_cases"],
    variables=lambda request: {"caseIds": [request.path["case_id"]]},
    success=_chased,
    offered=lambda data, _request: (
        Turn(data["vettingCase"]["turn"]) in CHASED and day(data["vettingCase"]["lastChasedOn"]) != today()
    ),
)


def _purged(_data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    said = translate("The case was deleted. Nothing of it can be read any longer.")
    return pages.Outcome(pages.url("vetting.cases"), said)


PURGE = pages.Action(
    name="purge",
    label=Verb.PURGE.label,
    permission=CASE_PURGE,
    mutation=DOCUMENTS["purge_case"],
    variables=lambda request: {"caseId": request.path["case_id"]},
    success=_purged,
    offered=lambda data, _request: Verb.PURGE.name in _ready(data),
    confirm=_("Delete this case for good? Nothing of it can be read afterwards."),
    style="warning",
)


HOLD = pages.ActionLink(
    label=_("Keep this case on hold"),
    href=lambda data, _request: pages.url(
        "core.place_hold", person_id=data["vettingCase"]["personId"]
    ).asking(record=data["vettingCase"]["id"]),
    style="secondary",
)
"""Shown to those alone who may: nothing of the case goes, by the night or by hand, until it is lifted."""


def _beside(page: str, label: Text) -> pages.ActionLink:
    """Lead to a form about the person, while the case is not over."""
    return pages.ActionLink(
        label=label,
        href=lambda data, _request: pages.url(page, person_id=data["vettingCase"]["personId"]),
        offered=lambda data, _request: VettingStage(data["vettingCase"]["stage"]) not in OVER,
        style="secondary",
    )


ACTIONS: tuple[pages.Action | pages.ActionLink, ...] = (
    *(_link(verb, first=True) for verb in STEPS),
    *DOCUMENT_LINKS,
    CHASE,
    *(_link(verb, first=False) for verb in STEPS),
    PURGE,
    HOLD,
    _beside("core.coming_in", _("Can they come in?")),
    _beside("vetting.record_clearance", _("Record a clearance")),
    _beside("vetting.record_training", _("Record training")),
)
