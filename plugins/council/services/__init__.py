"""Changes to councils and proposals: each takes a session and a viewer, and writes what the rules decide."""

from plugins.council.services.councils import end_council, set_up_council
from plugins.council.services.proposals import raise_proposal, record_step

__all__ = ["end_council", "raise_proposal", "record_step", "set_up_council"]
