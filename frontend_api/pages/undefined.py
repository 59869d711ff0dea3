"""A misspelt name in a template is an error, but GOV.UK's own macros ask for options that may be absent."""

from __future__ import annotations

import jinja2


class Absent(jinja2.ChainableUndefined):
    """An option not given to a GOV.UK component: empty, false, and without parts."""


class Misspelt(jinja2.StrictUndefined):
    """Anything else that is not there: the page fails in the first test that opens it."""
