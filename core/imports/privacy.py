"""What must never come in: columns told by their heading, and texts told by their words.

Criminal-offence data may be kept only under official authority (UK GDPR Article 10), which no charity has.
"""

from __future__ import annotations

import re
from functools import lru_cache

from core.imports.layout import NeverRead
from core.translation import lazy_gettext as _

_FILLING = frozenset(
    {
        *("a", "about", "any", "and", "for", "if", "in", "of", "or", "so", "the", "to", "us", "what"),
        *("been", "declared", "ever", "had", "has", "have", "is", "made", "self"),
        *("check", "checks", "date", "dates", "declaration", "detail", "details", "history", "info"),
        *("information", "note", "notes", "number", "record", "records", "result", "results"),
        *("past", "prev", "previous", "relevant", "spent", "unspent", "year", "years"),
        *("n", "no", "y", "yes", "yn"),
    },
)
"""Words that may stand beside a forbidden one in a heading."""

NEVER_READ: tuple[NeverRead, ...] = (
    NeverRead(
        reason=_("Criminal records may be held only by the prison's own vetting authority."),
        words=frozenset(
            {
                *("arrest", "arrested", "arrests", "caution", "cautions", "convicted", "conviction"),
                *("convictions", "criminal", "criminality", "disclosed", "disclosure", "disclosures"),
                *("offence", "offences", "offending", "offense", "offenses", "pnc", "prosecution"),
                *("prosecutions", "reprimand", "reprimands"),
            },
        ),
        company=_FILLING | {"dbs", "crb", "police", "court"},
    ),
    NeverRead(
        reason=_("The reason for a refusal is criminal-offence data and is not kept."),
        words=frozenset(),
        company=frozenset(),
        phrases=frozenset(
            {
                *("grounds for refusal", "reason for refusal", "reason for rejection", "reason if refused"),
                *("reason refused", "reason rejected", "reasons for refusal", "refusal details"),
                *("refusal notes", "refusal reason", "refusal reasons", "rejection reason"),
                *("why refused", "why rejected"),
            },
        ),
    ),
    NeverRead(
        reason=_("Prison numbers are not kept here."),
        words=frozenset({"nomis", "noms", "prisoner"}),
        company=frozenset({"id", "no", "nos", "number", "numbers", "ref", "reference"}),
        phrases=frozenset({"prison no", "prison number", "prison numbers", "prn", "pris no"}),
    ),
    NeverRead(
        reason=_("The numbers of identity documents are not kept here."),
        words=frozenset({"passport", "nino"}),
        company=frozenset({"no", "number", "numbers", "nos", "id"}),
        phrases=frozenset(
            {
                *("certificate no", "certificate number", "dbs certificate no", "dbs certificate number"),
                *("dbs no", "dbs number", "document no", "document number", "driving licence"),
                *("driving licence no", "driving licence number", "id number", "national insurance"),
                *("national insurance no", "national insurance number", "ni no", "ni number"),
            },
        ),
    ),
    NeverRead(
        reason=_("Health information is not kept here."),
        words=frozenset({"allergies", "disability", "disabilities", "medical", "medication"}),
        company=_FILLING | {"condition", "conditions", "issue", "issues", "needs"},
        phrases=frozenset(
            {"health", "health condition", "health conditions", "health issues", "health notes"}
        ),
    ),
)

SENSITIVE_WORDS = (
    *("conviction", "convictions", "convicted", "caution", "offence", "offences", "pnc", "arrested", "court"),
    *("diabetic", "epilepsy", "pregnant", "anxiety", "chemotherapy"),
)
"""Words in free text about criminal records or health; a note that holds one is not stored."""
SENSITIVE = re.compile(rf"\b(?:{'|'.join(SENSITIVE_WORDS)})\b", re.IGNORECASE)

PRISON_NUMBER = re.compile(r"\b[A-Z][0-9]{4}[A-Z]{2}\b", re.IGNORECASE)
"""A letter, four digits, two letters: how NOMIS numbers a person in prison."""


@lru_cache(maxsize=10_000)
def has_sensitive_words(text: str) -> bool:
    return SENSITIVE.search(text) is not None


@lru_cache(maxsize=10_000)
def has_prison_number(text: str) -> bool:
    return PRISON_NUMBER.search(text) is not None
