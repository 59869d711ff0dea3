"""A year in the life of one made-up prison: the same year for the same seed and the same day."""
