"""Where a person goes after signing in: a page of this site, whatever the address asked for."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

LONGEST = 2000


def local_path(wanted: str) -> str:
    """Return the wanted path if it is on this site, else the start page: no open redirect (ASVS 3.7.2)."""
    # A browser drops tabs and newlines and reads a backslash as a slash, so neither may be there.
    odd = "\\" in wanted or any(ord(letter) <= ord(" ") or ord(letter) == 127 for letter in wanted)  # noqa: PLR2004 -- DEL
    if odd or len(wanted) > LONGEST or not wanted.startswith("/") or wanted.startswith("//"):
        return "/"
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or parts.path.startswith(("/sign-in", "/sign-out", "/signed-out")):
        return "/"
    return wanted


def sign_in_path(return_to: str) -> str:
    """Return the address that signs in and comes back to where the person was."""
    return "/sign-in?" + urlencode({"return_to": local_path(return_to)})
