"""The API as a stranger with a token meets it: over HTTP, with everything that can be wrong."""
