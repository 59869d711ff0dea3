"""The rules of councils: seats, states and what must not be published. Pure, no reads."""
