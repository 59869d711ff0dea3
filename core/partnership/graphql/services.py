"""Changes to services and the roles in them, by the API."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.partnership import services
from core.partnership.enums import DeliveryMode, ServiceStatus, StatusReason
from core.partnership.graphql.nodes import RoleDescription, Service
from core.reads.filters import as_uuid
from core.reads.mutations import Context, answer, mutation, writing


@strawberry.input
class NewService:
    partner_id: ID
    name: str
    status: ServiceStatus = ServiceStatus.OPERATING_FULL


@strawberry.input
class ServiceDetails:
    service_id: ID
    name: str
    wings: list[str] = strawberry.field(default_factory=list)
    delivery_modes: list[DeliveryMode] = strawberry.field(default_factory=list)


@strawberry.input
class NewServiceStatus:
    service_id: ID
    status: ServiceStatus
    effective_from: date
    reason: StatusReason | None = None
    expected_until: date | None = None


@strawberry.input
class NewRole:
    service_id: ID
    title: str
    purpose: str
    commitment: str | None = None
    minimum_age: int | None = None
    places_wanted: int = 1


@strawberry.input
class RoleDetails:
    role_id: ID
    title: str
    purpose: str
    commitment: str | None = None
    minimum_age: int | None = None
    places_wanted: int = 1
    is_open: bool = True


class ServiceMutation:
    @mutation("Add what a partner does in this prison.")
    async def add_service(self, info: Info[Context, None], given: NewService) -> Service:
        async with writing(info) as (session, viewer):
            service = await services.add_service(
                session,
                viewer,
                as_uuid(given.partner_id),
                name=given.name,
                status=given.status,
            )
        return await answer(info, Service, service.id)  # type: ignore[no-any-return]

    @mutation("Write down what a service is called, on which wings it works, and how.")
    async def change_service(self, info: Info[Context, None], given: ServiceDetails) -> Service:
        async with writing(info) as (session, viewer):
            service = await services.change_service(
                session,
                viewer,
                as_uuid(given.service_id),
                name=given.name,
                wings=given.wings,
                delivery_modes=given.delivery_modes,
            )
        return await answer(info, Service, service.id)  # type: ignore[no-any-return]

    @mutation("Record how a service stands from a day on: today, earlier or later.")
    async def change_service_status(self, info: Info[Context, None], given: NewServiceStatus) -> Service:
        async with writing(info) as (session, viewer):
            service = await services.change_service_status(
                session,
                viewer,
                as_uuid(given.service_id),
                status=given.status,
                effective_from=given.effective_from,
                reason=given.reason,
                expected_until=given.expected_until,
            )
        return await answer(info, Service, service.id)  # type: ignore[no-any-return]

    @mutation("Describe a role in a service.")
    async def describe_role(self, info: Info[Context, None], given: NewRole) -> RoleDescription:
        async with writing(info) as (session, viewer):
            role = await services.describe_role(
                session,
                viewer,
                as_uuid(given.service_id),
                title=given.title,
                purpose=given.purpose,
                commitment=given.commitment,
                minimum_age=given.minimum_age,
                places_wanted=given.places_wanted,
            )
        return await answer(info, RoleDescription, role.id)  # type: ignore[no-any-return]

    @mutation("Change the description of a role; who is in it stays.")
    async def change_role(self, info: Info[Context, None], given: RoleDetails) -> RoleDescription:
        async with writing(info) as (session, viewer):
            role = await services.change_role(
                session,
                viewer,
                as_uuid(given.role_id),
                title=given.title,
                purpose=given.purpose,
                commitment=given.commitment,
                minimum_age=given.minimum_age,
                places_wanted=given.places_wanted,
                is_open=given.is_open,
            )
        return await answer(info, RoleDescription, role.id)  # type: ignore[no-any-return]
