"""Who works with a prison: partners and their contacts, people, services and assignments."""
