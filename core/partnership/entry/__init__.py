"""What the partnership itself says of a visit: the person, their organisation and its papers, the service."""

from core.partnership.entry.check import PARTNERSHIP_CHECK

__all__ = ["PARTNERSHIP_CHECK"]
