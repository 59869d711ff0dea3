"""The fictional people of the demo. Their accounts are matched by `subject`, so it must never change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Persona:
    subject: str
    name: str
    email: str
    part: str
    """What this person is, in the words of the sign-in page."""

    @property
    def claims(self) -> dict[str, object]:
        given, _, family = self.name.partition(" ")
        return {
            "name": self.name,
            "given_name": given,
            "family_name": family,
            "email": self.email,
            "email_verified": True,
            "locale": "en-GB",
        }


COORDINATOR = Persona(
    "demo-coordinator",
    "Priya Shah",
    "priya.shah@demo.example",
    "Co-ordinator at Exeter, deputy at Dartmoor",
)
SECURITY_VETTING = Persona(
    "demo-security-vetting",
    "Martin Okafor",
    "martin.okafor@demo.example",
    "Security vetting contact at Exeter",
)
SECURITY_ELSEWHERE = Persona(
    "demo-security-elsewhere",
    "Isla Marchant",
    "isla.marchant@demo.example",
    "Security vetting contact at Dartmoor: decides what another prison's clearance counts for",
)
DATA_PROTECTION = Persona(
    "demo-data-protection",
    "Edwin Frost",
    "edwin.frost@demo.example",
    "Data protection at Exeter: how long records are kept, copies, holds and erasure",
)
GOVERNOR = Persona("demo-governor", "Helen Trewin", "helen.trewin@demo.example", "Governor at Exeter")
PARTNER_LEAD = Persona(
    "demo-partner-lead",
    "Tom Penrose",
    "tom.penrose@demo.example",
    "Partner lead: runs a partner organisation's work at Exeter",
)
VOLUNTEER = Persona(
    "demo-volunteer",
    "Ada Lindqvist",
    "ada.lindqvist@demo.example",
    "Volunteer of a partner organisation at Exeter",
)
COUNCIL_FACILITATOR = Persona(
    "demo-council-facilitator",
    "Nadia Roache",
    "nadia.roache@demo.example",
    "Council facilitator at Exeter: runs the council of people in prison",
)
NATIONAL = Persona(
    "demo-national",
    "Rhys Bevan",
    "rhys.bevan@demo.example",
    "HMPPS national: sees published aggregates, never a case",
)

PERSONAS = (
    COORDINATOR,
    SECURITY_VETTING,
    SECURITY_ELSEWHERE,
    DATA_PROTECTION,
    GOVERNOR,
    COUNCIL_FACILITATOR,
    PARTNER_LEAD,
    VOLUNTEER,
    NATIONAL,
)
