"""How a text is published: what a person decided to leave out is left out, the rest is as written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from core.sdk import Text
from core.sdk import lazy_gettext as _
from plugins.council.enums import HitKind, Resolution
from plugins.council.rules.scan import Hit, Known, scan

MARKS: Mapping[HitKind, Text] = {
    HitKind.PRISON_NUMBER: _("[number left out]"),
    HitKind.NAME_ON_ROLL: _("[name left out]"),
    HitKind.NAME_OF_STAFF: _("[name left out]"),
    HitKind.LIKELY_NAME: _("[name left out]"),
    HitKind.CELL: _("[place left out]"),
    HitKind.SMALL_WING: _("[wing left out]"),
    HitKind.SECURITY: _("[left out for security]"),
}
"""What stands where something was left out: a reader sees that there was something, and of what sort."""
CHOICES: Mapping[HitKind, frozenset[Resolution]] = {
    HitKind.PRISON_NUMBER: frozenset({Resolution.MASKED, Resolution.GENERALISED}),
    **{
        kind: frozenset({Resolution.MASKED, Resolution.GENERALISED, Resolution.HARMLESS})
        for kind in HitKind
        if kind is not HitKind.PRISON_NUMBER
    },
}
"""What reads as a prison number never leaves: who is sure that it is none can write it otherwise."""
MOST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Decided:
    """A hit and what a person decided about it."""

    hit: Hit
    resolution: Resolution
    said_instead: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A place of a published text that was looked at. Of a mark of our own, whatever it is taken for."""

    start: int
    end: int
    kind: HitKind | None = None

    def covers(self, hit: Hit) -> bool:
        if self.kind is None:
            return self.start <= hit.start and hit.end <= self.end
        return (self.kind, self.start, self.end) == (hit.kind, hit.start, hit.end)


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text as it may be published."""

    text: str
    kept: tuple[Kept, ...] = ()


def digest_of(*texts: str) -> str:
    """Return what one exact text is known by: a decision about it holds for no other."""
    told = sha256()
    for text in texts:
        written = text.encode()
        told.update(len(written).to_bytes(8))
        told.update(written)
    return told.hexdigest()


def fresh_hits(redacted: Redacted, known: Known) -> tuple[Hit, ...]:
    """Return what the scan finds in a published text that nobody has looked at."""
    found = scan(redacted.text, known)
    return tuple(hit for hit in found if not any(kept.covers(hit) for kept in redacted.kept))


def redact(written: Redacted, decided: Sequence[Decided], known: Known) -> Redacted:
    """Leave out what was decided, and whatever the scan still finds in what is left.

    Raises ValueError where it goes on finding something: nothing is then published.
    """
    made = _cut(written, decided)
    for _round in range(MOST_ROUNDS):
        found = fresh_hits(made, known)
        if not found:
            return made
        made = _cut(made, [Decided(hit, Resolution.MASKED) for hit in found])
    raise ValueError("The text still names somebody after everything found was left out.")


def _cut(written: Redacted, decided: Sequence[Decided]) -> Redacted:
    """Put marks or more general words where something is to go, and move the places looked at along."""
    places = [
        *written.kept,
        *(Kept(one.hit.start, one.hit.end, one.hit.kind) for one in decided if _stays(one)),
    ]
    made = ""
    kept: list[Kept] = []
    past = 0
    end_of_text = _Gap(len(written.text), len(written.text), "", is_mark=False)
    for gap in (*_gaps([one for one in decided if not _stays(one)], written.kept), end_of_text):
        moved = len(made) - past
        kept += [
            Kept(one.start + moved, one.end + moved, one.kind)
            for one in places
            if past <= one.start and one.end <= gap.start
        ]
        made += written.text[past : gap.start]
        if gap.is_mark:
            kept.append(Kept(len(made), len(made) + len(gap.words)))
        made += gap.words
        past = gap.end
    return Redacted(made, tuple(kept))


def _stays(one: Decided) -> bool:
    return one.resolution is Resolution.HARMLESS


@dataclass(frozen=True, slots=True)
class _Gap:
    """A place of a text and the words that stand there instead."""

    start: int
    end: int
    words: str
    is_mark: bool


def _gaps(cut: Sequence[Decided], kept: Collection[Kept]) -> Iterator[_Gap]:
    """Put together what overlaps: one mark for all of it, never half a mark."""
    spans = sorted(((_widened(one.hit, kept), one) for one in cut), key=lambda span: span[0])
    group: list[Decided] = []
    first = past = 0
    for (start, end), one in spans:
        if group and start >= past:
            yield _gap(first, past, group)
            group = []
        first = first if group else start
        past = max(past, end) if group else end
        group.append(one)
    if group:
        yield _gap(first, past, group)


def _widened(hit: Hit, kept: Collection[Kept]) -> tuple[int, int]:
    """Take in as a whole each mark that is touched."""
    touched = [one for one in kept if one.kind is None and one.start < hit.end and hit.start < one.end]
    return min([hit.start, *(one.start for one in touched)]), max([hit.end, *(one.end for one in touched)])


def _gap(start: int, end: int, group: Sequence[Decided]) -> _Gap:
    """Say what stands there instead: a mark wins over more general words, the first over the later."""
    masked = [one for one in group if one.resolution is Resolution.MASKED]
    words = str(MARKS[masked[0].hit.kind]) if masked else group[0].said_instead
    return _Gap(start, end, words, is_mark=bool(masked))


def overlapping(hits: Sequence[Hit]) -> Iterator[tuple[Hit, ...]]:
    """Yield hits that lie over each other together: a person decides about them as one."""
    group: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if group and hit.start >= max(one.end for one in group):
            yield tuple(group)
            group = []
        group.append(hit)
    if group:
        yield tuple(group)
