"""The API of reminders: who is told what by which message, and what people and the desk chose."""

from core.reminders.graphql import choices, told

__all__ = ["choices", "told"]
