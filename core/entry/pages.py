"""The page "Can they come in?": the question, its answer, what it rests on, and what would make it a yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.entry.asking import asked_about, questions
from core.entry.enums import Bearing, EntryAnswer
from core.entry.permissions import ENTRY_READ
from core.pages import (
    Colour,
    Data,
    Date,
    PageRequest,
    Record,
    RecordPage,
    Row,
    Section,
    Table,
    Variables,
    Words,
    read_documents,
    url,
)
from core.pages.dates import day_of, long_date, weekday_date
from core.translation import Text, translate
from core.translation import lazy_gettext as _

DOCUMENTS = read_documents(Path(__file__).parent / "documents")
ANSWER_COLOURS = {
    EntryAnswer.YES: Colour.GREEN,
    EntryAnswer.YES_ESCORTED: Colour.ORANGE,
    EntryAnswer.NO: Colour.RED,
}
IN_THE_WAY = (Bearing.BLOCKS, Bearing.NEEDS_ESCORT)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a reason looks at a glance; the words beside it say the same."""

    sign: str
    colour: Colour


MARKS = {
    Bearing.BLOCKS: Mark("✗", Colour.RED),
    Bearing.NEEDS_ESCORT: Mark("", Colour.ORANGE),
    Bearing.WARNS: Mark("!", Colour.YELLOW),
    Bearing.PASSES: Mark("✓", Colour.GREEN),
}


def _variables(request: PageRequest) -> Variables:
    asked = asked_about(request)
    return {
        "id": request.path["person_id"],
        "on": asked.on.isoformat(),
        "service": asked.service_id or None,
        "chosen": asked.service_id,
        "narrowed": bool(asked.service_id),
        "judged": not asked.error,
    }


def _question(data: Data, request: PageRequest) -> str:
    asked, name = asked_about(request), data["person"]["name"]
    if asked.error:
        return translate("Can {name} come in?").format(name=name)
    day = weekday_date(asked.on)
    if data.get("service"):
        sentence = translate("Can {name} come in for {service} on {day}?")
        return sentence.format(name=name, service=data["service"]["name"], day=day)
    return translate("Can {name} come in on {day}?").format(name=name, day=day)


def answer_words(decision: Row) -> Text:
    """Say the answer; a no that somebody can mend is "not yet"."""
    answer = EntryAnswer(decision["answer"])
    stopping = [reason for reason in decision["reasons"] if reason["bearing"] == Bearing.BLOCKS]
    if answer is EntryAnswer.NO and all(reason["nextStep"] or reason["whoseTurn"] for reason in stopping):
        return _("No, not yet")
    return answer.label


def _rests_on(decision: Row) -> str:
    if decision["answer"] == EntryAnswer.NO:
        return ""
    if decision["until"] is None:
        return translate("This rests on what is below.")
    until = long_date(day_of(decision["until"]))
    return translate("This rests on what is below, until {day}.").format(day=until)


def _steps(decision: Row) -> tuple[Section, ...]:
    """Return the next steps of what stands in the way, each with what it is for and whose turn it is."""
    rows = tuple(
        (Words(reason["nextStep"], hint=reason["words"]), Words(reason["whoseTurn"] or ""))
        for reason in decision["reasons"]
        if reason["nextStep"] and reason["bearing"] in IN_THE_WAY
    )
    table = Table(caption=_("Next steps"), headings=(_("Next step"), _("Whose turn")), rows=rows)
    escorted = decision["answer"] == EntryAnswer.YES_ESCORTED
    heading = _("What would make it yes without an escort") if escorted else _("What would make it yes")
    return (Section(heading=heading, table=table),) if rows else ()


def _record(data: Data, request: PageRequest) -> Record:
    decision = data.get("entryDecision")
    return Record(
        title=_question(data, request),
        sections=_steps(decision) if decision else (),
        back=url("core.person", person_id=data["person"]["id"]),
        back_label=data["person"]["name"],
    )


def _present(data: Data, request: PageRequest) -> Mapping[str, Any]:
    form = questions(data, asked_about(request))
    decision = data.get("entryDecision")
    if not decision:
        return {"form": form, "answer": None}
    return {
        "form": form,
        "answer": answer_words(decision),
        "colour": ANSWER_COLOURS[EntryAnswer(decision["answer"])],
        "rests_on": _rests_on(decision),
        "reasons": [_reason(reason) for reason in decision["reasons"]],
    }


def _reason(reason: Row) -> Mapping[str, Any]:
    bearing = Bearing(reason["bearing"])
    return {
        "mark": MARKS[bearing],
        "bearing": bearing.label,
        "words": Words(reason["words"]),
        "until": Date(reason["until"]),
        "turn": Words(reason["whoseTurn"] or ""),
    }


COMING_IN = RecordPage(
    name="core.coming_in",
    path="/people/{person_id:uuid}/coming-in",
    title=_("Can they come in?"),
    permission=ENTRY_READ,
    document=DOCUMENTS["coming_in"],
    variables=_variables,
    record=_record,
    present=_present,
    found="person",
    template="core/coming_in.html",
)
PAGES = (COMING_IN,)
