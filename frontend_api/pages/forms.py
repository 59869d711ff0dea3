"""A form: questions shown, answers read, one mutation, and errors said where they can be put right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from litestar.datastructures import UploadFile
from litestar.response import Redirect

from core.errors import Invalid
from core.pages.declarations import Form, FormPage
from core.pages.fields import DATE_PARTS, Answers, DateField, Field, UploadedFile, Value, correction
from core.pages.filters import Choice, Choices, choices_of
from core.pages.questions import FormView, Question
from core.pages.request import Data, PageRequest
from core.pages.views import ShownOnce
from core.translation import translate
from frontend_api.pages.actions import UNPROCESSABLE, lead_on
from frontend_api.pages.door import leave_notice, take_typed
from frontend_api.pages.engine import Problem, Refused, change
from frontend_api.pages.rendering import Html, html, read_page, show
from frontend_api.pages.shell import prison_shell
from frontend_api.pages.visit import Visit, grouped
from frontend_api.pages.visitor import AnyRequest


async def read_answers(request: AnyRequest) -> Answers:
    """Read what was posted: texts as they are, files with their bytes."""
    form = await request.form()
    pairs = list(form.multi_items())
    files = {
        name: UploadedFile(value.filename, value.content_type or "", await value.read())
        for name, value in pairs
        if isinstance(value, UploadFile) and value.filename
    }
    return Answers(texts=grouped(pairs), files=files)


async def show_form(visit: Visit, page: FormPage) -> Html:
    """Show the form with the answers that stand there at first."""
    data = await read_page(visit)
    fields = all_fields(page, data, visit)
    typed = await take_typed(visit.request, visit.visitor.viewer)
    if typed is not None:
        said = translate("Your session had ended. What you typed is here again: check it, and send it.")
        await leave_notice(visit.request, said)
        return await _show(visit, page, data, Answers(texts=typed, files={}), {}, ())
    answers = as_answers(fields, page.initial(data, visit.asked))
    return await _show(visit, page, data, answers, {}, ())


async def answer_form(visit: Visit, page: FormPage, answers: Answers) -> Html | Redirect:
    """Read the answers and run the mutation; anything wrong shows the form again, with nothing lost."""
    data = await read_page(visit)
    form, errors = read_form(all_fields(page, data, visit), data, visit.asked, answers)
    if errors:
        return await _show(visit, page, data, answers, errors, (), UNPROCESSABLE)
    try:
        arguments = page.arguments(form, visit.asked)
        done = await change(visit.desk.engine, visit.visitor.viewer, page.mutation, arguments)
    except Refused as refused:
        errors, others = place(refused.problems, all_fields(page, data, visit))
        return await _show(visit, page, data, answers, errors, others, UNPROCESSABLE)
    shown = page.once(done, visit.asked) if page.once else None
    if shown is not None:
        return _show_once(visit, shown)
    return await lead_on(visit, page.success(done, visit.asked))


def _show_once(visit: Visit, shown: ShownOnce) -> Html:
    """Answer with the page itself: led on, what it shows would have to be kept until then."""
    settings = visit.desk.settings
    template = visit.desk.templates.get_template("layouts/once.html")
    address = f"{settings.public_url.rstrip('/')}{shown.path}"
    return html(template.render(shell=prison_shell(visit), shown=shown, heading=shown.title, address=address))


def all_fields(page: FormPage, data: Data, visit: Visit) -> tuple[Field, ...]:
    return (*page.fields, *page.more_fields(data, visit.asked))


def read_form(
    fields: Sequence[Field],
    data: Data,
    asked: PageRequest,
    answers: Answers,
) -> tuple[Form, dict[str, str]]:
    """Read every answer; return those that can be used, and a sentence for each that cannot."""
    form: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for field in fields:
        try:
            value = field.read(answers)
            _check_choice(field, value, data, asked)
            form[field.name] = value
        except Invalid as invalid:
            errors[field.name] = str(invalid.message)
    return form, errors


def _check_choice(field: Field, value: Value, data: Data, asked: PageRequest) -> None:
    """Refuse a value that was not among the choices, such as one that has gone since the page was opened."""
    offered = _choices(field, data, asked)
    chosen = value if isinstance(value, tuple) else (value,)
    if offered and value and not {choice.value for choice in offered}.issuperset(map(str, chosen)):
        sentence = correction(
            field.label,
            translate("{label} must be one of the choices. Choose again."),
            translate("Choose one of the answers shown."),
        )
        raise Invalid(sentence, field.name)


def _choices(field: Field, data: Data, asked: PageRequest) -> tuple[Choice, ...]:
    choices: Choices = getattr(field, "choices", ())
    return choices_of(choices, data, asked)


def place(problems: Sequence[Problem], fields: Sequence[Field]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Put each of the API's errors at the field it names, the rest above the form."""
    names = {api_name(name): field.name for field in fields for name in (field.name, field.argument) if name}
    errors: dict[str, str] = {}
    others: list[str] = []
    for problem in problems:
        name = names.get(api_name(problem.field.rpartition(".")[2]))
        if name is None or name in errors:
            others.append(problem.message)
        else:
            errors[name] = problem.message
    return errors, tuple(others)


def api_name(name: str) -> str:
    """Write `submitted_on` and `submittedOn` alike."""
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def as_answers(fields: Sequence[Field], form: Form) -> Answers:
    """Write values as a person would have typed them."""
    texts: dict[str, tuple[str, ...]] = {}
    for field in fields:
        value = form.get(field.name)
        if isinstance(field, DateField) and isinstance(value, date):
            parts = (str(value.day), str(value.month), str(value.year))
            texts |= {f"{field.name}-{part}": (text,) for part, text in zip(DATE_PARTS, parts, strict=True)}
        elif isinstance(value, tuple):
            texts[field.name] = value
        elif isinstance(value, bool):
            texts[field.name] = ("yes",) if value else ()
        elif value is not None and not isinstance(value, UploadedFile):
            texts[field.name] = (str(value),)
    return Answers(texts=texts, files={})


def questions_of(
    fields: Sequence[Field], data: Data, asked: PageRequest, answers: Answers, errors: Mapping[str, str]
) -> tuple[Question, ...]:
    """Bring each field together with what stands in it and what is wrong with that."""
    return tuple(
        Question(
            field=field,
            texts=answers.texts.get(field.name, ()),
            parts=tuple(answers.first(f"{field.name}-{part}") for part in DATE_PARTS),
            choices=_choices(field, data, asked),
            error=errors.get(field.name, ""),
        )
        for field in fields
    )


def form_view(
    visit: Visit,
    page: FormPage,
    data: Data,
    answers: Answers,
    errors: Mapping[str, str],
    others: tuple[str, ...],
) -> FormView:
    """Bring questions, answers and errors together."""
    fields = all_fields(page, data, visit)
    return FormView(
        questions=questions_of(fields, data, visit.asked, answers, errors),
        others=others,
        lead=str(page.lead(data, visit.asked)) if page.lead else "",
        has_file=any(field.kind == "file" for field in fields),
    )


async def _show(
    visit: Visit,
    page: FormPage,
    data: Data,
    answers: Answers,
    errors: Mapping[str, str],
    others: tuple[str, ...],
    status: int = 200,
) -> Html:
    view = form_view(visit, page, data, answers, errors, others)
    context: dict[str, Any] = {"form": view, "query": visit.request.scope["query_string"].decode("latin-1")}
    return await show(visit, data, context=context, status=status)
