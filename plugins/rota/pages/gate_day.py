"""The page "Who is coming in?": whoever is in trouble first, then everybody by entrance; made and printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core.sdk import Text, entry, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.rota.pages.gate_parts import DayPart, day_part, parts_of
from plugins.rota.pages.gate_words import ANOTHER_DAY, DOCUMENTS, answer_tag, day_asked, day_page
from plugins.rota.permissions import GATE_READ, GATE_RECORD
from plugins.rota.rules.gate_lines import ListState

A = entry.EntryAnswer
ONE_DAY = timedelta(days=1)
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class DayButton:
    """A button of the day's page, which may be shown at another address than its own."""

    label: Text
    href: str
    style: str
    posts: bool


def _heading(data: pages.Data, request: pages.PageRequest) -> Text:
    day = date.fromisoformat(data["rotaGateDay"]["on"])
    if day == request.today:
        return translate("Who is coming in today, {day}?").format(day=pages.weekday_date(day))
    if day < request.today:
        return translate("Who was expected on {day}?").format(day=pages.weekday_date(day))
    return translate("Who is coming in on {day}?").format(day=pages.weekday_date(day))


def _lead(found: Mapping[str, Any]) -> str:
    comers = found["comers"]
    if not comers:
        return translate("Nobody is expected on this day: no session takes place, or nobody comes to one.")
    count = {answer: sum(one["answer"] == answer for one in comers) for answer in A}
    return translate_plural(
        "{count} person is expected: {yes} may come in, {escorted} with an escort, {no} may not.",
        "{count} people are expected: {yes} may come in, {escorted} with an escort, {no} may not.",
        len(comers),
    ).format(count=len(comers), yes=count[A.YES], escorted=count[A.YES_ESCORTED], no=count[A.NO])


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    found = data["rotaGateDay"]
    return pages.Record(
        title=_heading(data, request), lead=_lead(found), sections=tuple(_sections(found, request))
    )


def _sections(found: Mapping[str, Any], request: pages.PageRequest) -> Iterator[pages.Section]:
    paper = tuple(_paper(found))
    if paper:
        yield pages.Section(heading=_("The list on paper"), points=paper)
    part = day_part(found, request.first("part"))
    if part.trouble:
        yield pages.Section(
            heading=_("Who may not come in, or only with an escort"),
            text=_shown(len(part.trouble), part.in_trouble),
            table=_trouble(part.trouble),
        )
    for entrance, comers in part.by_entrance():
        yield _at_entrance(entrance, comers, part.entrances[entrance])


def _shown(here: int, count: int) -> str:
    """Say that a table goes on, on another page; nothing where all of it is here."""
    sentence = translate("{here} of {count} are on this page.")
    return sentence.format(here=here, count=count) if here < count else ""


def _paper(found: Mapping[str, Any]) -> Iterator[str]:
    """Say what the list is worth, and what changed since the gate had its paper."""
    if found["madeAt"] is None:
        yield translate("No list has been made for this day. It is made at 06:00 on the day.")
        return
    yield translate("Made on {moment}.").format(moment=pages.long_moment(found["madeAt"]))
    if found["state"] == ListState.MADE_BEFORE:
        yield translate("It is out of date: it was made on an earlier day. Make it again.")
    if found["printedAt"] is None or found["state"] == ListState.DAY_OVER:
        return
    changes = tuple(_changes(found))
    since = pages.long_moment(found["printedAt"])
    if not changes:
        yield translate("Nothing has changed since it was printed on {moment}.").format(moment=since)
        return
    yield translate("Since it was printed on {moment}, this changed. Print it again.").format(moment=since)
    yield from changes


def _changes(found: Mapping[str, Any]) -> Iterator[str]:
    named = (
        (_("New on the list: {names}."), [one["name"] for one in found["comers"] if one["isNew"]]),
        (_("Another answer: {names}."), [one["name"] for one in found["comers"] if one["isChanged"]]),
        (_("No longer expected: {names}."), [one["name"] for one in found["dropped"]]),
    )
    for sentence, names in named:
        if names:
            yield str(sentence).format(names=_names(names))


def _names(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    more = translate_plural("and {count} more", "and {count} more", len(names) - MOST_NAMED)
    return ", ".join([*names[:MOST_NAMED], more.format(count=len(names) - MOST_NAMED)])


def _trouble(comers: Sequence[Mapping[str, Any]]) -> pages.Table:
    return pages.Table(
        caption=_("Who may not come in, or only with an escort, and why"),
        headings=(_("Answer"), _("Name"), _("Time and session"), _("What is wrong"), _("Next step")),
        rows=tuple(
            (answer_tag(one["answer"]), _name(one), _session(one), _reasons(one), _steps(one))
            for one in comers
        ),
    )


def _at_entrance(entrance: str, comers: Sequence[Mapping[str, Any]], count: int) -> pages.Section:
    table = pages.Table(
        caption=entrance,
        headings=(_("Answer"), _("Name"), _("Time and session"), _("Code")),
        rows=tuple(
            (answer_tag(one["answer"]), _name(one), _session(one), pages.Words(_code(one))) for one in comers
        ),
    )
    return pages.Section(heading=f"{entrance} ({count})", text=_shown(len(comers), count), table=table)


def _name(one: Mapping[str, Any]) -> pages.Link:
    return pages.Link(
        one["name"], pages.url("core.person", person_id=one["personId"]), hint=one["organisation"]
    )


def _session(one: Mapping[str, Any]) -> pages.Words:
    times = translate("{start} to {end}").format(start=one["startsAt"], end=one["endsAt"])
    return pages.Words(times, hint=pages.beside(one["service"], one["place"]))


def _code(one: Mapping[str, Any]) -> str:
    if not one["code"]:
        return translate("Not on the list yet")
    if one["isNew"]:
        return translate("{code} (new)").format(code=one["code"])
    return str(one["code"])


def _reasons(one: Mapping[str, Any]) -> pages.Stack:
    return pages.Stack(tuple(pages.Words(reason["words"]) for reason in one["reasons"]))


def _steps(one: Mapping[str, Any]) -> pages.Stack:
    return pages.Stack(
        tuple(
            pages.Words(reason["nextStep"], hint=reason["whoseTurn"] or "")
            for reason in one["reasons"]
            if reason["nextStep"]
        )
    )


def _present(data: pages.Data, request: pages.PageRequest) -> Mapping[str, Any]:
    found = data["rotaGateDay"]
    day = date.fromisoformat(found["on"])
    part: DayPart = day_part(found, request.first("part"))
    return {
        "part": part,
        "parts": parts_of(part, day_page(day)),
        "buttons": tuple(_buttons(found, day, request)),
        "before": day_page(day - ONE_DAY),
        "after": day_page(day + ONE_DAY),
        "here": str(pages.url("rota.gate")),
        "form": pages.asked_day(request, ANOTHER_DAY).form,
    }


def _buttons(found: Mapping[str, Any], day: date, request: pages.PageRequest) -> Iterator[DayButton]:
    """Return what can be done with the day; they lead to its own address, wherever it is shown."""
    here, records = str(day_page(day)), request.viewer.may(GATE_RECORD)
    if records and (day >= request.today or found["madeAt"]):
        yield DayButton(_("Print the list and the sheet"), f"{here}/actions/print", "primary", posts=True)
    if records and day >= request.today:
        label = _("Make the list again") if found["madeAt"] else _("Make the list")
        yield DayButton(label, f"{here}/actions/make", "secondary", posts=True)
    if records and day <= request.today and found["madeAt"]:
        sheet = str(pages.url("rota.sheet", on=day.isoformat()))
        yield DayButton(_("Type the sheet back"), sheet, "secondary", posts=False)
    if records and day <= request.today and found["comers"]:
        add = str(pages.url("rota.record_loss", on=day.isoformat()))
        yield DayButton(_("Record time lost"), add, "secondary", posts=False)
    for label, report in (
        (_("Gate list (PDF)"), found["listReportId"]),
        (_("Sign-in sheet (PDF)"), found["sheetReportId"]),
    ):
        if report:
            yield DayButton(label, str(pages.url("core.report", report_id=report)), "secondary", posts=False)


def _made(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    made = data["rotaMakeGateList"]
    sentence = translate(
        "The list is made: {expected} expected, {added} new, {changed} with another answer, {dropped} off it."
    )
    return pages.Outcome(day_page(date.fromisoformat(made["on"])), sentence.format(**made))


def _printed(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    day = date.fromisoformat(data["rotaPrintGateDay"]["on"])
    sentence = translate("The gate list and the sign-in sheet are being made. Open them with the links here.")
    return pages.Outcome(day_page(day), sentence)


def _asked(request: pages.PageRequest) -> pages.Variables:
    return {"on": day_asked(request).isoformat()}


TODAY = pages.RecordPage(
    name="rota.gate",
    path="/gate",
    title=_("Who is coming in today?"),
    permission=GATE_READ,
    document=DOCUMENTS["gate_day"],
    variables=_asked,
    record=_record,
    present=_present,
    found="rotaGateDay",
    template="rota/gate_day.html",
)
DAY = pages.RecordPage(
    name="rota.gate_day",
    path="/gate/{on:date}",
    title=_("Who is coming in?"),
    permission=GATE_READ,
    document=DOCUMENTS["gate_day"],
    variables=_asked,
    record=_record,
    present=_present,
    found="rotaGateDay",
    template="rota/gate_day.html",
    actions=(
        pages.Action(
            name="print",
            label=_("Print the list and the sheet"),
            permission=GATE_RECORD,
            mutation=DOCUMENTS["print_gate_day"],
            variables=_asked,
            success=_printed,
        ),
        pages.Action(
            name="make",
            label=_("Make the list"),
            permission=GATE_RECORD,
            mutation=DOCUMENTS["make_gate_list"],
            variables=_asked,
            success=_made,
        ),
    ),
)
