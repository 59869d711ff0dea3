"""The API: one GraphQL endpoint for each prison, composed from the core and its modules."""
