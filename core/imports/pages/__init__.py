"""Pages of imports: choose a file, see how it is read, see what will happen, carry it out, undo it."""

from __future__ import annotations

from core.imports.pages.carrying_out import PLAN, PROGRESS
from core.imports.pages.choosing import IMPORTS, NEW
from core.imports.pages.duplicates import DUPLICATES
from core.imports.pages.reading import READING
from core.imports.pages.rows import ROWS
from core.pages import NavigationLink
from core.pages.sections import TO_MANAGE
from core.translation import lazy_gettext as _

NAVIGATION = (NavigationLink(label=_("Imports"), page=IMPORTS.name, section=TO_MANAGE, position=70),)
PAGES = (IMPORTS, NEW, READING, PROGRESS, PLAN, ROWS, DUPLICATES)
