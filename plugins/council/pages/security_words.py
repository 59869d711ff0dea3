"""The prison's own list of words for the scan: what touches security here, what does not, what is no name."""

from __future__ import annotations

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import WordUse
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import REDACT
from plugins.council.services.words import LONGEST_WORD


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    said = translate("In every prison the scan looks for: {words}. What stands below is this prison's own.")
    return said.format(words=", ".join(data["councilUsualWords"]))


WORDS = pages.ListPage(
    name="council.words",
    path="/council/words",
    title=_("Which words does the scan look for here?"),
    permission=REDACT,
    document=DOCUMENTS["words"],
    connection="councilWords",
    summary=_summary,
    empty=_("This prison has said nothing of its own yet."),
    columns=(
        pages.Column(heading=_("Word"), cell=lambda row, _request: pages.Words(row["word"]), sort="word"),
        pages.Column(
            heading=_("What it is here"), cell=lambda row, _request: pages.Words(WordUse(row["use"]).label)
        ),
        pages.Column(
            heading=_("Take off"),
            cell=lambda row, _request: pages.Link(
                translate("Take “{word}” off").format(word=row["word"]),
                pages.url("council.remove_word", word_id=row["id"]),
            ),
            export=False,
        ),
    ),
    default_order=(pages.Order("word"),),
    row_label=lambda row: row["word"],
    exportable=False,
    actions=(
        pages.ActionLink(label=_("Add a word"), href=lambda _data, _request: pages.url("council.add_word")),
    ),
)
ADD_WORD = pages.FormPage(
    name="council.add_word",
    path="/council/words/add",
    title=_("What is a word here?"),
    permission=REDACT,
    mutation=DOCUMENTS["add_word"],
    lead=lambda _data, _request: _("All that is published is then scanned again."),
    fields=(
        pages.TextField(name="word", label=_("Word, or words that stand together"), max_length=LONGEST_WORD),
        pages.RadioField(
            name="use",
            label=_("What is it here?"),
            choices=pages.each_of(WordUse),
        ),
    ),
    arguments=lambda form, _request: {"word": form["word"], "use": form["use"]},
    success=lambda data, _request: pages.Outcome(
        pages.url("council.words"),
        translate("“{word}” is on the list.").format(word=data["councilAddWord"]["word"]),
    ),
    submit=_("Add it"),
    back=lambda _data, _request: pages.url("council.words"),
)
REMOVE_WORD = pages.FormPage(
    name="council.remove_word",
    path="/council/words/{word_id:uuid}/remove",
    title=_("Take this word off the list?"),
    permission=REDACT,
    document=DOCUMENTS["word"],
    variables=lambda request: {"id": request.path["word_id"]},
    found="councilWord",
    heading=lambda data, _request: translate("Take “{word}” off the list?").format(
        word=data["councilWord"]["word"]
    ),
    mutation=DOCUMENTS["remove_word"],
    lead=lambda _data, _request: _("The scan then looks for it as it does in every prison."),
    arguments=lambda _form, request: {"wordId": request.path["word_id"]},
    success=lambda _data, _request: pages.Outcome(
        pages.url("council.words"), translate("It is off the list.")
    ),
    submit=_("Take it off"),
    back=lambda _data, _request: pages.url("council.words"),
)
WORD_PAGES = (WORDS, ADD_WORD, REMOVE_WORD)
