"""Names of nobody: every person and organisation here is fictional."""

from __future__ import annotations

from itertools import product
from random import Random

FIRST_NAMES = (
    "Abeni",
    "Aled",
    "Anwen",
    "Bashir",
    "Bethan",
    "Blessing",
    "Carys",
    "Ciaran",
    "Dafydd",
    "Dalia",
    "Efua",
    "Eirlys",
    "Faisal",
    "Ffion",
    "Gethin",
    "Gwenllian",
    "Hamza",
    "Harriet",
    "Idris",
    "Imogen",
    "Jagdeep",
    "Jerome",
    "Kwame",
    "Kezia",
    "Leila",
    "Llinos",
    "Marek",
    "Mfon",
    "Nerys",
    "Niamh",
    "Oluchi",
    "Osian",
    "Parveen",
    "Pryce",
    "Rhodri",
    "Roxana",
    "Sabitha",
    "Seren",
    "Tariq",
    "Tegwen",
    "Uchenna",
    "Violet",
    "Wanjiru",
    "Winston",
)
SURNAMES = (
    "Abernook",
    "Adewolu",
    "Brackenby",
    "Caerwent",
    "Chandrapal",
    "Cwmfelin",
    "Dunmallow",
    "Ebonwick",
    "Fairthorn",
    "Farrakhet",
    "Glanrhyd",
    "Greyfold",
    "Haverlock",
    "Hollinmoor",
    "Ilesanmo",
    "Jasperwood",
    "Kalsimoor",
    "Kittiwell",
    "Llanfoist",
    "Lowmarsh",
    "Mbazira",
    "Merrowdown",
    "Nantgarw",
    "Northolme",
    "Okonduro",
    "Otterbourne",
    "Penhallick",
    "Quarrington",
    "Rashidpur",
    "Ravensett",
    "Sandhutton",
    "Silverlode",
    "Tolpuddock",
    "Trelawnick",
    "Umberleigh",
    "Venkatasu",
    "Waterhay",
    "Wexcombe",
    "Yarnfold",
    "Zawadiko",
)
BEGINNINGS = (
    "Beacon",
    "Bridgewell",
    "Cornerstone",
    "Drystone",
    "Elderflower",
    "Farthing",
    "Greenfinch",
    "Harbourside",
    "Inkwell",
    "Juniper",
    "Kingfisher",
    "Ladder",
    "Milestone",
    "Newleaf",
    "Oakapple",
    "Pathfinder",
    "Quayside",
    "Rowan",
    "Stepping",
    "Turnstone",
)
WORK = (
    ("Mentoring", "Mentoring on the wing"),
    ("Housing", "Housing desk"),
    ("Readers", "Shared reading"),
)
PURPOSE = "Meets people each week and stays with them through the gate."


def people_names(chance: Random, count: int) -> list[tuple[str, str]]:
    """Return so many different names."""
    return chance.sample(list(product(FIRST_NAMES, SURNAMES)), count)


def partner_names(count: int) -> list[tuple[str, str]]:
    """Return so many different organisations, each with what it does."""
    found = [(f"{first} {kind}", service) for kind, service in WORK for first in BEGINNINGS]
    return found[:count]
