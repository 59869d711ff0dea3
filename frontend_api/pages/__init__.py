"""Pages over HTTP: from a declaration to an address, a GraphQL document and HTML."""
