"""How Gatehouse runs: set-up, embedded servers, the launcher, checks. Nothing of the partnership itself."""
