"""Making one lead of several: which are one, and whose values stay."""
