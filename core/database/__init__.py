"""How rows are kept: models, tenancy, transactions and migrations."""
