"""Pages and files for people without an account, each behind a secret address."""
