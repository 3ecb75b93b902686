"""The Today page: agenda, first replies, hygiene."""
