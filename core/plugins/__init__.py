"""How modules join the house: one hook, one typed answer."""
