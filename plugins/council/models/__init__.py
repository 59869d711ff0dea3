"""The tables of the councils."""

from plugins.council.models.proposal import Council, Proposal, Step

__all__ = ["Council", "Proposal", "Step"]
