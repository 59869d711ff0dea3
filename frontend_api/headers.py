"""The headers that every answer carries, error pages and files included."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from litestar.types import Message, Scope

from core.settings import Settings

PUBLIC = "public"
"""A route with `opt={PUBLIC: True}` shows everyone the same: no session is read and caches may keep it."""
OWN_CACHING = "own_caching"
"""A route with `opt={OWN_CACHING: True}` says itself which of its answers may be kept; no other is."""
HSTS = "max-age=63072000; includeSubDomains"
SWITCHED_OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "fullscreen", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip

NOT_KEPT = (b"cache-control", b"no-store")

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


def security_headers(settings: Settings) -> BeforeSend:
    """Make the hook for `before_send`, which also sees the answers that no route gave."""
    policy = (b"content-security-policy", content_security_policy(settings).encode())
    fixed = [(name.lower().encode(), value.encode()) for name, value in fixed_headers(settings).items()]

    async def add_headers(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        # Put together as they are sent: header by header, Litestar looks through all of them each time.
        said = [(name.lower(), value) for name, value in message["headers"]]
        handler = scope.get("route_handler")
        options = handler.opt if handler is not None else {}
        default, forced = [policy], fixed
        if options.get(OWN_CACHING):
            default = [policy, NOT_KEPT]
        elif not options.get(PUBLIC):
            forced = [*fixed, NOT_KEPT]
        names, ours = {name for name, _value in said}, {name for name, _value in forced}
        message["headers"] = [
            *(pair for pair in said if pair[0] not in ours),
            *(pair for pair in default if pair[0] not in names),
            *forced,
        ]

    return add_headers
