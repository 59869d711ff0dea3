"""Who may do what with the rota: rows of the table in expectations.py, in the same letters."""

from __future__ import annotations

from typing import Any

from tests.access.asked import HERE, Asked

# When services take place is no secret from those who come; the database narrows whose.
QUERIES: dict[str, str] = {
    "rotaPatterns": "CDSGPV",
    "rotaPattern": "CDSGPV",
    "rotaSessions": "CDSGPV",
    "rotaSession": "CDSGPV",
    "rotaRegular": "CDSGPV",
    "rotaAbsences": "CDSGPV",
    "rotaAbsence": "CDSGPV",
    "rotaEntryNotices": "CDSGPV",
    "rotaEntryNotice": "CDSGPV",
    "rotaExpected": "CDSGPV",
    "rotaSessionPeople": "CDSGPV",
    "rotaCandidates": "CDP",
    "rotaCover": "CDSG",
    # The gate is the prison's own: lines of a list are a partner's about its own people, on their own pages.
    "rotaGateDay": "CDSG",
    "rotaSheet": "CDSG",
    "rotaVisits": "CDSG",
    "rotaFrictions": "CDSG",
    "rotaFriction": "CDSG",
    "rotaHoursLost": "CDSG",
    "rotaFeeds": "CDPV",
    "rotaFeed": "CDPv",  # the service asked for is a volunteer's to see, and its calendar not theirs to share
}
# Data protection reads people, and not the rota.
FIELDS: dict[str, str] = {
    "Person.rotaAbsences": "CDSGPV",
    "Person.rotaRegulars": "CDSGPV",
}
IDS: dict[str, str] = {
    "RotaPattern": "pattern_id",
    "RotaSession": "session_id",
    "RotaRegular": "regular_id",
    "RotaAbsence": "absence_id",
    "RotaEntryNotice": "notice_id",
    "RotaFriction": "friction_id",
    "RotaRemoved": "taken_back_id",
}
MUTATIONS: dict[str, str] = {
    "rotaAddPattern": "CD",
    "rotaChangePattern": "CD",
    "rotaEndPattern": "CD",
    "rotaAddSession": "CD",
    "rotaChangeSession": "CD",
    "rotaCancelSession": "CD",
    "rotaRestoreSession": "CD",
    "rotaRecordSession": "CD",
    "rotaAddRegular": "CDP",
    "rotaEndRegular": "CDP",
    "rotaAddStandIn": "CDP",
    "rotaRemoveStandIn": "CDP",
    "rotaRecordAbsence": "CDPV",
    "rotaWithdrawAbsence": "CDPV",
    "rotaPutUpNotice": "CDSG",
    "rotaWithdrawNotice": "CDSG",
    "rotaMakeGateList": "CDS",
    "rotaPrintGateDay": "CDS",
    "rotaTypeBackSheet": "CDS",
    "rotaRecordLoss": "CDS",
    "rotaRemoveLoss": "CDS",
    "rotaReportHoursLost": "CDSG",
    "rotaMakeFeed": "CDP",
    "rotaEndFeed": "CDP",
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    name: {"kind": "SERVICE"} for name in ("rotaFeed", "rotaMakeFeed", "rotaEndFeed")
}
SUBJECTS: dict[str, str] = {"subject_id": "service_id"}
"""What is asked for where an id may be of several kinds: the calendar of a service."""
RESTORE = Asked("CD", parts={"action": "restore"})
MAKE = Asked("CDS", parts={"action": "make"})
ROUTES: dict[str, str | Asked] = {
    f"GET {HERE}/rota/calendars": "CDPV",
    f"GET {HERE}/rota/calendars/{{kind:str}}/{{subject_id:uuid}}/make": "CDPv",
    f"POST {HERE}/rota/calendars/{{kind:str}}/{{subject_id:uuid}}/make": "CDPv",
    f"GET {HERE}/rota/calendars/{{kind:str}}/{{subject_id:uuid}}/end": "CDPv",
    f"POST {HERE}/rota/calendars/{{kind:str}}/{{subject_id:uuid}}/end": "CDPv",
    f"GET {HERE}/rota/sessions/{{session_id:uuid}}/calendar": "CDSGPV",
    f"GET {HERE}/gate": "CDSG",
    f"GET {HERE}/gate/{{on:date}}": "CDSG",
    f"GET {HERE}/gate/{{on:date}}/actions/{{action:str}}": MAKE,
    f"POST {HERE}/gate/{{on:date}}/actions/{{action:str}}": MAKE,
    f"GET {HERE}/gate/{{on:date}}/sheet": "CDS",
    f"POST {HERE}/gate/{{on:date}}/sheet": "CDS",
    f"GET {HERE}/gate/{{on:date}}/lost-time/add": "CDS",
    f"POST {HERE}/gate/{{on:date}}/lost-time/add": "CDS",
    f"GET {HERE}/hours-lost": "CDSG",
    f"GET {HERE}/hours-lost/actions/{{action:str}}": Asked("CDSG", parts={"action": "report"}),
    f"POST {HERE}/hours-lost/actions/{{action:str}}": Asked("CDSG", parts={"action": "report"}),
    f"GET {HERE}/hours-lost/records": "CDSG",
    f"GET {HERE}/hours-lost/records/export": Asked("CDSG", query="format=csv"),
    f"POST {HERE}/hours-lost/records/bulk": "cdsg",  # a list without actions
    f"GET {HERE}/hours-lost/records/{{friction_id:uuid}}/remove": "CDS",
    f"POST {HERE}/hours-lost/records/{{friction_id:uuid}}/remove": Asked("CDS", takes_away=True),
    f"GET {HERE}/rota": "CDSGPV",
    f"GET {HERE}/rota/cover": "CDSG",
    f"GET {HERE}/rota/services": "CDSGPV",
    f"GET {HERE}/rota/services/export": Asked("cdsgpv", query="format=csv"),  # not to be exported
    f"POST {HERE}/rota/services/bulk": "cdsgpv",
    f"GET {HERE}/rota/absences": "CDSGPV",
    f"GET {HERE}/rota/absences/export": Asked("cdsgpv", query="format=csv"),  # not to be exported
    f"POST {HERE}/rota/absences/bulk": "cdsgpv",
    f"GET {HERE}/rota/notices": "CDSGPV",
    f"GET {HERE}/rota/notices/export": Asked("cdsgpv", query="format=csv"),  # not to be exported
    f"POST {HERE}/rota/notices/bulk": "cdsgpv",
    f"GET {HERE}/rota/notices/add": "CDSG",
    f"POST {HERE}/rota/notices/add": "CDSG",
    f"GET {HERE}/rota/notices/{{notice_id:uuid}}/withdraw": "CDSG",
    f"POST {HERE}/rota/notices/{{notice_id:uuid}}/withdraw": "CDSG",
    f"GET {HERE}/rota/services/{{service_id:uuid}}": "CDSGPV",
    f"GET {HERE}/rota/services/{{service_id:uuid}}/times/add": "CD",
    f"POST {HERE}/rota/services/{{service_id:uuid}}/times/add": "CD",
    f"GET {HERE}/rota/services/{{service_id:uuid}}/sessions/add": "CD",
    f"POST {HERE}/rota/services/{{service_id:uuid}}/sessions/add": "CD",
    f"GET {HERE}/rota/times/{{pattern_id:uuid}}": "CDSGPV",
    f"GET {HERE}/rota/times/{{pattern_id:uuid}}/change": "CD",
    f"POST {HERE}/rota/times/{{pattern_id:uuid}}/change": "CD",
    f"GET {HERE}/rota/times/{{pattern_id:uuid}}/end": "CD",
    f"POST {HERE}/rota/times/{{pattern_id:uuid}}/end": "CD",
    f"GET {HERE}/rota/times/{{pattern_id:uuid}}/people/add": "CDP",
    f"POST {HERE}/rota/times/{{pattern_id:uuid}}/people/add": "CDP",
    f"GET {HERE}/rota/regulars/{{regular_id:uuid}}/end": "CDP",
    f"POST {HERE}/rota/regulars/{{regular_id:uuid}}/end": "CDP",
    f"GET {HERE}/rota/sessions/{{session_id:uuid}}": "CDSGPV",
    f"GET {HERE}/rota/sessions/{{session_id:uuid}}/change": "CD",
    f"POST {HERE}/rota/sessions/{{session_id:uuid}}/change": "CD",
    f"GET {HERE}/rota/sessions/{{session_id:uuid}}/cancel": "CD",
    f"POST {HERE}/rota/sessions/{{session_id:uuid}}/cancel": "CD",
    f"GET {HERE}/rota/sessions/{{session_id:uuid}}/record": "CD",
    f"POST {HERE}/rota/sessions/{{session_id:uuid}}/record": "CD",
    f"GET {HERE}/rota/sessions/{{session_id:uuid}}/actions/{{action:str}}": RESTORE,
    f"POST {HERE}/rota/sessions/{{session_id:uuid}}/actions/{{action:str}}": RESTORE,
    f"GET {HERE}/rota/sessions/{{session_id:uuid}}/stand-ins/add": "CDP",
    f"POST {HERE}/rota/sessions/{{session_id:uuid}}/stand-ins/add": "CDP",
    f"GET {HERE}/rota/sessions/{{session_id:uuid}}/stand-ins/{{person_id:uuid}}": "CDP",
    f"POST {HERE}/rota/sessions/{{session_id:uuid}}/stand-ins/{{person_id:uuid}}": "CDP",
    f"GET {HERE}/rota/sessions/{{session_id:uuid}}/stand-ins/{{stand_in_id:uuid}}/remove": "CDP",
    f"POST {HERE}/rota/sessions/{{session_id:uuid}}/stand-ins/{{stand_in_id:uuid}}/remove": "CDP",
    f"GET {HERE}/people/{{person_id:uuid}}/absences/add": "CDPV",
    f"POST {HERE}/people/{{person_id:uuid}}/absences/add": "CDPV",
    f"GET {HERE}/people/{{person_id:uuid}}/absences/{{absence_id:uuid}}/withdraw": "CDPV",
    f"POST {HERE}/people/{{person_id:uuid}}/absences/{{absence_id:uuid}}/withdraw": "CDPV",
}
