"""What the trail says of the viewer's own person: read by the database, which alone may show it to them."""

from __future__ import annotations

from sqlalchemy import text

OWN_TRAIL = text("SELECT what, on_day, roles, times FROM public.own_trail()")
LOOK, COPY, OWN_COPY = "LOOK", "COPY", "OWN_COPY"
