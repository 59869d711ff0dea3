"""Counts as the pages of an election say them: what is typed in, and where two keyings differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.sdk import Text, translate, translate_plural
from plugins.council.enums import Electorate, Keying
from plugins.council.rules.counts import SPOILT, Difference, Sheet, differences


def electorates_of(row: Any) -> tuple[Electorate, ...]:
    """Return who votes in an election."""
    eligible = {Electorate.PRISONER: row["prisonersEligible"], Electorate.STAFF: row["staffEligible"]}
    return tuple(one for one in Electorate if eligible[one])


def counts_of(row: Any, electorate: Electorate) -> dict[Keying, Mapping[str, Any]]:
    """Return the counts of an electorate that stand."""
    return {
        Keying(one["keying"]): one
        for one in row["counts"]
        if one["isStanding"] and one["electorate"] == electorate
    }


def is_keyed_by(row: Any, electorate: Electorate, account_id: object) -> bool:
    """Say whether somebody typed in the first count, so that the second is not for them."""
    first = counts_of(row, electorate).get(Keying.FIRST)
    return first is not None and first["keyedById"] == str(account_id)


def sheet_of(row: Any, count: Mapping[str, Any]) -> Sheet:
    """Return a count whose figures are shown, in the order of the ballot paper."""
    votes = {one["partyId"]: one["votes"] for one in count["tallies"]}
    return Sheet({party["id"]: votes[party["id"]] for party in row["parties"]}, count["spoilt"])


def differing(row: Any, electorate: Electorate) -> tuple[Difference, ...]:
    """Return where the two counts differ; nothing until both are typed in, nor once it is settled."""
    counts = counts_of(row, electorate)
    if Keying.SECOND not in counts or Keying.AGREED in counts:
        return ()
    return differences(sheet_of(row, counts[Keying.FIRST]), sheet_of(row, counts[Keying.SECOND]))


def keyed(row: Any, electorate: Electorate) -> tuple[str, ...]:
    """Say who typed in what."""
    return tuple(
        translate("{keying}: {name}").format(keying=keying.label, name=one["keyedByName"])
        if one["keyedByName"]
        else str(keying.label)
        for keying, one in counts_of(row, electorate).items()
    )


def standing_words(row: Any, electorate: Electorate) -> Text:
    """Say where the count of an electorate stands."""
    counts = counts_of(row, electorate)
    if Keying.FIRST not in counts:
        return translate("Not typed in yet")
    if Keying.SECOND not in counts:
        return translate("Typed in once: waits for the second count")
    open_ = differing(row, electorate)
    if open_:
        said = translate_plural("{count} figure differs", "{count} figures differ", len(open_))
        return said.format(count=len(open_))
    return translate("It stands")


def figure_words(row: Any, of: str) -> str:
    """Return the name of what a figure counts: a party, or the spoilt papers."""
    if of == SPOILT:
        return translate("Spoilt papers")
    return next(str(party["name"]) for party in row["parties"] if party["id"] == of)


def total_votes(party: Any) -> int | None:
    if party["prisonerVotes"] is None:
        return None
    return int(party["prisonerVotes"]) + int(party["staffVotes"] or 0)
