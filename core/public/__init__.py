"""Pages that everybody may read, signed in or not: what a prison published, and nothing else."""

from core.public.declarations import FeedEntry, PublicPage

__all__ = ["FeedEntry", "PublicPage"]
