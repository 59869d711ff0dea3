"""`python -m tests.frontend_api.graphql.hostile`: attacks, growth, and ten thousand generated requests."""

from __future__ import annotations

import argparse
import asyncio
import sys

import click

from tests.frontend_api.graphql.hostile import linearity, times
from tests.frontend_api.graphql.hostile.sending import send_all


def main() -> int:
    parser = argparse.ArgumentParser(prog="make hostile", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="generated requests")
    parser.add_argument("--generated", action="store_true", help="leave out the two tables")
    asked = parser.parse_args()
    failed = 0 if asked.generated else times.main() + linearity.main()
    outcome = asyncio.run(send_all(asked.count))
    click.echo("\n".join(outcome.lines()))
    return int(bool(failed) or not outcome.is_good)


if __name__ == "__main__":
    sys.exit(main())
