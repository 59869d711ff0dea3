"""The secret of an address: made once, shown once, and known afterwards by its digest alone."""

from __future__ import annotations

import base64
import hashlib
import secrets

SECRET_BYTES = 25
"""200 bits: nobody guesses one, so that a plain digest is enough and nothing need be slow."""


def new_secret() -> str:
    """Return 40 letters and digits that no mail program breaks, and that can be typed."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode().lower()


def digest_of(secret: str) -> str:
    """Return what is kept of a secret; looked up by this, no comparison tells how near a guess is."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
