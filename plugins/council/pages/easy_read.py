"""An issue as easy read sets it, line by line, with what the writer could shorten. It refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import BulletinStatus, Theme
from plugins.council.pages.told import told_label
from plugins.council.pages.words import DOCUMENTS, number_words
from plugins.council.permissions import BULLETIN_WRITE, PROPOSAL_READ
from plugins.council.rules.easy_read import Line, Remark, read_easily


def remark_words(remark: Remark) -> str:
    """Say one thing about a line, with what could stand instead where we know it."""
    said = str(remark.hint.label).format(found=remark.found)
    if remark.simpler:
        said = f"{said}. {translate('Simpler: “{simpler}”').format(simpler=remark.simpler)}"
    return said


def easy_hint(text: str) -> str:
    """Say all that could be easier about a text, in a few sentences; nothing where it is easy."""
    found = (remark_words(remark) for line in read_easily(text) for remark in line.remarks)
    return ". ".join(dict.fromkeys(found))


def easy_parts(row: pages.Row) -> tuple[tuple[Text, str], ...]:
    """Return both halves of an answer as easy read tells them: in easy words, else in the plain ones."""
    is_easy = row["easySaid"] is not None or row["easyDid"] is not None
    said, did = ("easySaid", "easyDid") if is_easy else ("youSaid", "weDid")
    return ((_("You said"), row[said] or ""), (told_label(row), row[did] or ""))


def easy_lines(row: pages.Row) -> tuple[Line, ...]:
    return tuple(line for _half, text in easy_parts(row) for line in read_easily(text))


def easy_sum(row: pages.Row) -> str:
    """Sum an answer up: how many of its lines could be easier; nothing where none could."""
    lines = easy_lines(row)
    hard = sum(bool(one.remarks) for one in lines)
    if not hard:
        return ""
    said = translate_plural(
        "{hard} of {count} line could be easier.", "{hard} of {count} lines could be easier.", len(lines)
    )
    return said.format(hard=hard, count=len(lines))


def _rows(row: pages.Row) -> Iterator[tuple[pages.Cell, ...]]:
    for half, text in easy_parts(row):
        for line in read_easily(text):
            looked = ". ".join(map(remark_words, line.remarks))
            yield (pages.Words(half), pages.Words(line.text), pages.Words(looked or translate("Easy")))


def _section(row: pages.Row, *, may_write: bool) -> pages.Section:
    change = pages.url("council.answer_told", entry_id=row["id"]) if may_write else None
    is_easy = row["easySaid"] is not None or row["easyDid"] is not None
    whose = _("Easy words of its own") if is_easy else _("The plain words: it has no easy ones yet")
    heading = translate("{place}. {theme} ({proposal})").format(
        place=row["position"],
        theme=Theme(row["theme"]).label,
        proposal=number_words(row["proposalNumber"]),
    )
    return pages.Section(
        heading=heading,
        facts=(pages.Fact(_("What is set"), pages.Words(whose), change),),
        table=pages.Table(
            caption=_("Each line as it stands on the paper"),
            headings=(_("Part"), _("Line"), _("What to look at")),
            rows=tuple(_rows(row)),
        ),
    )


def _told(row: pages.Row) -> list[pages.Row]:
    return [one for one in row["entries"] if one["leftOut"] is None]


def _lead(rows: list[pages.Row]) -> Text:
    lines = [line for row in rows for line in easy_lines(row)]
    hard = sum(bool(one.remarks) for one in lines)
    if not hard:
        return _("Every line is short and says one thing in everyday words.")
    said = translate_plural(
        "{hard} of {count} line could be easier. You decide: nothing is refused for it.",
        "{hard} of {count} lines could be easier. You decide: nothing is refused for it.",
        len(lines),
    )
    return said.format(hard=hard, count=len(lines))


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    row = data["councilBulletin"]
    may_write = BulletinStatus(row["status"]) is BulletinStatus.DRAFT and request.viewer.may(BULLETIN_WRITE)
    told = _told(row)
    return pages.Record(
        title=translate("How does issue {number} read in easy read?").format(number=row["number"]),
        caption=row["councilName"],
        lead=_lead(told),
        sections=tuple(_section(one, may_write=may_write) for one in told),
        back=pages.url("council.bulletin", bulletin_id=row["id"]),
        back_label=translate("Issue {number}").format(number=row["number"]),
    )


EASY_READ = pages.RecordPage(
    name="council.easy_read",
    path="/council/bulletins/{bulletin_id:uuid}/easy-read",
    title=_("How does it read in easy read?"),
    permission=PROPOSAL_READ,
    document=DOCUMENTS["bulletin"],
    variables=lambda request: {"id": request.path["bulletin_id"]},
    record=_record,
    found="councilBulletin",
)
