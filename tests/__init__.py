"""Tests against real parts: PostgreSQL as the application role, Redis, processes and a browser."""
