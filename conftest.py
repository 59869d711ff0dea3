"""What every test may ask for: the real servers. A root file, so that plugins' tests have it too."""

pytest_plugins = ["tests.servers"]
