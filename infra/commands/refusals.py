"""What a person at a terminal sees when a command cannot go on: a sentence, never a traceback."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click
from pydantic import ValidationError

from core.errors import DomainError, RefusedStart
from infra.errors import CannotStart

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def sentences_for_refusals(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Turn the failures a person can mend into a sentence and exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: Parameters.args, **options: Parameters.kwargs) -> Result:
        try:
            return command(*args, **options)
        except (CannotStart, RefusedStart, DomainError) as error:
            raise click.ClickException(str(error)) from error
        except ValidationError as error:
            raise click.ClickException(settings_sentence(error)) from error

    return wrapped


def settings_sentence(error: ValidationError) -> str:
    """Say which settings are missing or wrong, by the names a person sets them by."""
    wrong = [
        f"GATEHOUSE_{'_'.join(str(part) for part in item['loc']).upper()}: {item['msg']}"
        for item in error.errors(include_input=False, include_url=False)
    ]
    return "The settings are not complete. " + "; ".join(wrong) + "."
