"""How a prison is called: the register writes `Exeter (HMP)`, people say HMP Exeter."""

from __future__ import annotations

import re

REGISTER_FORM = re.compile(r"(?P<place>.+?) \((?P<kind>(?:HM|YOI|IRC|STC)[^)]*)\)")


def spoken_name(name: str) -> str:
    """Return the name as people say it; one of another form stays as it is."""
    match = REGISTER_FORM.fullmatch(name)
    return f"{match['kind']} {match['place']}" if match else name
