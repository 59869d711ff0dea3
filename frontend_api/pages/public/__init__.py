"""Pages for everybody: what prisons published, and its feed."""
