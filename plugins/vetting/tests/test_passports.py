"""The one crossing between prisons: what it shows with consent, and all it keeps back without."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from core.sdk import Conflict, DomainError, Forbidden, NotFound, Person, PersonStatus, today, uuid7
from core.testkit import NOBODY, make_partner, make_person
from plugins.vetting import models, services
from plugins.vetting.enums import AccessMode, Consent, Pathway, VettingLevel, VettingStage
from plugins.vetting.rules import Clearance
from plugins.vetting.rules.passports import LETTERS, PassportCode, new_code, read_code
from plugins.vetting.tests.desk import Desk

DAY = timedelta(days=1)
GRANTED, ENDS = today() - 300 * DAY, today() + 200 * DAY
HELD = Clearance(level=VettingLevel.HMPPS_EL2, granted_on=GRANTED, expires_on=ENDS)


async def cleared(desk: Desk, *held: Clearance, stage: VettingStage = VettingStage.ACTIVE) -> UUID:
    """Have the desk's person cleared here, confirmed by security."""
    await desk.taken_over(stage, since=GRANTED, clearances=list(held or [HELD]))
    await confirm(desk)
    return desk.person.id


async def confirm(desk: Desk) -> None:
    async with desk.database.write(desk.security) as session:
        await session.execute(
            update(models.Clearance).values(confirmed_at=func.now(), confirmed_by=desk.security.account_id)
        )


async def passport(desk: Desk) -> PassportCode:
    async with desk.database.write(desk.coordinator) as session:
        return (await services.give_passport(session, desk.coordinator, desk.person.id, agreed=True)).code


async def looked(desk: Desk, code: object, person_id: UUID | None = None) -> list[models.Recognition]:
    by = desk.coordinator
    async with desk.database.write(by) as session:
        return await services.look_through_passport(session, by, person_id or desk.person.id, code=str(code))


async def uses(desk: Desk) -> list[str]:
    async with desk.database.read(desk.coordinator) as session:
        return list(await session.scalars(select(models.PassportUse.by_prison)))


async def test_another_prison_sees_level_office_and_dates_and_that_it_looked_is_known(
    desk: Desk, other_desk: Desk
) -> None:
    await cleared(desk)
    [seen] = await looked(other_desk, await passport(desk))
    shown = (seen.level, seen.deciding_office, seen.granted_on, seen.expires_on)
    assert shown == (VettingLevel.HMPPS_EL2, desk.prison.name, GRANTED, ENDS)
    assert await uses(desk) == [other_desk.prison.code]
    assert await uses(other_desk) == []


async def test_what_came_across_holds_nothing_else(desk: Desk, other_desk: Desk) -> None:
    """The columns of what is kept are the whole of what crosses."""
    kept = {column.name for column in models.Recognition.__table__.columns}
    own = {"tenant_id", "id", "created_at", "person_id", "partner_id", "case_id", "seen_on", "seen_by"}
    assert kept - own == {"level", "deciding_office", "granted_on", "expires_on"}
    await cleared(desk)
    code = await passport(desk)
    async with other_desk.database.write(other_desk.coordinator) as session:
        found = await session.execute(
            services.passports.LOOK,
            {"prison": code.prison, "digest": code.digest, "surname": other_desk.person.sort_key},
        )
        assert set(found.keys()) == {"level", "deciding_office", "granted_on", "expires_on"}


async def _revoked(desk: Desk, _code: PassportCode) -> None:
    async with desk.database.write(desk.coordinator) as session:
        one = await session.scalar(select(models.Passport))
        assert one is not None
        await services.revoke_passport(session, desk.coordinator, one.id)


async def _run_out(desk: Desk, _code: PassportCode) -> None:
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(
            update(models.Passport).values(consented_on=today() - 40 * DAY, expires_on=today() - DAY)
        )


async def _replaced(desk: Desk, _code: PassportCode) -> None:
    await passport(desk)


async def _left(desk: Desk, _code: PassportCode) -> None:
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(update(Person).values(status=PersonStatus.LEFT))


async def _suspended(desk: Desk, _code: PassportCode) -> None:
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(update(models.Case).values(stage=VettingStage.SUSPENDED))


async def _unconfirmed(desk: Desk, _code: PassportCode) -> None:
    async with desk.database.write(desk.security) as session:
        await session.execute(update(models.Clearance).values(confirmed_at=None, confirmed_by=None))


async def _clearance_revoked(desk: Desk, _code: PassportCode) -> None:
    async with desk.database.write(desk.security) as session:
        await session.execute(update(models.Clearance).values(revoked_on=today()))


async def _clearance_ended(desk: Desk, _code: PassportCode) -> None:
    async with desk.database.write(desk.security) as session:
        await session.execute(update(models.Clearance).values(expires_on=today() - DAY))


async def _nothing_held(desk: Desk, _code: PassportCode) -> None:
    async with desk.database.write(desk.security) as session:
        await session.execute(delete(models.Clearance))


SHUT: list[Callable[[Desk, PassportCode], Awaitable[None]]] = [
    _revoked,
    _run_out,
    _replaced,
    _left,
    _suspended,
    _unconfirmed,
    _clearance_revoked,
    _clearance_ended,
    _nothing_held,
]


@pytest.mark.parametrize("shut", SHUT, ids=lambda shut: shut.__name__.strip("_"))
async def test_shut_for_whatever_reason_it_answers_alike(
    desk: Desk, other_desk: Desk, shut: Callable[[Desk, PassportCode], Awaitable[None]]
) -> None:
    await cleared(desk)
    code = await passport(desk)
    with pytest.raises(NotFound) as unknown:
        await looked(other_desk, new_code(desk.prison.code))
    await shut(desk, code)
    with pytest.raises(NotFound) as refused:
        await looked(other_desk, code)
    assert str(refused.value.message) == str(unknown.value.message)
    async with other_desk.database.read(other_desk.coordinator) as session:
        assert (await session.scalars(select(models.Recognition))).all() == []


async def test_a_code_is_good_for_its_own_person_alone(desk: Desk, other_desk: Desk) -> None:
    await cleared(desk)
    code = await passport(desk)
    stranger = await make_person(other_desk.database, other_desk.coordinator, surname="Otherwise")
    with pytest.raises(NotFound):
        await looked(other_desk, code, stranger.id)
    assert await uses(desk) == []


async def test_a_prison_without_the_module_shows_nothing(desk: Desk, other_desk: Desk) -> None:
    await cleared(desk)
    code = await passport(desk)
    async with desk.database.write(NOBODY) as session:
        await session.execute(
            text("UPDATE prison SET disabled_modules = '{vetting}' WHERE id = :id"), {"id": desk.prison.id}
        )
    with pytest.raises(NotFound):
        await looked(other_desk, code)


async def test_accounts_of_partners_and_volunteers_get_nothing_even_by_sql(
    desk: Desk, other_desk: Desk
) -> None:
    await cleared(desk)
    code = await passport(desk)
    given = {"prison": code.prison, "digest": code.digest, "surname": desk.person.sort_key}
    partner = await make_partner(other_desk.database, other_desk.coordinator, name="Second Light")
    for narrowed in (
        other_desk.partner_lead(partner.id),
        other_desk.volunteer(other_desk.person.id),
    ):
        async with other_desk.database.write(narrowed) as session:
            assert (await session.execute(services.passports.LOOK, given)).all() == []
    assert await uses(desk) == []


async def test_after_a_look_the_transaction_is_in_its_own_prison_again(desk: Desk, other_desk: Desk) -> None:
    await cleared(desk)
    code = await passport(desk)
    given = {"prison": code.prison, "digest": code.digest, "surname": desk.person.sort_key}
    async with other_desk.database.write(other_desk.coordinator) as session:
        assert len((await session.execute(services.passports.LOOK, given)).all()) == 1
        here = await session.scalar(text("SELECT current_setting('app.tenant_id')"))
        assert here == str(other_desk.prison.id)
        assert (await session.scalars(select(models.Passport))).all() == []


async def test_a_look_that_is_rolled_back_shows_and_leaves_nothing(desk: Desk, other_desk: Desk) -> None:
    """Who looks cannot look without its being written down: both are one transaction."""
    await cleared(desk)
    code = await passport(desk)
    with pytest.raises(DBAPIError):
        async with other_desk.database.read(other_desk.coordinator) as session:
            await session.execute(
                services.passports.LOOK,
                {"prison": code.prison, "digest": code.digest, "surname": desk.person.sort_key},
            )
    assert await uses(desk) == []


async def test_nobody_writes_or_clears_the_record_of_looks(desk: Desk, other_desk: Desk) -> None:
    await cleared(desk)
    await looked(other_desk, await passport(desk))
    for change in (delete(models.PassportUse), update(models.PassportUse).values(by_prison="XXX")):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with desk.database.write(desk.coordinator) as session:
                await session.execute(change)


async def test_the_code_is_kept_nowhere(desk: Desk) -> None:
    await cleared(desk)
    code = await passport(desk)
    async with desk.database.read(desk.coordinator) as session:
        rows = await session.execute(text("SELECT after::text FROM audit_entry WHERE after IS NOT NULL"))
        trail = " ".join(row[0] for row in rows)
    assert code.secret not in trail
    assert code.digest.hex() not in trail


async def test_a_volunteer_agrees_for_themselves_alone(desk: Desk) -> None:
    await cleared(desk)
    someone_else = await make_person(desk.database, desk.coordinator, surname="Otherwise")
    own = desk.volunteer(desk.person.id)
    async with desk.database.write(own) as session:
        given = await services.give_passport(session, own, desk.person.id, agreed=True)
        assert given.passport.consent is Consent.SELF
    with pytest.raises(Forbidden):
        async with desk.database.write(own) as session:
            await services.give_passport(session, own, someone_else.id, agreed=True)


async def test_recognition_is_a_case_of_its_own_and_asked_once(desk: Desk, other_desk: Desk) -> None:
    await cleared(desk)
    [seen] = await looked(other_desk, await passport(desk))
    by = other_desk.coordinator
    async with other_desk.database.write(by) as session:
        asked = await services.request_recognition(
            session, by, seen.id, access_mode=AccessMode.UNESCORTED_NO_KEYS
        )
        case = await session.scalar(select(models.Case).where(models.Case.id == asked.case_id))
    assert case is not None
    assert (case.pathway, case.required_levels) == (
        Pathway.TRANSFER_RECOGNITION,
        [VettingLevel.HMPPS_EL2],
    )
    with pytest.raises(Conflict, match="asked for already"):
        async with other_desk.database.write(by) as session:
            await services.request_recognition(
                session, by, seen.id, access_mode=AccessMode.UNESCORTED_NO_KEYS
            )


@pytest.mark.parametrize(
    "typed", ["", "EXI", "EXI-OOOOO-OOOOO-OOOOO-OOOOO", "'; DROP TABLE person; --", "x" * 500]
)
async def test_what_is_no_code_is_said_so(desk: Desk, typed: str) -> None:
    with pytest.raises(DomainError, match="not a passport code") as refused:
        await looked(desk, typed)
    assert refused.value.field == "code"


async def test_a_code_of_this_prison_needs_no_passport(desk: Desk) -> None:
    await cleared(desk)
    with pytest.raises(DomainError, match="of this prison"):
        await looked(desk, await passport(desk))


async def test_an_id_that_is_none_finds_nothing(desk: Desk) -> None:
    with pytest.raises(NotFound):
        async with desk.database.write(desk.coordinator) as session:
            await services.revoke_passport(session, desk.coordinator, uuid7())


@given(st.text(LETTERS, min_size=20, max_size=20), st.sampled_from(["-", " ", "", "\u2013"]), st.booleans())
def test_a_code_is_read_however_it_was_typed(secret: str, between: str, small: bool) -> None:  # noqa: FBT001
    code = PassportCode("EXI", secret)
    groups = [secret[at : at + 5] for at in range(0, 20, 5)]
    typed = f"EXI-{between.join(groups)}"
    assert read_code(typed.lower() if small else typed) == code
    assert read_code(str(code)) == code
