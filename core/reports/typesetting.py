"""Typst at work: which fonts this machine has, and how a source becomes PDF/UA-1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import cast

import typst

SANS_FAMILIES = ("Arial", "Liberation Sans", "Arimo", "Helvetica", "Noto Sans", "DejaVu Sans")
"""Easier to read for many (GOV.UK, "Publishing accessible documents"); used where the machine has one."""
BUNDLED_FAMILY = "Libertinus Serif"
REMEMBERED_COMPILATIONS = 10


@lru_cache(maxsize=1)
def machine_fonts() -> typst.Fonts:
    """Find the fonts of this machine, once per process; those inside Typst are always among them."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def body_family(fonts: typst.Fonts) -> str:
    """Return the family to set text in; letters it lacks come from any other."""
    families = set(fonts.families())
    return next((family for family in SANS_FAMILIES if family in families), BUNDLED_FAMILY)


def typeset(
    source: bytes,
    inputs: Mapping[str, str],
    fonts: typst.Fonts,
    moment: datetime | None = None,
) -> bytes:
    """Return the PDF; raise TypstError when it cannot be PDF/UA-1, as with a letter that no font has."""
    compiler = typst.Compiler(source, font_paths=fonts, sys_inputs=dict(inputs))
    moment = moment and moment.replace(microsecond=0)  # Typst knows whole seconds only.
    return cast("bytes", compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=moment))


def marked_pages(source: bytes, inputs: Mapping[str, str], fonts: typst.Fonts) -> dict[str, int]:
    """Return on which page each mark stands: metadata of the layout, labelled `<mark>`, name and page."""
    compiler = typst.Compiler(source, font_paths=fonts, sys_inputs=dict(inputs))
    return dict(json.loads(compiler.query("<mark>", field="value")))


def forget(fonts: typst.Fonts) -> None:
    """Let Typst forget what it laid out, by setting empty pages.

    It keeps every layout for the ten compilations that follow: a few long reports would hold a gigabyte.
    """
    for _number in range(REMEMBERED_COMPILATIONS + 1):
        typst.Compiler(b"", font_paths=fonts).compile(format="pdf")
