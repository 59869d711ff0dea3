"""One issue of "You said, we did": what it tells, what it leaves out and why, and whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import BulletinStatus, LeftOut, Theme
from plugins.council.pages.bulletins import B, bulletin_tag, issue_words
from plugins.council.pages.easy_read import easy_sum
from plugins.council.pages.told import told_label
from plugins.council.pages.words import DOCUMENTS, day, number_words
from plugins.council.permissions import BULLETIN_APPROVE, BULLETIN_WRITE, PROPOSAL_READ, PUBLISH, REDACT

OPEN = (B.DRAFT, B.CHECKED, B.APPROVED)
TURNS: dict[BulletinStatus, Text] = {
    B.DRAFT: _("The council's facilitator or the co-ordinator"),
    B.CHECKED: _("The governor or senior lead"),
    B.APPROVED: _("The council's facilitator or the co-ordinator"),
}


def _section(row: pages.Row, *, is_draft: bool) -> pages.Section:
    change = pages.url("council.answer_told", entry_id=row["id"]) if is_draft else None
    heading = translate("{place}. {theme} ({proposal})").format(
        place=row["position"],
        theme=Theme(row["theme"]).label,
        proposal=number_words(row["proposalNumber"]),
    )
    return pages.Section(heading=heading, facts=tuple(_facts(row, change)))


def _facts(row: pages.Row, change: Any) -> Iterator[pages.Fact]:
    yield pages.Fact(_("You said"), pages.Words(row["youSaid"]), change)
    yield pages.Fact(told_label(row), pages.Words(row["weDid"]), change)
    easy = " ".join(part for part in (row["easySaid"], row["easyDid"]) if part)
    if easy:
        yield pages.Fact(_("In easy words"), pages.Words(easy), change)
    if change and (hint := easy_sum(row)):
        here = pages.url("council.easy_read", bulletin_id=row["bulletinId"])
        yield pages.Fact(_("For easy read"), pages.Link(hint, here))
    welsh = " ".join(part for part in (row["welshSaid"], row["welshDid"]) if part)
    if welsh:
        yield pages.Fact(_("In Welsh"), pages.Words(welsh), change)


def _left_out(rows: list[pages.Row], *, is_draft: bool) -> pages.Section:
    return pages.Section(
        heading=_("Not in this issue"),
        table=pages.Table(
            caption=_("Answers that are left out, and why"),
            headings=(_("Proposal"), _("What people said"), _("Why it is left out")),
            rows=tuple(
                (
                    pages.Link(
                        number_words(row["proposalNumber"]),
                        pages.url("council.answer_told", entry_id=row["id"])
                        if is_draft
                        else pages.url("council.proposal", proposal_id=row["proposalId"]),
                    ),
                    pages.Words(row["youSaid"]),
                    pages.Words(LeftOut(row["leftOut"]).label),
                )
                for row in rows
            ),
        ),
    )


def _lead(row: pages.Row) -> Text:
    waiting = row["placesWaiting"]
    if waiting and BulletinStatus(row["status"]) in OPEN:
        return translate_plural(
            "{count} place in it may name somebody or touch security, and waits for a decision.",
            "{count} places in it may name somebody or touch security, and wait for a decision.",
            waiting,
        ).format(count=waiting)
    if waiting and BulletinStatus(row["status"]) is B.PUBLISHED:
        return translate(
            "Something was left out of it since it was published. Print it anew, and take the old paper down."
        )
    if row["publishedOn"]:
        return translate("Published on {day}.").format(day=long_date(day(row["publishedOn"])))
    told = row["answersTold"]
    said = translate_plural("It tells {count} answer.", "It tells {count} answers.", told)
    return said.format(count=told)


def _timeline(row: pages.Row) -> Iterator[pages.TimelineEntry]:
    moments = (
        (_("Begun"), row["createdAt"]),
        (_("Checked for the council"), row["checkedAt"]),
        (_("Approved by the prison"), row["approvedAt"]),
        (_("Published"), row["publishedOn"]),
        (_("Taken back"), row["takenBackOn"]),
    )
    for title, at in moments:
        if at:
            yield pages.TimelineEntry(title=title, at=at)


def _record(data: pages.Data, _request: pages.PageRequest) -> pages.Record:
    row = data["councilBulletin"]
    status = BulletinStatus(row["status"])
    is_draft = status is B.DRAFT
    told = [one for one in row["entries"] if one["leftOut"] is None]
    left_out = [one for one in row["entries"] if one["leftOut"] is not None]
    facts = (pages.Fact(_("Follows the meeting of"), pages.Date(row["metOn"])),) if row["metOn"] else ()
    return pages.Record(
        title=translate("You said, we did: issue {number}").format(number=row["number"]),
        caption=row["councilName"],
        tag=bulletin_tag(row["status"]),
        turn=TURNS.get(status, ""),
        lead=_lead(row),
        facts=facts,
        sections=(
            *(_section(one, is_draft=is_draft) for one in told),
            *([_left_out(left_out, is_draft=is_draft)] if left_out else []),
        ),
        timeline=tuple(_timeline(row)),
        back=pages.url("council.bulletins"),
        back_label=_("You said, we did"),
    )


def _at(*states: BulletinStatus) -> Callable[[pages.Data, pages.PageRequest], bool]:
    return lambda data, _request: BulletinStatus(data["councilBulletin"]["status"]) in states


def _id(request: pages.PageRequest) -> pages.Variables:
    return {"id": request.path["bulletin_id"]}


def _review(row: pages.Row) -> pages.Address:
    return pages.url("council.review", source="feedback", source_id=row["id"])


def _next(row: pages.Row, request: pages.PageRequest) -> pages.Address:
    """Lead to the places that wait for whoever may decide about them."""
    if row["placesWaiting"] and request.viewer.may(REDACT):
        return _review(row)
    return pages.url("council.bulletin", bulletin_id=row["id"])


def _waits(data: pages.Data, _request: pages.PageRequest) -> bool:
    row = data["councilBulletin"]
    return bool(row["placesWaiting"]) and BulletinStatus(row["status"]) in (*OPEN, B.PUBLISHED)


def _done(field: str, said: Text) -> Callable[[pages.Data, pages.PageRequest], pages.Outcome]:
    def outcome(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
        row = data[field]
        words: Text = said
        if row["placesWaiting"]:
            words = translate("It stays a draft: something in it may name somebody. Decide about it first.")
        return pages.Outcome(_next(row, request), f"{issue_words(row['number'])}: {words}")

    return outcome


ACTIONS = (
    pages.ActionLink(
        label=_("Decide about the places that wait"),
        href=lambda data, _request: _review(data["councilBulletin"]),
        offered=_waits,
    ),
    pages.Action(
        name="check",
        label=_("It is right: ask the prison"),
        permission=BULLETIN_WRITE,
        mutation=DOCUMENTS["check_bulletin"],
        variables=_id,
        success=_done("councilCheckBulletin", _("The governor or senior lead is asked to approve it.")),
        offered=_at(B.DRAFT),
        style="primary",
    ),
    pages.Action(
        name="approve",
        label=_("Approve it for the prison"),
        permission=BULLETIN_APPROVE,
        mutation=DOCUMENTS["approve_bulletin"],
        variables=_id,
        success=_done("councilApproveBulletin", _("It is approved, and can be published.")),
        offered=_at(B.CHECKED),
        style="primary",
    ),
    pages.Action(
        name="publish",
        label=_("Publish it"),
        permission=BULLETIN_WRITE,
        mutation=DOCUMENTS["publish_bulletin"],
        variables=_id,
        success=_done("councilPublishBulletin", _("It is published. Print it for the wings.")),
        offered=_at(B.APPROVED),
        confirm=_("Publish this issue? Everybody may read it from then on."),
        style="primary",
    ),
    pages.Action(
        name="reopen",
        label=_("Change it: make it a draft again"),
        permission=PUBLISH,
        mutation=DOCUMENTS["reopen_bulletin"],
        variables=_id,
        success=_done("councilReopenBulletin", _("It is a draft again.")),
        offered=_at(B.CHECKED, B.APPROVED),
    ),
    pages.Action(
        name="drop",
        label=_("Give it up"),
        permission=BULLETIN_WRITE,
        mutation=DOCUMENTS["drop_bulletin"],
        variables=_id,
        success=_done("councilDropBulletin", _("It is given up. Its answers are offered in the next.")),
        offered=_at(*OPEN),
        confirm=_("Give this issue up? Its answers are offered again in the next one."),
        style="warning",
    ),
    pages.ActionLink(
        label=_("See it line by line in easy read"),
        href=lambda data, _request: pages.url("council.easy_read", bulletin_id=data["councilBulletin"]["id"]),
        offered=_at(*OPEN),
        style="secondary",
    ),
    pages.ActionLink(
        label=_("Print it"),
        href=lambda data, _request: pages.url("council.print", bulletin_id=data["councilBulletin"]["id"]),
        offered=_at(B.PUBLISHED),
    ),
    pages.ActionLink(
        label=_("Take it back"),
        href=lambda data, _request: pages.url("council.take_back", bulletin_id=data["councilBulletin"]["id"]),
        offered=_at(B.PUBLISHED),
        style="warning",
    ),
)
BULLETIN = pages.RecordPage(
    name="council.bulletin",
    path="/council/bulletins/{bulletin_id:uuid}",
    title=_("An issue of “You said, we did”"),
    permission=PROPOSAL_READ,
    document=DOCUMENTS["bulletin"],
    variables=_id,
    record=_record,
    found="councilBulletin",
    actions=ACTIONS,
)
