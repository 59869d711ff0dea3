"""What the gate adds to "What needs me today?": how many come in, and how many may not."""

from __future__ import annotations

from core.sdk import entry, pages
from core.sdk import lazy_gettext as _
from plugins.rota.pages.gate_words import DOCUMENTS
from plugins.rota.permissions import GATE_READ


def _variables(request: pages.PageRequest) -> pages.Variables:
    expected = {"heldOn": {"eq": request.today.isoformat()}, "isDropped": {"eq": False}}
    return {"expected": expected, "refused": expected | {"answer": {"eq": entry.EntryAnswer.NO.value}}}


def _content(data: pages.Data, _request: pages.PageRequest) -> pages.CardContent:
    expected, refused = data["expected"]["totalCount"], data["refused"]["totalCount"]
    if not expected:
        return pages.CardContent()
    here = pages.url("rota.gate")
    figures = [pages.Figure(_("Expected to come in today"), expected, here)]
    if refused:
        figures.append(pages.Figure(_("Expected today who may not come in"), refused, here, urgent=True))
    return pages.CardContent(figures=tuple(figures))


GATE_CARD = pages.Card(
    name="rota.gate",
    title=_("Who is coming in today"),
    permission=GATE_READ,
    document=DOCUMENTS["gate_card"],
    variables=_variables,
    present=_content,
)
