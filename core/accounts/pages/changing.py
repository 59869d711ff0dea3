"""The two questions that stand before a role is taken away and before somebody is signed out."""

from __future__ import annotations

from core.accounts.pages.words import DOCUMENTS, role_of
from core.accounts.rights import ACCESS_CHANGE, SIGN_OUT
from core.pages import Address, Data, Form, FormPage, Outcome, PageRequest, Variables, url
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _


def _member_id(request: PageRequest) -> str:
    return request.path["member_id"]


def _this(_form: Form, request: PageRequest) -> Variables:
    return {"id": _member_id(request)}


def _back(_data: Data, request: PageRequest) -> Address:
    return url("core.member", member_id=_member_id(request))


def _take_away_question(data: Data, _request: PageRequest) -> Text:
    member = data["member"]
    return translate("Take the role {role} away from {name}?").format(
        role=role_of(member).label, name=member["name"]
    )


def _taken_away(data: Data, _request: PageRequest) -> Outcome:
    member = data["takeRoleAway"]
    said = translate("{name} no longer has the role {role} here.")
    return Outcome(url("core.members"), said.format(name=member["name"], role=role_of(member).label))


TAKE_AWAY = FormPage(
    name="core.take_role_away",
    path="/access/{member_id:uuid}/take-away",
    title=_("Take this role away"),
    heading=_take_away_question,
    permission=ACCESS_CHANGE,
    document=DOCUMENTS["member_brief"],
    variables=lambda request: {"id": _member_id(request)},
    found="member",
    lead=lambda _data, _request: _(
        "It ends with their next click, even if they are signed in now. Other roles they hold stay."
    ),
    mutation=DOCUMENTS["take_role_away"],
    arguments=_this,
    success=_taken_away,
    submit=_("Take this role away"),
    back=_back,
)


def _sign_out_question(data: Data, _request: PageRequest) -> Text:
    return translate("Sign {name} out everywhere?").format(name=data["member"]["name"])


def _signed_out(data: Data, request: PageRequest) -> Outcome:
    count = data["signOutEverywhere"]["sessions"]
    said = translate_plural("{count} session was ended.", "{count} sessions were ended.", count)
    return Outcome(url("core.member", member_id=_member_id(request)), said.format(count=count))


SIGN_OUT_PAGE = FormPage(
    name="core.sign_out_everywhere",
    path="/access/{member_id:uuid}/sign-out",
    title=_("Sign them out everywhere"),
    heading=_sign_out_question,
    permission=SIGN_OUT,
    document=DOCUMENTS["member_brief"],
    variables=lambda request: {"id": _member_id(request)},
    found="member",
    lead=lambda _data, _request: _(
        "Every browser in which they are signed in now is signed out, in other prisons too. "
        "They can sign in again: to keep them out, take their role away as well."
    ),
    mutation=DOCUMENTS["sign_out"],
    arguments=_this,
    success=_signed_out,
    submit=_("Sign them out everywhere"),
    back=_back,
)
