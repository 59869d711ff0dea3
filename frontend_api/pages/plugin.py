"""The pages, as one Litestar plugin: their routes, the built assets, and failures said in the same style."""

from __future__ import annotations

from litestar.config.app import AppConfig
from litestar.config.compression import CompressionConfig
from litestar.plugins import InitPlugin

from frontend_api.pages.desk import Desk
from frontend_api.pages.errors import exception_handlers, show_message
from frontend_api.pages.handlers import page_routes, routes_above, static_router

SMALLEST = 1000
"""Bytes below which compressing costs more than it saves."""
FILES = (r"/export$", r"/files/", r"/rows-to-put-right$")
"""Spreadsheets and PDFs are compressed already, and must keep the length they announce."""


class Pages(InitPlugin):
    """Puts the pages of all modules into an application that has the Entrance."""

    def __init__(self, desk: Desk, above: Desk | None = None) -> None:
        self.desk = desk
        self.above = above

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        app_config.route_handlers.extend([*page_routes(self.desk), static_router()])
        if self.above is not None:
            app_config.route_handlers.extend(routes_above(self.above))
        # A secret of the session never stands in a page as it is: each form's token is masked anew (BREACH).
        app_config.compression_config = app_config.compression_config or CompressionConfig(
            backend="gzip",
            gzip_compress_level=5,
            minimum_size=SMALLEST,
            exclude=list(FILES),
        )
        app_config.state["show_message"] = show_message(self.desk)
        for kind, handler in exception_handlers(self.desk).items():
            app_config.exception_handlers.setdefault(kind, handler)
        return app_config
