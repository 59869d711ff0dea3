"""What can stop a person at the door, each with the sentence and the way on that they are shown."""

from __future__ import annotations

from typing import ClassVar

from litestar.exceptions import HTTPException

from core.translation import Text
from core.translation import lazy_gettext as _


class Refusal(HTTPException):
    """A refusal in words. `title` is the page's heading, `sentence` what is wrong and what to do next."""

    status_code = 403
    code: ClassVar[str] = "FORBIDDEN"
    title: Text = _("You do not have access")
    sentence: Text = _("You do not have access to this page.")
    link: tuple[str, Text] | None = None
    """Where the person can go on: an address and its words."""

    def __init__(self, sentence: Text | None = None, *, headers: dict[str, str] | None = None) -> None:
        self.sentence = sentence if sentence is not None else self.sentence
        super().__init__(detail=str(self.sentence), headers=headers)


class SignInRequired(Refusal):
    status_code = 401
    code = "UNAUTHENTICATED"
    title = _("Sign in to Gatehouse")
    sentence = _("You are not signed in, or your session has ended. Sign in to carry on.")
    link = ("/sign-in", _("Sign in"))


class SignInFailed(Refusal):
    """The exchange with the identity provider went wrong; `reason` is for the log, never for the page."""

    status_code = 400
    code = "SIGN_IN_FAILED"
    title = _("Sign-in did not finish")
    sentence = _("Your sign-in took too long, was begun in another window or was refused. Start again.")
    link = ("/sign-in", _("Sign in again"))

    def __init__(self, reason: str, sentence: Text | None = None) -> None:
        super().__init__(sentence)
        self.reason = reason


class NoAccess(Refusal):
    reason = "no active account"
    sentence = _(
        "You have signed in, but no prison has given you access to Gatehouse. "
        "Ask the voluntary sector co-ordinator of your prison to add you.",
    )


class NotOfThisPrison(Refusal):
    link = ("/", _("Go to your own prisons"))


class PrisonUnknown(Refusal):
    """Said to the API alike for a prison that does not exist and one the caller does not belong to."""

    status_code = 404
    code = "NOT_FOUND"
    title = _("Page not found")
    sentence = _("There is no such prison here. Check the address.")
    link = ("/", _("Go to your own prisons"))


class FormRefused(Refusal):
    code = "CSRF"
    title = _("This form could not be accepted")
    sentence = _(
        "The form was open too long or came from another site, so nothing was saved. "
        "Go back, reload the page and send it again.",
    )


class ReadRefused(Refusal):
    code = "CSRF"
    title = _("This address could not be opened")
    sentence = _(
        "Another site asked for this, or a browser that does not say where it asks from. "
        "Ask from a page of Gatehouse, or with a bearer token.",
    )


class FormKept(Refusal):
    """What was typed is kept for the same person, who can go on with it from here."""

    status_code = 401
    code = "UNAUTHENTICATED"
    title = _("Your session has ended")
    sentence = _(
        "Nothing was saved yet, but what you typed is kept for 15 minutes. Sign in again, as yourself and in "
        "this browser, and the form is filled in as you left it. Only a file has to be chosen again.",
    )

    def __init__(self, way_on: str, cookie: str) -> None:
        super().__init__(headers={"Set-Cookie": cookie})
        self.link = (way_on, _("Sign in and go on"))


class TokenRefused(Refusal):
    status_code = 401
    code = "UNAUTHENTICATED"
    title = _("Token refused")
    sentence = _("The bearer token is not valid here. Get a new one from the identity provider.")

    def __init__(self, reason: str) -> None:
        super().__init__(headers={"WWW-Authenticate": 'Bearer realm="gatehouse", error="invalid_token"'})
        self.reason = reason


class TooManyRequests(Refusal):
    status_code = 429
    code = "TOO_MANY_REQUESTS"
    title = _("Too many requests")
    sentence = _("Too many requests in a short time. Wait a minute and try again.")

    def __init__(self, retry_after: int) -> None:
        super().__init__(headers={"Retry-After": str(retry_after)})


class SessionsUnavailable(Refusal):
    """Redis does not answer, so nobody's session can be read; bearer tokens still work."""

    status_code = 503
    code = "UNAVAILABLE"
    title = _("Gatehouse cannot sign you in at the moment")
    sentence = _(
        "The part of Gatehouse that keeps you signed in is not answering. Try again in a few minutes."
    )

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "30"})


class ProviderUnavailable(Refusal):
    status_code = 503
    code = "UNAVAILABLE"
    title = _("The sign-in service is not answering")
    sentence = _("The service that checks who you are is not answering. Try again in a few minutes.")

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "30"})
