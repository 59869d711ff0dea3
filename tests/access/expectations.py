"""Who may do what in Gatehouse: one table, to be read in one sitting and changed with thought.

Each letter is one persona in their own prison:

    C  co-ordinator at Exeter           P  partner lead: one organisation at Exeter
    D  her deputy's desk, at Dartmoor   V  volunteer: one person of that organisation
    S  security vetting contact         N  HMPPS national: no prison at all
    G  governor                         X  nobody signed in

A capital letter may do it. A small letter may ask, and there is nothing of theirs to be had: not found.
A letter that is absent is refused: FORBIDDEN with its path from the API, a page with status 403. N and X
are in no row of a prison: to them, as to everybody in a prison not their own, OTHER_PRISON and NOBODY apply.

Something new (a root field, a mutation, a stricter field, an address) fails until it has a row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.access.asked import HERE, Asked
from tests.access.expectations_rooms import of_rooms

QUERIES: dict[str, str] = {
    **of_rooms("QUERIES"),
    "prison": "CDSGPV",
    "partners": "CDSGPV",
    "partner": "CDSGPV",
    "people": "CDSGPV",
    "person": "CDSGPV",
    "services": "CDSGPV",
    "service": "CDSGPV",
    "roleDescription": "CDSGPV",
    "assignments": "CDSGPV",
    # Who has access is the business of those who give it, and of security.
    "members": "CDSG",
    "member": "CDSG",
    "memberSessions": "CDSG",
    "entryDecision": "CDSGPV",
    # Reports hold a whole prison's rows: a partner is shown those it asked for, of which there are none.
    "reportFile": "CDSGp",
    "reportFiles": "CDSGP",
    "reportOffers": "CDSGP",
    "importOffers": "CD",
    "importFile": "CD",
    "importReading": "CD",
    "importPlan": "CD",
    "importPlans": "CD",
    "importRows": "CD",
    "vettingCases": "CDSGPV",
    "vettingCase": "CDSGPV",
    "vettingCaseActions": "CDSGPV",
    "vettingCaseRenewal": "CDSGPV",
    "vettingCaseForecast": "cdsgpv",  # nothing is forecast of the case that is asked about
    "vettingCaseReaders": "SG",  # that a governor looked may tell of an assessment
    "vettingTimes": "CDSG",
    "vettingClearances": "CDSGPV",
    "vettingClearance": "CDSGPV",
    "vettingReferences": "CDSGPV",
    "vettingReference": "CDSGPV",
    "vettingReferenceAsked": "",  # for whoever came by a link, with no account at all
}
FIELDS: dict[str, str] = {
    **of_rooms("FIELDS"),
    # Only those that some reader of the type may not read. Of the personas, a volunteer sees no contact ...
    "Partner.contacts": "CDSGP",
    # ... these are closed to other prison staff alone ...
    "Person.vettingCases": "CDSGPV",
    "Person.vettingClearances": "CDSGPV",
    "Person.vettingTraining": "CDSGPV",
    "Person.vettingPassports": "CDSGPV",
    "Person.vettingRecognitions": "CDSGPV",
    "Person.vettingBookings": "CDSGPV",
    # ... who decided, and when, is the prison's own ...
    "VettingCase.decidedOn": "CDSG",
    "VettingCase.decisionLevel": "CDSG",
    "VettingCase.decisionReference": "CDSG",
    "VettingCase.decisionSource": "CDSG",
    "VettingClearance.confirmedAt": "CDSG",
    "VettingClearance.confirmedBy": "SG",  # a governor's name would tell of an assessment
    "VettingStageEvent.by": "CDSG",
    "VettingDocument.seenBy": "CDSG",
    "VettingChase.by": "CDSG",
    # ... whom the desk asked for a reference, and what they said, is the desk's ...
    "VettingReference.state": "CDS",
    "VettingReference.refereeName": "CDS",
    "VettingReference.refereeEmail": "CDS",
    "VettingReference.relation": "CDS",
    "VettingReference.answerBy": "CDS",
    "VettingReference.answeredOn": "CDS",
    "VettingReference.knownFor": "CDS",
    "VettingReference.knowsAs": "CDS",
    "VettingReference.reliable": "CDS",
    "VettingReference.suitable": "CDS",
    "VettingBooking.bookedBy": "CDSG",
    "VettingTraining.exemptedBy": "CDSG",
    # ... and that there is a lived experience assessment is known to those who run it.
    "VettingCase.isLeap": "SG",
    "VettingCase.fullStage": "SG",
    "VettingCase.fullHistory": "SG",
}
MUTATIONS: dict[str, str] = {
    **of_rooms("MUTATIONS"),
    "addPartner": "CD",
    "changePartner": "CD",
    "addContact": "CD",
    "addPerson": "CD",
    "changePerson": "CD",
    "recordLeaving": "CD",
    "recordReturn": "CD",
    "endAssignment": "CD",
    "changeService": "CD",
    "changeServiceStatus": "CD",
    "describeRole": "CD",
    "changeRole": "CD",
    "recordAgreement": "CD",
    "endAgreement": "CD",
    "recordInsurance": "CD",
    "addService": "CD",
    "assignPerson": "CD",
    "giveAccess": "CDG",  # a role that each of them may give; who gives which is in tests/core/accounts
    "takeRoleAway": "CDG",
    "signOutEverywhere": "CDSG",
    "requestReport": "CDSG",
    "receiveImport": "CD",
    "planImport": "CD",
    "decideImportDuplicates": "CD",
    "commitImport": "CD",
    "undoImport": "CD",
    "discardImport": "CD",
    "vettingOpenCase": "CDS",
    "vettingMoveCase": "CDS",  # the step tried is a co-ordinator's; the rules' own tests try every other
    "vettingPurgeCase": "",  # data protection's: of nobody here; tried in tests/frontend_api/pages
    "vettingMoveOnCases": "CDSGPV",  # refused case by case, with the reason
    "vettingChaseCases": "CDS",
    "vettingRecordTraining": "CDS",
    "vettingRecordClearance": "S",
    "vettingDateClearance": "S",
    "vettingConfirmClearances": "S",
    "vettingAskReference": "CDS",
    "vettingAskReferenceAgain": "CDS",
    "vettingWithdrawReference": "CDS",
    "vettingGiveReference": "",  # by a link alone: tried in tests/frontend_api/pages/test_links_referee.py
    "vettingDeclineReference": "",
    "vettingRecordDocument": "CDS",
    "vettingRemoveDocument": "cds",  # no document was recorded by mistake here
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    **of_rooms("ARGUMENTS"),
    # Others are made up from the schema: ids of the persona's own rows, empty texts and lists, first codes.
    "requestReport": {"code": "vetting.position"},
    "giveAccess": {"name": "Kit Birch", "email": "kit.birch@example.org", "role": "VOLUNTEER_SELF"},
    "receiveImport": {"importer": "partners", "name": "list.csv"},
    "vettingMoveCase": {"verb": "MARK_RENEWAL_DUE"},
}


CHASE = Asked("CDS", parts={"action": "chase"})
CANCEL = Asked("CDS", parts={"action": "cancel"})
ROUTES: dict[str, str | Asked] = {
    **of_rooms("ROUTES"),
    f"GET {HERE}": "CDSGPV",
    f"GET {HERE}/people": "CDSGPV",
    f"GET {HERE}/people/export": Asked("CDSGPV", query="format=csv"),
    f"POST {HERE}/people/bulk": "cdsgpv",  # a list without actions
    f"GET {HERE}/people/add": "CD",
    f"POST {HERE}/people/add": "CD",
    f"GET {HERE}/people/{{person_id:uuid}}": "CDSGPV",
    f"GET {HERE}/people/{{person_id:uuid}}/coming-in": "CDSGPV",
    f"GET {HERE}/people/{{person_id:uuid}}/details": "CD",
    f"POST {HERE}/people/{{person_id:uuid}}/details": "CD",
    f"GET {HERE}/people/{{person_id:uuid}}/leaving": "CD",
    f"POST {HERE}/people/{{person_id:uuid}}/leaving": "CD",
    f"GET {HERE}/people/{{person_id:uuid}}/actions/{{action:str}}": Asked("CD", parts={"action": "return"}),
    f"POST {HERE}/people/{{person_id:uuid}}/actions/{{action:str}}": Asked("CD", parts={"action": "return"}),
    f"GET {HERE}/people/{{person_id:uuid}}/services/add": "CD",
    f"POST {HERE}/people/{{person_id:uuid}}/services/add": "CD",
    f"GET {HERE}/people/{{person_id:uuid}}/services/{{assignment_id:uuid}}/end": "CD",
    f"POST {HERE}/people/{{person_id:uuid}}/services/{{assignment_id:uuid}}/end": "CD",
    f"GET {HERE}/people/{{person_id:uuid}}/vetting/open": "CDS",
    f"POST {HERE}/people/{{person_id:uuid}}/vetting/open": "CDS",
    f"GET {HERE}/people/{{person_id:uuid}}/passport/give": "CDV",
    f"POST {HERE}/people/{{person_id:uuid}}/passport/give": "CDV",
    f"GET {HERE}/people/{{person_id:uuid}}/passport/{{passport_id:uuid}}/revoke": "CDV",
    f"POST {HERE}/people/{{person_id:uuid}}/passport/{{passport_id:uuid}}/revoke": "CDV",
    f"GET {HERE}/people/{{person_id:uuid}}/passport/look": "CDS",
    f"POST {HERE}/people/{{person_id:uuid}}/passport/look": "CDS",
    f"GET {HERE}/people/{{person_id:uuid}}/recognitions/{{recognition_id:uuid}}/request": "CDS",
    f"POST {HERE}/people/{{person_id:uuid}}/recognitions/{{recognition_id:uuid}}/request": "CDS",
    f"GET {HERE}/people/{{person_id:uuid}}/training/add": "CDS",
    f"POST {HERE}/people/{{person_id:uuid}}/training/add": "CDS",
    f"GET {HERE}/people/{{person_id:uuid}}/clearances/add": "S",
    f"POST {HERE}/people/{{person_id:uuid}}/clearances/add": "S",
    f"GET {HERE}/partners": "CDSGPV",
    f"GET {HERE}/partners/export": Asked("CDSGPV", query="format=csv"),
    f"POST {HERE}/partners/bulk": "cdsgpv",
    f"GET {HERE}/partners/add": "CD",
    f"POST {HERE}/partners/add": "CD",
    f"GET {HERE}/partners/{{partner_id:uuid}}": "CDSGPV",
    f"GET {HERE}/partners/{{partner_id:uuid}}/details": "CD",
    f"POST {HERE}/partners/{{partner_id:uuid}}/details": "CD",
    f"GET {HERE}/partners/{{partner_id:uuid}}/contacts/add": "CD",
    f"POST {HERE}/partners/{{partner_id:uuid}}/contacts/add": "CD",
    f"GET {HERE}/partners/{{partner_id:uuid}}/services/add": "CD",
    f"POST {HERE}/partners/{{partner_id:uuid}}/services/add": "CD",
    f"GET {HERE}/partners/{{partner_id:uuid}}/agreements/add": "CD",
    f"POST {HERE}/partners/{{partner_id:uuid}}/agreements/add": "CD",
    f"GET {HERE}/partners/{{partner_id:uuid}}/agreements/{{agreement_id:uuid}}/end": "CD",
    f"POST {HERE}/partners/{{partner_id:uuid}}/agreements/{{agreement_id:uuid}}/end": "CD",
    f"GET {HERE}/partners/{{partner_id:uuid}}/insurance/add": "CD",
    f"POST {HERE}/partners/{{partner_id:uuid}}/insurance/add": "CD",
    f"GET {HERE}/services": "CDSGPV",
    f"GET {HERE}/services/export": Asked("CDSGPV", query="format=csv"),
    f"POST {HERE}/services/bulk": "cdsgpv",  # a list without actions
    f"GET {HERE}/services/{{service_id:uuid}}": "CDSGPV",
    f"GET {HERE}/services/{{service_id:uuid}}/status": "CD",
    f"POST {HERE}/services/{{service_id:uuid}}/status": "CD",
    f"GET {HERE}/services/{{service_id:uuid}}/details": "CD",
    f"POST {HERE}/services/{{service_id:uuid}}/details": "CD",
    f"GET {HERE}/services/{{service_id:uuid}}/roles/add": "CD",
    f"POST {HERE}/services/{{service_id:uuid}}/roles/add": "CD",
    f"GET {HERE}/roles/{{role_id:uuid}}": "CDSGPV",
    f"GET {HERE}/roles/{{role_id:uuid}}/change": "CD",
    f"POST {HERE}/roles/{{role_id:uuid}}/change": "CD",
    f"GET {HERE}/access": "CDSG",
    f"GET {HERE}/access/export": Asked("cdsg", query="format=csv"),  # not to be exported
    f"POST {HERE}/access/bulk": "cdsg",
    f"GET {HERE}/access/give": "CDG",
    f"POST {HERE}/access/give": "CDG",
    f"GET {HERE}/access/{{member_id:uuid}}": "CDSG",
    f"GET {HERE}/access/{{member_id:uuid}}/take-away": "CDG",
    f"POST {HERE}/access/{{member_id:uuid}}/take-away": "CDG",
    f"GET {HERE}/access/{{member_id:uuid}}/sign-out": "CDSG",
    f"POST {HERE}/access/{{member_id:uuid}}/sign-out": "CDSG",
    f"GET {HERE}/reports": "CDSGP",
    f"GET {HERE}/reports/export": Asked("cdsgp", query="format=csv"),  # not to be exported
    f"POST {HERE}/reports/bulk": "cdsgp",
    f"GET {HERE}/reports/ask": "CDSGP",
    f"POST {HERE}/reports/ask": "CDSGP",
    f"GET {HERE}/reports/{{report_id:uuid}}": "CDSGp",
    f"GET {HERE}/reports/{{report_id:uuid}}/files": "CDSGp",
    f"GET {HERE}/reports/{{report_id:uuid}}/files/{{file_format:str}}": "CDSGpv",
    f"GET {HERE}/imports": "CD",
    f"GET {HERE}/imports/export": Asked("cd", query="format=csv"),
    f"POST {HERE}/imports/bulk": "cd",
    f"GET {HERE}/imports/new": "CD",
    f"POST {HERE}/imports/new": "CD",
    f"GET {HERE}/imports/files/{{file_id:uuid}}": "CD",
    f"POST {HERE}/imports/files/{{file_id:uuid}}": "CD",
    f"GET {HERE}/imports/{{plan_id:uuid}}": "CD",
    f"GET {HERE}/imports/{{plan_id:uuid}}/plan": "CD",
    f"GET {HERE}/imports/{{plan_id:uuid}}/plan/actions/{{action:str}}": "CD",
    f"POST {HERE}/imports/{{plan_id:uuid}}/plan/actions/{{action:str}}": "CD",
    f"GET {HERE}/imports/{{plan_id:uuid}}/duplicates": "CD",
    f"POST {HERE}/imports/{{plan_id:uuid}}/duplicates": "CD",
    f"GET {HERE}/imports/{{plan_id:uuid}}/rows": "CD",
    f"GET {HERE}/imports/{{plan_id:uuid}}/rows/export": Asked("CD", query="format=csv"),
    f"POST {HERE}/imports/{{plan_id:uuid}}/rows/bulk": "cd",
    f"GET {HERE}/imports/{{plan_id:uuid}}/rows-to-put-right": "CD",
    f"GET {HERE}/vetting": "CDSGPV",
    f"GET {HERE}/vetting/export": Asked("CDSG", query="format=csv"),
    f"POST {HERE}/vetting/bulk": Asked("CDS", form={"action": "chase", "row": "{case_id}"}),
    f"GET {HERE}/vetting/expiring": "CDSGPV",
    f"GET {HERE}/vetting/expiring/export": Asked("CDSG", query="format=csv"),
    f"POST {HERE}/vetting/expiring/bulk": "cdsgpv",
    f"GET {HERE}/vetting/times": "CDSG",
    f"GET {HERE}/vetting/unconfirmed": "CDSG",
    f"GET {HERE}/vetting/unconfirmed/export": Asked("CDSG", query="format=csv"),
    f"POST {HERE}/vetting/unconfirmed/bulk": Asked("S", form={"action": "confirm", "row": "{clearance_id}"}),
    f"GET {HERE}/vetting/cases/{{case_id:uuid}}": "CDSGPV",
    f"GET {HERE}/vetting/cases/{{case_id:uuid}}/actions/{{action:str}}": CHASE,
    f"POST {HERE}/vetting/cases/{{case_id:uuid}}/actions/{{action:str}}": CHASE,
    f"GET {HERE}/vetting/cases/{{case_id:uuid}}/keys/record": "CDS",
    f"POST {HERE}/vetting/cases/{{case_id:uuid}}/keys/record": "CDS",
    f"GET {HERE}/vetting/cases/{{case_id:uuid}}/reply/record": "CDS",
    f"POST {HERE}/vetting/cases/{{case_id:uuid}}/reply/record": "CDS",
    f"GET {HERE}/vetting/cases/{{case_id:uuid}}/documents/add": "CDS",
    f"POST {HERE}/vetting/cases/{{case_id:uuid}}/documents/add": "CDS",
    f"GET {HERE}/vetting/cases/{{case_id:uuid}}/documents/remove": "CDS",
    f"POST {HERE}/vetting/cases/{{case_id:uuid}}/documents/remove": "CDS",
    f"GET {HERE}/vetting/clearances/{{clearance_id:uuid}}/confirm": "S",
    f"POST {HERE}/vetting/clearances/{{clearance_id:uuid}}/confirm": "S",
    f"GET {HERE}/vetting/clearances/{{clearance_id:uuid}}/end": "S",
    f"POST {HERE}/vetting/clearances/{{clearance_id:uuid}}/end": "S",
    f"GET {HERE}/vetting/cases/{{case_id:uuid}}/references/ask": "CDS",
    f"POST {HERE}/vetting/cases/{{case_id:uuid}}/references/ask": "CDS",
    f"GET {HERE}/vetting/references/{{reference_id:uuid}}/again": "CDS",
    f"POST {HERE}/vetting/references/{{reference_id:uuid}}/again": "CDS",
    f"GET {HERE}/vetting/references/{{reference_id:uuid}}/withdraw": "CDS",
    f"POST {HERE}/vetting/references/{{reference_id:uuid}}/withdraw": "CDS",
    f"GET {HERE}/vetting/cases/{{case_id:uuid}}/{{verb:str}}": "CDS",  # a co-ordinator's step, as above
    f"POST {HERE}/vetting/cases/{{case_id:uuid}}/{{verb:str}}": "CDS",
    f"GET {HERE}/training": "CDSGPV",
    f"GET {HERE}/training/export": Asked("CDSGPV", query="format=csv"),
    f"GET {HERE}/training/needs/export": Asked("CDSG", query="format=csv"),
    f"GET {HERE}/training/sessions/{{training_session_id:uuid}}/actions/{{action:str}}": CANCEL,
    f"POST {HERE}/training/sessions/{{training_session_id:uuid}}/actions/{{action:str}}": CANCEL,
    f"GET {HERE}/search": Asked("CDSGPV", query="q=a"),
    f"GET {HERE}/graphiql": "CDSGPV",  # in the demo alone
}
IDS: dict[str, str] = {
    **of_rooms("IDS"),
    "Partner": "partner_id",
    "Person": "person_id",
    "Service": "service_id",
    "RoleDescription": "role_id",
    "ReportFile": "report_id",
    "VettingCase": "case_id",
    "VettingClearance": "clearance_id",
    "VettingCourse": "course_id",
    "VettingTrainingSession": "training_session_id",
    "VettingBooking": "booking_id",
    "ImportFile": "file_id",
    "ImportPlan": "plan_id",
    "VettingReference": "reference_id",
    "Member": "member_id",
    "Job": "job_id",
}
"""What a plain `id` is the id of, by the type that answers."""
PATHS: dict[str, str] = {
    **of_rooms("PATHS"),
    "kind": "service",
    "verb": "mark_renewal_due",
    "file_format": "xlsx",
    "action": "undo",
    "on": "2026-01-05",
}
"""What stands for a part of a path that is no id; ids are those of the persona's own rows."""
PUBLIC = f"{HERE}/public/{{page:str}}"
LINK = f"{HERE}/links/{{purpose:str}}/{{secret:str}}"
OUTSIDE: dict[str, dict[str, int]] = {
    **of_rooms("OUTSIDE"),
    # No prison is entered here: the status by letter, and `else` for the rest. 303 leads on.
    "GET /": {"C": 200, "D": 200, "X": 200, "else": 303},
    "GET /prisons": {"else": 200},
    "GET /accessibility": {"else": 200},
    "GET /privacy": {"else": 200},
    "GET /sign-in": {"else": 303},
    "GET /sign-in/callback": {"else": 400},  # without having asked to sign in
    "POST /sign-out": {"X": 401, "else": 303},
    "GET /signed-out": {"else": 200},
    "GET /health/liveness": {"else": 200},
    "GET /health/readiness": {"else": 200},
    "GET /ping": {"else": 200},
    "GET /info": {"else": 200},
    "GET /subject-access-request": {"else": 401},  # a service's own token; tried in test_subject_access
    "GET /static/{file_path:path}": {"else": 404},  # a file that was never built
    "HEAD /static/{file_path:path}": {"else": 404},
    # A secret that nobody was ever given: the same to everybody, whoever is signed in.
    f"GET {LINK}": {"else": 404},
    f"HEAD {LINK}": {"else": 404},
    f"POST {LINK}": {"else": 404},
    # What a prison opened to everybody is the same to everybody, whoever is signed in.
    f"GET {PUBLIC}": {"else": 200},
    f"HEAD {PUBLIC}": {"else": 200},
    f"GET {PUBLIC}/feed.atom": {"else": 200},
    f"HEAD {PUBLIC}/feed.atom": {"else": 200},
}
API = "POST /{prison_code:str}/graphql"
"""Tried field by field: the tables above."""
API_BY_GET = "GET /{prison_code:str}/graphql"
"""Tried with every document of every page: it must say what POST says."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a closed door looks: to a program, and to a person whose page or form it is."""

    api: int
    page: int
    form: int


OTHER_PRISON = Answer(api=404, page=403, form=403)
"""Which prisons exist is public: a person who followed a link is told whom to ask. A program is not."""
NO_SUCH_PRISON = Answer(api=404, page=404, form=404)
NOBODY = Answer(api=401, page=303, form=401)
"""A person is led to sign in, whatever prison it is and whether it exists."""
