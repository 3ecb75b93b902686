"""Reads: columns in, frozen rows out; one module per screen."""
