"""What changed, who did it and when: written by the database itself, readable but not changeable."""
