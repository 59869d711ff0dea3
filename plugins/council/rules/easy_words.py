"""Words that easy read goes by: what to say instead, numbers as digits, participles of the passive."""

from __future__ import annotations

SIMPLER: dict[str, str] = {
    "accommodation": "a place to live",
    "additional": "more",
    "approximately": "about",
    "assistance": "help",
    "commence": "start",
    "commenced": "started",
    "consultation": "asking people",
    "ensure": "make sure",
    "establishment": "prison",
    "facilitate": "help",
    "implement": "do",
    "implemented": "done",
    "implementation": "doing it",
    "inform": "tell",
    "initiative": "plan",
    "maintenance": "repairs",
    "participate": "take part",
    "prior": "before",
    "procedure": "way of doing it",
    "provide": "give",
    "provided": "given",
    "provision": "what there is",
    "purchase": "buy",
    "receive": "get",
    "regime": "the day's times",
    "regarding": "about",
    "require": "need",
    "required": "needed",
    "review": "look at again",
    "subsequently": "later",
    "sufficient": "enough",
    "utilise": "use",
}
"""Words of offices, and what to say instead."""
NUMBER_WORDS: dict[str, str] = {
    word: str(number)
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=2
    )
}
"""From two on: "one" is mostly no number."""
PARTICIPLES = (
    *("begun", "bought", "brought", "built", "chosen", "cut", "done", "drawn", "found", "given", "gone"),
    *("heard", "held", "kept", "known", "led", "left", "lost", "made", "met", "paid", "put", "read", "run"),
    *("said", "seen", "sent", "set", "shown", "shut", "sold", "spent", "taken", "taught", "told", "written"),
)
"""Those that do not end in "ed"."""
