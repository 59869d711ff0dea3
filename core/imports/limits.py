"""How much of a file is read before it is refused. Generous for a co-ordinator, tight for an attacker."""

from __future__ import annotations

FILE_BYTES = 25 * 1024 * 1024
"""A tracker of 10,000 people is under 1 MB as a workbook and under 2 MB as CSV."""

UNPACKED_BYTES = 120 * 1024 * 1024
"""Everything that is unpacked from one workbook, added up: stops a zip bomb."""

COLUMNS = 150
ROWS = 50_000
FILLED_CELLS = 1_500_000
VISITED_CELLS = 6_000_000
"""Cells written down in the file, blank ones included."""

TEXT_LENGTH = 32_767
"""Characters in one cell; a spreadsheet program itself holds no more."""

SHEETS = 60
HEADER_SEARCH_ROWS = 60
"""The header is looked for in this many rows from the top."""
