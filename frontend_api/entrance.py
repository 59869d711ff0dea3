"""The way in, as one Litestar plugin: sign-in, sessions, forms, headers, health and metrics."""

from __future__ import annotations

from litestar.config.app import AppConfig
from litestar.plugins import InitPlugin

from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.settings import Settings
from frontend_api.headers import security_headers
from frontend_api.health import health_routes
from frontend_api.metrics import metrics_lifespan
from frontend_api.observation import note_exception, observe
from frontend_api.sign_in.csrf import require_own_form
from frontend_api.sign_in.errors import Refusal
from frontend_api.sign_in.messages import answer_refusal
from frontend_api.sign_in.routes import sign_in_routes
from frontend_api.sign_in.services import SignIn
from frontend_api.subject_access import subject_access


class Entrance(InitPlugin):
    """Puts into an application what stands before every page and every API call."""

    def __init__(self, settings: Settings, database: Database, registry: Registry) -> None:
        self.settings = settings
        self.database = database
        self.registry = registry
        self.sign_in = SignIn.from_settings(settings)

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        app_config.state.update(
            {
                "settings": self.settings,
                "database": self.database,
                "registry": self.registry,
                "sign_in": self.sign_in,
            }
        )
        app_config.route_handlers.extend([*sign_in_routes, *health_routes, subject_access])
        app_config.middleware.insert(0, self.sign_in.middleware)
        app_config.guards.append(require_own_form)
        app_config.before_send.append(security_headers(self.settings))
        app_config.exception_handlers.setdefault(Refusal, answer_refusal)
        app_config.after_exception.append(note_exception)
        # Litestar's own configuration would replace the handler of core/logs, and print messages with it.
        app_config.logging_config = None
        app_config.on_startup.insert(0, observe)
        app_config.lifespan.append(metrics_lifespan(self.settings))
        app_config.on_shutdown.append(self.sign_in.close)
        return app_config
