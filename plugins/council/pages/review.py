"""The page on which a person decides what is left out: the text with its places, a decision a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import HitKind, Resolution, SourceKind
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import REDACT
from plugins.council.services.redaction import LONGEST_INSTEAD


@dataclass(frozen=True, slots=True)
class Group:
    """Places that are decided about as one, with the numbers they have in the text."""

    name: str
    numbers: tuple[int, ...]
    places: tuple[pages.Row, ...]

    @property
    def first(self) -> pages.Row:
        return self.places[0]


def _is_apart(request: pages.PageRequest) -> bool:
    """Say whether each place is decided about by itself, though the same word stands at several."""
    return request.first("apart") == "yes"


def _places(data: pages.Data) -> list[pages.Row]:
    return [place for passage in data["councilReview"]["passages"] for place in passage["places"]]


def groups_of(data: pages.Data, request: pages.PageRequest) -> list[Group]:
    """Put places together at which the same word stands, in the order of the text."""
    key = "key" if _is_apart(request) else "wordKey"
    found: dict[str, list[tuple[int, pages.Row]]] = {}
    for number, place in enumerate(_places(data), start=1):
        found.setdefault(place[key], []).append((number, place))
    return [
        Group(name, tuple(number for number, _place in rows), tuple(place for _number, place in rows))
        for name, rows in found.items()
    ]


def _fields(data: pages.Data, request: pages.PageRequest) -> tuple[pages.Field, ...]:
    return tuple(field for group in groups_of(data, request) for field in _group_fields(group))


def _group_fields(group: Group) -> Iterator[pages.Field]:
    place = group.first
    said = translate("{numbers}: “{words}”").format(
        numbers=", ".join(map(str, group.numbers)), words=" ".join(place["words"].split())
    )
    yield pages.RadioField(
        name=f"what-{group.name}",
        label=said,
        hint=". ".join(str(HitKind(kind).label) for kind in place["kinds"]),
        choices=tuple(pages.Choice(one, Resolution(one).label) for one in place["choices"]),
        required=False,
    )
    yield pages.TextField(
        name=f"instead-{group.name}",
        label=translate("{numbers}: what stands there instead, to say it more generally").format(
            numbers=", ".join(map(str, group.numbers))
        ),
        max_length=LONGEST_INSTEAD,
        width="20",
        required=False,
    )
    if Resolution.HARMLESS in place["choices"] and len(place["words"].split()) == 1:
        yield pages.CheckboxField(
            name=f"remember-{group.name}",
            label=translate("If it names nobody: remember “{word}” for this prison's next texts").format(
                word=place["words"]
            ),
            required=False,
        )


def _initial(data: pages.Data, request: pages.PageRequest) -> pages.Form:
    form: dict[str, str] = {}
    for group in groups_of(data, request):
        decided = {place["resolution"] for place in group.places}
        if len(decided) == 1 and (one := decided.pop()) is not None:
            form[f"what-{group.name}"] = one
            form[f"instead-{group.name}"] = group.first["instead"]
    form["groups"] = ";".join(
        f"{group.name}:{','.join(place['key'] for place in group.places)}"
        for group in groups_of(data, request)
    )
    return form


def _decided(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    groups = dict(pair.split(":", 1) for pair in str(form.get("groups") or "").split(";") if ":" in pair)
    return {
        **_asked(request),
        "decisions": [
            {
                "places": keys.split(","),
                "resolution": form[f"what-{name}"],
                "instead": form.get(f"instead-{name}") or "",
                "remember": bool(form.get(f"remember-{name}")),
            }
            for name, keys in groups.items()
            if form.get(f"what-{name}")
        ],
    }


def _asked(request: pages.PageRequest) -> pages.Variables:
    return {"kind": kind_asked(request), "sourceId": request.path["source_id"]}


def kind_asked(request: pages.PageRequest) -> str:
    """Return the kind that the address says; of one that nobody publishes there is nothing to be found."""
    said = request.path["source"].upper()
    return said if said in set(SourceKind) else SourceKind.RESULT


def source_page(kind: str, source_id: str) -> pages.Address:
    """Return the page of the thing that a text belongs to."""
    if kind == SourceKind.MINUTES:
        return pages.url("council.one_minutes", minutes_id=source_id)
    if kind == SourceKind.FEEDBACK:
        return pages.url("council.bulletin", bulletin_id=source_id)
    if kind == SourceKind.PROPOSAL:
        return pages.url("council.proposal", proposal_id=source_id)
    return pages.url("council.publications")


def _done(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    left = data["councilDecidePlaces"]["waiting"]
    if left:
        return pages.Outcome(pages.url("council.review", **_path(request)), _waiting(left))
    return pages.Outcome(
        source_page(kind_asked(request), request.path["source_id"]), translate("Every place is decided.")
    )


def _path(request: pages.PageRequest) -> dict[str, str]:
    return {"source": request.path["source"], "source_id": request.path["source_id"]}


def _waiting(count: int) -> str:
    return translate_plural(
        "{count} place still waits for a decision.", "{count} places still wait for a decision.", count
    ).format(count=count)


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    found = data["councilReview"]
    if not _places(data):
        return _("Nothing in this text looks like a name, a prison number, a place or a matter of security.")
    if not found["waiting"]:
        return _("Every place is decided. A decision can be changed until the text is published, and after.")
    return _waiting(found["waiting"])


def _present(data: pages.Data, request: pages.PageRequest) -> Mapping[str, Any]:
    here = pages.url("council.review", **_path(request))
    words = [place["wordKey"] for place in _places(data)]
    other: Mapping[str, Any] | None = None
    if _is_apart(request):
        other = {"href": here, "label": _("Decide about the same word once for all its places")}
    elif len(set(words)) < len(words):
        other = {"href": here.asking(apart="yes"), "label": _("Decide about each place by itself")}
    number, passages = 0, []
    for passage in data["councilReview"]["passages"]:
        pieces = _pieces(passage["text"], passage["places"], number)
        number += len(passage["places"])
        passages.append({"heading": passage["heading"], "pieces": pieces})
    return {"passages": passages, "other_way": other}


def _pieces(text: str, places: Sequence[pages.Row], number: int) -> list[Mapping[str, Any]]:
    """Part a text into what stands between places and the places, each with its number."""
    made: list[Mapping[str, Any]] = []
    past = 0
    for one in places:
        number += 1
        made.append({"number": 0, "text": text[past : one["start"]]})
        made.append(
            {
                "number": number,
                "text": text[one["start"] : one["end"]],
                "waiting": one["resolution"] is None,
            }
        )
        past = one["end"]
    return [*made, {"number": 0, "text": text[past:]}]


REVIEW = pages.FormPage(
    name="council.review",
    path="/council/texts/{source:str}/{source_id:uuid}",
    title=_("What is left out of this text?"),
    permission=REDACT,
    document=DOCUMENTS["review"],
    variables=_asked,
    found="councilReview",
    heading=lambda data, _request: translate("What is left out of: {title}").format(
        title=data["councilReview"]["title"]
    ),
    lead=_lead,
    present=_present,
    template="council/review.html",
    mutation=DOCUMENTS["decide_places"],
    fields=(pages.HiddenField(name="groups", required=False),),
    more_fields=_fields,
    initial=_initial,
    arguments=_decided,
    success=_done,
    submit=_("Keep these decisions"),
    back=lambda _data, request: source_page(kind_asked(request), request.path["source_id"]),
)
