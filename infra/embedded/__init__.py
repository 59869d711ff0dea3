"""Real servers from wheels, so that a fresh machine needs nothing installed: never part of production."""
