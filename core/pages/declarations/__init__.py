"""The kinds of page a module can declare. Data and pure functions only: HTTP and HTML are the front end's."""

from core.pages.declarations.forms import Form, FormPage, no_fields
from core.pages.declarations.leading import Card, NavigationLink
from core.pages.declarations.lists import BulkAction, Column, ListPage, Order, Row
from core.pages.declarations.page import (
    Action,
    ActionLink,
    DownloadPage,
    FilePage,
    Page,
    ProgressPage,
    Variables,
)
from core.pages.declarations.records import RecordPage, RecordPart

__all__ = [
    "Action",
    "ActionLink",
    "BulkAction",
    "Card",
    "Column",
    "DownloadPage",
    "FilePage",
    "Form",
    "FormPage",
    "ListPage",
    "NavigationLink",
    "Order",
    "Page",
    "ProgressPage",
    "RecordPage",
    "RecordPart",
    "Row",
    "Variables",
    "no_fields",
]
