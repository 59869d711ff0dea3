"""Scalars of the API that no module owns."""

from __future__ import annotations

import base64
import binascii
from typing import NewType

import strawberry

from core.errors import Invalid
from core.translation import translate


def read_content(given: object) -> bytes:
    """Take the bytes of a page's own upload, or the base64 text of an API client."""
    if isinstance(given, bytes):
        return given
    try:
        return base64.b64decode(str(given), validate=True)
    except (binascii.Error, ValueError):
        raise Invalid(translate("Send the content of the file as base64 text."), "content") from None


FileContent = NewType("FileContent", bytes)
FILE_CONTENT = strawberry.scalar(
    name="FileContent",
    description="The bytes of a file, as base64 text.",
    serialize=lambda value: base64.b64encode(value).decode(),
    parse_value=read_content,
)
