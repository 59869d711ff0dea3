"""The answer, put together from the reasons of all checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.entry.declarations import EntryCheck, Reason, Visit, Weigh
from core.entry.enums import Bearing, EntryAnswer
from core.entry.permissions import ENTRY_READ
from core.plugins.activation import enabled
from core.translation import lazy_gettext as _

GRAVITY = {bearing: place for place, bearing in enumerate(Bearing)}
UNVOUCHED = Reason(
    code="core.unvouched",
    bearing=Bearing.BLOCKS,
    words=_("This prison does not keep its vetting here, so nobody's clearance is known."),
    next_step=_("Ask the security department"),
)
KEPT_BACK = _("The reason is for those who may see it.")


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody may come in, and all that speaks for it and against it."""

    visit: Visit
    answer: EntryAnswer
    reasons: tuple[Reason, ...]
    """Gravest first."""

    @property
    def until(self) -> date | None:
        """Return the last day on which a yes still rests on what it rests on now; None for a no."""
        if self.answer is EntryAnswer.NO:
            return None
        return min((reason.until for reason in self.reasons if reason.until is not None), default=None)


def decide(visit: Visit, reasons: Iterable[Reason]) -> Decision:
    """Weigh the reasons: one that blocks is enough for a no."""
    weighed = tuple(sorted(reasons, key=lambda reason: GRAVITY[reason.bearing]))
    gravest = weighed[0].bearing if weighed else Bearing.BLOCKS
    answers = {Bearing.BLOCKS: EntryAnswer.NO, Bearing.NEEDS_ESCORT: EntryAnswer.YES_ESCORTED}
    return Decision(visit, answers.get(gravest, EntryAnswer.YES), weighed)


async def decide_visits(
    session: AsyncSession, viewer: Viewer, checks: Sequence[EntryCheck], visits: Sequence[Visit]
) -> list[Decision]:
    """Answer for many visits at once, in their order; each check reads a few times for all of them."""
    viewer.require(ENTRY_READ)
    people = {visit.person_id for visit in visits}
    services = {visit.service_id for visit in visits if visit.service_id is not None}
    judges = [(check, await check.prepare(session, viewer, people, services)) for check in checks]
    weigh = Weighing(checks, [await check.weights(session, viewer) for check in checks if check.weights])
    vouched = any(check.vouches for check in checks)
    decisions = []
    for visit in visits:
        reasons = [] if vouched else [UNVOUCHED]
        for check, judge in judges:
            found = [weigh.weighed(reason, visit.on) for reason in judge(visit)]
            reasons += found if viewer.may(check.permission) else [kept_back(reason) for reason in found]
        decisions.append(decide(visit, reasons))
    return decisions


class Weighing:
    """What the policy makes of reasons, by the version in force on the day of each visit."""

    def __init__(self, checks: Iterable[EntryCheck], sources: Iterable[Weigh]) -> None:
        self._kinds = {kind.code: kind for check in checks for kind in check.kinds}
        self._sources = tuple(sources)
        self._by_day: dict[date, dict[str, Bearing]] = {}

    def weighed(self, reason: Reason, on: date) -> Reason:
        """Return the reason with the bearing that the policy of that day gives it."""
        kind = self._kinds.get(reason.code)
        if kind is None or reason.bearing is not kind.usual:
            return reason
        chosen = self._on(on).get(reason.code)
        if chosen is None or chosen is reason.bearing or chosen not in kind.may_be:
            return reason
        return replace(reason, bearing=chosen)

    def _on(self, day: date) -> Mapping[str, Bearing]:
        """Return what is chosen on a day; where several modules keep a policy, the gravest."""
        if day not in self._by_day:
            chosen: dict[str, Bearing] = {}
            for source in self._sources:
                for code, bearing in source(day).items():
                    chosen[code] = min(chosen.get(code, bearing), bearing, key=GRAVITY.__getitem__)
            self._by_day[day] = chosen
        return self._by_day[day]


def exchanged(checks: Iterable[EntryCheck], instead: Iterable[EntryCheck]) -> list[EntryCheck]:
    """Ask other checks in the place of those of the same name: as if a policy were another."""
    others = {check.name: check for check in instead}
    return [others.get(check.name, check) for check in checks]


def checks_in_force(viewer: Viewer, checks: Iterable[EntryCheck]) -> list[EntryCheck]:
    """Leave out the checks of modules that are off in the viewer's prison."""
    return [check for check in checks if enabled(viewer, check.name.partition(".")[0])]


def kept_back(reason: Reason) -> Reason:
    """Leave of a reason what it does to the answer."""
    return replace(reason, words=KEPT_BACK, until=None, next_step=None, whose_turn=None)
