"""What forms of vetting have alike: whom they are about, where they lead back to, what was ticked."""

from __future__ import annotations

from core.sdk import Text, pages


def of_person(data: pages.Data, _request: pages.PageRequest) -> Text:
    """Name the person and the organisation they are with, if any."""
    person = data["person"]
    return pages.beside(person["name"], person["partner"] and person["partner"]["name"])


def back_to_person(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("core.person", person_id=data["person"]["id"])


def back_to_case(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("vetting.case", case_id=data["vettingCase"]["id"])


def several(form: pages.Form, name: str) -> list[str]:
    """Return what was ticked; nothing where nothing was."""
    chosen = form[name]
    return list(chosen) if isinstance(chosen, tuple) else []
