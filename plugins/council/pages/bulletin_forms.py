"""Forms of an issue: an answer reworded, the issue put on paper, and taken back."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import Layout, LeftOut, Paper, Told, Tongue, WithdrawReason
from plugins.council.pages.easy_read import easy_hint, easy_parts
from plugins.council.pages.words import DOCUMENTS, day, number_words
from plugins.council.permissions import BULLETIN_WRITE, PUBLISH, PUBLISHED_READ
from plugins.council.rules.bulletins import LONGEST, LONGEST_WELSH, MOST_ENTRIES

NO_NAMES = _("No names, no prison numbers, no cells. One sentence is best, four are the most.")


def _area(name: str, label: Text, argument: str, **more: object) -> pages.TextArea:
    given = {"hint": "", "required": False, "max_length": LONGEST, **more}
    return pages.TextArea(name=name, label=label, argument=argument, rows=2, **given)  # type: ignore[arg-type]


def _welsh(_data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Field]:
    if not request.prison.is_welsh:
        return ()
    return (
        _area("welsh_said", _("What people said, in Welsh"), "welshSaid", max_length=LONGEST_WELSH),
        _area("welsh_did", _("What the prison says, in Welsh"), "welshDid", max_length=LONGEST_WELSH),
    )


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["councilBulletinEntry"]
    proposal = number_words(row["proposalNumber"])
    hint = easy_hint("\n".join(text for _half, text in easy_parts(row)))
    easy = f"{translate('Easy read:')} {hint}." if hint else ""
    return f"{proposal}: {row['proposalIdea']} {easy}".strip()


def _initial(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    row = data["councilBulletinEntry"]
    return {
        "told": row["told"],
        "you_said": row["youSaid"],
        "we_did": row["weDid"],
        "until": day(row["untilOn"]) if row["untilOn"] else None,
        "easy_said": row["easySaid"] or "",
        "easy_did": row["easyDid"] or "",
        "welsh_said": row["welshSaid"] or "",
        "welsh_did": row["welshDid"] or "",
        "left_out": row["leftOut"] or "",
        "place": row["position"],
    }


def _reworded(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    return {
        "given": {
            "entryId": request.path["entry_id"],
            "told": form["told"],
            "plain": {"said": form["you_said"] or "", "did": form["we_did"] or ""},
            "easy": {"said": form["easy_said"] or "", "did": form["easy_did"] or ""},
            "welsh": {"said": form.get("welsh_said") or "", "did": form.get("welsh_did") or ""},
            "until": pages.iso_day(form["until"]),
            "leftOut": form["left_out"],
            "place": form["place"],
        }
    }


ANSWER_TOLD = pages.FormPage(
    name="council.answer_told",
    path="/council/bulletins/answers/{entry_id:uuid}",
    title=_("How is this answer told?"),
    permission=BULLETIN_WRITE,
    document=DOCUMENTS["bulletin_entry"],
    variables=lambda request: {"id": request.path["entry_id"]},
    found="councilBulletinEntry",
    lead=_lead,
    mutation=DOCUMENTS["reword_entry"],
    fields=(
        _area("you_said", _("You said"), "youSaid", hint=NO_NAMES),
        pages.RadioField(name="told", label=_("The prison's answer begins"), choices=pages.each_of(Told)),
        _area("we_did", _("What the prison says"), "weDid", hint=NO_NAMES),
        pages.DateField(
            name="until",
            label=_("By when?"),
            hint=_("Of what is still worked on. The paper says it."),
            required=False,
        ),
        _area(
            "easy_said",
            _("What people said, in easy words"),
            "easySaid",
            hint=_("Short sentences, one idea in each, at most 12 words. Else the plain words are used."),
        ),
        _area("easy_did", _("What the prison says, in easy words"), "easyDid"),
        pages.NumberField(
            name="place", label=_("At which place of the issue?"), least=1, most=MOST_ENTRIES * 5
        ),
        pages.SelectField(
            name="left_out",
            label=_("Is it left out? Then say why"),
            choices=pages.each_of(LeftOut),
            required=False,
            nothing=_("No, it is told"),
            argument="leftOut",
        ),
    ),
    more_fields=_welsh,
    initial=_initial,
    arguments=_reworded,
    success=lambda data, _request: pages.Outcome(
        pages.url("council.bulletin", bulletin_id=data["councilRewordEntry"]["bulletinId"]),
        translate("It is written down."),
    ),
    submit=_("Write it down"),
    back=lambda data, _request: pages.url(
        "council.bulletin", bulletin_id=data["councilBulletinEntry"]["bulletinId"]
    ),
)


def _back(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("council.bulletin", bulletin_id=data["councilBulletin"]["id"])


def _tongues(_data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Field]:
    if not request.prison.is_welsh:
        return ()
    return (
        pages.RadioField(
            name="tongue",
            label=_("In which language?"),
            hint=_("Side by side is for plain print: the others need the whole page."),
            choices=pages.each_of(Tongue),
        ),
    )


PRINT = pages.FormPage(
    name="council.print",
    path="/council/bulletins/{bulletin_id:uuid}/print",
    title=_("How is it printed?"),
    permission=PUBLISHED_READ,
    document=DOCUMENTS["bulletin"],
    variables=lambda request: {"id": request.path["bulletin_id"]},
    found="councilBulletin",
    mutation=DOCUMENTS["print_bulletin"],
    lead=lambda _data, _request: _("It is black and white, so any printer will do. Nothing is cut."),
    fields=(
        pages.RadioField(name="paper", label=_("On what?"), choices=pages.each_of(Paper)),
        pages.RadioField(name="layout", label=_("For whom?"), choices=pages.each_of(Layout)),
    ),
    more_fields=_tongues,
    initial=lambda _data, _request: {
        "paper": Paper.POSTER_A4.value,
        "layout": Layout.PLAIN.value,
        "tongue": Tongue.BOTH.value,
    },
    arguments=lambda form, request: {
        "given": {
            "bulletinId": request.path["bulletin_id"],
            "paper": form["paper"],
            "layout": form["layout"],
            "tongue": form.get("tongue") or Tongue.ENGLISH.value,
        }
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("core.report", report_id=data["councilPrintBulletin"]["reportId"])
    ),
    submit=_("Print it"),
    back=_back,
)
TAKE_BACK = pages.FormPage(
    name="council.take_back",
    path="/council/bulletins/{bulletin_id:uuid}/take-back",
    title=_("Why is it taken back?"),
    permission=PUBLISH,
    document=DOCUMENTS["bulletin"],
    variables=lambda request: {"id": request.path["bulletin_id"]},
    found="councilBulletin",
    mutation=DOCUMENTS["take_back_bulletin"],
    lead=lambda _data, _request: _(
        "It is gone from the public page at once. Take the paper down on the wings."
    ),
    fields=(pages.RadioField(name="reason", label=_("Why?"), choices=pages.each_of(WithdrawReason)),),
    arguments=lambda form, request: {"id": request.path["bulletin_id"], "reason": form["reason"]},
    success=lambda data, _request: pages.Outcome(
        pages.url("council.bulletin", bulletin_id=data["councilTakeBackBulletin"]["id"]),
        translate("It is taken back. Take the paper down on the wings."),
    ),
    submit=_("Take it back"),
    back=_back,
)
BULLETIN_FORMS = (ANSWER_TOLD, PRINT, TAKE_BACK)
