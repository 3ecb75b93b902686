"""The controls everything else is built from."""
