"""Minutes on paper: what is out for everybody who may read it, and a draft for those who check it."""

from __future__ import annotations

from typing import Any

from core.sdk import Text, pages
from core.sdk import lazy_gettext as _
from plugins.council.enums import MinutesPaper, Tongue
from plugins.council.pages.minutes_words import minutes_title
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import MINUTES_READ, PUBLISHED_READ

PAPER = pages.RadioField(
    name="paper",
    label=_("On what?"),
    choices=pages.each_of(MinutesPaper),
)


def tongue_field(_data: pages.Data, request: pages.PageRequest) -> tuple[pages.Field, ...]:
    if not request.prison.is_welsh:
        return (pages.HiddenField(name="tongue"),)
    return (
        pages.RadioField(
            name="tongue",
            label=_("In which language are its headings and dates?"),
            hint=_("What was said stands as it was written."),
            choices=pages.each_of((Tongue.WELSH, Tongue.ENGLISH)),
        ),
    )


def first_answers(_data: pages.Data, request: pages.PageRequest) -> pages.Form:
    tongue = Tongue.WELSH if request.prison.is_welsh else Tongue.ENGLISH
    return {"paper": MinutesPaper.A4.value, "tongue": tongue.value}


def _wanted(minutes_id: Any, form: pages.Form) -> pages.Variables:
    return {"minutesId": minutes_id, "paper": form["paper"], "tongue": form["tongue"]}


def to_report(data: pages.Row) -> pages.Outcome:
    return pages.Outcome(pages.url("core.report", report_id=data["reportId"]))


def _of_published(form: pages.Form, _request: pages.PageRequest) -> pages.Variables:
    return _wanted(form["minutes"], form)


def _source(data: pages.Data, request: pages.PageRequest) -> pages.Form:
    return {**first_answers(data, request), "minutes": data["councilPublication"]["sourceId"]}


PRINT_PUBLISHED = pages.FormPage(
    name="council.print_published",
    path="/council/published/{publication_id:uuid}/print",
    title=_("How are these minutes printed?"),
    permission=PUBLISHED_READ,
    document=DOCUMENTS["publication"],
    variables=lambda request: {"id": request.path["publication_id"]},
    found="councilPublication",
    heading=lambda data, _request: data["councilPublication"]["title"],
    lead=lambda _data, _request: _("As they are out now, in black and white. Corrections are marked."),
    mutation=DOCUMENTS["print_minutes"],
    fields=(pages.HiddenField(name="minutes"), PAPER),
    more_fields=tongue_field,
    initial=_source,
    arguments=_of_published,
    success=lambda data, _request: to_report(data["councilPrintMinutes"]),
    submit=_("Make the PDF"),
    back=lambda data, _request: pages.url(
        "council.publication", publication_id=data["councilPublication"]["id"]
    ),
)


def _draft_lead(_data: pages.Data, _request: pages.PageRequest) -> Text:
    return _("Each page says that it is not published. It may still name somebody: keep it to yourselves.")


PRINT_DRAFT = pages.FormPage(
    name="council.print_draft",
    path="/council/minutes/{minutes_id:uuid}/print",
    title=_("How is the draft printed?"),
    permission=MINUTES_READ,
    document=DOCUMENTS["minutes"],
    variables=lambda request: {"id": request.path["minutes_id"]},
    found="councilMinutes",
    heading=lambda data, _request: minutes_title(data["councilMinutes"]),
    lead=_draft_lead,
    mutation=DOCUMENTS["print_draft"],
    fields=(PAPER,),
    more_fields=tongue_field,
    initial=first_answers,
    arguments=lambda form, request: _wanted(request.path["minutes_id"], form),
    success=lambda data, _request: to_report(data["councilPrintDraft"]),
    submit=_("Make the PDF"),
    back=lambda data, _request: pages.url("council.one_minutes", minutes_id=data["councilMinutes"]["id"]),
)
MINUTES_PAPER = (PRINT_PUBLISHED, PRINT_DRAFT)
