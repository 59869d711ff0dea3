"""Reading XML as a stream of elements. A document type, and so every entity attack, is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn, Protocol
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from core.imports.errors import Fault, Place, Unreadable

Attributes = dict[str, str]


class Reader(Protocol):
    """Takes the events of one XML part; element names come without their prefix."""

    def start(self, tag: str, attributes: Attributes) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, data: str) -> None: ...


class LocalNames(dict[str, str]):
    """Element names without prefix, worked out once each: producers differ in the prefixes they choose."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rsplit(":", 1)[-1]
        return local


def read_xml(pieces: Iterable[bytes], reader: Reader, place: Place) -> None:
    """Feed the parts of a document to the reader; Unreadable when it is not well formed or absurd."""
    parser = _parser(reader, place)
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (ExpatError, ValueError, OverflowError) as error:
        raise Unreadable(Fault.DAMAGED, place, detail=str(error)) from error


def _parser(reader: Reader, place: Place) -> XMLParserType:
    names = LocalNames()
    start, end = reader.start, reader.end

    def start_element(name: str, attributes: Attributes) -> None:
        start(names[name], attributes)

    def end_element(name: str) -> None:
        end(names[name])

    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start_element
    parser.EndElementHandler = end_element
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_doctype(place)
    return parser


def _refuse_doctype(place: Place) -> Callable[..., NoReturn]:
    def refuse(*_: object) -> NoReturn:
        raise Unreadable(Fault.FORBIDDEN_XML, place)

    return refuse


def attribute(attributes: Attributes, name: str) -> str | None:
    """Return an attribute by its name without prefix."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.rsplit(":", 1)[-1] == name), None)
