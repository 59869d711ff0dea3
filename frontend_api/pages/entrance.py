"""Before any prison: the sign-in page, and the choice of a prison."""

from __future__ import annotations

from litestar.response import Redirect

from frontend_api.pages.desk import Desk
from frontend_api.pages.door import ABOVE, greet
from frontend_api.pages.language import choose_language, remember_language
from frontend_api.pages.rendering import Html, html, see_other
from frontend_api.pages.shell import bare_shell
from frontend_api.pages.visitor import AnyRequest


async def show_entrance(desk: Desk, request: AnyRequest) -> Html | Redirect:
    """Lead a person with one prison there; let others choose, or sign in."""
    choose_language(request)
    guest = await greet(request)
    if len(guest.prisons) == 1 and not guest.roles:
        return see_other(f"/{guest.prisons[0].code.lower()}/")
    if guest.reads_above and not guest.prisons and desk.settings.national_database_url is not None:
        return see_other(f"/{ABOVE.lower()}/")
    return await show_choice(desk, request)


async def show_choice(desk: Desk, request: AnyRequest) -> Html:
    """Show the prisons a person belongs to, or what Gatehouse is and how to sign in."""
    choose_language(request)
    guest = await greet(request)
    choose_language(request, guest.language)
    name = "entrance/prisons.html" if guest.name else "entrance/sign_in.html"
    shell = bare_shell(desk.settings, request, guest)
    above = guest.reads_above and desk.settings.national_database_url is not None
    response = html(desk.templates.get_template(name).render(shell=shell, guest=guest, above=above))
    remember_language(request, response, secure=desk.settings.is_production)
    return response
