"""A version's terms as they are kept: written and read by their types, so a new field joins in `terms.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import msgspec

from plugins.vetting.enums import AccessMode, TrainingType, VettingLevel
from plugins.vetting.policy.terms import LevelPolicy, Policy, Terms, terms_of

UNKNOWN_LEVEL = LevelPolicy(grantable=False)
"""A level that came to the code list after the version was written: nobody is granted it under this one."""
USUAL_TRAINING_MONTHS = 12


class TermsInvalid(ValueError):
    """What is to be kept, or was kept, is not what a version can say."""


def write_terms(terms: Terms) -> dict[str, Any]:
    """Return the terms as plain JSON values; raise TermsInvalid unless they read back the same."""
    written: dict[str, Any] = msgspec.to_builtins(
        terms_of(terms), enc_hook=_plain, order="deterministic", builtin_types=()
    )
    read_terms(written)
    return written


def read_terms(kept: Mapping[str, object]) -> Terms:
    """Make terms of JSON values: every type and limit is looked at, and every code of today has a rule."""
    try:
        terms = msgspec.convert(kept, Terms)
    except msgspec.ValidationError as error:
        raise TermsInvalid(str(error)) from None
    return replace(
        terms,
        levels={level: terms.levels.get(level, UNKNOWN_LEVEL) for level in VettingLevel},
        required_training={access: terms.required_training.get(access, frozenset()) for access in AccessMode},
        training_months={
            kind: terms.training_months.get(kind, USUAL_TRAINING_MONTHS) for kind in TrainingType
        },
    )


def policy_on_record(
    kept: Mapping[str, object],
    *,
    version: str,
    title: str,
    effective_from: date,
    source: str,
    source_on: date | None,
) -> Policy:
    """Make a version of what is kept of it."""
    terms = read_terms(kept)
    return Policy(
        version=version,
        title=title,
        effective_from=effective_from,
        source=source,
        source_on=source_on,
        **{each.name: getattr(terms, each.name) for each in fields(Terms)},
    )


def worth_of(terms: Terms) -> dict[str, Any]:
    """Return what lists and filters look into in SQL: of a version's levels, reminders and target."""
    return {
        "days": terms.renewal_reminder_days[0],
        "last_days": terms.renewal_reminder_days[-1],
        "target": terms.target_working_days,
        "dateless": sorted(level for level, rule in terms.levels.items() if not rule.needs_end_date),
        "standing": {level: sorted(terms.standing_for(level)) for level in VettingLevel},
    }


def _plain(value: object) -> object:
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise TermsInvalid(f"A version of the policy cannot hold a {type(value).__name__}.")
