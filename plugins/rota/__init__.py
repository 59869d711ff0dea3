"""The rota: who is expected in, on which day, at which entrance, and what came of it."""
