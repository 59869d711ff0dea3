"""What a prison says of single words: they touch security, they do not, they name nobody here."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, NotFound, Viewer, translate
from plugins.council.enums import WordUse
from plugins.council.models import Word
from plugins.council.permissions import REDACT
from plugins.council.rules.folding import fold_bare
from plugins.council.services.rescanning import ask_rescan

LONGEST_WORD = 60


async def add_word(session: AsyncSession, viewer: Viewer, *, word: str, use: WordUse) -> Word:
    """Say what a word is here; all that is published is scanned again."""
    viewer.require(REDACT)
    said = " ".join(word.split())
    folded = fold_bare(said)
    if len(folded) <= 1 or len(said) > LONGEST_WORD:
        raise Invalid(translate("Give a word of 2 to 60 characters."), "word")
    if await session.scalar(select(Word.id).where(Word.folded == folded)) is not None:
        raise Conflict(translate("This word stands on the list already. Take it off first."), "word")
    made = Word(word=said, folded=folded, use=use, added_by=viewer.account_id)
    session.add(made)
    await session.flush()
    await ask_rescan(session, viewer)
    return made


async def remove_word(session: AsyncSession, viewer: Viewer, word_id: UUID) -> None:
    """Take a word off the list; the scan looks as it does in every prison again."""
    viewer.require(REDACT)
    found = await session.scalar(select(Word).where(Word.id == word_id))
    if found is None:
        raise NotFound(translate("That word is not on this prison's list."), "wordId")
    await session.delete(found)
    await session.flush()
    await ask_rescan(session, viewer)
