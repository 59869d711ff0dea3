"""What can be done to the rota: plan, change, end, cancel, record; say who comes and who is away."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date
from typing import Any

from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, mutation, writing
from plugins.rota import services
from plugins.rota.enums import SessionOutcome
from plugins.rota.graphql.inputs import (
    RotaNewAbsence,
    RotaNewNotice,
    RotaNewRegular,
    RotaRecord,
    RotaTaken,
    RotaTiming,
    RotaWeekly,
)
from plugins.rota.graphql.nodes import RotaAbsence, RotaEntryNotice, RotaPattern, RotaRegular, RotaSession


class Mutation:
    @mutation("Give a service a regular time, and make its sessions of the next 12 weeks.")
    async def rota_add_pattern(
        self, info: Info[Context, None], service_id: ID, given: RotaWeekly
    ) -> RotaPattern:
        async with writing(info) as (session, viewer):
            made = await services.add_pattern(
                session, viewer, as_uuid(service_id), **_weekly(given), timing=given.timing.value()
            )
        return await answer(info, RotaPattern, made.id)

    @mutation("Change a regular time from tomorrow on; what is past or was settled stays.")
    async def rota_change_pattern(
        self, info: Info[Context, None], pattern_id: ID, given: RotaWeekly
    ) -> RotaPattern:
        async with writing(info) as (session, viewer):
            row = await services.change_pattern(
                session, viewer, as_uuid(pattern_id), **_weekly(given), timing=given.timing.value()
            )
        return await answer(info, RotaPattern, row.id)

    @mutation("End a regular time: its sessions after the last day go.")
    async def rota_end_pattern(self, info: Info[Context, None], pattern_id: ID, last_on: date) -> RotaPattern:
        async with writing(info) as (session, viewer):
            row = await services.end_pattern(session, viewer, as_uuid(pattern_id), last_on=last_on)
        return await answer(info, RotaPattern, row.id)

    @mutation("Plan one session by itself.")
    async def rota_add_session(
        self, info: Info[Context, None], service_id: ID, held_on: date, timing: RotaTiming
    ) -> RotaSession:
        async with writing(info) as (session, viewer):
            made = await services.add_session(
                session, viewer, as_uuid(service_id), held_on=held_on, timing=timing.value()
            )
        return await answer(info, RotaSession, made.id)

    @mutation("Change this one session; from now on it does not follow its pattern.")
    async def rota_change_session(
        self, info: Info[Context, None], session_id: ID, held_on: date, timing: RotaTiming
    ) -> RotaSession:
        async with writing(info) as (session, viewer):
            row = await services.change_session(
                session, viewer, as_uuid(session_id), held_on=held_on, timing=timing.value()
            )
        return await answer(info, RotaSession, row.id)

    @mutation("Cancel a session: nobody is expected any longer.")
    async def rota_cancel_session(
        self, info: Info[Context, None], session_id: ID, outcome: SessionOutcome
    ) -> RotaSession:
        async with writing(info) as (session, viewer):
            row = await services.cancel_session(session, viewer, as_uuid(session_id), outcome=outcome)
        return await answer(info, RotaSession, row.id)

    @mutation("Take a cancellation back: the session takes place after all.")
    async def rota_restore_session(self, info: Info[Context, None], session_id: ID) -> RotaSession:
        async with writing(info) as (session, viewer):
            row = await services.restore_session(session, viewer, as_uuid(session_id))
        return await answer(info, RotaSession, row.id)

    @mutation("Record what became of a session, and how many people in prison took part.")
    async def rota_record_session(self, info: Info[Context, None], given: RotaRecord) -> RotaSession:
        async with writing(info) as (session, viewer):
            row = await services.record_session(
                session,
                viewer,
                as_uuid(given.session_id),
                outcome=given.outcome,
                attendance=given.attendance,
            )
        return await answer(info, RotaSession, row.id)

    @mutation("Let somebody come to every session of a regular time.")
    async def rota_add_regular(self, info: Info[Context, None], given: RotaNewRegular) -> RotaRegular:
        async with writing(info) as (session, viewer):
            row = await services.add_regular(
                session,
                viewer,
                as_uuid(given.pattern_id),
                as_uuid(given.person_id),
                first_on=given.first_on,
                last_on=given.last_on,
            )
        return await answer(info, RotaRegular, row.id)

    @mutation("Let somebody come regularly until this day; before their first day means never.")
    async def rota_end_regular(
        self, info: Info[Context, None], regular_id: ID, last_on: date | None = None
    ) -> RotaTaken:
        async with writing(info) as (session, viewer):
            row = await services.end_regular(session, viewer, as_uuid(regular_id), last_on=last_on)
        return RotaTaken(id=ID(str(row.id)))

    @mutation("Let somebody come to one session beside the regulars.")
    async def rota_add_stand_in(
        self, info: Info[Context, None], session_id: ID, person_id: ID
    ) -> RotaSession:
        async with writing(info) as (session, viewer):
            await services.add_stand_in(session, viewer, as_uuid(session_id), as_uuid(person_id))
        return await answer(info, RotaSession, as_uuid(session_id))

    @mutation("Take a stand-in off a session again.")
    async def rota_remove_stand_in(self, info: Info[Context, None], stand_in_id: ID) -> RotaTaken:
        async with writing(info) as (session, viewer):
            await services.remove_stand_in(session, viewer, as_uuid(stand_in_id))
        return RotaTaken(id=stand_in_id)

    @mutation("Record that somebody is away, on one day or several.")
    async def rota_record_absence(self, info: Info[Context, None], given: RotaNewAbsence) -> RotaAbsence:
        async with writing(info) as (session, viewer):
            row = await services.record_absence(
                session, viewer, as_uuid(given.person_id), first_on=given.first_on, last_on=given.last_on
            )
        return await answer(info, RotaAbsence, row.id)

    @mutation("Take an absence back: they come after all.")
    async def rota_withdraw_absence(self, info: Info[Context, None], absence_id: ID) -> RotaTaken:
        async with writing(info) as (session, viewer):
            await services.withdraw_absence(session, viewer, as_uuid(absence_id))
        return RotaTaken(id=absence_id)

    @mutation("Put up a notice that holds at the gate.")
    async def rota_put_up_notice(self, info: Info[Context, None], given: RotaNewNotice) -> RotaEntryNotice:
        async with writing(info) as (session, viewer):
            row = await services.put_up_notice(
                session,
                viewer,
                bearing=given.bearing,
                words=given.words,
                first_on=given.first_on,
                last_on=given.last_on,
                service_id=None if given.service_id is None else as_uuid(given.service_id),
                wings=given.wings,
            )
        return await answer(info, RotaEntryNotice, row.id)

    @mutation("Take a notice down: from today on it does not hold.")
    async def rota_withdraw_notice(self, info: Info[Context, None], notice_id: ID) -> RotaEntryNotice:
        async with writing(info) as (session, viewer):
            row = await services.withdraw_notice(session, viewer, as_uuid(notice_id))
        return await answer(info, RotaEntryNotice, row.id)


def _weekly(given: RotaWeekly) -> dict[str, Any]:
    return {
        "weekday": given.weekday,
        "every_weeks": given.every_weeks,
        "first_on": given.first_on,
        "last_on": given.last_on,
    }
