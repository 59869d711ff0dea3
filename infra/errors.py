"""The failures a person at a terminal can do something about; each is one clear sentence."""

from __future__ import annotations


class CannotStart(Exception):
    """Something that must run does not: what, where, and what to do next."""
