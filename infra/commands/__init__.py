"""One module per word of the command line; each is loaded only when it is given."""
