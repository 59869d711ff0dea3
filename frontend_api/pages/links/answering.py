"""A page for whoever holds a link: questions, a check of the answers, one mutation, thanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar.response import Redirect

from core.links.declarations import LinkPage
from core.pages.fields import Answers, Field
from core.pages.questions import FormView, Question
from core.pages.request import Data
from frontend_api.pages.actions import UNPROCESSABLE
from frontend_api.pages.engine import Refused, change, read
from frontend_api.pages.forms import place, questions_of, read_answers, read_form
from frontend_api.pages.links.arrival import SENT, Arrival, LinkGone
from frontend_api.pages.rendering import Html, html, see_other
from frontend_api.pages.shell import bare_shell

STEP = "step"
CHANGE, SEND, REFUSE, SEND_REFUSAL = "change", "send", "refuse", "send-refusal"
"""What the buttons of the two pages say; without one of them the answers are to be checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """A page, who answers it, and what it read."""

    arrival: Arrival
    page: LinkPage
    data: Data

    @property
    def fields(self) -> tuple[Field, ...]:
        return (*self.page.fields, *self.page.more_fields(self.data, self.arrival.asked))

    def questions(self, answers: Answers, errors: Mapping[str, str]) -> tuple[Question, ...]:
        return questions_of(self.fields, self.data, self.arrival.asked, answers, errors)


async def show_questions(arrival: Arrival, page: LinkPage) -> Html:
    """Show the page as it is at first. Looking at it changes nothing."""
    answering = await _begin(arrival, page)
    return _show(answering, Answers(texts={}, files={}))


async def take_answers(arrival: Arrival, page: LinkPage) -> Html | Redirect:
    """Show the answers to be checked; once they were, send them."""
    answering = await _begin(arrival, page)
    answers = await read_answers(arrival.request)
    step = answers.first(STEP)
    if page.refusal is not None and step == SEND_REFUSAL:
        return await _send(answering, page.refusal.mutation, {}, answers)
    if page.refusal is not None and step == REFUSE:
        return _check(answering, answers, refuses=True)
    if step == CHANGE:
        return _show(answering, answers)
    form, errors = read_form(answering.fields, answering.data, arrival.asked, answers)
    if errors:
        return _show(answering, answers, errors)
    if step != SEND:
        return _check(answering, answers, refuses=False)
    return await _send(answering, page.mutation, page.arguments(form, arrival.asked), answers)


async def _begin(arrival: Arrival, page: LinkPage) -> Answering:
    """Read what the page is about; where that is over, the link is as good as dead."""
    data = await read(arrival.desk.engine, arrival.viewer, page.document, {})
    if data.get(page.found) is None:
        raise LinkGone
    return Answering(arrival=arrival, page=page, data=data)


async def _send(
    answering: Answering, mutation: str, arguments: Mapping[str, Any], answers: Answers
) -> Html | Redirect:
    arrival = answering.arrival
    try:
        await change(arrival.desk.engine, arrival.viewer, mutation, arguments)
    except Refused as refused:
        if any(problem.code == "NOT_FOUND" for problem in refused.problems):
            raise LinkGone from refused
        errors, others = place(refused.problems, answering.fields)
        return _show(answering, answers, errors, others)
    # To an address without the secret: going back or reloading sends nothing again.
    return see_other(f"{arrival.path.rpartition('/')[0]}/{SENT}")


def _show(
    answering: Answering,
    answers: Answers,
    errors: Mapping[str, str] | None = None,
    others: tuple[str, ...] = (),
) -> Html:
    form = FormView(answering.questions(answers, errors or {}), others, "", has_file=False)
    return _draw(answering, "links/page.html", UNPROCESSABLE if form.is_wrong else 200, form=form)


def _check(answering: Answering, answers: Answers, *, refuses: bool) -> Html:
    questions = answering.questions(answers, {})
    said = [(one.field.label, _words(one)) for one in questions if one.field.kind != "hidden"]
    typed = [(name, value) for name, values in answers.texts.items() if name != STEP for value in values]
    return _draw(answering, "links/check.html", 200, said=said, typed=typed, refuses=refuses)


def _words(question: Question) -> str:
    """Say an answer as the person chose it."""
    if question.choices:
        return ", ".join(str(one.label) for one in question.choices if one.value in question.texts)
    return " ".join(question.texts or question.parts).strip()


def _draw(answering: Answering, template: str, status: int, **values: Any) -> Html:
    arrival, page = answering.arrival, answering.page
    text = arrival.desk.templates.get_template(template).render(
        shell=bare_shell(arrival.desk.settings, arrival.request),
        page=page,
        heading=page.heading(answering.data, arrival.asked),
        points=page.points(answering.data, arrival.asked),
        path=arrival.path,
        **values,
    )
    return html(text, status)
