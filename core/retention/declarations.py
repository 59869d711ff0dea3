"""How a module says how long it keeps records of one kind. What carries it out stands in its migrations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.translation import Text, translate_plural
from core.translation import lazy_gettext as _


class Then(StrEnum):
    """What becomes of a record whose time is over."""

    PURGE = "PURGE"
    ANONYMISE = "ANONYMISE"
    BLANK = "BLANK"
    ARCHIVE = "ARCHIVE"

    @property
    def label(self) -> Text:
        return THEN[self]


THEN: dict[Then, Text] = {
    Then.PURGE: _("deleted"),
    Then.ANONYMISE: _("deleted; only figures stay"),
    Then.BLANK: _("emptied; that there was one stays"),
    Then.ARCHIVE: _("what it says is emptied; who did it and when stays"),
}


class Unit(StrEnum):
    """In what a period is counted."""

    MONTH = "MONTH"
    DAY = "DAY"

    def words(self, count: int) -> str:
        """Say a period in words."""
        if self is Unit.DAY:
            return translate_plural("{count} day", "{count} days", count).format(count=count)
        return translate_plural("{count} month", "{count} months", count).format(count=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """One kind of record: from when its time counts, how long it is kept, and what becomes of it then.

    The database holds the same rule with its SQL (`register_retention_rule` in a migration); a test compares.
    """

    code: str
    """Module and kind, `vetting.clearance`: kept in rows, so it never changes."""
    table: str
    title: Text
    trigger: Text
    """The event that starts the clock, in words."""
    keep: int
    least: int
    """No prison may keep it for less: the database's floor. An erasure goes as far as this."""
    most: int
    then: Then = Then.PURGE
    unit: Unit = Unit.MONTH
    sensitive: bool = False
    """That there is such a record tells something: only data protection sees the line."""
    about: Text = ""
    """Why it has to stay for so long, for whoever asks to be forgotten."""
