"""Lived-experience councils: what people in prison propose, what is answered, and what became of it."""
