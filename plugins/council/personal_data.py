"""What the councils keep about people: who wrote something down. A proposal names nobody."""

from __future__ import annotations

from core.sdk import PersonalData
from core.sdk import lazy_gettext as _

PERSONAL_DATA = (
    PersonalData(
        table="council_step",
        columns=("recorded_by",),
        keep=None,
        after=_("it stays with the proposal"),
        label=_("Who wrote down a step of a proposal"),
    ),
)
