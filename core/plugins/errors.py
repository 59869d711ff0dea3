"""What is wrong with a plugin, as a sentence for its author."""

from __future__ import annotations


class BadContribution(ValueError):
    """A plugin that cannot be loaded as it declares itself."""
