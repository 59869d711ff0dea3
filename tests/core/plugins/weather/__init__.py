"""A whole plugin in small: one of every part a module can contribute. Tests install it beside the house."""
