"""Pages over the real entrance, the real API and a real database."""
