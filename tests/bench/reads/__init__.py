"""How fast a read is, beside the raw limit and beside others: `make bench ARGS="reads"`."""
