"""What the councils of the demo's prisons asked, and what became of it. All of it is fictional."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.council.enums import ProposalStatus, Theme

S = ProposalStatus


@dataclass(frozen=True, slots=True)
class Story:
    """A proposal, how many days ago it was raised, and the steps it took: after how many days, why."""

    theme: Theme
    problem: str
    idea: str
    days_ago: int
    way: tuple[tuple[ProposalStatus, int, str], ...] = ()


HERE = (
    Story(
        Theme.REGIME,
        "On visit days people reach the hall ten minutes late.",
        "Unlock ten minutes earlier on visit days.",
        120,
        (
            (S.TABLED, 7, ""),
            (S.ACCEPTED, 20, ""),
            (S.IN_PROGRESS, 25, ""),
            (S.IMPLEMENTED, 60, ""),
            (S.FEEDBACK_PUBLISHED, 70, ""),
        ),
    ),
    Story(
        Theme.HEALTH,
        "Nobody knows how long the wait for the dentist is.",
        "Put the length of the dental waiting list on every wing each month.",
        95,
        (
            (S.TABLED, 5, ""),
            (S.ACCEPTED_MODIFIED, 30, "Every two months, as healthcare prints it."),
            (S.IN_PROGRESS, 40, ""),
        ),
    ),
    Story(
        Theme.TRAINING_EDUCATION,
        "The library is closed when people are out of work.",
        "Open the library on Saturday mornings.",
        80,
        ((S.TABLED, 6, ""), (S.NOT_ACCEPTED, 33, "There is no member of staff for Saturdays this year.")),
    ),
    Story(
        Theme.FAMILY_CONTACT,
        "Families hear of Christmas visits too late to book a train.",
        "Say the days of the Christmas visits by the first of November.",
        50,
        ((S.TABLED, 8, ""),),
    ),
    Story(
        Theme.RESPECT_DECENCY,
        "Shower repairs are reported, and nobody hears what became of them.",
        "A list on each wing with the day each repair was reported.",
        22,
        ((S.CANVASSED, 3, ""), (S.TABLED, 10, "")),
    ),
    Story(
        Theme.RESETTLEMENT,
        "People leave without an address for their first letter.",
        "Give the release address in writing two weeks before.",
        18,
        ((S.TABLED, 4, ""), (S.ESCALATED_NATIONAL, 12, "Two weeks is for probation to decide.")),
    ),
    Story(
        Theme.SAFETY,
        "On the first night nobody knows whom to ask.",
        "A first night card with a plain list of who to ask.",
        4,
    ),
)
QUIETER = (
    Story(
        Theme.COMMUNITY_ENVIRONMENT,
        "The beds along the yard have lain bare since the gardeners left.",
        "Let each wing plant and keep one bed along the yard.",
        140,
        (
            (S.TABLED, 9, ""),
            (S.ACCEPTED, 58, ""),
            (S.IN_PROGRESS, 64, ""),
            (S.IMPLEMENTED, 100, ""),
            (S.FEEDBACK_PUBLISHED, 110, ""),
        ),
    ),
    Story(
        Theme.TRAINING_EDUCATION,
        "Those who work outside get back when the classes are over.",
        "Hold one evening class in number work each week.",
        105,
        (
            (S.TABLED, 6, ""),
            (S.ACCEPTED_MODIFIED, 47, "On two evenings a month, while the teacher is here."),
            (S.IN_PROGRESS, 55, ""),
        ),
    ),
    Story(
        Theme.REGIME,
        "The kiosk queue is so long at noon that some miss their meal.",
        "Open the kiosk for an hour before work as well.",
        90,
        ((S.TABLED, 4, ""), (S.NOT_ACCEPTED, 42, "Nobody is free to open it in that hour.")),
    ),
    Story(
        Theme.COMMUNITY_ENVIRONMENT,
        "Rubbish from the servery stands in the yard over the weekend.",
        "Empty the bins on Saturdays.",
        41,
        ((S.TABLED, 5, ""),),
    ),
    Story(
        Theme.RESETTLEMENT,
        "Nobody says before release which bank will open an account.",
        "A visit from a bank every second month.",
        30,
        ((S.TABLED, 6, ""), (S.ESCALATED_NATIONAL, 21, "Which banks come is agreed for all prisons.")),
    ),
    Story(Theme.TRAINING_EDUCATION, "The wing has no dictionary.", "Two dictionaries on each wing.", 6),
)
"""A smaller council that is answered late."""
WELSH = (
    Story(
        Theme.FAMILY_CONTACT,
        "Children who come to visit find nothing to do while they wait.",
        "Put books and drawing things in the visitors' centre.",
        110,
        (
            (S.TABLED, 3, ""),
            (S.ACCEPTED, 14, ""),
            (S.IN_PROGRESS, 20, ""),
            (S.IMPLEMENTED, 45, ""),
            (S.FEEDBACK_PUBLISHED, 52, ""),
        ),
    ),
    Story(
        Theme.DIVERSITY_EQUALITY,
        "Notices are put up in English first, and in Welsh weeks later.",
        "Put every notice up in both languages on the same day.",
        88,
        (
            (S.TABLED, 4, ""),
            (S.ACCEPTED_MODIFIED, 16, "From April, when the second translator begins."),
            (S.IN_PROGRESS, 22, ""),
        ),
    ),
    Story(
        Theme.HEALTH,
        "The gym is full at the only hour when those at work are free.",
        "Keep one gym hour in the evening for those who work.",
        76,
        ((S.TABLED, 5, ""), (S.NOT_ACCEPTED, 19, "There is no second instructor for the evening.")),
    ),
    Story(
        Theme.FAMILY_CONTACT,
        "Video calls break off, and the time that was lost is not given back.",
        "Give a call that broke off again in the same week.",
        60,
        (
            (S.TABLED, 7, ""),
            (S.NOT_ACCEPTED, 24, "The hours are booked out; a call that broke off comes first next week."),
        ),
    ),
    Story(
        Theme.FAMILY_CONTACT,
        "The last bus leaves before the afternoon visit ends.",
        "Begin the afternoon visit a quarter of an hour earlier.",
        26,
        ((S.TABLED, 6, ""),),
    ),
    Story(
        Theme.RESPECT_DECENCY,
        "Post lies for days before it is handed out.",
        "Say on the wing on which days post is handed out.",
        3,
    ),
)
"""A council of a Welsh prison that is answered soon."""
STORIES: dict[str, tuple[Story, ...]] = {"DAI": QUIETER, "BWI": WELSH}


def stories_of(prison_code: str | None) -> tuple[Story, ...]:
    """Return what a council of the demo asked: no two ask the same, and HMPPS has themes to see."""
    return STORIES.get(prison_code or "", HERE)
