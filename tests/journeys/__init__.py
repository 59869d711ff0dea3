"""Journeys of people through a running Gatehouse, in a real browser."""
