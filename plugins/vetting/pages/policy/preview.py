"""The page "Whom this would block": what a draft would change at the gate on its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import PolicyEffect
from plugins.vetting.pages.policy.drafts import version_of
from plugins.vetting.pages.words import DOCUMENTS, day
from plugins.vetting.permissions import POLICY_READ

SHOWN = 50
"""People named under one reason; the number says how many there are."""
COLOURS = {
    PolicyEffect.BLOCKED: pages.Colour.RED,
    PolicyEffect.ESCORTED: pages.Colour.ORANGE,
    PolicyEffect.UNESCORTED: pages.Colour.YELLOW,
    PolicyEffect.LET_IN: pages.Colour.YELLOW,
}


def _day(request: pages.PageRequest) -> str | None:
    asked = request.first("on")
    try:
        return day(asked).isoformat() if day(asked) else None  # type: ignore[union-attr]  # just looked at
    except ValueError:
        return None


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    preview = data["vettingPolicyPreview"]
    begins = day(preview["on"])
    return pages.Record(
        title=_("Whom this would block"),
        caption=data["vettingPolicyDraft"]["title"],
        lead=_lead(preview, long_date(begins) if begins else ""),
        facts=tuple(
            pages.Fact(
                PolicyEffect(count["effect"]).label,
                pages.Tag(_people(count["people"]), COLOURS[PolicyEffect(count["effect"])])
                if count["people"]
                else pages.Words(_("Nobody")),
            )
            for count in preview["counts"]
        ),
        sections=tuple(_sections(preview["groups"])),
        back=pages.url("vetting.policy", **version_of(request)),
        back_label=data["vettingPolicyDraft"]["title"],
    )


def _lead(preview: Mapping[str, Any], begins: str) -> Text:
    words = translate(
        "{people} were judged for {day}, for every service they are down for: by “{policy}”, and by this "
        "draft. Nothing was changed. A case that was opened before keeps its own version: its targets, and "
        "the documents it asks for."
    )
    return words.format(people=_people(preview["people"]), day=begins, policy=preview["inForce"])


def _people(count: int) -> str:
    return translate_plural("{count} person", "{count} people", count).format(count=count)


def _sections(groups: Sequence[Mapping[str, Any]]) -> Iterator[pages.Section]:
    for effect in PolicyEffect:
        chosen = [group for group in groups if group["effect"] == effect]
        if chosen:
            yield pages.Section(heading=effect.label, table=_table(effect, chosen))


def _table(effect: PolicyEffect, groups: Sequence[Mapping[str, Any]]) -> pages.Table:
    return pages.Table(
        caption=effect.label,
        headings=(_("Why"), _("How many"), _("Who")),
        rows=tuple(
            (
                pages.Words(group["reason"]),
                pages.Number(len(group["people"])),
                pages.Stack(tuple(_names(group["people"]))),
            )
            for group in groups
        ),
    )


def _names(people: Sequence[Mapping[str, Any]]) -> Iterator[pages.Link | pages.Words]:
    for one in people[:SHOWN]:
        yield pages.Link(
            one["personName"],
            pages.url("core.person", person_id=one["personId"]),
            hint=", ".join(one["services"]),
        )
    if len(people) > SHOWN:
        yield pages.Words(translate("and {count} more").format(count=len(people) - SHOWN))


PREVIEW = pages.RecordPage(
    name="vetting.policy_preview",
    path="/vetting/policy/{version:str}/preview",
    title=_("Whom this would block"),
    permission=POLICY_READ,
    document=DOCUMENTS["policy_preview"],
    variables=lambda request: {**version_of(request), "on": _day(request)},
    record=_record,
    found="vettingPolicyDraft",
    actions=(
        pages.ActionLink(
            label=_("Put in force"),
            href=lambda _data, request: pages.url("vetting.put_policy", **version_of(request)),
        ),
    ),
)
