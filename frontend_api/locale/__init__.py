"""The house's catalogues: one folder for each language, and how strings are found in the code."""
