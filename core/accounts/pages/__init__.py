"""The pages of access: who may use Gatehouse in this prison, and the forms that change it."""

from __future__ import annotations

from core.accounts.pages.changing import SIGN_OUT_PAGE, TAKE_AWAY
from core.accounts.pages.giving import GIVE_ACCESS
from core.accounts.pages.members import MEMBER, MEMBERS
from core.pages import NavigationLink
from core.pages.sections import TO_MANAGE
from core.translation import lazy_gettext as _

PAGES = (MEMBERS, GIVE_ACCESS, MEMBER, TAKE_AWAY, SIGN_OUT_PAGE)
NAVIGATION = (NavigationLink(label=_("Access"), page=MEMBERS.name, section=TO_MANAGE, position=90),)
