"""The headers that every answer carries, error pages and files included."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from litestar.types import Message, Scope

from core.settings import Settings

PUBLIC = "public"
"""A route with `opt={PUBLIC: True}` shows everyone the same: no session is read and caches may keep it."""
OWN_CACHING = "own_caching"
"""A route with `opt={OWN_CACHING: True}` says itself which of its answers may be kept; no other is."""
ACCOUNTLESS = "accountless"
"""A route with `opt={ACCOUNTLESS: True}` is opened by a secret in its address, which must not get about."""
HSTS = "max-age=63072000; includeSubDomains"
SWITCHED_OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "fullscreen", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip

NOT_KEPT = (b"cache-control", b"no-store")

NO_ADDRESS = (b"referrer-policy", b"strict-origin")
"""The address holds a secret, so not even our own other pages are told it, and no proxy before them."""
NOT_FOUND_BY = (b"x-robots-tag", b"noindex, nofollow, noarchive")

Header = tuple[bytes, bytes]
BeforeSend = Callable[[Message, Scope], Awaitable[None]]


def header_of(scope: Scope, name: bytes) -> str | None:
    """Return a header of the request, whose names ASGI gives in lower case; None where it was not sent."""
    for said, value in scope["headers"]:
        if said == name:
            return value.decode("latin-1")
    return None


def content_security_policy(settings: Settings) -> str:
    """Nothing inline, nothing from elsewhere; a form may also end at the provider, to sign out there."""
    provider = urlsplit(settings.oidc_issuer)
    sign_out = f" {provider.scheme}://{provider.netloc}" if provider.netloc else ""
    own = ("script-src", "style-src", "img-src", "font-src", "connect-src", "manifest-src")
    parts = [
        "default-src 'none'",
        *(f"{name} 'self'" for name in own),
        f"form-action 'self'{sign_out}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    return "; ".join([*parts, "upgrade-insecure-requests"] if settings.is_production else parts)


def fixed_headers(settings: Settings) -> dict[str, str]:
    """Return what is the same on every answer."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in SWITCHED_OFF),
    }
    return headers | {"Strict-Transport-Security": HSTS} if settings.is_production else headers


class Added(NamedTuple):
    """What is added to the answers of a kind of route."""

    default: list[Header]
    """Where the answer does not say it itself."""
    forced: list[Header]
    names: frozenset[bytes]
    """Of what is forced."""


def _added(default: list[Header], forced: list[Header]) -> Added:
    return Added(default, forced, frozenset(name for name, _value in forced))


def _with(headers: list[Header], other: Header) -> list[Header]:
    return [*(header for header in headers if header[0] != other[0]), other]


def security_headers(settings: Settings) -> BeforeSend:
    """Make the hook for `before_send`, which also sees the answers that no route gave."""
    policy = (b"content-security-policy", content_security_policy(settings).encode())
    fixed = [(name.lower().encode(), value.encode()) for name, value in fixed_headers(settings).items()]
    own_caching, public = _added([policy, NOT_KEPT], fixed), _added([policy], fixed)
    not_kept = _added([policy], [*fixed, NOT_KEPT])
    accountless = _added([policy, NOT_KEPT], [*_with(fixed, NO_ADDRESS), NOT_FOUND_BY])

    async def add_headers(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        # Put together as they are sent: header by header, Litestar looks through all of them each time.
        said = [(name.lower(), value) for name, value in message["headers"]]
        handler = scope.get("route_handler")
        options = handler.opt if handler is not None else {}
        added = not_kept
        if options.get(ACCOUNTLESS):
            added = accountless
        elif options.get(OWN_CACHING):
            added = own_caching
        elif options.get(PUBLIC):
            added = public
        names = {name for name, _value in said}
        message["headers"] = [
            *(pair for pair in said if pair[0] not in added.names),
            *(pair for pair in added.default if pair[0] not in names),
            *added.forced,
        ]

    return add_headers
