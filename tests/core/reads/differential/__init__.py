"""Generated operations answered twice: by the compiled statement, and by a plain second implementation."""
