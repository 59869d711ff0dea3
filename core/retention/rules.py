"""The core's own rules of retention. Their SQL is in the migrations from `core_0014_retention` on."""

from __future__ import annotations

from core.retention.declarations import RetentionRule, Then, Unit
from core.translation import lazy_gettext as _

WRITTEN = _("the entry was written")
CORE_RULES = (
    RetentionRule(
        code="core.person",
        table="person",
        title=_("People, with their roles and what they did in services"),
        trigger=_("they left, or their last role ended, and nothing else about them has to be kept"),
        keep=12,
        least=1,
        most=36,
        then=Then.ANONYMISE,
        about=_("So that somebody who comes back soon is not a stranger."),
    ),
    RetentionRule(
        code="core.correction",
        table="correction_request",
        title=_("Corrections that people asked for"),
        trigger=_("it was answered"),
        keep=24,
        least=6,
        most=72,
        about=_("So that it can be shown what was asked and answered if somebody complains."),
    ),
    RetentionRule(
        code="core.report_file",
        table="report_file",
        title=_("Notes that a report was made"),
        trigger=_("its files were deleted"),
        keep=90,
        least=90,
        most=90,
        unit=Unit.DAY,
    ),
    RetentionRule(
        code="core.audit",
        table="audit_entry",
        title=_("The trail of changes"),
        trigger=WRITTEN,
        keep=84,
        least=84,
        most=240,
        then=Then.ARCHIVE,
    ),
    RetentionRule(
        code="core.read_entry",
        table="read_entry",
        title=_("Who looked at whose record"),
        trigger=WRITTEN,
        keep=84,
        least=84,
        most=240,
    ),
    RetentionRule(
        code="core.export_entry",
        table="export_entry",
        title=_("Who took which list away"),
        trigger=WRITTEN,
        keep=84,
        least=84,
        most=240,
    ),
    RetentionRule(
        code="core.link",
        table="link",
        title=_("Secret links, and on which days they were opened"),
        trigger=_("the link ran out, was used up or was replaced"),
        keep=90,
        least=30,
        most=365,
        unit=Unit.DAY,
        about=_("So that it can be said that there was one, and when it was used."),
    ),
    RetentionRule(
        code="core.message",
        table="message",
        title=_("Messages by mail, and whether they arrived"),
        trigger=_("the message was asked for"),
        keep=12,
        least=3,
        most=24,
        about=_("So that it can be said who was told."),
    ),
    RetentionRule(
        code="core.reminder",
        table="reminder_item",
        title=_("What somebody had to do, and who was reminded of it"),
        trigger=_("it was done, or no longer asked for"),
        keep=12,
        least=3,
        most=24,
    ),
)
