"""What a draft of the policy may say, beside its types: orders, limits, and which reasons may be weighed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.sdk import Invalid, Text, entry, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.document_rules import DocumentRules
from plugins.vetting.enums import DocumentGroup, VettingLevel
from plugins.vetting.policy import Terms, TermsInvalid, write_terms

PLACE = re.compile(r"\$\.(\w+)")
LIMITS: Mapping[str, tuple[str, Text]] = {
    "levels": ("levels", _("A clearance is good for 1 to 50 years, or has no end.")),
    "role_training": ("roleTraining", _("Give each role a title of 1 to 100 characters.")),
    "training_months": ("trainingMonths", _("Training stays good for 1 to 600 months.")),
    "target_working_days": ("targetWorkingDays", _("The target is 1 to 250 working days.")),
    "alert_percents": ("alertPercents", _("Each share of the target is 1 to 500 per cent.")),
    "renewal_reminder_days": (
        "renewalReminderDays",
        _("A reminder comes 1 to 1,500 days before the end."),
    ),
    "reminder_ladder": ("ladder", _("Each step of the ladder comes after 1 to 250 working days.")),
    "lapse_after_days": ("lapseAfterDays", _("A case lapses after 1 to 1,500 days of silence.")),
    "references_needed": ("referencesNeeded", _("A case wants 0 to 10 references.")),
    "excluded_notice": ("english", _("The notice may have 4,000 characters.")),
    "excluded_notice_welsh": ("welsh", _("The notice may have 4,000 characters.")),
}
"""What is said of a term that no version can have, and the API's name of what was given."""
MOST_DOCUMENTS = 10
MOST_STEPS = 10


def check_terms(terms: Terms, kinds: Iterable[entry.ReasonKind]) -> list[Invalid]:
    """Return what is wrong with the terms of a draft, each in a sentence."""
    return [
        *_limits(terms),
        *_orders(terms),
        *_covers(terms),
        *_documents(terms.documents),
        *_kinds(terms.documents),
        *_weights(terms, kinds),
    ]


def _limits(terms: Terms) -> Iterator[Invalid]:
    try:
        write_terms(terms)
    except TermsInvalid as error:
        place = PLACE.search(str(error))
        known = LIMITS.get(place[1]) if place else None
        if known is None:
            yield Invalid(translate("A version of the policy cannot say this. Check each number."))
        else:
            yield Invalid(known[1], known[0])


def _orders(terms: Terms) -> Iterator[Invalid]:
    if not terms.alert_percents or list(terms.alert_percents) != sorted(set(terms.alert_percents)):
        yield Invalid(
            translate("Give one share of the target or more, the smallest first, each once."),
            "alertPercents",
        )
    days = terms.renewal_reminder_days
    if not days or list(days) != sorted(set(days), reverse=True):
        yield Invalid(
            translate("Give one number of days or more, the largest first, each once."),
            "renewalReminderDays",
        )
    waits = [step.after_working_days for step in terms.reminder_ladder]
    if waits != sorted(set(waits)):
        yield Invalid(translate("Each step of the ladder must come later than the one before."), "ladder")
    if len(days) > MOST_STEPS or len(waits) > MOST_STEPS or len(terms.alert_percents) > MOST_STEPS:
        yield Invalid(translate("Ten steps are the most. Leave some out."), "ladder")


def _covers(terms: Terms) -> Iterator[Invalid]:
    """Levels stand above one another: none for itself, no two for each other, and all the way down."""
    for level, rule in terms.levels.items():
        if level in rule.covers:
            sentence = translate("{level} always counts as itself: untick it among the levels it stands for.")
            yield Invalid(sentence.format(level=level.label), "covers")
        for lower in sorted(rule.covers - {level}):
            yield from _covers_of(terms, level, lower)


def _covers_of(terms: Terms, level: VettingLevel, lower: VettingLevel) -> Iterator[Invalid]:
    below = terms.levels[lower].covers
    if level in below:
        sentence = translate("{level} and {lower} cannot each stand for the other. Untick one of the two.")
        yield Invalid(sentence.format(level=level.label, lower=lower.label), "covers")
    missed = below - terms.levels[level].covers - {level, lower}
    if missed:
        sentence = translate(
            "{level} stands for {lower}, so it has to stand for all that {lower} does: {rest}."
        )
        rest = ", ".join(str(one.label) for one in sorted(missed))
        yield Invalid(sentence.format(level=level.label, lower=lower.label, rest=rest), "covers")


def _kinds(rules: DocumentRules) -> Iterator[Invalid]:
    """Refuse a set of kinds that nobody could meet, and words about a kind that is not taken."""
    if not rules.groups:
        yield Invalid(translate("Take one kind of document at least."), "documentKinds")
    ticked = {"isRepeatable": rules.repeatable, "mayBeInFormerName": rules.former_name}
    for name, kinds in ticked.items():
        for kind in sorted(kinds - set(rules.groups)):
            sentence = translate("{document} is not taken. Untick it, or choose its group.")
            yield Invalid(sentence.format(document=kind.label), name)
    needed = rules.without_group_1
    if DocumentGroup.GROUP_1 in rules.groups.values():
        needed = rules.with_group_1
    if rules.groups and len(rules.groups) < needed and not rules.repeatable:
        sentence = translate("{count} documents are asked for, and fewer kinds are taken. Take more kinds.")
        yield Invalid(sentence.format(count=needed), "documentKinds")


def _documents(rules: DocumentRules) -> Iterator[Invalid]:
    numbers: Mapping[str, Any] = {
        "withGroup1": rules.with_group_1,
        "withoutGroup1": rules.without_group_1,
        "addresses": rules.addresses,
        "recentAddresses": rules.recent_addresses,
        "recentMonths": rules.recent_months,
        "birthDates": rules.birth_dates,
        "photographs": rules.photographs,
    }
    for name, number in numbers.items():
        least = 1 if name in {"withGroup1", "withoutGroup1", "recentMonths"} else 0
        if not least <= number <= MOST_DOCUMENTS:
            sentence = translate("Give a number from {least} to {most}.")
            yield Invalid(sentence.format(least=least, most=MOST_DOCUMENTS), name)
    if rules.without_group_1 < rules.with_group_1:
        yield Invalid(
            translate("Without a document of Group 1, as many or more documents are needed."), "withoutGroup1"
        )
    if rules.recent_addresses > rules.addresses:
        yield Invalid(
            translate("There cannot be more recent proofs of address than proofs of address."),
            "recentAddresses",
        )


def _weights(terms: Terms, kinds: Iterable[entry.ReasonKind]) -> Iterator[Invalid]:
    """Refuse what the gate would not listen to: nobody should believe that it blocks, or lets in."""
    known = {kind.code: kind for kind in kinds}
    for code, bearing in terms.entry_weights.items():
        if code not in known or bearing not in known[code].may_be:
            sentence = translate("The policy cannot weigh the reason {code} like this.")
            yield Invalid(sentence.format(code=code), "weights")
