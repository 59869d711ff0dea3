"""The rows a test needs, as the core's test kit makes them."""

from __future__ import annotations

from core.testkit import NOBODY, make_partner, make_person, make_prison, viewer

__all__ = ["NOBODY", "make_partner", "make_person", "make_prison", "viewer"]
