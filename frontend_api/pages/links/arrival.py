"""Whoever holds a secret address, let in: to what the address is for, and to nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from core import clock
from core.accounts.viewer import OpenedLink, Viewer
from core.database.unit_of_work import Database
from core.links.declarations import LinkTarget
from core.links.opening import open_link
from core.pages.request import PageRequest, PrisonName
from core.prisons.models import Prison
from core.prisons.names import spoken_name
from core.prisons.queries import prison_by_code
from core.translation import current_language
from frontend_api.pages.desk import Desk
from frontend_api.pages.visitor import AnyRequest
from frontend_api.sign_in.limits import LINKS
from frontend_api.sign_in.services import sign_in_of
from frontend_api.sign_in.visitor import NOBODY

LOG: structlog.typing.FilteringBoundLogger = structlog.get_logger("gatehouse.links")
SENT = "sent"
"""In place of a secret: the page that says thanks. Secrets are longer."""


class LinkGone(Exception):
    """The address opens nothing, for whichever reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody who came by a link. `asked` is what the module's own functions are given."""

    desk: Desk
    request: AnyRequest
    target: LinkTarget
    asked: PageRequest

    @property
    def viewer(self) -> Viewer:
        return self.asked.viewer

    @property
    def path(self) -> str:
        return str(self.request.scope["path"])


async def arrive(desk: Desk, request: AnyRequest) -> Arrival:
    """Open the address; raise LinkGone where it opens nothing, and TooManyRequests for one who tries on."""
    await sign_in_of(request).limits.spend(LINKS, request.client.host if request.client else "")
    prison, module, target = await find_target(desk, request)
    code, secret = _asked_for(request.path_params)
    served = target if module not in prison.disabled_modules else None
    if served is not None and not secret.endswith(served.purpose.suffix):
        served = None
    bare = secret.removesuffix(target.purpose.suffix) if target else secret
    database: Database = request.app.state.database
    viewer = await open_link(database, prison, code, served, bare)
    if viewer is None or served is None or viewer.link is None:
        raise LinkGone
    _log_use(viewer, viewer.link)
    return Arrival(desk=desk, request=request, target=served, asked=request_of(viewer, prison))


async def find_target(desk: Desk, request: AnyRequest) -> tuple[Prison, str, LinkTarget | None]:
    """Return the prison of the path and what is declared for such links; LinkGone for no such prison."""
    database: Database = request.app.state.database
    async with database.read(NOBODY) as session:
        prison = await prison_by_code(session, str(request.path_params["prison_code"]).upper())
    if prison is None:
        raise LinkGone
    module, target = desk.links.get(_asked_for(request.path_params)[0], ("", None))
    return prison, module, target


def _asked_for(params: Mapping[str, Any]) -> tuple[str, str]:
    return str(params["purpose"]), str(params["secret"])


def request_of(viewer: Viewer, prison: Prison) -> PageRequest:
    """Return what a page of this link knows: the prison, the day, and nothing from the address."""
    welsh = current_language() == "cy" and prison.name_cy
    name = PrisonName(
        code=prison.code,
        name=prison.name_cy if welsh and prison.name_cy else spoken_name(prison.name),
        is_welsh=bool(prison.name_cy),
    )
    return PageRequest(viewer=viewer, prison=name, today=clock.today())


def _log_use(viewer: Viewer, link: OpenedLink) -> None:
    """Write down that a link was used: which, and for what; never the secret, nor from where."""
    LOG.info("link.used", purpose=link.purpose, link=str(link.id), prison=viewer.tenant_code)
