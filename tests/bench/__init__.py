"""Measures a whole Gatehouse of real processes: `make bench`. Not part of `make test`."""
