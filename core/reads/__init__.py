"""Reads: types declared over tables, and the compiler that turns a whole operation into one SQL statement."""
