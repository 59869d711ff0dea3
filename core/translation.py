"""Every string a person sees passes here: gettext catalogues in English and Welsh, chosen per request."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from babel.support import LazyProxy

LANGUAGES = ("en", "cy")
SOURCE_LANGUAGE = "en"
"""What the strings of the code are written in."""
DOMAIN = "gatehouse"

Text = str | LazyProxy

_language: ContextVar[str] = ContextVar("language", default="en")
_catalogues: dict[str, gettext.NullTranslations] = {}
UNTRANSLATED = gettext.NullTranslations()


def use_language(language: str) -> None:
    """Choose the language of this request or job; unknown ones fall back to English."""
    _language.set(language if language in LANGUAGES else "en")


def current_language() -> str:
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use a language for the length of the block, then the former one again."""
    before = current_language()
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


def in_source_language(text: Text) -> str:
    """Return a declared text as the catalogues know it, to be kept and translated when it is shown."""
    with speaking(SOURCE_LANGUAGE):
        return str(text)


def use_catalogues(found: Mapping[str, Iterable[gettext.NullTranslations]]) -> None:
    """Translate by these catalogues, by language: what a later one does not know, an earlier one may."""
    for language in LANGUAGES:
        merged: gettext.NullTranslations = gettext.NullTranslations()
        for catalogue in found.get(language, ()):
            catalogue.add_fallback(merged)
            merged = catalogue
        _catalogues[language] = merged


def _catalogue() -> gettext.NullTranslations:
    return _catalogues.get(_language.get(), UNTRANSLATED)


def translate(message: str) -> str:
    """Return the message in the language of the request."""
    return _catalogue().gettext(message)


def translate_plural(singular: str, plural: str, count: int) -> str:
    return _catalogue().ngettext(singular, plural, count)


def lazy_gettext(message: str) -> LazyProxy:
    """Mark a string for translation when it is shown, not when the module is read."""
    return LazyProxy(translate, message, enable_cache=False)
