"""Minutes: the list, one of them with its sections, and what differs between versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import AmendmentState, CorrectionReason, MemberRole, MinutesState
from plugins.council.pages.minutes_words import minutes_lead, minutes_tag, minutes_title
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import MINUTES_READ, MINUTES_WRITE, PUBLISH, REDACT
from plugins.council.rules.minutes import OPEN_TO_CHANGE, differences

M = MinutesState
TO_PUBLISH = frozenset({M.APPROVED, M.CORRECTED, M.PUBLISHED})


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["unwritten"]["totalCount"]
    if not count:
        return translate("There are minutes of every meeting that was held.")
    return translate_plural(
        "{count} meeting was held that has no minutes yet.",
        "{count} meetings were held that have no minutes yet.",
        count,
    ).format(count=count)


def _held(row: pages.Row, _request: pages.PageRequest) -> pages.Cell:
    hint = translate("Somebody may be named in them.") if row["isHeldBack"] else ""
    return pages.Link(minutes_title(row), pages.url("council.one_minutes", minutes_id=row["id"]), hint=hint)


MINUTES_LIST = pages.ListPage(
    name="council.minutes",
    path="/council/minutes",
    title=_("Where do the minutes stand?"),
    permission=MINUTES_READ,
    document=DOCUMENTS["minutes_list"],
    connection="councilMinutesList",
    summary=_summary,
    empty=_("No minutes are written yet. Once a meeting was held, draft them from what came of it."),
    columns=(
        pages.Column(heading=_("Minutes"), cell=_held, sort="heldOn"),
        pages.Column(heading=_("Council"), cell=lambda row, _request: pages.Words(row["councilName"])),
        pages.Column(heading=_("State"), cell=lambda row, _request: minutes_tag(row["state"])),
        pages.Column(
            heading=_("Since"), cell=lambda row, _request: pages.Date(row["stateOn"]), sort="stateOn"
        ),
    ),
    filters=(
        pages.searching(
            "words", _("Words in the minutes"), hint=_("Searches published and unpublished ones.")
        ),
        pages.any_of("state", _("State"), "state", pages.each_of(MinutesState)),
    ),
    default_order=(pages.Order("heldOn", descending=True),),
    row_label=minutes_title,
    exportable=False,
    actions=(
        pages.ActionLink(
            label=_("Draft minutes"),
            href=lambda _data, _request: pages.url("council.draft_minutes"),
            offered=lambda data, _request: data["unwritten"]["totalCount"] > 0,
        ),
    ),
)


def _state(data: pages.Data) -> MinutesState:
    return MinutesState(data["councilMinutes"]["state"])


def _record(data: pages.Data, _request: pages.PageRequest) -> pages.Record:
    row = data["councilMinutes"]
    return pages.Record(
        title=minutes_title(row),
        caption=row["councilName"],
        tag=minutes_tag(row["state"]),
        lead=minutes_lead(row),
        back=pages.url("council.minutes"),
        back_label=_("Minutes"),
    )


def _present(data: pages.Data, request: pages.PageRequest) -> Mapping[str, Any]:
    """Give the template the last version, what each version changed, and what somebody wants changed."""
    row = data["councilMinutes"]
    versions = row["versions"]
    last = versions[-1]["sections"] if versions else []
    headings = {one["field"]: one["heading"] for one in last}
    now = {one["field"]: one["text"] for one in last}
    return {
        "sections": last,
        "quoted": frozenset(row["quotedFields"]),
        "versions": [_version(before, one) for before, one in zip([None, *versions], versions, strict=False)],
        "amendments": [
            {
                "heading": headings.get(one["field"], ""),
                "role": MemberRole(one["role"]).label,
                "state": AmendmentState(one["state"]),
                "pieces": tuple(differences(now.get(one["field"], ""), one["text"])),
                "href": pages.url("council.decide_amendment", minutes_id=row["id"], amendment_id=one["id"])
                if one["state"] == AmendmentState.OPEN and request.viewer.may(MINUTES_WRITE)
                else None,
            }
            for one in row["amendments"]
        ],
    }


def _version(before: pages.Row | None, one: pages.Row) -> Mapping[str, Any]:
    return {
        "number": one["number"],
        "at": pages.long_moment(one["createdAt"]),
        "reason": CorrectionReason(one["reason"]).label if one["reason"] else "",
        "changes": list(_changes(before, one)) if before else [],
    }


def _changes(before: pages.Row, after: pages.Row) -> Iterator[Mapping[str, Any]]:
    old = {one["field"]: one["text"] for one in before["sections"]}
    for one in after["sections"]:
        if old.get(one["field"], "") != one["text"]:
            yield {
                "heading": one["heading"],
                "pieces": tuple(differences(old.get(one["field"], ""), one["text"])),
            }


def _here(data: pages.Data) -> pages.Address:
    return pages.url("council.one_minutes", minutes_id=data["id"])


def _to(page: str) -> Any:
    return lambda data, _request: pages.url(page, minutes_id=data["councilMinutes"]["id"])


def _needs_review(data: pages.Data, _request: pages.PageRequest) -> bool:
    return bool(data["councilMinutes"]["isHeldBack"])


def _to_review(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("council.review", source="minutes", source_id=data["councilMinutes"]["id"])


def _may_publish(data: pages.Data, _request: pages.PageRequest) -> bool:
    row = data["councilMinutes"]
    return _state(data) in TO_PUBLISH and not row["isHeldBack"] and row["publishedNumber"] != row["number"]


def _is_out_as_written(data: pages.Data) -> bool:
    """Say whether the last version is the one that is out: then there is no draft of it."""
    row = data["councilMinutes"]
    return row["publicationId"] is not None and row["publishedNumber"] == row["number"]


def _moves(state: MinutesState, label: Text, told: Text) -> pages.Action:
    return pages.Action(
        name=f"from_{state.value.lower()}",
        label=label,
        permission=MINUTES_WRITE,
        mutation=DOCUMENTS["move_minutes_on"],
        variables=lambda request: {"minutesId": request.path["minutes_id"]},
        success=lambda data, _request: pages.Outcome(_here(data["councilMoveMinutesOn"]), told),
        offered=lambda data, _request: _state(data) is state,
        style="primary",
    )


ONE_MINUTES = pages.RecordPage(
    name="council.one_minutes",
    path="/council/minutes/{minutes_id:uuid}",
    title=_("Minutes"),
    permission=MINUTES_READ,
    document=DOCUMENTS["minutes"],
    variables=lambda request: {"id": request.path["minutes_id"]},
    record=_record,
    found="councilMinutes",
    present=_present,
    template="council/minutes.html",
    actions=(
        pages.ActionLink(label=_("Look over the text"), href=_to_review, offered=_needs_review),
        _moves(M.DRAFT, _("They are checked"), _("Checked by the facilitator.")),
        _moves(M.FACILITATOR_CHECKED, _("Hand them on to be looked over"), _("They are being looked over.")),
        pages.ActionLink(
            label=_("The council approved them"),
            href=_to("council.approve_minutes"),
            offered=lambda data, request: (
                _state(data) is M.REDACTION_REVIEW and not _needs_review(data, request)
            ),
        ),
        pages.Action(
            name="publish",
            label=_("Publish them"),
            permission=PUBLISH,
            mutation=DOCUMENTS["publish"],
            variables=lambda request: {"kind": "MINUTES", "sourceId": request.path["minutes_id"]},
            success=lambda data, _request: pages.Outcome(
                pages.url("council.publication", publication_id=data["councilPublish"]["id"]),
                _("Published. Print it for the wings."),
            ),
            offered=_may_publish,
            style="primary",
        ),
        pages.ActionLink(
            label=_("See what is out, and print it"),
            href=lambda data, _request: pages.url(
                "council.publication", publication_id=data["councilMinutes"]["publicationId"]
            ),
            offered=lambda data, _request: data["councilMinutes"]["publicationId"] is not None,
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Print a draft to check"),
            href=_to("council.print_draft"),
            offered=lambda data, _request: not _is_out_as_written(data),
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Change the text"),
            href=_to("council.write_minutes"),
            offered=lambda data, _request: _state(data) in OPEN_TO_CHANGE,
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Write down a change somebody asks for"),
            href=_to("council.ask_amendment"),
            offered=lambda data, _request: _state(data) in OPEN_TO_CHANGE,
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Note whose own words they carry"),
            href=_to("council.mark_words"),
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Correct them"),
            href=_to("council.write_minutes"),
            offered=lambda data, _request: _state(data) in TO_PUBLISH,
            style="secondary",
        ),
        pages.ActionLink(
            label=_("See what was found in the text"),
            href=_to_review,
            offered=lambda data, request: (
                request.viewer.may(REDACT)
                and not _needs_review(data, request)
                and _state(data) is not M.DRAFT
            ),
            style="secondary",
        ),
    ),
)
