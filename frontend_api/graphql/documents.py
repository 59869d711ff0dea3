"""Trusted documents: what the pages and first-party clients ask, known by its hash before anybody asks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)

from core.errors import Invalid, RefusedStart
from core.plugins.contribution import Contribution
from core.plugins.documents import documents_of
from core.translation import translate
from frontend_api.graphql.keeping import may_be_kept, personal_columns
from frontend_api.graphql.limits import MOST_TOKENS, check_size
from frontend_api.graphql.manifests import Entry, id_of

NOT_FOUND, NOT_TRUSTED = "DOCUMENT_NOT_FOUND", "DOCUMENT_NOT_TRUSTED"


@dataclass(frozen=True, slots=True)
class Trusted:
    """A document that is known: its text, what its operations are, and whether its answers may be kept."""

    text: str
    operations: Mapping[str, OperationType]
    """By name; empty for one without."""
    may_be_kept: bool

    def operation(self, name: str | None) -> OperationType | None:
        """Return what is to be run; None where the name leaves it open, or is none of this document."""
        if name:
            return self.operations.get(name)
        return next(iter(self.operations.values())) if len(self.operations) == 1 else None


class Documents:
    """All trusted documents, and whether no other is answered."""

    def __init__(self, trusted: Iterable[Trusted], *, only: bool = False) -> None:
        known = tuple(trusted)
        self.by_id = {id_of(one.text): one for one in known}
        self.only = only
        self._texts = frozenset(one.text for one in known)

    def find(self, document_id: str) -> Trusted:
        """Return a document; raise Invalid for an id that is none's."""
        found = self.by_id.get(document_id)
        if found is None:
            raise Invalid(
                translate(
                    "No document with this documentId is known here. "
                    "Ask whoever runs Gatehouse to register it.",
                ),
                code=NOT_FOUND,
            )
        return found

    def admit(self, text: str) -> str:
        """Let a text pass; raise Invalid, before anybody parses it, where only trusted ones are answered."""
        if self.only and text not in self._texts:
            raise Invalid(
                translate(
                    "Only registered documents are answered here. Send the documentId of one, or ask whoever "
                    "runs Gatehouse to register yours.",
                ),
                code=NOT_TRUSTED,
            )
        return text


class Reader:
    """Reads documents against the schema of all modules, and knows which columns are about people."""

    def __init__(
        self,
        contributions: Sequence[Contribution],
        schema: GraphQLSchema,
        rules: Iterable[type[ASTValidationRule]],
    ) -> None:
        self.contributions, self.schema, self.rules = contributions, schema, tuple(rules)
        self.personal = personal_columns(contributions)

    def of_modules(self) -> Iterator[Trusted]:
        """Yield what the pages of all modules ask; it was checked when they were loaded."""
        for text in dict.fromkeys(one.text for part in self.contributions for one in documents_of(part)):
            yield self._trusted(text, parse(text))

    def of_clients(self, entries: Iterable[Entry]) -> Iterator[Trusted]:
        """Yield what clients ask; raise RefusedStart now for what would fail when somebody waits for it."""
        for entry in entries:
            try:
                yield self._trusted(entry.text, self._checked(entry.text))
            except (GraphQLError, Invalid) as error:
                raise RefusedStart(f"{entry.place} cannot be answered here: {error}") from None

    def _checked(self, text: str) -> DocumentNode:
        document = parse(text, max_tokens=MOST_TOKENS)
        check_size(document)
        for fault in validate(self.schema, document, self.rules, max_errors=1):
            raise fault
        return document

    def _trusted(self, text: str, document: DocumentNode) -> Trusted:
        operations = {
            node.name.value if node.name else "": node.operation
            for node in document.definitions
            if isinstance(node, OperationDefinitionNode)
        }
        only_reads = set(operations.values()) == {OperationType.QUERY}
        kept = only_reads and may_be_kept(self.schema, document, self.personal)
        return Trusted(text, operations, kept)
