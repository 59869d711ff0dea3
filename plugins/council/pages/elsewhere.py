"""What other prisons answered on the same theme: published texts, so that nobody starts from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import Theme
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import ELSEWHERE_READ

LONGEST_WORDS = 100


def _theme(request: pages.PageRequest) -> str | None:
    said = request.first("theme")
    return said if said in set(Theme) else None


def _words(request: pages.PageRequest) -> str:
    return " ".join((request.first("words") or "").split())[:LONGEST_WORDS]


def _asked(request: pages.PageRequest) -> pages.Variables:
    return {"theme": _theme(request), "words": _words(request)}


def _lead(found: Mapping[str, Any], request: pages.PageRequest) -> Text:
    if not found["isTold"]:
        return _("Gatehouse is not set up here to show what other prisons published.")
    if not found["count"]:
        if _theme(request) or _words(request):
            return _("No other prison published an answer like that. Look with fewer words, or all themes.")
        return _("No other prison has published an answer yet.")
    said = translate_plural("{count} published answer", "{count} published answers", found["count"])
    prisons = translate_plural("from {count} other prison.", "from {count} other prisons.", found["prisons"])
    shown = len(found["answers"])
    lead = f"{said.format(count=found['count'])} {prisons.format(count=found['prisons'])}"
    if shown < found["count"]:
        lead = f"{lead} {translate('These are the newest {shown}.').format(shown=shown)}"
    return lead


def _section(row: pages.Row) -> pages.Section:
    return pages.Section(
        heading=translate("{prison}: {theme}").format(prison=row["prison"], theme=Theme(row["theme"]).label),
        facts=(
            pages.Fact(_("What the council asked for"), pages.Words(row["idea"])),
            pages.Fact(_("What was wrong"), pages.Words(row["problem"])),
            pages.Fact(_("What the prison said"), pages.Words(row["answer"] or _("Yes."))),
            pages.Fact(_("Published"), pages.Date(row["publishedOn"], near=False)),
        ),
    )


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    found = data["councilElsewhere"]
    return pages.Record(
        title=translate("What did other prisons answer?"),
        lead=_lead(found, request),
        sections=tuple(_section(one) for one in found["answers"]),
        back=pages.url("council.proposals"),
        back_label=_("Council"),
    )


def _present(data: pages.Data, request: pages.PageRequest) -> Mapping[str, Any]:
    chosen = _theme(request) or ""
    return {
        "is_there": data["councilElsewhere"]["isTold"],
        "words": _words(request),
        "longest": LONGEST_WORDS,
        "themes": [
            {"value": "", "text": translate("All themes"), "selected": not chosen},
            *({"value": one.value, "text": str(one.label), "selected": one.value == chosen} for one in Theme),
        ],
    }


ELSEWHERE = pages.RecordPage(
    name="council.elsewhere",
    path="/council/elsewhere",
    title=_("What did other prisons answer?"),
    permission=ELSEWHERE_READ,
    document=DOCUMENTS["elsewhere"],
    variables=_asked,
    record=_record,
    found="councilElsewhere",
    present=_present,
    template="council/elsewhere.html",
    classification="OFFICIAL",
)
