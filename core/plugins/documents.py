"""The GraphQL documents of a plugin's pages, read once at start, so that none of them fails on a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    LoneAnonymousOperationRule,
    OperationDefinitionNode,
    OperationType,
    UniqueOperationNamesRule,
    parse,
    specified_rules,
    validate,
)
from graphql.language.ast import NonNullTypeNode

from core.links.declarations import LinkPage
from core.pages.declarations import Action, BulkAction, Card, FormPage, ListPage, Page, RecordPage, RecordPart
from core.pages.search import SearchSource
from core.plugins.contribution import Contribution
from core.plugins.errors import BadContribution

QUERY, MUTATION = OperationType.QUERY, OperationType.MUTATION
SEARCH_VARIABLES = {"search", "first"}
REMEMBERED = 1_000
IN_ONE_PASS = [
    rule for rule in specified_rules if rule not in {LoneAnonymousOperationRule, UniqueOperationNamesRule}
]
"""Of several documents: each is seen to be one operation of its own."""


@dataclass(frozen=True, slots=True)
class Written:
    """A document and where it stands."""

    place: str
    text: str
    operation: OperationType
    answers: str = ""
    """The field of the answer that the page cannot do without."""
    joined: bool = False
    """Asked together with documents of other modules."""


def check_documents(contribution: Contribution, schema: GraphQLSchema, pages: dict[str, Page]) -> None:
    """Raise BadContribution for a document that the API does not understand; `pages` are those of all."""
    documents = [(written, _read(written)) for written in documents_of(contribution)]
    _refuse_misunderstood(documents, schema)
    for written, document in documents:
        _check(written, document)
    for part in contribution.record_parts:
        if part.page in pages and part.variables is None:
            given = {name for name, _required in _variables(pages[part.page].document)}
            _check_variables(part, given, part.page)
    for source in contribution.search:
        _check_variables(source, SEARCH_VARIABLES, "a search")


def documents_of(contribution: Contribution) -> Iterator[Written]:
    """Yield what a module's pages, cards, parts of records and searches ask, and what its forms change."""
    for page in contribution.pages:
        yield from _of_page(page)
    asked_together: tuple[Card | RecordPart, ...] = (*contribution.cards, *contribution.record_parts)
    for item in asked_together:
        yield Written(item.name, item.document, QUERY, joined=True)
    for target in contribution.links:
        if isinstance(target, LinkPage):
            yield from _of_link(target)
    for public in contribution.public:
        yield Written(public.name, public.document, QUERY, public.found)
    for source in contribution.search:
        yield Written(source.name, source.document, QUERY, source.connection, joined=True)


def _of_link(page: LinkPage) -> Iterator[Written]:
    yield Written(page.purpose.code, page.document, QUERY, page.found)
    yield Written(page.purpose.code, page.mutation, MUTATION)
    if page.refusal is not None:
        yield Written(f"{page.purpose.code}, refusal", page.refusal.mutation, MUTATION)


def _of_page(page: Page) -> Iterator[Written]:
    answers = page.connection if isinstance(page, ListPage) else str(getattr(page, "found", ""))
    if page.document or answers:
        yield Written(page.name, page.document, QUERY, answers, joined=isinstance(page, RecordPage))
    if isinstance(page, FormPage):
        yield Written(page.name, page.mutation, MUTATION)
    for action in (*page.actions, *(page.bulk if isinstance(page, ListPage) else ())):
        if isinstance(action, Action | BulkAction):
            yield Written(f"{page.name}, {action.name}", action.mutation, MUTATION)


def _check(written: Written, document: DocumentNode) -> None:
    operation = _operation(written, document)
    roots = operation.selection_set.selections
    keys = {(item.alias or item.name).value for item in roots if isinstance(item, FieldNode)}
    if written.answers and written.answers not in keys:
        raise BadContribution(f"The document of {written.place} must ask for {written.answers}.")
    if written.joined and len(keys) != len(roots):
        raise BadContribution(f"The document of {written.place} must name its root fields itself.")


@lru_cache(maxsize=REMEMBERED)
def _parsed(text: str) -> DocumentNode:
    """Parse once what is checked again beside each further plugin; nobody changes what is returned."""
    return parse(text)


def _read(written: Written) -> DocumentNode:
    try:
        return _parsed(written.text)
    except GraphQLError as error:
        raise BadContribution(f"The document of {written.place}: {error.message}") from None


def _refuse_misunderstood(documents: Sequence[tuple[Written, DocumentNode]], schema: GraphQLSchema) -> None:
    """Look at all in one pass, and only where that finds a fault at one after the other to name it.

    To set out is dearer than to walk. Those with fragments walk alone: a name is a document's own.
    """
    plain = [document for _written, document in documents if not _has_fragments(document)]
    together = DocumentNode(definitions=tuple(chain.from_iterable(one.definitions for one in plain)))
    are_plain_right = not validate(schema, together, IN_ONE_PASS, max_errors=1)
    for written, document in documents:
        if are_plain_right and not _has_fragments(document):
            continue
        for fault in validate(schema, document, max_errors=1):
            raise BadContribution(f"The document of {written.place}: {fault.message}")


def _has_fragments(document: DocumentNode) -> bool:
    return any(isinstance(item, FragmentDefinitionNode) for item in document.definitions)


def _operation(written: Written, document: DocumentNode) -> OperationDefinitionNode:
    found = [item for item in document.definitions if isinstance(item, OperationDefinitionNode)]
    if [item.operation for item in found] != [written.operation]:
        raise BadContribution(f"The document of {written.place} must be one {written.operation.value}.")
    return found[0]


def _check_variables(part: RecordPart | SearchSource, given: set[str], giver: str) -> None:
    """A part is given what the record's own document is given, a source the search, and nothing else."""
    for name, required in _variables(part.document):
        if required and name not in given:
            raise BadContribution(f"The document of {part.name} needs ${name}, which {giver} does not give.")


def _variables(text: str) -> Iterator[tuple[str, bool]]:
    for definition in _parsed(text).definitions:
        if isinstance(definition, OperationDefinitionNode):
            for item in definition.variable_definitions or ():
                required = isinstance(item.type, NonNullTypeNode) and item.default_value is None
                yield item.variable.name.value, required
