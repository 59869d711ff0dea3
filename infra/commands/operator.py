"""As whom commands act: whoever may type them on the server may do all that the modules know."""

from __future__ import annotations

from core.accounts.system import system_viewer
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.queries import prison_by_code
from infra.errors import CannotStart


def operator(registry: Registry) -> Viewer:
    """Return the operator above prisons."""
    return system_viewer(None, registry.permissions)


async def operator_in(database: Database, registry: Registry, code: str) -> Viewer:
    """Return the operator in the prison with this code; CannotStart when there is none."""
    async with database.read(operator(registry)) as session:
        found = await prison_by_code(session, code)
    if found is None:
        raise CannotStart(
            f"There is no active prison with the code {code}. Import the prison register first."
        )
    return system_viewer(
        found.id, registry.permissions, code=found.code, disabled_modules=found.disabled_modules
    )
