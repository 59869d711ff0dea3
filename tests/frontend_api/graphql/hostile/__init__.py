"""Requests that mean harm: attacks by hand, generated ones, and what they cost."""
