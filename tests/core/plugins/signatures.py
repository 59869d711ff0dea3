"""Writes the signatures of the SDK into docs/plugins.md: `python -m tests.core.plugins.signatures`."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Container, Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

from core import sdk

PARTS = {
    "pages": (
        "Action",
        "ActionLink",
        "BulkAction",
        "Card",
        "Column",
        "DownloadPage",
        "Filter",
        "FormPage",
        "ListPage",
        "NavigationLink",
        "Page",
        "ProgressPage",
        "RecordPage",
        "RecordPart",
        "SearchSource",
        "searching",
        "url",
    ),
    "reports": ("Report", "report_job", "request_report", "take_back_reports"),
    "imports": ("Importer", "Layout", "TableReader"),
    "links": ("LinkFile", "LinkPage", "LinkRefusal", "Purpose", "make_link", "end_links", "require_link"),
    "messages": ("MailTemplate", "Paragraph", "Recipient", "tell"),
}
"""Of the SDK's parts, what an extension point is declared with."""
DECLARED = ("Job", "Permission", "PersonalData", "Schedule")
PAGE = frozenset(inspect.signature(sdk.pages.Page).parameters)
STARS: dict[object, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
WIDTH = 108
BEGIN, END = "```text", "```"
OTHERS = "Values, types and parts of the SDK without a line above:"
PAGE_OF_PLUGINS = Path(__file__).parents[3] / "docs" / "plugins.md"


def signatures() -> list[str]:
    """Return a line for each function of the SDK and each value that declares an extension point."""
    own = [name for name in sdk.__all__ if name in DECLARED or is_function(getattr(sdk, name))]
    lines = [written(name, getattr(sdk, name)) for name in own]
    for part, names in PARTS.items():
        lines += [written(f"{part}.{name}", getattr(getattr(sdk, part), name)) for name in names]
    return lines


def other_names() -> list[str]:
    """Return the names of the SDK that have no signature here."""
    named = {line.partition("(")[0] for line in signatures()}
    return [name for name in sdk.__all__ if name not in named]


def is_function(thing: object) -> bool:
    return inspect.isfunction(inspect.unwrap(thing)) if callable(thing) else False


def written(name: str, thing: Any) -> str:
    signature = inspect.signature(inspect.unwrap(thing))
    if not inspect.isclass(thing):
        return f"{name}({', '.join(parameters(signature))}) -> {annotation(signature.return_annotation)}"
    if issubclass(thing, sdk.pages.Page) and thing is not sdk.pages.Page:
        return f"{name}(Page…, {', '.join(parameters(signature, without=PAGE))})"
    return f"{name}({', '.join(parameters(signature))})"


def parameters(signature: inspect.Signature, without: Container[str] = ()) -> Iterator[str]:
    """Yield the parameters, with a bare star before those that are given by name."""
    wanted = [parameter for name, parameter in signature.parameters.items() if name not in without]
    starred = inspect.Parameter.VAR_POSITIONAL in [parameter.kind for parameter in wanted]
    for parameter in wanted:
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        told = f"{STARS.get(parameter.kind, '')}{parameter.name}: {annotation(parameter.annotation)}"
        yield (
            told if parameter.default is inspect.Parameter.empty else f"{told} = {default(parameter.default)}"
        )


def annotation(given: object) -> str:
    return given if isinstance(given, str) else getattr(given, "__name__", str(given))


def default(value: object) -> str:
    """Write a default as a reader would: a function by its name, an enum by its member."""
    if callable(value) and not isinstance(value, type | ModuleType):
        return str(getattr(value, "__name__", value))
    if isinstance(value, tuple):
        return f"({', '.join(map(default, value))}{',' * (len(value) == 1)})"
    return str(value) if isinstance(value, Enum) else repr(value).removeprefix("datetime.")


def block() -> str:
    """Return the lines, folded, between the marks of their code block."""
    lines = (
        textwrap.fill(line, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
        for line in signatures()
    )
    return "\n".join([BEGIN, *lines, END])


def renewed(text: str) -> str:
    """Return the page with the signatures and names as they are now."""
    before, _, rest = text.partition(BEGIN)
    names = ", ".join(f"`{name}`" for name in other_names())
    told = textwrap.fill(f"{OTHERS} {names}.", 118, break_long_words=False, break_on_hyphens=False)
    assert rest, "docs/plugins.md has lost its block of signatures"
    return f"{before}{block()}\n\n{told}\n"


if __name__ == "__main__":
    PAGE_OF_PLUGINS.write_text(renewed(PAGE_OF_PLUGINS.read_text(encoding="utf-8")), encoding="utf-8")
