"""An application of a few routes behind the real entrance, showing what a page, form or call is given."""

from __future__ import annotations

from typing import Any

from litestar import Litestar, Request, Response, get, post
from litestar.enums import MediaType

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.settings import Settings
from frontend_api.entrance import Entrance
from frontend_api.headers import PUBLIC
from frontend_api.observation import observe
from frontend_api.sign_in.csrf import csrf_token
from frontend_api.sign_in.viewer import provide_national_viewer, provide_viewer

AnyRequest = Request[Any, Any, Any]


def said_of(viewer: Viewer) -> dict[str, Any]:
    return {
        "account": str(viewer.account_id),
        "prison": viewer.tenant_code,
        "roles": sorted(viewer.roles),
        "partner": str(viewer.partner_id),
        "person": str(viewer.person_id),
    }


@get("/{prison:str}/who")
async def who(request: AnyRequest) -> dict[str, Any]:
    return said_of(await provide_viewer(request))


@get("/national/who")
async def national_who(request: AnyRequest) -> dict[str, Any]:
    return said_of(await provide_national_viewer(request))


@get("/{prison:str}/form", media_type=MediaType.HTML)
async def show_form(request: AnyRequest) -> str:
    await provide_viewer(request)
    return f'<form><input name="csrf_token" value="{csrf_token(request)}"></form>'


@post("/{prison:str}/form", status_code=200)
async def send_form(request: AnyRequest) -> dict[str, Any]:
    await provide_viewer(request)
    fields = await request.form()
    read = {
        name: value if isinstance(value, str) else len(await value.read()) for name, value in fields.items()
    }
    return {name: value for name, value in read.items() if name != "csrf_token"}


@post("/{prison:str}/graphql", status_code=200)
async def graphql(request: AnyRequest) -> dict[str, Any]:
    return said_of(await provide_viewer(request)) | {"asked": await request.json()}


@get("/style.css", opt={PUBLIC: True})
async def style() -> Response[str]:
    return Response("p{}", headers={"Cache-Control": "public, max-age=60"}, media_type=MediaType.CSS)


@get("/public", media_type=MediaType.HTML)
async def public_page() -> str:
    return "<p>For everyone</p>"


@get("/fault")
async def fault() -> None:
    raise ZeroDivisionError("a secret of somebody's")


def make_app(settings: Settings, database: Database, registry: Registry) -> Litestar:
    app = Litestar(
        [who, national_who, show_form, send_form, graphql, style, public_page, fault],
        plugins=[Entrance(settings, database, registry)],
        openapi_config=None,
        logging_config=None,
    )
    observe(app)
    return app
