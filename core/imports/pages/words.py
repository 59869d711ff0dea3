"""Codes of imports as the words a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from core.imports.actions import Action as RowAction
from core.imports.problems import kind_of
from core.imports.queries import PlanState
from core.pages import Colour, Tag, read_documents
from core.translation import Text
from core.translation import lazy_gettext as _

DOCUMENTS = read_documents(Path(__file__).parent.parent / "documents")
FILE_TYPES = (".xlsx", ".ods", ".csv")
STATES: Mapping[PlanState, tuple[Text, Colour]] = {
    PlanState.PLANNING: (_("Being read"), Colour.BLUE),
    PlanState.PLANNED: (_("To check"), Colour.YELLOW),
    PlanState.COMMITTING: (_("Being imported"), Colour.BLUE),
    PlanState.COMMITTED: (_("Imported"), Colour.GREEN),
    PlanState.UNDOING: (_("Being undone"), Colour.BLUE),
    PlanState.UNDONE: (_("Undone"), Colour.GREY),
    PlanState.DISCARDED: (_("Given up"), Colour.GREY),
    PlanState.FAILED: (_("Failed"), Colour.RED),
}
EMPTY = "\N{EN DASH}"
AT_WORK = frozenset({PlanState.PLANNING, PlanState.COMMITTING, PlanState.UNDOING})
SHOWN = tuple(RowAction)


def state_tag(code: str) -> Tag:
    return Tag(*STATES[PlanState(code)])


def kind_words(code: str) -> Text:
    kind = kind_of(code)
    return kind.label if kind is not None else code
