"""Writes: commands, one module per noun, and the desk that runs them."""
