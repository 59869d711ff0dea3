"""A person's own mirror: what stands about them, who can see it and did, and how to have it put right."""
