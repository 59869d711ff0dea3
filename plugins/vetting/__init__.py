"""Vetting: who may come into a prison for a partner, who is stuck, and whose clearance runs out next."""
