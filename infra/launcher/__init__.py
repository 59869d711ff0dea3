"""`gatehouse run`: everything on one machine, started together, watched, and stopped together."""
