"""Who is asking: sessions, the identity provider, bearer tokens, and the Viewer they become."""
