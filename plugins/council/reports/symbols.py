"""The signs on a poster, drawn by us in black and white, each with the words that say what it shows."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from core.sdk import Text
from core.sdk import lazy_gettext as _
from plugins.council.enums import Theme, Told

FOLDER = Path(__file__).parent / "drawings"
THEME_WORDS: dict[Theme, Text] = {
    Theme.SAFETY: _("A shield"),
    Theme.RESPECT_DECENCY: _("A heart"),
    Theme.DIVERSITY_EQUALITY: _("Two people, and a sign that they are equal"),
    Theme.RESETTLEMENT: _("A house"),
    Theme.TRAINING_EDUCATION: _("An open book"),
    Theme.COMMUNITY_ENVIRONMENT: _("A tree"),
    Theme.HEALTH: _("A medical cross"),
    Theme.FAMILY_CONTACT: _("Two grown-ups and a child"),
    Theme.REGIME: _("A clock"),
    Theme.OTHER: _("A speech bubble"),
}
TOLD_WORDS: dict[Told, Text] = {
    Told.DID: _("A tick in a circle: done"),
    Told.COULD_NOT: _("A cross in a square: not done"),
    Told.WORKING_ON_IT: _("An hourglass: not finished yet"),
}


@lru_cache(maxsize=len(Theme) + len(Told))
def drawing(name: Theme | Told) -> str:
    """Return the sign as SVG."""
    return (FOLDER / f"{name.value.lower()}.svg").read_text(encoding="utf-8").strip()
