"""What `make` prepares on a fresh machine. Runs on plain Python, before any package is there."""
