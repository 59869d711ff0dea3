"""What is due, and who is told when: a ladder of steps that ends the moment the act is done."""

from core.reminders.declarations import Due, Ladder, Reminder, Step, Told

__all__ = ["Due", "Ladder", "Reminder", "Step", "Told"]
