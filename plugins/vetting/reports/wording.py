"""Says the vetting position in words, tables and charts that a governor can read in a minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from core.sdk import Text, Viewer, long_date, reports, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import Turn, VettingStage
from plugins.vetting.reports.position import (
    EXPIRY_DAYS,
    LISTED_EXPIRY_DAYS,
    Ending,
    Group,
    Position,
    Wait,
)

MOST_WAITS = 15
NO_ORGANISATION = _("No organisation")
NOTES = (
    _("Management information for the prison's own use. These are not official statistics."),
    _(
        "Working days leave out weekends and the bank holidays of England and Wales. "
        "The target counts from the day a case was sent to the vetting team, "
        "without the days on which a query was open."
    ),
)


def position_document(
    position: Position, viewer: Viewer, *, prison_name: str, at: datetime
) -> reports.ReportDocument:
    """Return the report of the position."""
    return reports.ReportDocument(
        title=_("Vetting position"),
        prison_name=prison_name,
        prison_code=viewer.tenant_code or "",
        as_at=at,
        produced_at=at,
        produced_by=viewer.name,
        classification=reports.Classification.OFFICIAL_SENSITIVE,
        key_numbers=_key_numbers(position),
        summary=tuple(_summary(position)),
        sections=(
            _stages(position),
            _turns(position),
            _endings(position),
            _waits(position),
        ),
        notes=NOTES,
    )


def _key_numbers(position: Position) -> tuple[reports.KeyNumber, ...]:
    over = translate("over the target of {days} working days").format(days=position.target)
    soon = len(position.ending_within(LISTED_EXPIRY_DAYS))
    return (
        reports.KeyNumber(position.open, _("cases in progress")),
        reports.KeyNumber(position.over, over),
        reports.KeyNumber(soon, _("people whose clearance ends within 90 days")),
        reports.KeyNumber(position.coming_in - position.unconfirmed, _("people cleared and coming in")),
        reports.KeyNumber(
            position.unconfirmed, _("people coming in on a spreadsheet's word, not confirmed by security")
        ),
    )


def _summary(position: Position) -> Iterator[str]:
    yield _over_sentence(position)
    if position.by_turn:
        turn, group = max(position.by_turn, key=lambda item: item[1].total)
        yield translate("The largest share, {count} of {total}, waits for: {who}.").format(
            count=group.total, total=position.open, who=turn.label
        )
    yield _ending_sentence(position)
    if position.unconfirmed:
        yield translate_plural(
            "{count} more person comes in on a spreadsheet's word alone. Security has not confirmed it.",
            "{count} more people come in on a spreadsheet's word alone. Security has not confirmed it.",
            position.unconfirmed,
        ).format(count=position.unconfirmed)
    if position.to_close:
        yield translate_plural(
            "{count} case has ended and is still to be closed.",
            "{count} cases have ended and are still to be closed.",
            position.to_close,
        ).format(count=position.to_close)


def _over_sentence(position: Position) -> str:
    if not position.over:
        return translate("No case is over the target of {days} working days.").format(days=position.target)
    return translate_plural(
        "{count} case has waited longer than the target of {days} working days: {longest} by now.",
        "{count} cases have waited longer than the target of {days} working days, the longest {longest}.",
        position.over,
    ).format(count=position.over, days=position.target, longest=position.longest_over)


def _ending_sentence(position: Position) -> str:
    counts = [len(position.ending_within(days)) for days in EXPIRY_DAYS]
    if not counts[-1]:
        return translate("Nobody's clearance ends in the next {days} days.").format(days=EXPIRY_DAYS[-1])
    first, second, third = counts
    return translate(
        "Clearances end for {first} people in the next 30 days, {second} in 90 and {third} in 180."
    ).format(first=first, second=second, third=third)


def _stages(position: Position) -> reports.Section:
    table = _group_table(
        position.by_stage,
        caption=_("Cases in progress by stage"),
        heading=_("Stage"),
        sheet=_("By stage"),
    )
    return reports.Section(_("Where the cases are"), _drawn(table, _stage_sentence(position)))


def _stage_sentence(position: Position) -> str:
    if not position.by_stage:
        return ""
    stage, group = max(position.by_stage, key=lambda item: item[1].total)
    return translate_plural(
        "The largest group is “{stage}”: {count} case, {over} of them over target.",
        "The largest group is “{stage}”: {count} cases, {over} of them over target.",
        group.total,
    ).format(stage=stage.label, count=group.total, over=group.over)


def _turns(position: Position) -> reports.Section:
    table = _group_table(
        position.by_turn,
        caption=_("Cases in progress by whose turn it is"),
        heading=_("Whose turn"),
        sheet=_("Whose turn"),
    )
    return reports.Section(_("Whose turn it is"), _drawn(table, _turn_sentence(position)))


def _turn_sentence(position: Position) -> str:
    if not position.by_turn:
        return ""
    turn, group = max(position.by_turn, key=lambda item: item[1].longest)
    return translate_plural(
        "The longest wait at one stage is {days} working day. Whose turn it is: {who}.",
        "The longest wait at one stage is {days} working days. Whose turn it is: {who}.",
        group.longest,
    ).format(days=group.longest, who=turn.label)


def _group_table(
    groups: Sequence[tuple[VettingStage | Turn, Group]], *, caption: Text, heading: Text, sheet: Text
) -> reports.Table:
    whole = [group for _each, group in groups]
    number = reports.Kind.INTEGER
    return reports.Table(
        caption=caption,
        columns=(
            reports.Column(heading, share=2),
            reports.Column(_("Over target"), number),
            reports.Column(_("Within target"), number),
            reports.Column(_("No target running"), number),
            reports.Column(_("All"), number),
            reports.Column(_("Longest wait at this stage, working days"), number),
        ),
        rows=[(each.label, *_counts([group])) for each, group in groups],
        total=(translate("All"), *_counts(whole)),
        empty=_("No case is in progress."),
        sheet=sheet,
        notes=(_("No target runs before a case is sent to the vetting team, and once it is decided."),),
    )


def _counts(groups: Sequence[Group]) -> tuple[int, int, int, int, int]:
    return (
        sum(group.over for group in groups),
        sum(group.within for group in groups),
        sum(group.untimed for group in groups),
        sum(group.total for group in groups),
        max((group.longest for group in groups), default=0),
    )


def _drawn(table: reports.Table, summary: str) -> tuple[reports.Figure | reports.Table, ...]:
    """Return the table with its chart; the table alone when there is nothing to draw."""
    if not summary:
        return (table,)
    chart = reports.BarChart(values=(1, 2, 3), axis=_("Number of cases"))
    return (reports.Figure(chart=chart, table=table, summary=summary),)


def _endings(position: Position) -> reports.Section:
    counts = reports.Table(
        caption=_("People whose clearance ends"),
        columns=(reports.Column(_("Within the next")), reports.Column(_("People"), reports.Kind.INTEGER)),
        rows=[
            (translate("{days} days").format(days=days), len(position.ending_within(days)))
            for days in EXPIRY_DAYS
        ],
        sheet=_("Ending"),
        notes=(_("Each period includes the shorter ones."),),
    )
    names = reports.Table(
        caption=_("Whose clearance ends within 90 days"),
        columns=(
            reports.Column(_("Name"), share=1.3),
            reports.Column(_("Organisation"), share=1.3),
            reports.Column(_("Last day in date"), reports.Kind.DATE),
        ),
        rows=[_ending_row(ending) for ending in position.ending_within(LISTED_EXPIRY_DAYS)],
        empty=_("Nobody's clearance ends within 90 days."),
        sheet=_("Who ends"),
    )
    return reports.Section(_("Whose clearance ends next"), (counts, names))


def _ending_row(ending: Ending) -> reports.Row:
    return (ending.line.person, ending.line.organisation or NO_ORGANISATION, ending.on)


def _waits(position: Position) -> reports.Section:
    number = reports.Kind.INTEGER
    table = reports.Table(
        caption=_waits_caption(min(MOST_WAITS, position.open)),
        columns=(
            reports.Column(_("Name"), share=1.2),
            reports.Column(_("Organisation"), share=1.2),
            reports.Column(_("Stage"), share=1.2),
            reports.Column(_("Whose turn"), share=1.1),
            reports.Column(_("Working days at this stage"), number),
            reports.Column(_("Working days towards target"), number),
            reports.Column(_("Decision forecast when sent"), share=1.2),
        ),
        rows=[_wait_row(wait) for wait in position.waits[:MOST_WAITS]],
        empty=_("No case is in progress."),
        sheet=_("Longest waits"),
    )
    return reports.Section(_("Who has waited longest"), (table,))


def _waits_caption(count: int) -> str:
    return translate_plural("The longest wait", "The {count} longest waits", count).format(count=count)


def _wait_row(wait: Wait) -> reports.Row:
    line = wait.line
    return (
        line.person,
        line.organisation or NO_ORGANISATION,
        line.stage.label,
        line.turn.label,
        wait.in_stage,
        reports.Marker.NOT_APPLICABLE if wait.for_decision is None else wait.for_decision,
        _forecast(wait),
    )


def _forecast(wait: Wait) -> reports.Cell:
    """Say between which days the decision was forecast, of a case that waits for one."""
    if wait.line.forecast is None or wait.for_decision is None:
        return reports.Marker.NOT_APPLICABLE
    earliest, latest = wait.line.forecast
    if earliest == latest:
        return long_date(latest)
    return translate("{earliest} to {latest}").format(earliest=long_date(earliest), latest=long_date(latest))
