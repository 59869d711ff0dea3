"""What `make check` looks at beside the tests."""
